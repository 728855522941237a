"""Searches with names, and what is new since each was last run.

They are kept in the library's folder in a file that only grows, one JSON line an event, apart from
catalog and index: a rebuild loses none. A finding is new if no run has shown it before; the ids of
findings are the same after a rebuild, for they come from the bytes of the reports.
"""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from indexer.engine import AnyOf, Boosted, KeywordField, Searchable, Term
from indexer.errors import LibraryError
from indexer.originals import sync_folder
from ingest.model import Record
from search.plan import plan
from search.precedents import Answer, precedent
from search.problem import QueryError
from search.synonyms import Synonyms

NAME = "searches.jsonl"
LONGEST_NAME = 60  # characters


class Added(Record, frozen=True, kw_only=True, tag="added"):
    """From now on `name` stands for `query`. `at` is UTC, here and below."""

    name: str
    query: str
    at: str


class Removed(Record, frozen=True, kw_only=True, tag="removed"):
    """The name stands for nothing any more."""

    name: str
    at: str


class Ran(Record, frozen=True, kw_only=True, tag="ran"):
    """The search was run; `new` are findings that no run of it had shown before."""

    name: str
    new: tuple[str, ...]
    at: str


class SavedSearch(Record, frozen=True, kw_only=True):
    """A search as it stands now: `ran_at` is None before its first run, `seen` what runs showed."""

    name: str
    query: str
    added_at: str
    ran_at: str | None = None
    seen: frozenset[str] = frozenset()


class SavedError(LibraryError):
    """A Chinese sentence: no such name, or one that is taken or cannot be used."""


_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(Added | Removed | Ran).decode


class SavedSearches:
    """The saved searches of the library in `folder`."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / NAME

    def all(self) -> dict[str, SavedSearch]:
        """Every search by its name, in the order in which they were added."""
        found: dict[str, SavedSearch] = {}
        for event in self._events():
            match event:
                case Added(name=name, query=query, at=at):
                    found[name] = SavedSearch(name=name, query=query, added_at=at)
                case Removed(name=name):
                    found.pop(name, None)
                case Ran(name=name, new=new, at=at) if name in found:
                    before = found[name]
                    found[name] = msgspec.structs.replace(
                        before, ran_at=at, seen=before.seen | frozenset(new)
                    )
        return found

    def get(self, name: str) -> SavedSearch:
        """The search of that name. Raises `SavedError` where there is none."""
        found = self.all()
        if name not in found:
            known = f"现有：{'、'.join(found)}。" if found else "还没有保存过检索。"
            raise SavedError(f"没有名为“{name}”的检索。{known}")
        return found[name]

    def add(self, name: str, query: str, at: str) -> None:
        """Saves a search. Raises `SavedError` for a name that is taken or empty or too long, and
        `QueryError` for a query that cannot be understood."""
        from search.query import ask

        if not name.strip() or len(name) > LONGEST_NAME or not name.isprintable():
            raise SavedError(f"名称要有 1 到 {LONGEST_NAME} 个字，不能换行。")
        if name in self.all():
            raise SavedError(f"已有名为“{name}”的检索。请换一个名称，或先用 saved remove 删除。")
        if not query.strip():
            raise QueryError("检索式里没有可检索的词", 0)
        ask(query)
        self._append(Added(name=name, query=query, at=at))

    def remove(self, name: str, at: str) -> None:
        """Forgets a search. Raises `SavedError` where there is none of that name."""
        self.get(name)
        self._append(Removed(name=name, at=at))

    def ran(self, name: str, new: tuple[str, ...], at: str) -> None:
        """Records that the search was run and showed `new` for the first time."""
        self._append(Ran(name=name, new=new, at=at))

    def _events(self) -> Iterator[Added | Removed | Ran]:
        try:
            lines = self.path.read_bytes().splitlines(keepends=True)
        except FileNotFoundError:
            return
        for number, line in enumerate(lines, 1):
            try:
                yield _decode(line)
            except msgspec.MsgspecError:
                # A crash leaves half a line, which a later line may follow; it was never acted on.
                if line.lstrip().startswith(b"{") and not line.rstrip().endswith(b"}"):
                    continue
                raise SavedError(f"{self.path} 第 {number} 行读不懂，可能被改动过。") from None

    def _append(self, event: Added | Removed | Ran) -> None:
        new = not self.path.exists()
        with self.path.open("ab") as file:
            if file.tell() and not self._ends_whole():
                file.write(b"\n")
            file.write(_encode(event) + b"\n")
            file.flush()
            os.fsync(file.fileno())
        if new:
            sync_folder(self.path.parent)

    def _ends_whole(self) -> bool:
        with self.path.open("rb") as file:
            file.seek(-1, os.SEEK_END)
            return file.read(1) == b"\n"


def matching(engine: Searchable, query: str, synonyms: Synonyms | None = None) -> tuple[str, ...]:
    """The ids of all findings that have all that `query` asks for, best first.

    Raises `QueryError`. Findings that only have a part of it are none: they would be news once, and
    hide what comes later.
    """
    reader = engine.reader()
    asked = plan(reader, query, (), synonyms)
    total = reader.count(asked.node)
    return tuple(hit.id for hit in reader.search(asked.node, limit=total).page) if total else ()


def shown(
    engine: Searchable,
    query: str,
    ids: Sequence[str],
    *,
    limit: int,
    synonyms: Synonyms | None = None,
) -> Answer:
    """The first `limit` of these findings, with what the query asks for marked in them."""
    reader = engine.reader()
    asked = plan(reader, query, (), synonyms)
    first = ids[:limit]
    among = AnyOf(tuple(Boosted(Term(KeywordField.ID, id), 0) for id in first))
    found = {hit.id: hit for hit in reader.search(among, limit=len(first)).page} if first else {}
    hits = tuple(precedent(found[id], asked.question) for id in first)
    return Answer(total=len(ids), hits=hits)

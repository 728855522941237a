"""The index in a folder, by Whoosh: pure Python, for machines that Tantivy has no wheel for."""

import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from heapq import nsmallest
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from indexer.engine import (
    Hit,
    Hits,
    IndexBusy,
    IndexDocument,
    IndexState,
    IndexUnreadable,
    Kept,
    KeywordField,
    Node,
    NumberField,
    Sort,
    Term,
    TextField,
)
from indexer.engines.tantivy_queries import ranks
from indexer.engines.ties import tie
from indexer.engines.whoosh_queries import Evaluation, Scores

if TYPE_CHECKING:
    from whoosh.columns import ColumnReader
    from whoosh.fields import Schema
    from whoosh.index import FileIndex

_HEAP_MB = 64
_FACET_VALUES = 1_000
_SEPARATOR = "\x1f"
_LOCK = "writer.lock"
_STATE, _FINDING = "state", "finding"
_SORTED_BY = {
    Sort.NEWEST: NumberField.PUBLISHED,
    Sort.OLDEST: NumberField.PUBLISHED,
    Sort.AMOUNT: NumberField.AMOUNT,
}


class WhooshEngine:
    """An index in `folder`, which is made when something is written to it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def reader(self) -> "WhooshReader":
        from whoosh.filedb.filestore import RamStorage
        from whoosh.index import exists_in

        with _readable(self._folder):
            if self._folder.is_dir() and exists_in(str(self._folder)):
                return WhooshReader(_opened(self._folder))
            if self._folder.is_dir() and any(self._folder.glob("*.seg")):
                raise ValueError("segments without a table of contents")
            return WhooshReader(RamStorage().create_index(_schema()))

    @contextmanager
    def writer(self) -> Iterator["WhooshWriter"]:
        with self._locked():
            with _readable(self._folder):
                index = _opened(self._folder)
            writer = WhooshWriter(index)
            try:
                yield writer
            finally:
                writer.close()
                index.close()

    def clear(self) -> None:
        if self._folder.exists():
            with self._locked():
                pass
            shutil.rmtree(self._folder)

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """Whoosh's own lock is free between a commit and the next document; this one is not."""
        from filelock import FileLock, Timeout

        self._folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(self._folder / _LOCK)
        try:
            lock.acquire(timeout=0)
        except Timeout as error:
            raise IndexBusy(f"另一个程序正在写入索引 {self._folder}，请等它结束后再试。") from error
        try:
            yield
        finally:
            lock.release()


class WhooshReader:
    """One commit of the index."""

    def __init__(self, index: "FileIndex") -> None:
        self._index = index
        self._searcher = index.searcher()
        self._reader = self._searcher.reader()
        self._evaluation = Evaluation(self._searcher)

    def __del__(self) -> None:
        if searcher := getattr(self, "_searcher", None):
            searcher.close()
            self._index.close()

    def search(
        self, query: Node, *, limit: int, offset: int = 0, sort: Sort = Sort.RELEVANCE
    ) -> Hits:
        scores = self._evaluation.scores(query)
        if not limit or not scores:
            return Hits(len(scores), ())
        # A query that only filters has nothing to rank by: the newest come first.
        by_date = sort is Sort.RELEVANCE and not ranks(query)
        order = Sort.NEWEST if by_date else sort
        page = self._first(scores, offset + limit, order)[offset:]
        return Hits(
            len(scores), tuple(self._hit(id, scores[id] if order is sort else 0.0) for id in page)
        )

    def count(self, query: Node) -> int:
        return len(self._evaluation.scores(query))

    def frequency(self, term: Term) -> int:
        return int(self._reader.doc_frequency(term.field.value, term.token))

    def facets(
        self, query: Node, fields: Sequence[KeywordField | NumberField]
    ) -> dict[KeywordField | NumberField, list[tuple[str, int]]]:
        matching = self._evaluation.scores(query) if fields else {}
        return {field: self._facet(field, matching) for field in fields}

    def state(self) -> IndexState | None:
        for id in self._evaluation.marked(_STATE):
            return msgspec.msgpack.decode(self._reader.stored_fields(id)["card"], type=IndexState)
        return None

    def _first(self, scores: Scores, count: int, sort: Sort) -> list[int]:
        ties = self._column("tie")
        if sort is Sort.RELEVANCE:
            return nsmallest(count, scores, key=lambda id: (-scores[id], ties[id]))
        values = self._column(f"{_SORTED_BY[sort].value}_column")
        if sort is Sort.OLDEST:
            return nsmallest(count, scores, key=lambda id: (values[id] or 1 << 63, ties[id]))
        return nsmallest(count, scores, key=lambda id: (-values[id], ties[id]))

    def _column(self, name: str) -> "ColumnReader":
        """The values of a column by document number.

        Whoosh's own reader over several segments skips those that lack the column, and gives the
        values of one document for another's.
        """
        from whoosh.columns import MultiColumnReader

        leaves = list(self._reader.leaf_readers())
        columns = [leaf.column_reader(name) for leaf, _ in leaves]
        return MultiColumnReader(columns, [offset for _, offset in leaves])

    def _facet(self, field: KeywordField | NumberField, matching: Scores) -> list[tuple[str, int]]:
        if not matching:
            return []
        column = self._column(f"{field.value}_column")
        counts: Counter[str] = Counter()
        for id in matching:
            value = column[id]
            if isinstance(value, bytes):
                counts.update(value.decode().split(_SEPARATOR) if value else ())
            elif value:
                counts[str(value)] += 1
        ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
        return ordered[:_FACET_VALUES]

    def _hit(self, id: int, score: float) -> Hit:
        stored = self._reader.stored_fields(id)
        return Hit(stored["id"], score, stored["card"])


class WhooshWriter:
    """The writer of an index; `close` drops what was not committed."""

    def __init__(self, index: "FileIndex") -> None:
        from indexer.engines.whoosh_segments import segment_writer

        self._index = index
        self._dropped: list[int] = []
        self._fresh: dict[str, list[int]] = {}
        self._writer = segment_writer(index, self._dropped, _HEAP_MB)

    def add(self, documents: Sequence[IndexDocument]) -> None:
        for document in documents:
            report = document.keywords[KeywordField.REPORT][0]
            self._fresh.setdefault(report, []).append(self._writer.docnum)
            self._writer.add_document(**_made(document))

    def remove(self, reports: Sequence[str]) -> None:
        for report in reports:
            self._writer.delete_by_term(KeywordField.REPORT.value, report)
            self._dropped.extend(self._fresh.pop(report, ()))

    def commit(self, state: IndexState) -> None:
        from indexer.engines.whoosh_segments import segment_writer

        self._writer.delete_by_term("mark", _STATE)
        self._writer.add_document(mark=_STATE, card=msgspec.msgpack.encode(state))
        self._writer.commit()
        self._dropped.clear()
        self._fresh.clear()
        self._writer = segment_writer(self._index, self._dropped, _HEAP_MB)

    def close(self) -> None:
        if not self._writer.is_closed:
            self._writer.cancel()


def _made(source: IndexDocument) -> dict[str, object]:
    fields: dict[str, object] = {"mark": _FINDING, "card": source.card, "tie": tie(source)}
    for text, tokens in source.tokens.items():
        fields[text.value] = tokens.split(" ") if tokens else []
    for keyword, values in source.keywords.items():
        fields[keyword.value] = values
        if keyword not in (KeywordField.ID, KeywordField.REPORT):
            fields[f"{keyword.value}_column"] = _SEPARATOR.join(values).encode()
    fields["_stored_id"] = source.keywords[KeywordField.ID][0]
    for number, amount in source.numbers.items():
        fields[number.value] = fields[f"{number.value}_column"] = amount
    return fields


def _schema() -> "Schema":
    from whoosh import columns, fields
    from whoosh.analysis.tokenizers import IDTokenizer

    schema = fields.Schema(mark=fields.ID(), card=fields.STORED())
    schema.add("tie", fields.COLUMN(columns.NumericColumn("Q")))
    for text in TextField:
        phrases = text.keeps is Kept.POSITIONS
        schema.add(text.value, fields.TEXT(analyzer=IDTokenizer(), phrase=phrases))
    for keyword in KeywordField:
        schema.add(keyword.value, fields.ID(stored=keyword is KeywordField.ID))
        if keyword not in (KeywordField.ID, KeywordField.REPORT):
            column = columns.VarBytesColumn()
            schema.add(f"{keyword.value}_column", fields.COLUMN(column))
    for number in NumberField:
        schema.add(number.value, fields.NUMERIC(int, bits=64, signed=False))
        schema.add(f"{number.value}_column", fields.COLUMN(columns.NumericColumn("Q")))
    return schema


def _opened(folder: Path) -> "FileIndex":
    from whoosh.index import create_in, exists_in, open_dir

    return open_dir(str(folder)) if exists_in(str(folder)) else create_in(str(folder), _schema())


@contextmanager
def _readable(folder: Path) -> Iterator[None]:
    from pickle import UnpicklingError
    from struct import error as wrong_bytes

    from whoosh.index import IndexError as WhooshIndexError

    try:
        yield
    except FileNotFoundError as error:
        raise _unreadable(folder) from error
    except (ValueError, EOFError, UnpicklingError, wrong_bytes, WhooshIndexError) as error:
        raise _unreadable(folder) from error


def _unreadable(folder: Path) -> IndexUnreadable:
    return IndexUnreadable(
        f"索引 {folder} 打不开（可能已损坏，或由别的版本生成）。"
        "请运行 huitoukan reindex 重建，原件不受影响。"
    )

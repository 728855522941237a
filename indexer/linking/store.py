"""What linking found, kept between runs, so that one new report is linked in an instant.

A SQLite file beside the index. It is derived: deleting it loses nothing but the time of a full
linking.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import msgspec
import numpy as np

from indexer.errors import LibraryBusy, LibraryError
from indexer.linking.aliases import Alias
from indexer.linking.candidates import Form, form_of
from indexer.linking.decisions import Decisions
from indexer.linking.grams import Rarity
from indexer.linking.kept_groups import KeptGroups, keep_form
from indexer.linking.linker import Linked
from indexer.linking.organisations import Organisations, OrgName, same_leaves
from indexer.linking.problem import Problem
from indexer.linking.relapses import Again
from indexer.linking.score import Model
from ingest.model import Record

_SCHEMA = """
CREATE TABLE finding(id TEXT PRIMARY KEY, org TEXT, grp TEXT, body BLOB) WITHOUT ROWID;
CREATE TABLE org(leaf TEXT, above BLOB, PRIMARY KEY(leaf, above)) WITHOUT ROWID;
CREATE TABLE form(id INTEGER PRIMARY KEY, form BLOB UNIQUE, grp TEXT, first TEXT);
CREATE TABLE posting(token TEXT, form INTEGER, PRIMARY KEY(token, form)) WITHOUT ROWID;
CREATE TABLE meta(name TEXT PRIMARY KEY, value BLOB);
"""
_INDEXES = """
CREATE INDEX finding_org ON finding(org);
CREATE INDEX finding_grp ON finding(grp);
CREATE INDEX form_grp ON form(grp);
"""

_BUSY_SECONDS = 5.0
_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
# These tell of the machine, and nothing of the file.
_NO_ROOM = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_NOMEM)

_encoder = msgspec.msgpack.Encoder()
_problem = msgspec.msgpack.Decoder(Problem)
_above = msgspec.msgpack.Decoder(tuple[str, ...])


class LinksDamaged(LibraryError):
    """What is kept cannot be read; a full linking makes it anew."""


class Added(Record, frozen=True, kw_only=True):
    """What a new report's findings were linked to.

    `groups` is the group key of each new finding by id; `again` the pairs with the organisation's
    earlier findings, rows of `problems`. `exact` is False where only a full linking can tell: an
    organisation's name has become ambiguous, the findings are older than known ones, or somebody
    has decided on them.
    """

    problems: tuple[Problem, ...]
    groups: dict[str, str]
    again: tuple[Again, ...]
    exact: bool


class LinkStore:
    """The file of links at `path`.

    Whatever needs what is kept raises `LinksDamaged` where it cannot be read or is gone, and
    `LibraryBusy` where another process keeps it locked.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def rebuild(self, linked: Linked) -> None:
        """Keeps a full linking, in place of what was kept before."""
        part = self.path.with_name(self.path.name + ".part")
        _remove(part)
        with _open(part.absolute().as_uri()) as database:
            database.executescript(_SCHEMA)
            database.executemany("INSERT INTO finding VALUES (?, ?, ?, ?)", _findings(linked))
            names = {each.name for each in linked.problems if each.name is not None}
            database.executemany(
                "INSERT INTO org VALUES (?, ?)",
                ((name.leaf, _encoder.encode(name.above)) for name in names),
            )
            _keep_forms(database, linked)
            newest = linked.problems[-1].when if linked.problems else None
            database.executemany(
                "INSERT INTO meta VALUES (?, ?)",
                (("rarity", linked.columns.weights.tobytes()), ("newest", newest)),
            )
            database.executescript(_INDEXES)
        self.forget()
        part.replace(self.path)

    def forget(self) -> None:
        """Removes what is kept, if anything is."""
        _remove(self.path)

    def add(
        self,
        problems: Sequence[Problem],
        decisions: Decisions | None = None,
        aliases: Sequence[Alias] = (),
        model: Model | None = None,
    ) -> Added:
        """Links new findings with all that is kept, and keeps them.

        Bodies are weighed as the last full linking learned. Findings that are kept already are
        replaced.
        """
        decided = decisions or Decisions()
        with _kept(self.path) as database:
            names, unchanged = _names(database, problems, aliases)
            organisations = Organisations(names, aliases)
            known = _of_orgs(database, problems, organisations)
            linked = Linked(
                (*known, *problems),
                decided,
                aliases=aliases,
                model=model,
                rarity=_rarity(database),
                names=names,
            )
            newest = database.execute("SELECT value FROM meta WHERE name = 'newest'").fetchone()[0]
            latest = all((each.when or "") >= (newest or "") for each in problems)
            groups = KeptGroups(database, linked.model.elsewhere, linked.columns.weights)
            keys = {each.id: groups.join(each) for each in problems}
            _keep(database, problems, keys, organisations, newest)
        new = {each.id for each in problems}
        return Added(
            problems=tuple(linked.problems),
            groups=keys,
            again=tuple(
                each
                for each in linked.again
                if linked.problems[each.earlier].id in new or linked.problems[each.later].id in new
            ),
            exact=unchanged and latest and not new & decided.named,
        )

    def drop(self, reports: Iterable[str]) -> None:
        """Forgets the findings of reports (by id) that are no longer current."""
        with _kept(self.path) as database:
            database.executemany(
                "DELETE FROM finding WHERE id >= ? AND id < ?",
                ((f"{report}-", f"{report}.") for report in reports),
            )

    def problems(self) -> list[Problem]:
        """All kept findings, by id."""
        with _kept(self.path) as database:
            rows = database.execute("SELECT body FROM finding ORDER BY id")
            return [_problem.decode(row[0]) for row in rows]

    def names(self) -> set[OrgName]:
        """The organisations of all kept findings."""
        with _kept(self.path) as database:
            rows = database.execute("SELECT * FROM org")
            return {OrgName(leaf=leaf, above=_above.decode(above)) for leaf, above in rows}

    def members(self, key: str) -> list[Problem]:
        """The findings of a group, by id."""
        with _kept(self.path) as database:
            rows = database.execute("SELECT body FROM finding WHERE grp = ? ORDER BY id", (key,))
            return [_problem.decode(row[0]) for row in rows]


def _keep_forms(database: sqlite3.Connection, linked: Linked) -> None:
    seen: set[Form] = set()
    for each, key in zip(linked.problems, linked.keys, strict=True):
        form = form_of(each)
        if each.concept is None and form not in seen:
            seen.add(form)
            keep_form(database, form, key.partition("#")[0], each.id)


def _keep(
    database: sqlite3.Connection,
    problems: Sequence[Problem],
    groups: dict[str, str],
    organisations: Organisations,
    newest: str | None,
) -> None:
    for each in problems:
        org = organisations.key(each.name)
        database.execute(
            "INSERT OR REPLACE INTO finding VALUES (?, ?, ?, ?)",
            (each.id, org, groups[each.id], _encoder.encode(each)),
        )
        if each.name is not None:
            database.execute(
                "INSERT OR IGNORE INTO org VALUES (?, ?)",
                (each.name.leaf, _encoder.encode(each.name.above)),
            )
    latest = max([newest or "", *(each.when or "" for each in problems)])
    database.execute("UPDATE meta SET value = ? WHERE name = 'newest'", (latest or None,))


def _of_orgs(
    database: sqlite3.Connection, problems: Sequence[Problem], known: Organisations
) -> list[Problem]:
    """The kept findings of the organisations of these problems."""
    new = {each.id for each in problems}
    orgs = {known.key(each.name) for each in problems}
    found = []
    for org in sorted(filter(None, orgs)):
        rows = database.execute("SELECT body FROM finding WHERE org = ? ORDER BY id", (org,))
        found += [_problem.decode(row[0]) for row in rows]
    return [each for each in found if each.id not in new]


def _findings(linked: Linked) -> Iterator[tuple[str, str | None, str, bytes]]:
    names = linked.columns.org_names
    for each, key, org in zip(
        linked.problems, linked.keys, linked.columns.org.tolist(), strict=True
    ):
        yield each.id, names[org] if org >= 0 else None, key, _encoder.encode(each)


def _names(
    database: sqlite3.Connection, problems: Sequence[Problem], aliases: Sequence[Alias]
) -> tuple[set[OrgName], bool]:
    """All names that share a leaf with the new ones, and whether the kept ones mean what they
    meant before."""
    new = {each.name for each in problems if each.name is not None}
    kept = {
        OrgName(leaf=leaf, above=_above.decode(above))
        for wanted in {leaf for name in new for leaf in same_leaves(name.leaf, aliases)}
        for leaf, above in database.execute("SELECT * FROM org WHERE leaf = ?", (wanted,))
    }
    before, after = Organisations(kept, aliases), Organisations(kept | new, aliases)
    return kept | new, all(before.resolve(name) == after.resolve(name) for name in kept)


def _rarity(database: sqlite3.Connection) -> Rarity:
    row = database.execute("SELECT value FROM meta WHERE name = 'rarity'").fetchone()
    return np.frombuffer(row[0], dtype=np.float32)


def _remove(path: Path) -> None:
    """Removes a file of links with the journal that a killed process left beside it: SQLite would
    roll the pages in there back into whatever file has that name next.

    The file goes first: without its journal, it would be taken for whole.
    """
    path.unlink(missing_ok=True)
    path.with_name(f"{path.name}-journal").unlink(missing_ok=True)


@contextmanager
def _kept(path: Path) -> Iterator[sqlite3.Connection]:
    """The open file of what is kept. Raises `LinksDamaged` and `LibraryBusy`."""
    try:
        # By default, SQLite would make an empty file where somebody has just removed one.
        with _open(f"{path.absolute().as_uri()}?mode=rw") as database:
            yield database
    except sqlite3.DatabaseError as error:
        # The driver's own errors, of text that is no UTF-8, have no code.
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
        if code in _BUSY:
            raise LibraryBusy(f"另一个程序正在写入 {path}。请等它结束后再试。") from error
        if code in _NO_ROOM:
            raise
        raise _damaged(path) from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise _damaged(path) from error


def _damaged(path: Path) -> LinksDamaged:
    return LinksDamaged(f"比对结果 {path} 读不懂。请运行 huitoukan link --all 全部重新比对。")


@contextmanager
def _open(address: str) -> Iterator[sqlite3.Connection]:
    """An open file; what was done inside is kept, or nothing if it raises."""
    database = sqlite3.connect(address, timeout=_BUSY_SECONDS, uri=True)
    try:
        with database:
            yield database
    finally:
        database.close()

"""The catalog: what the library holds, for those who know what they look for by name."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any, Self

from sqlalchemy import ColumnElement, Row, Select, func, select

from indexer.database import connect
from indexer.entries import (
    Change,
    Counts,
    FindingEntry,
    Position,
    Quarantined,
    ReportEntry,
    Standing,
)
from indexer.errors import LibraryError
from indexer.journal import Arrival, Gone
from indexer.named import named
from indexer.payload import decode
from indexer.tables import change, finding, place, quarantine, report
from indexer.transaction import Transaction

_PAGE = 200
_STAYS = 5_000


class Catalog:
    """An open catalog; a context manager that closes it."""

    def __init__(self, url: str, *, reading: bool = False) -> None:
        """Opens the catalog at a database URL, making it where there is none.

        For `reading`, raises `CatalogMissing` there. Raises `LibraryError` where it cannot be
        reached.
        """
        self._database = connect(url, reading=reading)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self.close()

    def close(self) -> None:
        """Gives the connections back."""
        self._database.dispose()

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """Writes all that is done inside, or nothing if it raises."""
        with self._database.begin() as connection:
            yield Transaction(connection)

    def position(self) -> Position:
        """How far the catalog has come."""
        with self._database.connect() as connection:
            return Transaction(connection).position()

    def known(self, digests: Collection[str]) -> set[str]:
        """Which of these SHA-256 are reports already, or have the text of one."""
        with self._database.connect() as connection:
            return set(Transaction(connection).known(digests))

    def standing(self, paths: Collection[str]) -> dict[str, str]:
        """The SHA-256 of the bytes that stand at each of these paths."""
        query = select(place.c.path, place.c.sha256).where(
            place.c.path.in_(paths), place.c.replaced_at.is_(None)
        )
        with self._database.connect() as connection:
            return dict(connection.execute(query).tuples().all())

    def gone(self, paths: Collection[str] | None = None) -> dict[str, str]:
        """Since when sites show no longer what stands at their addresses, at all or at these."""
        query = select(place.c.path, place.c.gone_at).where(
            place.c.gone_at.is_not(None), place.c.replaced_at.is_(None)
        )
        if paths is not None:
            query = query.where(place.c.path.in_(paths))
        with self._database.connect() as connection:
            return dict(connection.execute(query).tuples().all())

    def quarantined(self, paths: Collection[str] | None = None) -> list[Quarantined]:
        """What could not be read, by path: all that is not dropped, or all at these paths."""
        query = select(quarantine).order_by(quarantine.c.path)
        if paths is None:
            query = query.where(quarantine.c.dropped.is_(False))
        else:
            query = query.where(quarantine.c.path.in_(paths))
        with self._database.connect() as connection:
            return [Quarantined(**row._mapping) for row in connection.execute(query)]

    def stays(self) -> Iterator[Arrival | Gone]:
        """Every stay at a path in the order in which they began, as the events that made it."""
        query = select(
            place.c.id,
            place.c.sha256,
            place.c.path,
            place.c.name,
            place.c.first_seen,
            place.c.gone_at,
        )
        query = query.order_by(place.c.id).limit(_STAYS)
        last = 0
        while True:
            with self._database.connect() as connection:
                rows = connection.execute(query.where(place.c.id > last)).all()
            for row in rows:
                yield Arrival(sha256=row.sha256, path=row.path, name=row.name, at=row.first_seen)
                if row.gone_at is not None:
                    yield Gone(path=row.path, at=row.gone_at)
            if len(rows) < _STAYS:
                return
            last = rows[-1].id

    def stays_at(self, path: str) -> list[tuple[str, Standing]]:
        """What stood at a path, as report ids and stays, the oldest first."""
        query = select(place).where(place.c.path == path).order_by(place.c.id)
        with self._database.connect() as connection:
            return [(row.report_id, _stay(row)) for row in connection.execute(query)]

    def alone(self, id: str) -> bool:
        """Whether nothing but this report ever stood at its places."""
        paths = select(place.c.path).where(place.c.report_id == id)
        query = select(place.c.id).where(place.c.path.in_(paths), place.c.report_id != id)
        with self._database.connect() as connection:
            return connection.execute(query.limit(1)).first() is None

    def replaced(self, ids: Collection[str]) -> dict[str, str]:
        """Those of these reports that stand nowhere any more, and what took their last place."""
        query = select(report.c.id, report.c.superseded_by, report.c.current)
        if len(ids) <= _PAGE:
            query = query.where(report.c.id.in_(ids))
        else:
            query = query.where(~report.c.current)
        with self._database.connect() as connection:
            rows = connection.execute(query).tuples().all()
        return {id: by for id, by, current in rows if not current and by and id in ids}

    def paths(self) -> list[str]:
        """Where reports stand, as far as the catalog knows."""
        with self._database.connect() as connection:
            return list(
                connection.scalars(select(place.c.path).where(place.c.replaced_at.is_(None)))
            )

    def failed(self) -> list[Quarantined]:
        """What could not be read, dropped or not, by path."""
        with self._database.connect() as connection:
            rows = connection.execute(select(quarantine).order_by(quarantine.c.path))
            return [Quarantined(**row._mapping) for row in rows]

    def digests(self) -> set[str]:
        """The SHA-256 of all bytes that are reports, or have the text of one."""
        with self._database.connect() as connection:
            return {
                *connection.scalars(select(report.c.sha256)),
                *connection.scalars(select(place.c.sha256)),
            }

    def findings(self) -> dict[str, int]:
        """How many findings each current report has, by id."""
        query = select(report.c.id, func.count(finding.c.id)).where(report.c.current)
        query = query.outerjoin(finding, finding.c.report_id == report.c.id).group_by(report.c.id)
        with self._database.connect() as connection:
            return dict(connection.execute(query).tuples().all())

    def changes(self, after: int) -> list[Change]:
        """What last happened to each report since sequence `after`, in the order it happened."""
        query = select(change).where(change.c.sequence > after).order_by(change.c.sequence)
        last: dict[str, bool] = {}
        with self._database.connect() as connection:
            for row in connection.execute(query):
                last.pop(row.report_id, None)
                last[row.report_id] = row.added
        return [Change(each, added) for each, added in last.items()]

    def current(self, ids: Collection[str] | None = None) -> Iterator[tuple[str, str, bytes]]:
        """Id, file name and payload of every current report, or of these, by id."""
        query = select(report.c.id, report.c.name, report.c.payload, report.c.current)
        query = query.order_by(report.c.id).limit(_PAGE)
        wanted = sorted(ids) if ids is not None else None
        last = ""
        while True:
            if wanted is None:
                page = query.where(report.c.current, report.c.id > last)
            else:
                # Told to look for current ones, SQLite would go through all of those instead.
                part, wanted = wanted[:_PAGE], wanted[_PAGE:]
                page = query.where(report.c.id.in_(part))
            with self._database.connect() as connection:
                rows = connection.execute(page).tuples().all()
            yield from ((id, name, payload) for id, name, payload, current in rows if current)
            if wanted == [] or (wanted is None and len(rows) < _PAGE):
                return
            last = rows[-1][0] if rows else last

    def report(self, prefix: str) -> ReportEntry:
        """The report whose id begins with `prefix` (at least four digits).

        Raises `LibraryError` where none does, or several do.
        """
        with self._database.connect() as connection:
            row = named(connection, report, prefix, "报告")
            places = connection.execute(
                select(place).where(place.c.report_id == row.id).order_by(place.c.id)
            ).all()
        return ReportEntry(
            id=row.id,
            sha256=row.sha256,
            name=row.name,
            added_at=row.added_at,
            current=row.current,
            superseded_by=row.superseded_by,
            text=row.text,
            report=decode(row.payload),
            places=tuple(map(_stay, places)),
        )

    def finding(self, prefix: str) -> FindingEntry:
        """The finding `<report id or its beginning>-<n>`.

        Raises `LibraryError` where there is none, or several reports begin like this.
        """
        start, _, number = prefix.rpartition("-")
        entry = self.report(start)
        for each in entry.report.findings:
            if str(each.n) == number:
                return FindingEntry(id=f"{entry.id}-{each.n}", finding=each, report=entry)
        raise LibraryError(
            f"报告 {entry.id} 中没有第 {number} 个问题（共 {len(entry.report.findings)} 个）。"
        )

    def quarantine_entry(self, prefix: str) -> Quarantined:
        """The file in quarantine whose id begins with `prefix`, dropped ones included.

        Raises `LibraryError` where there is none, or several begin like this.
        """
        with self._database.connect() as connection:
            row = named(connection, quarantine, prefix, "隔离区文件")
        return Quarantined(**row._mapping)

    def counts(self) -> Counts:
        """How much there is."""
        current = report.c.current
        with self._database.connect() as connection:

            def count(*conditions: ColumnElement[bool], of: Any) -> int:
                query = select(func.count()).select_from(of).where(*conditions)
                return connection.scalar(query) or 0

            def pairs(query: Select[tuple[str, int]]) -> dict[str, int]:
                return dict(connection.execute(query).tuples().all())

            by_status = select(finding.c.status, func.count()).join(report).where(current)
            by_kind = select(report.c.kind, func.count()).where(current)
            return Counts(
                reports=count(current, of=report),
                superseded=count(~current, of=report),
                findings=count(current, of=finding.join(report)),
                places=count(place.c.replaced_at.is_(None), of=place),
                quarantined=count(quarantine.c.dropped.is_(False), of=quarantine),
                by_status=pairs(by_status.group_by(finding.c.status)),
                by_kind=pairs(by_kind.group_by(report.c.kind)),
            )


def _stay(row: Row[Any]) -> Standing:
    return Standing(
        path=row.path,
        name=row.name,
        first_seen=row.first_seen,
        replaced_at=row.replaced_at,
        sha256=row.sha256,
        gone_at=row.gone_at,
    )

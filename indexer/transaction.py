"""What a writer does to the catalog, all or nothing."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice

from sqlalchemy import Connection, delete, insert, select, update

from indexer.entries import Position
from indexer.identity import Content, content
from indexer.journal import Arrival, Dropped, Event, Failure, Gone
from indexer.new_report import NewReport
from indexer.quarantine_table import QuarantineTable
from indexer.stays import Stays
from indexer.tables import change, finding, place, quarantine, report, state
from ingest.unreadable import Unreadable

# Databases bound the number of values in one IN (…).
_AT_ONCE = 500

_STATE = select(state)


class Transaction:
    """The catalog while it is being written; made by `Catalog.transaction`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._stays = Stays(connection)
        self._quarantine = QuarantineTable(connection)

    def position(self) -> Position:
        """How far the catalog is, this transaction included."""
        row = self._connection.execute(_STATE).one()
        return Position(sequence=row.sequence, floor=row.floor, journal=row.journal)

    def known(self, digests: Iterable[str]) -> dict[str, str]:
        """SHA-256 → report id of those that are reports, or have the text of one."""
        found: dict[str, str] = {}
        distinct = iter(set(digests))
        while part := list(islice(distinct, _AT_ONCE)):
            rows = self._connection.execute(
                select(report.c.sha256, report.c.id).where(report.c.sha256.in_(part))
            )
            found.update(rows.tuples().all())
            rows = self._connection.execute(
                select(place.c.sha256, place.c.report_id).where(place.c.sha256.in_(part))
            )
            found.update(rows.tuples().all())
        return found

    def clear(self, *, sequence: int) -> None:
        """Empties the catalog; no index that stands at `sequence` or before fits it afterwards."""
        for table in (change, quarantine, place, finding):
            self._connection.execute(delete(table))
        self._connection.execute(update(report).values(superseded_by=None))
        self._connection.execute(delete(report))
        self._connection.execute(
            update(state).values(sequence=sequence + 1, floor=sequence + 1, journal=0)
        )

    def add(self, new: Sequence[NewReport]) -> None:
        """Takes in reports; each becomes current when an arrival gives it a place."""
        known = self.known(each.arrival.sha256 for each in new)
        fresh: dict[str, NewReport] = {}
        for each in new:
            if each.arrival.sha256 not in known:
                fresh.setdefault(each.arrival.sha256, each)
        if not fresh:
            return
        self._connection.execute(insert(report), [each.row() for each in fresh.values()])
        findings = [row for each in fresh.values() for row in each.finding_rows()]
        if findings:
            self._connection.execute(insert(finding), findings)

    def apply(
        self, events: Iterable[Event], failures: Mapping[Content, Unreadable]
    ) -> set[Arrival]:
        """Follows the journal's events in their order.

        An arrival whose bytes are no report goes to quarantine with its reason in `failures`. One
        whose report was added, but has the text of an earlier one, is a place of that: returns
        those that brought nothing new thus.
        """
        repeated: set[Arrival] = set()
        pending: dict[str, Event] = {}
        for event in events:
            # Within one round a path has one event, so that the round can look all up at once.
            if event.path in pending or len(pending) >= _AT_ONCE:
                repeated |= self._round(list(pending.values()), failures)
                pending.clear()
            pending[event.path] = event
        return repeated | self._round(list(pending.values()), failures)

    def advance(self, journal: int) -> None:
        """Records that the journal is in the catalog up to byte `journal`."""
        self._connection.execute(update(state).values(journal=journal))

    def _round(self, events: list[Event], failures: Mapping[Content, Unreadable]) -> set[Arrival]:
        arrivals = [each for each in events if isinstance(each, Arrival)]
        known = self.known(each.sha256 for each in arrivals)
        read = [each for each in arrivals if each.sha256 in known]
        merged = self._merge(read, known)
        if read:
            self._quarantine.release([each.path for each in read])
        moved = self._stays.settle(read, {**known, **merged})
        failed = [each for each in events if isinstance(each, Failure)]
        failed += [_failure(each, failures) for each in arrivals if each.sha256 not in known]
        self._quarantine.isolate(failed, {each.path: each.sha256 for each in arrivals})
        for each in events:
            if isinstance(each, Gone):
                self._stays.mark_gone(each)
        dropped = [each.path for each in events if isinstance(each, Dropped)]
        if dropped:
            self._quarantine.drop(dropped)
        return {each for each in read if each.sha256 in merged and each.path not in moved}

    def _merge(self, arrivals: list[Arrival], known: Mapping[str, str]) -> dict[str, str]:
        """SHA-256 → report id of reports that never stood anywhere and have an earlier one's text;
        they are reports no longer."""
        own = {known[each.sha256]: each.sha256 for each in arrivals}
        stood = select(place.c.id).where(place.c.report_id == report.c.id).exists()
        rows = self._connection.execute(
            select(report.c.id, report.c.text_sha256).where(
                report.c.id.in_(own), ~stood, report.c.text_sha256.is_not(None)
            )
        )
        fresh = dict(rows.tuples().all())
        if not fresh:
            return {}
        rows = self._connection.execute(
            select(report.c.text_sha256, report.c.id)
            .where(report.c.text_sha256.in_(fresh.values()), stood)
            .order_by(report.c.added_at.desc(), report.c.id.desc())
        )
        first = dict(rows.tuples().all())
        merged = {
            own[each]: elder
            for each in own
            if each in fresh
            if (elder := first.setdefault(fresh[each], each)) != each
        }
        if merged:
            gone = [each for each in fresh if own[each] in merged]
            self._connection.execute(delete(finding).where(finding.c.report_id.in_(gone)))
            self._connection.execute(delete(report).where(report.c.id.in_(gone)))
        return merged


def _failure(arrival: Arrival, failures: Mapping[Content, Unreadable]) -> Failure:
    error = failures[content(arrival)]
    return Failure(
        path=arrival.path,
        name=arrival.name,
        reason=error.reason,
        passing=error.passing,
        at=arrival.at,
    )

"""What a writer does to the catalog, all or nothing."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from pathlib import PurePath

import msgspec
from sqlalchemy import Connection, delete, insert, select, update

from indexer.adopt import adopted_path
from indexer.entries import Position
from indexer.journal import Arrival, Dropped, Event, Failure, Gone
from indexer.tables import change, finding, place, quarantine, report, state
from ingest.model import Record, Report
from ingest.unreadable import Unreadable

# Databases bound the number of values in one IN (…).
_AT_ONCE = 500

_STATE = select(state)

Content = tuple[str, str]
"""What decides how a file is read: its SHA-256 and its suffix."""


def suffixed(sha256: str, name: str) -> Content:
    """The `Content` of bytes that come under this file name."""
    return sha256, PurePath(name).suffix.lower()


def content(arrival: Arrival) -> Content:
    """The arrival's `Content`."""
    return suffixed(arrival.sha256, arrival.name)


def report_id(sha256: str) -> str:
    """A report's id: the first 12 digits of the SHA-256 of its file."""
    return sha256[:12]


def quarantine_id(path: str) -> str:
    """The id under which a path stands in quarantine."""
    return hashlib.sha256(path.encode()).hexdigest()[:12]


class NewReport(Record, frozen=True, kw_only=True):
    """A report that was read; `payload` is `report` in MessagePack, `text_digest` that of
    `ingest.text_digest`."""

    arrival: Arrival
    report: Report
    payload: bytes
    text: str
    text_digest: str | None = None


class Transaction:
    """The catalog while it is being written; made by `Catalog.transaction`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

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
        self._connection.execute(insert(report), [_report_row(each) for each in fresh.values()])
        findings = [row for each in fresh.values() for row in _finding_rows(each)]
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
        moved = self._settle(read, {**known, **merged})
        failed = [each for each in events if isinstance(each, Failure)]
        failed += [_failure(each, failures) for each in arrivals if each.sha256 not in known]
        self._isolate(failed, {each.path: each.sha256 for each in arrivals})
        for each in events:
            if isinstance(each, Gone):
                self._connection.execute(
                    update(place)
                    .where(place.c.path == each.path, place.c.replaced_at.is_(None))
                    .where(place.c.gone_at.is_(None))
                    .values(gone_at=each.at)
                )
        dropped = [each.path for each in events if isinstance(each, Dropped)]
        if dropped:
            self._connection.execute(
                update(quarantine).where(quarantine.c.path.in_(dropped)).values(dropped=True)
            )
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

    def _settle(self, arrivals: list[Arrival], known: Mapping[str, str]) -> set[str]:
        """Lets reports stand where they arrived; returns the paths that had another one before."""
        if not arrivals:
            return set()
        paths = [each.path for each in arrivals]
        self._connection.execute(delete(quarantine).where(quarantine.c.path.in_(paths)))
        standing = {
            row.path: row
            for row in self._connection.execute(
                select(place).where(place.c.path.in_(paths), place.c.replaced_at.is_(None))
            )
        }
        successors: dict[str, str] = {}
        moved: set[str] = set()
        opened = []
        for each in arrivals:
            new, old = known[each.sha256], standing.get(each.path)
            if old is not None and old.sha256 == each.sha256 and old.gone_at is None:
                continue
            if old is not None:
                if old.report_id != new:
                    successors[old.report_id] = new
                    moved.add(each.path)
                self._connection.execute(
                    update(place).where(place.c.id == old.id).values(replaced_at=each.at)
                )
            opened.append(
                {
                    "path": each.path,
                    "name": each.name,
                    "report_id": new,
                    "first_seen": each.at,
                    "sha256": each.sha256,
                }
            )
        if opened:
            self._connection.execute(insert(place), opened)
        self._recount({row["report_id"] for row in opened} | set(successors), successors)
        self._name_adopted(arrivals)
        return moved

    def _name_adopted(self, arrivals: list[Arrival]) -> None:
        """A report that was taken in without its name gets it, now that a file has brought it."""
        named = {adopted_path(each.sha256): each for each in arrivals}
        rows = self._connection.execute(
            select(place.c.id, place.c.path, place.c.report_id).where(
                place.c.path.in_(named), place.c.replaced_at.is_(None)
            )
        ).all()
        for row in rows:
            arrival = named[row.path]
            if arrival.path == row.path:
                continue
            self._connection.execute(
                update(place).where(place.c.id == row.id).values(replaced_at=arrival.at)
            )
            self._connection.execute(
                update(report).where(report.c.id == row.report_id).values(name=arrival.name)
            )
            self._record([(row.report_id, True)])

    def _recount(self, touched: set[str], successors: Mapping[str, str]) -> None:
        if not touched:
            return
        rows = self._connection.execute(
            select(report.c.id, report.c.current).where(report.c.id.in_(touched))
        )
        was = dict(rows.tuples().all())
        standing = set(
            self._connection.scalars(
                select(place.c.report_id).where(
                    place.c.report_id.in_(touched), place.c.replaced_at.is_(None)
                )
            )
        )
        changed = sorted(each for each in touched if was[each] != (each in standing))
        gained = [each for each in changed if each in standing]
        if gained:
            self._connection.execute(
                update(report)
                .where(report.c.id.in_(gained))
                .values(current=True, superseded_by=None)
            )
        for each in changed:
            if each not in standing:
                self._connection.execute(
                    update(report)
                    .where(report.c.id == each)
                    .values(current=False, superseded_by=successors[each])
                )
        self._record([(each, each in standing) for each in changed])

    def _record(self, changes: list[tuple[str, bool]]) -> None:
        if not changes:
            return
        sequence = self.position().sequence
        rows = [
            {"sequence": number, "report_id": each, "added": added}
            for number, (each, added) in enumerate(changes, sequence + 1)
        ]
        self._connection.execute(insert(change), rows)
        self._connection.execute(update(state).values(sequence=sequence + len(rows)))

    def _isolate(self, failed: list[Failure], digests: Mapping[str, str]) -> None:
        if not failed:
            return
        before = {
            row.path: row
            for row in self._connection.execute(
                select(quarantine).where(quarantine.c.path.in_([each.path for each in failed]))
            )
        }
        if before:
            self._connection.execute(delete(quarantine).where(quarantine.c.path.in_(before)))
        rows = []
        for each in failed:
            old = before.get(each.path)
            rows.append(
                {
                    "id": quarantine_id(each.path),
                    "path": each.path,
                    "name": each.name,
                    "sha256": digests.get(each.path),
                    "reason": each.reason,
                    "passing": each.passing,
                    "tries": old.tries + 1 if old else 1,
                    "first_tried": old.first_tried if old else each.at,
                    "last_tried": each.at,
                    "dropped": False,
                }
            )
        self._connection.execute(insert(quarantine), rows)


def _failure(arrival: Arrival, failures: Mapping[Content, Unreadable]) -> Failure:
    error = failures[content(arrival)]
    return Failure(
        path=arrival.path,
        name=arrival.name,
        reason=error.reason,
        passing=error.passing,
        at=arrival.at,
    )


def _report_row(new: NewReport) -> dict[str, object]:
    record, arrival = new.report, new.arrival
    return {
        "id": report_id(arrival.sha256),
        "sha256": arrival.sha256,
        "name": arrival.name,
        "added_at": arrival.at,
        "title": record.title,
        "kind": record.kind.value,
        "orgs": "、".join(record.inspected_org),
        "region": "/".join(record.region),
        "inspecting_body": record.inspecting_body,
        "inspection_kind": record.inspection_kind,
        "round": record.round,
        "published_on": record.published_on,
        "current": False,
        "superseded_by": None,
        "text_sha256": new.text_digest,
        "text": new.text,
        "payload": new.payload,
    }


def _finding_rows(new: NewReport) -> Iterable[dict[str, object]]:
    owner = report_id(new.arrival.sha256)
    for each in new.report.findings:
        yield {
            "id": f"{owner}-{each.n}",
            "report_id": owner,
            "n": each.n,
            "title": each.title,
            "status": each.status.value,
            "type": each.type,
            "org": each.org,
            "deadline": each.deadline,
        }


encode = msgspec.msgpack.Encoder().encode
"""A report as the catalog keeps it."""

decode = msgspec.msgpack.Decoder(Report).decode
"""The report that the catalog keeps."""

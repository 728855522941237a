"""每周汇总: what is new since a day, what has changed, what is overdue, came back or does not add
up."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from indexer.identity import report_id, report_of
from indexer.journal import Arrival, Event
from indexer.library import Library
from ingest.model import Record, ReportKind, Status
from search.amended import amended
from search.deadline import days_overdue
from search.doubts import Doubt, doubts
from search.ledger import Item, ledger
from search.quotes import Told, told
from search.recurrence import recurrences
from search.stored import Stored, stored


class NewReport(Record, frozen=True, kw_only=True):
    """A report that came in; `replaces` where it took the place of an older version."""

    id: str
    source: str
    title: str | None
    orgs: tuple[str, ...]
    kind: ReportKind
    published_on: str | None
    findings: int
    replaces: bool


class Change(Record, frozen=True, kw_only=True):
    """A finding whose status a new report changes."""

    finding: str
    org: str | None
    title: str
    before: Status
    after: Status
    source: str


class Unread(Record, frozen=True, kw_only=True):
    """A file that came in and could not be read."""

    path: str
    reason: str


class Digest(Record, frozen=True, kw_only=True):
    """All of it, from `since` to `until` (ISO dates). `overdue` is everything overdue now;
    `newly_overdue` the ids of what became so since."""

    since: str
    until: str
    reports: tuple[NewReport, ...]
    changed: tuple[Change, ...]
    overdue: tuple[Item, ...]
    newly_overdue: tuple[str, ...]
    relapses: tuple[Told, ...]
    doubts: tuple[Doubt, ...]
    unread: tuple[Unread, ...]

    @property
    def empty(self) -> bool:
        """Whether nothing happened at all."""
        return not (
            self.reports
            or self.changed
            or self.newly_overdue
            or self.relapses
            or self.doubts
            or self.unread
        )


def digest(library: Library, since: datetime, now: datetime, after: int | None = None) -> Digest:
    """What happened in the library from `since` to `now`, both with a time zone; and all that its
    journal has from byte `after` on: what an import dated before `since`, and wrote down later.

    Raises `LibraryError` where there is no library, or it cannot be read.
    """
    found = recurrences(library)
    reports = list(stored(library))
    late = frozenset() if after is None else frozenset(library.journal.events(after))
    came = _arrivals(library, since, late)
    new = [each for each in reports if each.id in came]
    ids = {each.id for each in new}
    today, first = now.date(), since.date()
    items = [each.item for each in amended(library, ledger(reports, found, today), today)]
    overdue = [each for each in items if each.overdue]
    return Digest(
        since=first.isoformat(),
        until=today.isoformat(),
        reports=tuple(_new(each, replaces=came[each.id]) for each in new),
        changed=tuple(_changed(items, ids)),
        overdue=tuple(overdue),
        newly_overdue=tuple(each.id for each in overdue if _since(each, first)),
        relapses=tuple(
            told(library, [r for r in found.relapses if report_of(r.later.finding) in ids])
        ),
        doubts=tuple(doubts(new)),
        unread=tuple(_unread(library, since, late)),
    )


def _arrivals(library: Library, since: datetime, late: frozenset[Event]) -> dict[str, bool]:
    """The reports that first came in since, or are `late`, by id; whether another stood in their
    place."""
    known: set[str] = set()
    places: dict[str, str] = {}
    came: dict[str, bool] = {}
    for event in library.journal.events():
        if not isinstance(event, Arrival):
            continue
        id = report_id(event.sha256)
        before = places.get(event.path)
        if id not in known and (event in late or datetime.fromisoformat(event.at) >= since):
            came[id] = before is not None
        known.add(id)
        places[event.path] = id
    return came


def _unread(library: Library, since: datetime, late: frozenset[Event]) -> Iterable[Unread]:
    paths = {event.path for event in late}
    with library.catalog() as catalog:
        for each in catalog.quarantined():
            if each.path in paths or datetime.fromisoformat(each.first_tried) >= since:
                yield Unread(path=each.path, reason=each.reason)


def _new(each: Stored, *, replaces: bool) -> NewReport:
    return NewReport(
        id=each.id,
        source=each.source,
        title=each.report.title,
        orgs=each.report.inspected_org,
        kind=each.report.kind,
        published_on=each.report.published_on,
        findings=len(each.report.findings),
        replaces=replaces,
    )


def _changed(items: Iterable[Item], new: set[str]) -> Iterable[Change]:
    for item in items:
        for before, after in zip(item.steps, item.steps[1:], strict=False):
            if after.report in new and before.status is not after.status:
                yield Change(
                    finding=after.finding,
                    org=item.org,
                    title=item.title,
                    before=before.status,
                    after=after.status,
                    source=after.source,
                )


def _since(item: Item, first: date) -> bool:
    """Whether it was not yet overdue on the day before."""
    return days_overdue(item.deadline, item.status, first - timedelta(days=1)) is None


def utc(day: date) -> datetime:
    """The local beginning of a day, in UTC."""
    return datetime.combine(day, datetime.min.time()).astimezone(UTC)

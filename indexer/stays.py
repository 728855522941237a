"""What stands where: the stays of reports at paths, as arrivals begin and end them."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, insert, select, update

from indexer.adopt import adopted_path
from indexer.journal import Arrival, Gone
from indexer.tables import change, place, report, state


class Stays:
    """The stays in a catalog that is being written. A report is current while it has an open one:
    what gains its first or loses its last is a change that the index has to follow."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def settle(self, arrivals: Sequence[Arrival], known: Mapping[str, str]) -> set[str]:
        """Lets reports, in `known` by SHA-256, stand where they arrived, one at a path; returns the
        paths that had another one before."""
        if not arrivals:
            return set()
        paths = [each.path for each in arrivals]
        open_stays = select(place).where(place.c.path.in_(paths), place.c.replaced_at.is_(None))
        standing = {row.path: row for row in self._connection.execute(open_stays)}
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
                self._end(old.id, each.at)
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

    def mark_gone(self, event: Gone) -> None:
        """Marks what stands at a path as shown no longer, unless it is marked already."""
        self._connection.execute(
            update(place)
            .where(place.c.path == event.path, place.c.replaced_at.is_(None))
            .where(place.c.gone_at.is_(None))
            .values(gone_at=event.at)
        )

    def _end(self, stay: int, at: str) -> None:
        self._connection.execute(update(place).where(place.c.id == stay).values(replaced_at=at))

    def _name_adopted(self, arrivals: Sequence[Arrival]) -> None:
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
            self._end(row.id, arrival.at)
            self._connection.execute(
                update(report).where(report.c.id == row.report_id).values(name=arrival.name)
            )
            self._record([(row.report_id, True)])

    def _recount(self, touched: set[str], successors: Mapping[str, str]) -> None:
        """Says of reports whether they are current; `successors` took the places of some."""
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
        """Numbers the changes, for the index to follow: report ids, and whether they came in."""
        if not changes:
            return
        sequence = self._connection.execute(select(state.c.sequence)).scalar_one()
        rows = [
            {"sequence": number, "report_id": each, "added": added}
            for number, (each, added) in enumerate(changes, sequence + 1)
        ]
        self._connection.execute(insert(change), rows)
        self._connection.execute(update(state).values(sequence=sequence + len(rows)))

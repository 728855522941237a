"""What a viewer can read: what stands in the library, and what follows from it; each question is
limited to the viewer's regions."""

import hashlib
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from datetime import UTC, date, datetime
from typing import Any, TypeVar

from indexer.edits import Edit, EditLog
from indexer.identity import report_of
from indexer.linking.decisions import Decision
from indexer.linking.recurrences import Boilerplate, Recurrences
from indexer.successors import successors
from search.amended import Amended, amended, history
from search.asked import Asked, narrowed, occurrences_asked
from search.digest import Digest, digest
from search.doubts import Doubt
from search.elsewhere import Fates
from search.found import Found
from search.ledger import Item
from search.left_behind import LeftBehind, left_behind
from search.links import digest_of
from search.review import Suggestion, standing
from search.saved import SavedSearches
from search.study import Study
from web.derived import Derived
from web.kin import Kin
from web.lookup import Lookup, NotFound
from web.scope import trimmed
from web.services import Moment
from web.viewer import LOCAL

T = TypeVar("T")


class Reading(Lookup):
    """The library as one viewer sees it, with what is computed from it and what people wrote.
    Methods raise `LibraryError` where there is no library."""

    def revision(self, *values: Derived[Moment, Any]) -> str | None:
        """What tells the library as it is from how it was before any change that a page can show
        which rests on it and on these values; None where that cannot be told."""
        commit = self._services.engine.commit()
        if commit is None:
            return None
        parts = (
            commit,
            self.library.generation,
            self.library.behind,
            self.moment.day,
            self.moment.position,
            self.moment.links,
            digest_of(EditLog(self.library.folder).path),
            digest_of(self.saved.path),
            *(each.number(self.moment) for each in values),
        )
        return repr(parts)

    def found(self) -> Found:
        """What recurs."""
        self.library.require()
        whole = self._services.found.get(self.moment)
        return self.remembered("found", (whole,), lambda: self.scope.found(whole))

    def shared(self) -> tuple[Boilerplate, ...]:
        """The passages that reports of different organisations share."""
        return self.scope.shared(self._services.shared.get(self.moment), self.found())

    def recurrences(self, asked: Asked) -> Recurrences:
        """What recurs of what was asked for."""
        found, whole = (
            self.found(),
            self._services.shared.get(self.moment) if asked.with_boilerplate else (),
        )
        return self.remembered(
            f"recurrences {asked}",
            (found, whole),
            lambda: narrowed(found, self.scope.shared(whole, found), asked),
        )

    def study(self, asked: Asked) -> Study:
        """What recurs, counted and quoted, as of today."""
        from search.study import study_of

        shared = self.shared() if asked.with_boilerplate else ()
        return study_of(self.library, self.found(), shared, asked, date.today())

    def kin(self) -> Kin:
        """What stands beside each finding."""
        found = self.found()
        return self.remembered("kin", (found,), lambda: Kin(found))

    def fates(self) -> Fates:
        """What became of findings."""
        found = self.found()
        return self.remembered("fates", (found,), lambda: Fates(found))

    def _reports(self) -> frozenset[str]:
        """The reports inside, by id."""
        found = self.found()
        return self.remembered(
            "reports", (found,), lambda: frozenset(each.report for each in found.sources)
        )

    def suggestions(self, limit: int, asked: Asked | None = None) -> list[Suggestion]:
        """Pairs that wait for a decision, the most telling first."""
        self.library.require()
        decided = standing(self.library)
        inside = self._asked(asked)
        whole = self._reports()
        waiting = (
            each
            for each in self._services.queue.get(self.moment)
            if {report_of(each.a.finding), report_of(each.b.finding)} <= whole
            and (each.a.finding in inside or each.b.finding in inside)
            and decided.verdict(each.a.finding, each.b.finding) is None
        )
        return [each for each, _ in zip(waiting, range(limit), strict=False)]

    def decisions(self) -> list[Decision]:
        """What was decided and stands, the last first."""
        inside = self._reports()
        return [
            each
            for each in reversed(standing(self.library).by_pair.values())
            if self.scope.everything or {report_of(each.a), report_of(each.b)} <= inside
        ]

    def ledger(self, asked: Asked | None = None) -> list[Item]:
        """The ledger's items of what was asked for, as of today and as people amended them."""
        shown = self.amended(asked)
        if asked not in (None, Asked()):
            return [each.item for each in shown]
        return self.remembered("ledger", (shown,), lambda: [each.item for each in shown])

    def amended(self, asked: Asked | None = None) -> list[Amended]:
        """The same, each with the notes and edits that count."""
        self.library.require()
        found, items = self.found(), self._services.ledger.get(self.moment)
        edits = digest_of(EditLog(self.library.folder).path)
        shown = self.remembered(
            "amended", (items, found, edits), lambda: self._amended(items, found)
        )
        if asked in (None, Asked()):
            return shown
        inside = self._asked(asked)
        return [each for each in shown if any(s.finding in inside for s in each.item.steps)]

    def _amended(self, items: Iterable[Item], found: Found) -> list[Amended]:
        if not self.scope.everything:
            inside = self._asked(None)
            kept = (each for each in items if any(step.finding in inside for step in each.steps))
            items = (trimmed(each, found) for each in kept)
        return list(amended(self.library, items, date.today()))

    def ledger_item(self, finding: str) -> Amended | None:
        """The item that a finding is a step of; None where it is in none yet."""
        shown = self.amended()
        index = self.remembered(
            "steps", (shown,), lambda: {s.finding: each for each in shown for s in each.item.steps}
        )
        return index.get(finding) or index.get(self.successor(finding) or "")

    def successor(self, finding: str) -> str | None:
        """The finding of a report's new version that took this one's place; None where nothing
        did, or the viewer may not know of it."""
        new = successors(self.library, [finding]).get(finding)
        try:
            return self.finding(new).id if new else None
        except NotFound:
            return None

    def _asked(self, asked: Asked | None) -> AbstractSet[str]:
        """The findings that were asked for, by id."""
        found = self.found()
        if asked in (None, Asked()):
            return self.remembered(
                "findings", (found,), lambda: {each.finding for each in found.occurrences}
            )
        return {each.finding for each in occurrences_asked(found, asked or Asked())}

    def edits(self, finding: str) -> list[Edit]:
        """All that was ever written into the ledger for the item that a finding is a step of.
        Raises `NotFound`."""
        id = self.finding(finding).id
        item = self.ledger_item(id)
        return history(self.library, item.findings if item else [id])

    def left_behind(self) -> LeftBehind:
        """What was written and decided for findings that the new versions of their reports do not
        have, and that counts nowhere until somebody sees to it."""
        return left_behind(self.library, self._sees)

    def _sees(self, finding: str) -> bool:
        try:
            return bool(self.finding(finding))
        except NotFound:
            return False

    @property
    def saved(self) -> SavedSearches:
        """The viewer's own saved searches; on a page without accounts, the command line's."""
        if self._viewer.name == LOCAL:
            return SavedSearches(self.library.folder)
        own = hashlib.sha256(self._viewer.name.encode()).hexdigest()[:16]
        folder = self.library.folder / "searches" / own
        folder.mkdir(parents=True, exist_ok=True)
        return SavedSearches(folder)

    def doubts(self) -> list[Doubt]:
        """The reports with something that does not add up."""
        self.library.require()
        inside = self._reports()
        return [each for each in self._services.doubts.get(self.moment) if each.id in inside]

    def digest(self, since: datetime) -> Digest:
        """What happened since; `since` has a time zone."""
        whole = digest(self.library, since, datetime.now(UTC))
        return whole if self.scope.everything else self.scope.digest(whole, self.found())

    def week(self) -> Digest:
        """What happened in the last seven days: new reports, changes, what became overdue."""
        self.library.require()
        whole = self._services.week.get(self.moment)
        return whole if self.scope.everything else self.scope.digest(whole, self.found())

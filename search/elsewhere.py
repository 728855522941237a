"""同类同改: who else had a finding's problem, what they did about it, and whether that held."""

from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache

import msgspec

from indexer.errors import LibraryError
from indexer.identity import report_of
from indexer.library import Library
from indexer.linking.recurrences import Group, Member
from ingest.model import Record
from search.found import Found, Occurrence
from search.quotes import reports_of
from search.recurrence import recurrences


class Outcome(StrEnum):
    """What became of a rectification; the earlier here, the more can be learned from it."""

    HELD = "改后再查未再发现"
    UNTESTED = "称已改，后来没有再查"
    OPEN = "还没有改完"
    RETURNED = "改后又出现"


class Example(Record, frozen=True, kw_only=True):
    """Another organisation's finding of the same kind: the measures it took, and what became of
    them; `returned` is the finding in which the problem came back."""

    member: Member
    region: tuple[str, ...]
    measures: tuple[str, ...]
    outcome: Outcome
    returned: Member | None


def same_kind_elsewhere(library: Library, finding: str) -> tuple[Example, ...]:
    """Findings of the same kind in other organisations: those whose cure held first, of these the
    ones that tell measures, then the latest.

    Raises `LibraryError` where the library has no finding of that id, and as `recurrences` does.
    """
    found = recurrences(library)
    own = next((each for each in found.occurrences if each.finding == finding), None)
    if own is None:
        raise LibraryError(f"库里没有编号为 {finding} 的问题。请从检索结果中复制完整的编号。")
    groups = [each for each in found.groups if any(m.finding == finding for m in each.members)]
    members = {m.finding: m for group in groups for m in group.members if m.finding != finding}
    org_of = {each.finding: each.org for each in found.occurrences if each.finding in members}
    others = [m for id, m in members.items() if own.org is None or org_of[id] != own.org]
    return examples(library, found, others)


def examples_of(library: Library, found: Found, group: Group) -> tuple[Example, ...]:
    """What can be learned from a whole group, in the same order."""
    return examples(library, found, group.members)


def examples(
    library: Library, found: Found, members: Iterable[Member], fates: "Fates | None" = None
) -> tuple[Example, ...]:
    """The findings with their measures and outcomes, in the order of `same_kind_elsewhere`;
    `fates` where those of `found` are at hand already.

    Raises `LibraryError` where the catalog cannot be read.
    """
    chosen = list(members)
    with library.catalog() as catalog:
        current = catalog.current(reports_of(chosen))
        reports = {id: _decode(payload) for id, _, payload in current}
    known = fates or Fates(found)
    made = [_example(each, reports[report_of(each.finding)], known) for each in chosen]
    ranks = list(Outcome)
    # Sorted twice, as dates go down where the rest goes up.
    made.sort(key=lambda each: each.member.date or "", reverse=True)
    return tuple(sorted(made, key=lambda each: (ranks.index(each.outcome), not each.measures)))


class _Step(Record, frozen=True, kw_only=True):
    text: str


class _Cure(Record, frozen=True, kw_only=True):
    n: int
    measures: tuple[_Step, ...] = ()


class _Cures(Record, frozen=True, kw_only=True):
    """What is needed of a report: reading all of it takes four times as long."""

    region: tuple[str, ...] = ()
    findings: tuple[_Cure, ...] = ()


# Pages show the same examples beside many findings of a kind.
_decode = lru_cache(512)(msgspec.msgpack.Decoder(_Cures).decode)


class Fates:
    """What became of findings after they were claimed solved."""

    def __init__(self, found: Found) -> None:
        self._by_id = {each.finding: each for each in found.occurrences}
        self._returned = {each.earlier.finding: each.later for each in found.relapses}
        self._last: dict[str, str] = {}
        for each in found.occurrences:
            if each.org and each.when:
                self._last[each.org] = max(self._last.get(each.org, ""), each.when)

    def of(self, finding: str) -> tuple[Outcome, Member | None]:
        """What became of a finding, and the one in which it came back."""
        one = self._by_id[finding]
        returned = self._returned.get(finding)
        if returned is not None:
            return Outcome.RETURNED, returned
        if not one.done:
            return Outcome.OPEN, None
        return (Outcome.HELD if self._looked_again(one) else Outcome.UNTESTED), None

    def _looked_again(self, one: Occurrence) -> bool:
        """Whether the organisation was inspected later; in a year as precise as both dates are."""
        if not one.org or not one.when:
            return False
        last = self._last[one.org]
        length = min(len(last), len(one.when))
        return last[:length] > one.when[:length]


def _example(member: Member, report: _Cures, fates: Fates) -> Example:
    finding = next(each for each in report.findings if each.n == member.n)
    outcome, returned = fates.of(member.finding)
    return Example(
        member=member,
        region=report.region,
        measures=tuple(each.text for each in finding.measures),
        outcome=outcome,
        returned=returned,
    )

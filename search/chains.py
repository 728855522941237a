"""Which findings of successive notices are one: each chain follows one finding through them.

A notice goes on where an earlier one on the same inspection stopped; its findings are matched with
the earlier ones by their titles.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from indexer.folding import searchable
from indexer.successors import same_inspection
from ingest.model import Finding
from search.stored import Stored

# Two wordings of one finding: alike by themselves, or half alike and of one kind.
_ALIKE, _HALF_ALIKE = 80.0, 50.0
# So many findings alike, and such a share, make two notices ones on the same inspection.
_FEWEST_ALIKE, _MOSTLY_ALIKE = 3, 0.6


class Mention(NamedTuple):
    """A finding in one report; `org` and `group` are what it was resolved and linked to."""

    id: str
    finding: Finding
    stored: Stored
    org: str | None
    group: str | None

    @property
    def when(self) -> str | None:
        """The ISO date of its report, of any precision."""
        report = self.stored.report
        return report.published_on or report.feedback_on or report.inspection_end


def chains(mentions: Iterable[Mention]) -> Iterator[list[Mention]]:
    """The mentions of each finding, in order of time."""
    by_org: defaultdict[str, list[Mention]] = defaultdict(list)
    for each in mentions:
        if each.org is None:
            yield [each]
        else:
            by_org[each.org].append(each)
    for inside in by_org.values():
        yield from _org_chains(inside)


def _org_chains(inside: Sequence[Mention]) -> list[list[Mention]]:
    by_report: defaultdict[str, list[Mention]] = defaultdict(list)
    for each in sorted(inside, key=lambda one: (one.when or "", one.id)):
        by_report[each.stored.id].append(each)
    every: list[list[Mention]] = []
    for findings in by_report.values():
        by_last: defaultdict[str, list[list[Mention]]] = defaultdict(list)
        for chain in every:
            by_last[chain[-1].stored.id].append(chain)
        open_ = [c for before in by_last.values() if _goes_on(before, findings) for c in before]
        every += [[each] for each in _continue(open_, findings)]
    return every


def _continue(open_: Sequence[list[Mention]], findings: Sequence[Mention]) -> list[Mention]:
    """Puts findings of a notice at the ends of the chains that they continue, the most alike first;
    returns those that continue none."""
    pairs = sorted(
        (-_likeness(chain[-1], each), i, j)
        for i, chain in enumerate(open_)
        for j, each in enumerate(findings)
    )
    continued, taken = set(), set()
    for likeness, i, j in pairs:
        if likeness < 0 and i not in continued and j not in taken:
            open_[i].append(findings[j])
            continued.add(i)
            taken.add(j)
    return [each for j, each in enumerate(findings) if j not in taken]


def _goes_on(before: Sequence[list[Mention]], findings: Sequence[Mention]) -> bool:
    """Whether a notice is about the inspection of an earlier one, whose findings end `before`.

    Where they give nothing to compare the inspections by, it is if most of its findings are those
    of the earlier one nearly word for word: inspectors never word that many alike.
    """
    same = same_inspection(before[0][-1].stored.report, findings[0].stored.report)
    if same is not None:
        return same
    from rapidfuzz.fuzz import ratio

    titles = [searchable(chain[-1].finding.title) for chain in before]
    alike = sum(
        any(ratio(title, searchable(each.finding.title)) >= _ALIKE for title in titles)
        for each in findings
    )
    return alike >= max(_FEWEST_ALIKE, _MOSTLY_ALIKE * len(findings))


def _likeness(a: Mention, b: Mention) -> float:
    """0 where the two are not one finding."""
    # Loading it takes longer than the rest of a page whose ledger is at hand.
    from rapidfuzz.fuzz import ratio

    alike = ratio(searchable(a.finding.title), searchable(b.finding.title))
    least = _HALF_ALIKE if a.group and a.group == b.group else _ALIKE
    return alike if alike >= least else 0.0

"""台账: every finding with its measures, who answers for it, by when, and how it has come along.

The same finding in successive notices on one inspection is one item; its statuses are its history
(对账销号). A finding of a later inspection is an item of its own.
"""

import calendar
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from indexer.folding import searchable
from indexer.linking.recurrences import Relapse
from indexer.successors import same_inspection
from ingest.model import Finding, Record, Report, Status
from search.recurrence import Found, Occurrence
from search.stored import Stored

# Two wordings of one finding: alike by themselves, or half alike and of one kind.
_ALIKE, _HALF_ALIKE = 80.0, 50.0
# So many findings alike, and such a share, make two notices ones on the same inspection.
_FEWEST_ALIKE, _MOSTLY_ALIKE = 3, 0.6


class Step(Record, frozen=True, kw_only=True):
    """What one report says of a finding; `when` is the report's ISO date."""

    finding: str
    report: str
    source: str
    when: str | None
    status: Status


class Item(Record, frozen=True, kw_only=True):
    """One finding through all notices on its inspection, the earliest step first.

    `id` is its id in the latest notice; `deadline` an ISO date as precise as the report's;
    `overdue` the days since then, where it is past and the finding is not said to be done;
    `returned` the claim that it belies, where it is a relapse; `note` what a person wrote.
    """

    id: str
    org: str | None
    region: str
    inspection: str
    heading: str | None
    title: str
    type: str | None
    status: Status
    steps: tuple[Step, ...]
    measures: tuple[str, ...]
    responsible: str | None
    responsible_unit: str | None
    deadline: str | None
    overdue: int | None
    returned: str | None
    note: str | None = None

    @property
    def closed(self) -> bool:
        """Whether it is crossed off (销号)."""
        return self.status.claims_done

    @property
    def history(self) -> str:
        """The statuses with their dates."""
        return " → ".join(f"{each.when or '日期不明'} {each.status.value}" for each in self.steps)


class _Stated(NamedTuple):
    """A finding in one report."""

    id: str
    finding: Finding
    stored: Stored
    org: str | None
    group: str | None


def ledger(reports: Iterable[Stored], found: Found, today: date) -> list[Item]:
    """The items of these reports by organisation and time; `found` says which findings are of one
    kind and which organisations are one; `today` what is overdue."""
    returned = {each.later.finding: each for each in found.relapses}
    chains = sorted(_chains(_stated(reports, found)), key=_order)
    return [_item(chain, returned, today) for chain in chains]


def days_overdue(deadline: str | None, status: Status, today: date) -> int | None:
    """How many days ago the deadline passed; None where it has not, or the finding is done. A
    month or a year lasts until its end."""
    if deadline is None or status.claims_done:
        return None
    days = (today - last_day(deadline)).days
    return days if days > 0 else None


def last_day(deadline: str) -> date:
    """The last day of an ISO date of any precision."""
    year, month, day = ([int(part) for part in deadline.split("-")] + [0, 0])[:3]
    month = month or 12
    return date(year, month, day or calendar.monthrange(year, month)[1])


def _stated(reports: Iterable[Stored], found: Found) -> Iterator[_Stated]:
    known: dict[str, Occurrence] = {each.finding: each for each in found.occurrences}
    group = {member.finding: each.id for each in found.groups for member in each.members}
    for stored in reports:
        for finding in stored.report.findings:
            id = stored.finding_id(finding)
            org = known[id].org if id in known else None
            yield _Stated(id, finding, stored, org, group.get(id))


def _chains(stated: Iterable[_Stated]) -> Iterator[list[_Stated]]:
    """The same findings in order of time."""
    by_org: defaultdict[str, list[_Stated]] = defaultdict(list)
    for each in stated:
        if each.org is None:
            yield [each]
        else:
            by_org[each.org].append(each)
    for inside in by_org.values():
        yield from _org_chains(inside)


def _org_chains(inside: Sequence[_Stated]) -> list[list[_Stated]]:
    by_report: defaultdict[str, list[_Stated]] = defaultdict(list)
    for each in sorted(inside, key=lambda one: (_when(one.stored.report) or "", one.id)):
        by_report[each.stored.id].append(each)
    chains: list[list[_Stated]] = []
    for findings in by_report.values():
        by_last: defaultdict[str, list[list[_Stated]]] = defaultdict(list)
        for chain in chains:
            by_last[chain[-1].stored.id].append(chain)
        open_ = [c for before in by_last.values() if _goes_on(before, findings) for c in before]
        pairs = sorted(
            (
                (-_likeness(chain[-1], each), i, j)
                for i, chain in enumerate(open_)
                for j, each in enumerate(findings)
            ),
        )
        taken_chains, taken = set(), set()
        for likeness, i, j in pairs:
            if likeness < 0 and i not in taken_chains and j not in taken:
                open_[i].append(findings[j])
                taken_chains.add(i)
                taken.add(j)
        chains += [[each] for j, each in enumerate(findings) if j not in taken]
    return chains


def _goes_on(before: Sequence[list[_Stated]], findings: Sequence[_Stated]) -> bool:
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


def _likeness(a: _Stated, b: _Stated) -> float:
    """0 where the two are not one finding."""
    # Loading it takes longer than the rest of a page whose ledger is at hand.
    from rapidfuzz.fuzz import ratio

    alike = ratio(searchable(a.finding.title), searchable(b.finding.title))
    least = _HALF_ALIKE if a.group and a.group == b.group else _ALIKE
    return alike if alike >= least else 0.0


def _order(chain: list[_Stated]) -> tuple[str, str, str, int]:
    first = chain[0]
    return (first.org or "", _when(first.stored.report) or "", first.stored.id, first.finding.n)


def _item(chain: list[_Stated], returned: dict[str, Relapse], today: date) -> Item:
    last = chain[-1]
    steps = tuple(
        Step(
            finding=each.id,
            report=each.stored.id,
            source=each.stored.source,
            when=_when(each.stored.report),
            status=each.finding.status,
        )
        for each in chain
    )
    said = [each.status for each in steps if each.status is not Status.UNSTATED]
    status = said[-1] if said else Status.UNSTATED
    newest_first = [each.finding for each in reversed(chain)]
    deadline = next((each.deadline for each in newest_first if each.deadline), None)
    measures = next((each.measures for each in newest_first if each.measures), ())
    earlier = next((returned[each.id] for each in chain if each.id in returned), None)
    return Item(
        id=last.id,
        org=last.org or last.stored.org_of(last.finding),
        region="".join(last.stored.report.region),
        inspection=_inspection(last.stored.report),
        heading=last.finding.heading,
        title=last.finding.title,
        type=last.finding.type,
        status=status,
        steps=steps,
        measures=tuple(each.text for each in measures),
        responsible=next((each.responsible for each in newest_first if each.responsible), None),
        responsible_unit=next(
            (each.responsible_unit for each in newest_first if each.responsible_unit), None
        ),
        deadline=deadline,
        overdue=days_overdue(deadline, status, today),
        returned=_belied(earlier) if earlier else None,
    )


def _belied(relapse: Relapse) -> str:
    earlier = relapse.earlier
    return (
        f"{earlier.date or '日期不明'} 称{earlier.status}：{earlier.title}"
        f"（{earlier.source} 第 {earlier.n} 个问题）"
    )


def _inspection(report: Report) -> str:
    return " ".join(filter(None, (report.round, report.inspection_kind, report.feedback_on)))


def _when(report: Report) -> str | None:
    return report.published_on or report.feedback_on or report.inspection_end

"""台账: every finding with its measures, who answers for it, by when, and how it has come along.

The same finding in successive notices on one inspection is one item; its statuses are its history
(对账销号). A finding of a later inspection is an item of its own.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from indexer.linking.recurrences import Relapse
from ingest.model import Record, Report, Status
from search.chains import Mention, chains
from search.deadline import days_overdue
from search.found import Found, Occurrence
from search.stored import Stored


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


def ledger(reports: Iterable[Stored], found: Found, today: date) -> list[Item]:
    """The items of these reports by organisation and time; `found` says which findings are of one
    kind and which organisations are one; `today` what is overdue."""
    returned = {each.later.finding: each for each in found.relapses}
    ordered = sorted(chains(_mentions(reports, found)), key=_order)
    return [_item(chain, returned, today) for chain in ordered]


def _mentions(reports: Iterable[Stored], found: Found) -> Iterator[Mention]:
    known: dict[str, Occurrence] = {each.finding: each for each in found.occurrences}
    group = {member.finding: each.id for each in found.groups for member in each.members}
    for stored in reports:
        for finding in stored.report.findings:
            id = stored.finding_id(finding)
            org = known[id].org if id in known else None
            yield Mention(id, finding, stored, org, group.get(id))


def _order(chain: list[Mention]) -> tuple[str, str, str, int]:
    first = chain[0]
    return (first.org or "", first.when or "", first.stored.id, first.finding.n)


def _item(chain: list[Mention], returned: dict[str, Relapse], today: date) -> Item:
    last = chain[-1]
    steps = tuple(
        Step(
            finding=each.id,
            report=each.stored.id,
            source=each.stored.source,
            when=each.when,
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

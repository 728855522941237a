"""What recurs in a library, boilerplate apart, and what it was found among."""

from typing import TYPE_CHECKING

from indexer.linking.recurrences import Group, Relapse
from ingest.model import Record
from search.stored import Stored

if TYPE_CHECKING:
    from indexer.linking.linker import Linked  # numpy takes longer to import than a search does


class Occurrence(Record, frozen=True, kw_only=True):
    """A finding as it is counted; `org` is the resolved organisation's short name, with its county
    where another has the same; None where nobody can say which it is. `done` is what its report
    claims."""

    finding: str
    org: str | None
    type: str | None
    year: str | None
    when: str | None
    round: str | None
    done: bool


class Source(Record, frozen=True, kw_only=True):
    """A report as filters see it; `orgs` are those inspected, `when` an ISO date."""

    report: str
    name: str
    title: str | None
    orgs: tuple[str, ...]
    region: tuple[str, ...]
    when: str | None
    round: str | None


class Found(Record, frozen=True, kw_only=True):
    """All that recurs, boilerplate apart, and what it was found among."""

    groups: tuple[Group, ...]
    relapses: tuple[Relapse, ...]
    occurrences: tuple[Occurrence, ...]
    sources: tuple[Source, ...]
    conflicts: tuple[str, ...]


def found_in(linked: "Linked", sources: list[Source]) -> Found:
    """What recurs of what was linked; `sources` are all reports, those without findings, too."""
    answer = linked.recurrences()
    named = linked.organisations.short(each.name for each in linked.problems if each.name)
    return Found(
        groups=answer.groups,
        relapses=answer.relapses,
        occurrences=tuple(
            Occurrence(
                finding=each.id,
                org=named[each.name] if each.name else None,
                type=each.type,
                year=each.year,
                when=each.when,
                round=each.round,
                done=each.status.claims_done,
            )
            for each in linked.problems
        ),
        sources=tuple(sources),
        conflicts=tuple(each.message for each in linked.conflicts),
    )


def source_of(each: Stored) -> Source:
    """The report as filters see it."""
    report = each.report
    return Source(
        report=each.id,
        name=each.source,
        title=report.title,
        orgs=report.inspected_org,
        region=report.region,
        when=report.feedback_on or report.inspection_end or report.published_on,
        round=report.round,
    )

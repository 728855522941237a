"""A relapse in the words of the two reports: what was claimed, and what was found again."""

from collections.abc import Iterable, Sequence

from indexer.identity import report_of
from indexer.library import Library
from indexer.linking.recurrences import Member, Relapse
from ingest.model import Finding, Record
from search.stored import Stored, stored_only

_LONGEST = 160


class Told(Record, frozen=True, kw_only=True):
    """A relapse; `claim` the words in which the earlier report claims the problem solved, `before`
    how that report words the problem, `again` how the later one does."""

    relapse: Relapse
    claim: str
    before: str
    again: str


def told(library: Library, relapses: Sequence[Relapse]) -> list[Told]:
    """The relapses, quoted. Raises `LibraryError` where the catalog cannot be read."""
    ids = {report_of(each.finding) for one in relapses for each in (one.earlier, one.later)}
    reports = {each.id: each for each in stored_only(library, ids)}
    return [
        Told(
            relapse=one,
            claim=_claim(_finding(reports, one.earlier)),
            before=excerpt(_finding(reports, one.earlier).text),
            again=excerpt(_finding(reports, one.later).text),
        )
        for one in relapses
    ]


def excerpt(text: str) -> str:
    """The beginning of a text in one line."""
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST else words[:_LONGEST] + "…"


def named(member: Member) -> str:
    """Where a finding stands: file, ordinal, id."""
    return f"{member.source} 第 {member.n} 个问题（{member.finding}）"


def reports_of(members: Iterable[Member]) -> set[str]:
    """The ids of the reports of these findings."""
    return {report_of(each.finding) for each in members}


def _claim(finding: Finding) -> str:
    said = finding.status_text or finding.status.value
    return f"{said}（全文统一说明）" if finding.status_inherited else said


def _finding(reports: dict[str, Stored], member: Member) -> Finding:
    return next(
        each for each in reports[report_of(member.finding)].report.findings if each.n == member.n
    )

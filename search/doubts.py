"""What does not add up, report by report."""

from collections.abc import Iterable, Iterator

from ingest.model import Inconsistency, Record, Severity
from search.stored import Stored


class Doubt(Record, frozen=True, kw_only=True):
    """One report with everything in it that does not add up."""

    id: str
    source: str
    title: str | None
    orgs: tuple[str, ...]
    inconsistencies: tuple[Inconsistency, ...]


def doubts(reports: Iterable[Stored], *, notes: bool = False) -> Iterator[Doubt]:
    """The reports with contradictions; with `notes`, also those that merely lack a part."""
    for each in reports:
        found = tuple(
            doubt
            for doubt in each.report.inconsistencies
            if notes or doubt.severity is not Severity.NOTE
        )
        if found:
            yield Doubt(
                id=each.id,
                source=each.source,
                title=each.report.title,
                orgs=each.report.inspected_org,
                inconsistencies=found,
            )

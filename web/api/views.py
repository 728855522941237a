"""What the API answers with, where no record of the library has that shape."""

import msgspec

from indexer.entries import FindingEntry, Standing
from ingest.model import Finding, Record, Report
from search.amended import Amended
from search.precedents import Answer, Precedent
from search.reports import ReportAnswer, ReportHit


class Problem(Record, frozen=True, kw_only=True):
    """What is wrong, as a Chinese sentence."""

    detail: str


class FacetValue(Record, frozen=True, kw_only=True):
    """A value, and how many of the findings have it."""

    value: str
    findings: int


Facets = dict[str, tuple[FacetValue, ...]]


class Hits(Record, frozen=True, kw_only=True):
    """A page of findings; see `search.precedents.Answer`."""

    total: int
    hits: tuple[Precedent, ...]
    partial: bool
    unmatched: tuple[str, ...]
    by_type: tuple[tuple[str, str], ...]
    nearby: tuple[Precedent, ...]
    facets: Facets

    @classmethod
    def of(cls, answer: Answer) -> "Hits":
        """The answer in this shape."""
        return cls(
            total=answer.total,
            hits=answer.hits,
            partial=answer.partial,
            unmatched=answer.unmatched,
            by_type=answer.by_type,
            nearby=answer.nearby,
            facets=facets_of(answer),
        )


class ReportHits(Record, frozen=True, kw_only=True):
    """A page of reports; see `search.reports.ReportAnswer`."""

    findings: int
    reports: tuple[ReportHit, ...]
    partial: bool
    unmatched: tuple[str, ...]
    by_type: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, answer: ReportAnswer) -> "ReportHits":
        """The answer in this shape."""
        return cls(
            findings=answer.findings,
            reports=answer.reports,
            partial=answer.partial,
            unmatched=answer.unmatched,
            by_type=answer.by_type,
        )


class Counted(Record, frozen=True, kw_only=True):
    """How many findings there are, in all and by facet."""

    total: int
    facets: Facets


class StoredReport(Record, frozen=True, kw_only=True):
    """A report with the text that its offsets point into, and where it stood."""

    id: str
    sha256: str
    name: str
    added_at: str
    current: bool
    superseded_by: str | None
    places: tuple[Standing, ...]
    report: Report
    text: str


class StoredFinding(Record, frozen=True, kw_only=True):
    """A finding and the passage of the report that it stands in; `group` is the id of those of its
    kind, if there are any."""

    id: str
    report: str
    report_title: str | None
    source: str
    orgs: tuple[str, ...]
    region: tuple[str, ...]
    finding: Finding
    passage: str
    group: str | None

    @classmethod
    def of(cls, entry: FindingEntry, group: str | None) -> "StoredFinding":
        """The catalog's entry in this shape."""
        start, end = entry.finding.span
        report = entry.report.report
        return cls(
            id=entry.id,
            report=entry.report.id,
            report_title=report.title,
            source=entry.report.name,
            orgs=(entry.finding.org,) if entry.finding.org else report.inspected_org,
            region=report.region,
            finding=entry.finding,
            passage=entry.report.text[start:end],
            group=group,
        )


class LedgerPage(Record, frozen=True, kw_only=True):
    """A page of the ledger, of `total` items."""

    total: int
    items: tuple[Amended, ...]


class Decided(Record, frozen=True, kw_only=True):
    """A decision was recorded; `conflicts` are sentences about contradictions that stand now."""

    decided: int
    conflicts: tuple[str, ...]


class Dropped(Record, frozen=True, kw_only=True):
    """So many files were put out of sight."""

    dropped: int


def facets_of(answer: Answer) -> Facets:
    """The answer's facets by name."""
    return {
        field.value: tuple(FacetValue(value=value, findings=count) for value, count in values)
        for field, values in answer.facets.items()
    }


encode = msgspec.json.Encoder().encode
"""A record as JSON."""

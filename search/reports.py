"""Reports as answers: those with findings that match, each with the best of them."""

from collections.abc import Sequence

import msgspec

from indexer.engine import (
    AllOf,
    Boosted,
    IndexReader,
    KeywordField,
    NumberField,
    Searchable,
    Sort,
    Term,
)
from ingest.model import Record, ReportKind
from search.plan import Filter, Plan, plan
from search.precedents import Answer, Precedent, explained, precedent
from search.synonyms import Synonyms

SHOWN_OF_REPORT = 3
_BATCH = 200


class ReportHit(Record, frozen=True, kw_only=True):
    """A report with `total` findings that match; `hits` are the first of them."""

    id: str
    title: str | None
    source: str
    orgs: tuple[str, ...]
    year: int | None
    kind: ReportKind
    total: int
    hits: tuple[Precedent, ...]


class ReportAnswer(Record, frozen=True, kw_only=True):
    """A page of reports; `findings` is how many findings match in all. For `partial`,
    `unmatched` and `by_type` see `search.precedents.Answer`."""

    findings: int
    reports: tuple[ReportHit, ...]
    partial: bool = False
    unmatched: tuple[str, ...] = ()
    by_type: tuple[tuple[str, str], ...] = ()
    facets: dict[KeywordField | NumberField, list[tuple[str, int]]] = msgspec.field(
        default_factory=dict
    )

    def listed(self) -> Answer:
        """The findings as one list, those of a report together."""
        return Answer(
            total=self.findings,
            hits=tuple(hit for report in self.reports for hit in report.hits),
            partial=self.partial,
            unmatched=self.unmatched,
            by_type=self.by_type,
            facets=self.facets,
        )


def search_reports(
    engine: Searchable,
    text: str,
    filters: Sequence[Filter] = (),
    *,
    limit: int = 10,
    offset: int = 0,
    sort: Sort = Sort.RELEVANCE,
    facets: Sequence[KeywordField | NumberField] = (),
    synonyms: Synonyms | None = None,
    explain: bool = False,
    shown: int = SHOWN_OF_REPORT,
) -> ReportAnswer:
    """The reports whose findings `text` asks for, in the order of their first findings, each with
    at most `shown` of them; facets count findings.

    Raises `QueryError` as `search` does.
    """
    reader = engine.reader()
    asked = plan(reader, text, filters, synonyms)
    findings = reader.count(asked.node)
    if not findings:
        nearest = asked.relaxed(reader, synonyms)
        findings = reader.count(nearest.node) if nearest.partial else 0
        asked = nearest if findings else asked.unanswered(nearest)
        sort = Sort.RELEVANCE
    found: dict[str, None] = {}
    seen = 0
    while seen < findings and len(found) < offset + limit:
        page = reader.search(asked.node, limit=_BATCH, offset=seen, sort=sort).page
        found.update((hit.id.rpartition("-")[0], None) for hit in page)
        seen += _BATCH
    return ReportAnswer(
        findings=findings,
        reports=tuple(
            _report(reader, asked, id, sort, explain=explain, shown=shown)
            for id in list(found)[offset : offset + limit]
        ),
        partial=asked.partial,
        unmatched=asked.unmatched,
        by_type=asked.by_type,
        facets=reader.facets(asked.node, facets) if facets else {},
    )


def _report(
    reader: IndexReader, asked: Plan, id: str, sort: Sort, *, explain: bool, shown: int
) -> ReportHit:
    inside = AllOf((asked.node, Boosted(Term(KeywordField.REPORT, id), 0)))
    found = reader.search(inside, limit=shown, sort=sort)
    hits = tuple(precedent(hit, asked.question) for hit in found.page)
    hits = explained(hits, reader, asked) if explain else hits
    card = hits[0].card
    return ReportHit(
        id=id,
        title=card.report_title,
        source=card.source,
        orgs=tuple(dict.fromkeys(org for hit in hits for org in hit.card.orgs)),
        year=card.year,
        kind=card.kind,
        total=found.total,
        hits=hits,
    )

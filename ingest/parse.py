"""A document's text → a structured report."""

from collections.abc import Iterable

import msgspec

from ingest.checks import inconsistencies
from ingest.extract import declared, publication, region
from ingest.extract.blocks import blocks as finding_blocks
from ingest.extract.findings import Years, findings
from ingest.extract.inherited import unless_stated, with_common_status
from ingest.extract.inspected import is_own, may_be_inspected, named_as
from ingest.extract.inspection import inspection as inspection_of
from ingest.extract.kind import report_kind
from ingest.extract.page import Page
from ingest.extract.title import issuer_of_title, title_span
from ingest.folding import fold, punctuated
from ingest.model import Document, Finding, Place, Report, ReportKind, Span
from ingest.normalise import normalise
from ingest.outline import outline
from ingest.pieces import Normalised
from ingest.taxonomy import Taxonomy, standard


def parse(document: Document, name: str = "", types: Taxonomy | None = None) -> Report:
    """The report in `document`; `name` is its file name, for a title where the text has none.

    Never raises on any text: what is not found is None or empty.
    """
    return parse_normalised(document, normalise(document.text), name, types)


def parse_normalised(
    document: Document, clean: Normalised, name: str = "", types: Taxonomy | None = None
) -> Report:
    """`parse` of a document whose text is normalised: `clean`."""
    page = Page(clean, punctuated(clean.folded))
    text = page.folded
    title_at = title_span(text)
    title = page.words(title_at).replace("\n", "") if title_at else document.title
    folded_title = fold(title or "")
    kind = report_kind(folded_title, text)
    published, signature = publication.publication(text)
    published = publication.released(text, published) or published or document.published_on
    if published is None or len(published) < publication.FULL:
        published = publication.head_publication(text) or published
    inspection = inspection_of(text, folded_title, kind, _year(published))
    years = Years(_year(inspection.feedback_on, inspection.end, published), _year(published))
    stated = list(declared.statements(text))
    count = declared.stated_findings(stated)
    blocks = list(finding_blocks(page, outline(text), kind, count, inspection.orgs))
    told = (span for block in blocks for span in (block.span, *block.elsewhere))
    overview = _outside(list(told), len(text))
    found = with_common_status(page, findings(page, blocks, years, types or standard()), overview)
    found = tuple(unless_stated(page, f, b.span) for f, b in zip(found, blocks, strict=True))
    telling = [*overview, *_unless_within(overview, declared.closing(text))]
    stated = [s for s in stated if any(a <= s.start and s.end <= b for a, b in telling)]
    if kind not in (ReportKind.OTHER, ReportKind.ARRIVAL):
        known = {s.field for s in stated}
        counts = (s for a, b in telling for s in declared.counted(text, a, b))
        stated += [s for s in counts if s.field not in known]
    issuer = signature or issuer_of_title(folded_title)
    contact = publication.contact_span(text)
    orgs = _inspected(found, inspection.orgs, issuer, kind)
    places = region.region(text, orgs, issuer, folded_title)
    report = Report(
        title=title,
        kind=kind,
        issuing_org=page.as_written(issuer),
        inspected_org=tuple(page.as_written(org) or org for org in orgs),
        region=tuple(page.as_written(place) or place for place in places),
        level=region.level(orgs),
        inspecting_body=page.as_written(inspection.body),
        inspection_kind=inspection.kind,
        round=page.as_written(inspection.round),
        inspection_start=inspection.start,
        inspection_end=inspection.end,
        feedback_on=inspection.feedback_on,
        published_on=published,
        contact=page.words(contact) if contact else None,
        declared=declared.declared(text, stated, overview),
        declarations=tuple(
            Place(span=page.origin((s.start, s.end)), text=page.words((s.start, s.end)))
            for s in stated
        ),
        findings=found,
        warnings=document.warnings,
    )
    return msgspec.structs.replace(report, inconsistencies=inconsistencies(report))


def _inspected(
    found: tuple[Finding, ...], told: tuple[str, ...], issuer: str | None, kind: ReportKind
) -> tuple[str, ...]:
    """Who was inspected: those whose problems are told apart, else whom the opening names, else
    who reports."""
    own = (issuer,) if issuer and may_be_inspected(issuer) else ()
    named = tuple(dict.fromkeys(f.org for f in found if f.org))
    if named and len(named) == len(told):
        named = told  # 甲乡乙村党支部 rather than 乙村, as a table has it
    orgs = named or told or (() if kind is ReportKind.OTHER else own)
    return (named_as(orgs[0], own[0]),) if own and len(orgs) == 1 and is_own(orgs[0]) else orgs


def _unless_within(spans: list[Span], others: Iterable[Span]) -> list[Span]:
    """The others that lie in none of the spans."""
    return [o for o in others if not any(a <= o[0] and o[1] <= b for a, b in spans)]


def _outside(spans: list[tuple[int, int]], length: int) -> list[tuple[int, int]]:
    """What lies between the spans: the report's words about itself."""
    outside = []
    at = 0
    for start, end in sorted(spans):
        if start > at:
            outside.append((at, start))
        at = max(at, end)
    if at < length:
        outside.append((at, length))
    return outside


def _year(*known: str | None) -> int | None:
    return next((int(date[:4]) for date in known if date), None)

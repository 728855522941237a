"""Findings with everything that belongs to each: the one place where the pieces come together."""

import re
from typing import NamedTuple

from ingest import taxonomy
from ingest.extract.amounts import amounts
from ingest.extract.block import Block
from ingest.extract.dates import dates
from ingest.extract.earlier import earlier_inspections
from ingest.extract.page import Page
from ingest.extract.references import document_numbers, regulations, sanctions
from ingest.extract.responsible import deadline, names, value_span
from ingest.folding import fold
from ingest.model import Amount, Finding, Measure, Place, Regulation, Sanction, Span, Status
from ingest.taxonomy import Taxonomy

_PROMISE = re.compile(
    r"(?:计划|拟|力争|确保|预计|将于|限|承诺)(?:在|于)?([^，。；\n]{2,14}?)(?:底)?(?:(?:前|内)[^，。；\n]{0,6}?|(?:全部|基本)?)(?:完成|办结|到位|竣工|收齐|销号|完毕)"
    r"|限(?:于|在)?(\d[^，。；\n]{2,12}[年月日])底?[之以]?前"  # 限2024年5月31日前清退
)

# 正在施工，2025年6月底前完成: within a status, no other word of promise is needed.
_UNTIL = re.compile(r"(\d[^，。；\n]{2,12}[年月日])底?[之以]?前")


class Years(NamedTuple):
    """The years of a document, where known: of the feedback, and in which it was written."""

    told: int | None
    written: int | None


def findings(page: Page, blocks: list[Block], years: Years, types: Taxonomy) -> tuple[Finding, ...]:
    """The findings of a document, numbered from 1; `years` govern deadlines that name none."""
    return tuple(_finding(page, n, block, years, types) for n, block in enumerate(blocks, 1))


def _finding(page: Page, n: int, block: Block, years: Years, types: Taxonomy) -> Finding:
    text, (start, end) = page.folded, block.span
    while end > start and text[end - 1].isspace():
        end -= 1
    title = "".join(page.words(span) for span in block.title).replace("\n", "")
    folded_title = fold(title)
    places = ((start, end), *block.elsewhere)
    money = [*block.sums, *(m for place in places for m in amounts(text, *place))]
    status = block.status.status if block.status else (block.inherited or Status.UNSTATED)
    status_at = (block.status.start, block.status.end) if block.status else None
    parts = taxonomy.parts(title)
    known = dict.fromkeys(m.yuan for m in money if m.yuan is not None)
    return Finding(
        n=n,
        number=block.number,
        heading=block.heading,
        title=title,
        text="\n".join(map(page.words, places)),
        span=page.origin((start, end)),
        status=status,
        status_text=page.words(status_at) if status_at else None,
        status_span=page.origin(status_at) if status_at else None,
        status_inherited=block.status is None and block.inherited is not None,
        type=types.type_of(folded_title, block.heading),
        object=parts.object,
        deficiency=parts.deficiency,
        measures=tuple(
            Measure(n=i, text=page.words(span), span=page.origin(span))
            for i, span in enumerate(block.measures, 1)
        ),
        amounts=tuple(
            Amount(
                yuan=m.yuan,
                role=m.role,
                text=page.words((m.start, m.end)),
                span=page.origin((m.start, m.end)),
            )
            for m in money
        ),
        amounts_yuan=tuple(known),
        sanctions=tuple(
            Sanction(kind=kind, people=people, span=page.origin(span))
            for place in places
            for kind, people, span in sanctions(text, *place)
        ),
        regulations=tuple(
            Regulation(title=page.words(span), issued=issued, span=page.origin(span))
            for place in places
            for span, issued in regulations(text, *place)
        ),
        document_numbers=tuple(
            Place(span=page.origin(span), text=page.words(span))
            for place in places
            for span in document_numbers(text, *place)
        ),
        responsible=names(_value(page, block.leader)),
        responsible_unit=_value(page, block.unit),
        deadline=_deadline(text, block, years),
        org=block.org,
        earlier_inspections=tuple(
            each for place in places for each in earlier_inspections(page.clean, text, *place)
        ),
    )


def _deadline(text: str, block: Block, years: Years) -> str | None:
    """The labelled deadline, else a promise in the text of what is not done: 计划…前完成.

    A year that the finding's own text names before it governs, else that of the feedback; a promise
    is made when the report is written.
    """
    span, year = block.deadline, years.told
    if span is None:
        if block.status and block.status.status.claims_done:
            return None
        until = block.status and _UNTIL.search(text, block.status.start, block.status.end)
        promise = until or _PROMISE.search(text, *block.span)
        if promise is None:
            return None
        span, year = promise.span(promise.lastindex or 0), years.written or years.told
    named = [d.iso for d in dates(text, block.span[0], span[0])]
    return deadline(text[slice(*span)], int(named[-1][:4]) if named else year)


def _value(page: Page, span: Span | None) -> str | None:
    if span is None:
        return None
    tight = value_span(page.folded, *span)
    return page.words(tight or span) or None

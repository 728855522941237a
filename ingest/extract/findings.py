"""Findings with everything that belongs to each: the one place where the pieces come together."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from ingest import taxonomy
from ingest.extract.amounts import amounts
from ingest.extract.candidates import Candidate, candidates
from ingest.extract.dates import dates
from ingest.extract.earlier import earlier_inspections
from ingest.extract.measures import measures, sentences
from ingest.extract.prose import prose_problems
from ingest.extract.references import document_numbers, regulations, sanctions
from ingest.extract.responsible import deadline, labelled, value_span
from ingest.extract.status import StatusFound, cell_status
from ingest.extract.tables import Row, table_rows
from ingest.folding import fold
from ingest.markers import CIRCLED, CN, Role
from ingest.model import (
    Amount,
    Finding,
    Measure,
    Place,
    Regulation,
    ReportKind,
    Sanction,
    Span,
    Status,
)
from ingest.normalise import Normalised
from ingest.outline import Node
from ingest.statement import Strength, sentence_end, statement, trimmed
from ingest.taxonomy import Taxonomy


class Page(NamedTuple):
    """The three views of one text: `clean` for people, `folded` for rules, offsets of the original."""

    clean: Normalised
    folded: str

    def words(self, span: Span) -> str:
        """What people read in a span of the clean text, paragraphs kept."""
        return self.clean.text[span[0] : span[1]].replace("\v", "\n").strip()

    def as_written(self, words: str | None) -> str | None:
        """Words found in the folded text, as the report writes them."""
        at = self.folded.find(words) if words else -1
        return self.clean.text[at : at + len(words)] if words and at >= 0 else words

    def origin(self, span: Span) -> Span:
        """The span in the original text."""
        return self.clean.span(*span)


class Block(NamedTuple):
    """What is known of a finding before its values are read: offsets into the clean text."""

    span: Span
    title: tuple[Span, ...]
    number: str | None
    heading: str | None
    status: StatusFound | None
    inherited: Status | None
    measures: tuple[Span, ...]
    leader: Span | None
    unit: Span | None
    deadline: Span | None
    org: str | None


def findings(
    page: Page, blocks: list[Block], year: int | None, types: Taxonomy
) -> tuple[Finding, ...]:
    """The findings of a document, numbered from 1; `year` governs deadlines that name none."""
    return tuple(_finding(page, n, block, year, types) for n, block in enumerate(blocks, 1))


def blocks(page: Page, root: Node, kind: ReportKind) -> Iterator[Block]:
    """Where the findings stand, in the order of the text.

    A notice that only names problems (反馈通报) is read as prose; an announcement holds no finding,
    the report of a responsible person only those that are answered one by one.
    """
    if kind is ReportKind.ARRIVAL:
        return
    text = page.folded
    rows = table_rows(text)
    if rows:
        yield from (_row_block(page, row) for row in rows)
        return
    found = candidates(text, root)
    if kind in (ReportKind.DUTY_REPORT, ReportKind.OTHER):
        found = [c for c in found if c.status or c.node.answered]
    if kind is ReportKind.FEEDBACK:
        found = prose_problems(text, root) or [c for c in found if c.node.answered]
    for candidate in found:
        yield _node_block(page, candidate, found, kind)


def _node_block(
    page: Page, candidate: Candidate, found: list[Candidate], kind: ReportKind
) -> Block:
    text, node = page.folded, candidate.node
    alone = sum(other.node is node for other in found) == 1
    span = (node.start, node.end) if alone else (candidate.start, candidate.end)
    status = candidate.status if alone else None
    status_span = (status.start, status.end) if status else None
    heading = page.words(candidate.heading) if candidate.heading else None
    told_only = kind is ReportKind.FEEDBACK and not node.answered
    steps = [] if told_only or not alone else measures(text, node, status_span)
    return Block(
        span=span,
        title=((candidate.start, candidate.end),),
        number=_number(page, node),
        heading=heading,
        status=status,
        inherited=candidate.inherited,
        measures=tuple(steps),
        leader=labelled(text, node, Role.LEADER),
        unit=labelled(text, node, Role.UNIT),
        deadline=labelled(text, node, Role.DEADLINE),
        org=page.words(candidate.org) if candidate.org else None,
    )


def _number(page: Page, node: Node) -> str | None:
    """The finding's own number as it stands in its mark: 1 of 1. 问题①：, 一 of （一）."""
    mark = page.folded[node.mark.start : node.mark.end]
    found = re.search(rf"\d+|[{CN}]+|[{CIRCLED}]", mark)
    return found.group() if found else None


def _row_block(page: Page, row: Row) -> Block:
    text = page.folded
    title = _cell_title(text, row)
    status = None
    for role in (Role.STATUS, Role.RESULT, Role.MEASURE):
        for cell in row.cells.get(role, ()):
            status = status or cell_status(text, *cell)
    status_span = (status.start, status.end) if status else None
    steps = [
        span
        for role in (Role.MEASURE,)
        for cell in row.cells.get(role, ())
        for span in _cell_measures(text, cell, status_span)
    ]
    number = row.first(Role.NUMBER)
    note = row.first(Role.NOTE)
    org = row.first(Role.ORG)
    return Block(
        span=row.span,
        title=title,
        number=page.words(number) if number else None,
        heading=page.words(note) if note and note[1] - note[0] > 3 else None,
        status=status,
        inherited=None,
        measures=tuple(steps),
        leader=row.first(Role.LEADER),
        unit=row.first(Role.UNIT),
        deadline=row.first(Role.DEADLINE),
        org=page.words(org) if org else None,
    )


def _cell_title(text: str, row: Row) -> tuple[Span, ...]:
    """The statement in the problem's cells; one that runs over several rows is taken whole."""
    cells = [cell for cell in row.cells.get(Role.PROBLEM, ()) if cell[1] > cell[0]]
    if len(cells) != 1:
        return tuple(trimmed(text, *cell) for cell in cells)
    start, end = cells[0]
    found = statement(text[start:end])
    if found.strength >= Strength.NAMED:
        return ((start + found.start, start + found.end),)
    return (trimmed(text, start, min(end, sentence_end(text, start))),)


def _cell_measures(text: str, cell: Span, status: Span | None) -> list[Span]:
    from ingest.outline import outline

    root = outline(text[cell[0] : cell[1]].replace("\v", "\n"))
    local = (status[0] - cell[0], status[1] - cell[0]) if status else None
    found = measures(text[cell[0] : cell[1]].replace("\v", "\n"), root, local)
    if not found:
        found = sentences(text, *cell, status)
        return found
    return [(cell[0] + a, cell[0] + b) for a, b in found if b - a > 3]


def _finding(page: Page, n: int, block: Block, year: int | None, types: Taxonomy) -> Finding:
    text, (start, end) = page.folded, block.span
    while end > start and text[end - 1].isspace():
        end -= 1
    title = "".join(page.words(span) for span in block.title).replace("\n", "")
    folded_title = fold(title)
    money = list(amounts(text, start, end))
    status = block.status.status if block.status else (block.inherited or Status.UNSTATED)
    status_at = (block.status.start, block.status.end) if block.status else None
    parts = taxonomy.parts(title)
    known = dict.fromkeys(m.yuan for m in money if m.yuan is not None)
    return Finding(
        n=n,
        number=block.number,
        heading=block.heading,
        title=title,
        text=page.words((start, end)),
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
            for kind, people, span in sanctions(text, start, end)
        ),
        regulations=tuple(
            Regulation(title=page.words(span), issued=issued, span=page.origin(span))
            for span, issued in regulations(text, start, end)
        ),
        document_numbers=tuple(
            Place(span=page.origin(span), text=page.words(span))
            for span in document_numbers(text, start, end)
        ),
        responsible=_names(_value(page, block.leader)),
        responsible_unit=_value(page, block.unit),
        deadline=_deadline(text, block, year),
        org=block.org,
        earlier_inspections=tuple(earlier_inspections(page.clean, text, start, end)),
    )


_PROMISE = re.compile(
    r"(?:计划|拟|力争|确保|预计|将于|限|承诺)(?:在|于)?([^，。；\n]{2,14}?)(?:底)?(?:前|内)?(?:全部|基本)?(?:完成|办结|到位|竣工|收齐|销号)"
)


def _deadline(text: str, block: Block, year: int | None) -> str | None:
    """The labelled deadline, else a promise in the text of what is not done: 计划…前完成.

    A year that the finding's own text names before it governs, else the report's.
    """
    span = block.deadline
    if span is None:
        if block.status and block.status.status.claims_done:
            return None
        promise = _PROMISE.search(text, *block.span)
        if promise is None:
            return None
        span = promise.span(1)
    named = [d.iso for d in dates(text, block.span[0], span[0])]
    return deadline(text[slice(*span)], int(named[-1][:4]) if named else year)


def _names(value: str | None) -> str | None:
    """The names in 责任领导：镇长 张三、李四（副镇长）, their offices left out."""
    if value is None:
        return None
    parts = (_OFFICE.sub("", part) for part in re.split(r"[、，,；;/\s]+", value))
    return "、".join(part for part in parts if part) or value


# An office ends with its word; a name of up to four characters may follow it or stand before it.
_OFFICE = re.compile(
    r"^[\u4e00-\u9fff“”（）]{0,16}?(?:书记|村支书|[镇乡县市区局院校村组科股站所处部会]长|主任|委员|经理|主席|干事|支书|同志|院长|专员)"
    r"(?=[\u4e00-\u9fff]{2,4}$|$)|[（(][^（）()]*[）)]|同志$"
)


def _value(page: Page, span: Span | None) -> str | None:
    if span is None:
        return None
    tight = value_span(page.folded, *span)
    return page.words(tight or span) or None

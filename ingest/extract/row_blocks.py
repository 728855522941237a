"""The findings in the rows of a table."""

import re
from collections.abc import Iterator

from ingest.extract.amounts import cell_amount
from ingest.extract.block import Block
from ingest.extract.cell_fields import field, without_fields
from ingest.extract.measures import measures, sentences
from ingest.extract.page import Page
from ingest.extract.status import cell_status
from ingest.extract.tables import Row
from ingest.model import Span
from ingest.outline import outline
from ingest.roles import Role
from ingest.statement import Strength, sentence_end, statement, trimmed

_WITH_OFFICE = re.compile(
    r"[^（）\s]{2,16}（(?P<office>[^（）\s]{2,20}(?:[局科股室处部委办院校站所]|中心|公司|支部))）"
)


def without_completion_dates(rows: list[Block]) -> list[Block]:
    """The rows; without dates where only finished problems have one, which tell when they were."""
    dated = {row.status.status.claims_done for row in rows if row.deadline and row.status}
    bare = {row.status.status.claims_done for row in rows if not row.deadline and row.status}
    return (
        [row._replace(deadline=None) for row in rows]
        if (dated, bare) == ({True}, {False})
        else rows
    )


def row_blocks(page: Page, row: Row) -> Iterator[Block]:
    """The finding of a row; several where its problem cell lists several."""
    whole = _row_block(page, row)
    cell = row.first(Role.PROBLEM)
    parts = _cell_parts(page.folded, cell) if cell else []
    if len(parts) < 2:
        yield whole
        return
    steps = [cell for cell in row.cells.get(Role.MEASURE, ()) if cell[1] > cell[0]]
    answers = _cell_parts(page.folded, steps[0]) if steps else []
    for i, part in enumerate(parts):
        own = (answers[i],) if len(answers) == len(parts) else whole.measures
        yield whole._replace(title=(part,), measures=own, span=part)


def _cell_parts(text: str, cell: Span) -> list[Span]:
    """The enumerated items of a cell that holds nothing else; none where it is one statement."""
    nodes = outline(text[cell[0] : cell[1]].replace("\v", "\n")).children
    if len(nodes) < 2 or nodes[0].start > 0:
        return []
    return [trimmed(text, cell[0] + n.mark.end, cell[0] + n.end) for n in nodes]


def _row_block(page: Page, row: Row) -> Block:
    text = page.folded
    title = _cell_title(text, row)
    status = None
    for role in (Role.STATUS, Role.RESULT, Role.MEASURE):
        for cell in row.cells.get(role, ()):
            status = status or cell_status(text, *cell, of_statuses=role is Role.STATUS)
    status_span = (status.start, status.end) if status else None
    told = [without_fields(text, cell) for cell in row.cells.get(Role.MEASURE, ())]
    steps = [
        span
        for cell in told
        for span in _enumerated(text, cell, status_span) or sentences(text, *cell, status_span)
    ] or [
        span
        for cell in row.cells.get(Role.RESULT, ())
        for span in _enumerated(text, cell, status_span)
    ]
    number = row.first(Role.NUMBER)
    note = row.first(Role.NOTE)
    leader = row.first(Role.LEADER)
    org = row.first(Role.ORG)
    return Block(
        span=row.span,
        title=title,
        number=page.words(number) if number else None,
        heading=page.words(note) if note and note[1] - note[0] > 3 else None,
        status=status,
        inherited=None,
        measures=tuple(steps),
        leader=leader or field(text, row, Role.LEADER),
        unit=row.first(Role.UNIT) or field(text, row, Role.UNIT) or _office(text, leader),
        deadline=row.first(Role.DEADLINE) or field(text, row, Role.DEADLINE),
        org=page.words(org) if org else None,
        sums=tuple(
            money
            for role, scale in ((Role.YUAN, 1), (Role.TEN_THOUSAND_YUAN, 10_000))
            for cell in row.cells.get(role, ())
            if (money := cell_amount(text, *cell, scale))
        ),
    )


def _office(text: str, leader: Span | None) -> Span | None:
    """Whose matter it is, where a cell names a person with the office in brackets; what stands
    there as often is a title: 张三（副局长）."""
    found = _WITH_OFFICE.fullmatch(text, *leader) if leader else None
    return found.span("office") if found else None


def _cell_title(text: str, row: Row) -> tuple[Span, ...]:
    """The statement in the problem's cells; one that runs over several rows is taken whole."""
    cells = [cell for cell in row.cells.get(Role.PROBLEM, ()) if cell[1] > cell[0]]
    if len(cells) != 1:
        return tuple(trimmed(text, *cell) for cell in cells)
    start, end = cells[0]
    cell = text[start:end].replace("\n", "\v")  # a line break in a cell is only the column's width
    found = statement(cell)
    if found.strength >= Strength.NAMED:
        return ((start + found.start, start + found.end),)
    return (trimmed(text, start, start + sentence_end(cell)),)


def _enumerated(text: str, cell: Span, status: Span | None) -> list[Span]:
    if text.startswith('"', *cell):  # a cell of several lines, quoted as spreadsheets export it
        cell = (cell[0] + 1, cell[1])
    words = text[cell[0] : cell[1]].replace("\v", "\n")
    local = (status[0] - cell[0], status[1] - cell[0]) if status else None
    found = measures(words, outline(words), local)
    return [(cell[0] + a, cell[0] + b) for a, b in found if b - a > 3]

"""Where the findings of a document stand: in its outline, in its tables, in its prose."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from ingest.extract.amounts import Money, cell_amount
from ingest.extract.candidates import Candidate, candidates
from ingest.extract.measures import measures, sentences
from ingest.extract.page import Page
from ingest.extract.parallel import Parallel, parallel
from ingest.extract.prose import prose_problems
from ingest.extract.responsible import labelled, leader_told, unit_told
from ingest.extract.stacked import stacked_rows
from ingest.extract.status import StatusFound, cell_status
from ingest.extract.tables import Row, table_rows
from ingest.model import ReportKind, Span, Status
from ingest.node import Node
from ingest.ordinals import CIRCLED, CN
from ingest.outline import outline
from ingest.roles import Role
from ingest.statement import DEFICIENCY, Strength, sentence_end, statement, trimmed

_TWICE, _SEVERAL = 2, 3
_CATEGORY = re.compile("类别|类型|方面|领域|板块")
_NUMBER = re.compile(rf"\d+(?:[.-]\d+)*|[{CN}]+|[{CIRCLED}]")


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
    elsewhere: tuple[Span, ...] = ()  # what another chapter says of the same problem
    sums: tuple[Money, ...] = ()  # of columns that hold sums


def blocks(page: Page, root: Node, kind: ReportKind, stated: int | None = None) -> Iterator[Block]:
    """Where the findings stand, in the order of the text; `stated` is how many the report says
    that there are.

    A notice that only names problems (反馈通报) is read as prose; an announcement holds no finding,
    the report of a responsible person only those that are answered one by one.
    """
    if kind is ReportKind.ARRIVAL:
        return
    text = page.folded
    rows = [
        block for row in table_rows(text) or stacked_rows(text) for block in _row_blocks(page, row)
    ]
    found = candidates(text, root, stated)
    if rows:
        yield from _with_details(page, rows, _node_blocks(page, found, kind))
        return
    told = kind in (ReportKind.FEEDBACK, ReportKind.OTHER)
    listed = [] if told else parallel(text, root)
    if listed:
        yield from (_parallel_block(page, each) for each in listed)
        return
    if kind is ReportKind.DUTY_REPORT:
        lists = {(c.node.parent, c.node.mark.style) for c in found if c.status or c.node.answered}
        found = [c for c in found if (c.node.parent, c.node.mark.style) in lists]
    if kind is ReportKind.OTHER:
        found = [c for c in found if c.status]
    if kind is ReportKind.FEEDBACK:
        answered = [c for c in found if c.node.answered]
        found = answered if len(answered) >= _SEVERAL else prose_problems(text, root) or answered
    for candidate, block in zip(found, _node_blocks(page, found, kind), strict=True):
        yield from _parts(page, candidate, block)


def _node_blocks(page: Page, found: list[Candidate], kind: ReportKind) -> list[Block]:
    shared = Counter(c.node for c in found)
    return [_node_block(page, c, shared[c.node] == 1, kind) for c in found]


def _node_block(page: Page, candidate: Candidate, alone: bool, kind: ReportKind) -> Block:
    """The block of a unit; `alone` where no other finding is read from it."""
    text, node = page.folded, candidate.node
    span = (node.start, node.end) if alone else (candidate.start, candidate.end)
    status = candidate.status if alone else None
    status_span = (status.start, status.end) if status else None
    heading = page.words(candidate.heading) if candidate.heading else None
    told_only = kind is ReportKind.FEEDBACK and not node.answered
    steps = [] if told_only or not alone else measures(text, node, status_span)
    return Block(
        span=span,
        title=((candidate.start, candidate.end),),
        number=_number(page, node, candidate.start),
        heading=_category(page, node) or heading,
        status=status,
        inherited=candidate.inherited,
        measures=tuple(steps),
        leader=_labelled(text, node, Role.LEADER) or leader_told(text, node),
        unit=_labelled(text, node, Role.UNIT) or unit_told(text, node),
        deadline=_labelled(text, node, Role.DEADLINE),
        org=page.words(candidate.org) if candidate.org else None,
    )


def _parts(page: Page, candidate: Candidate, whole: Block) -> Iterator[Block]:
    """The finding of a unit; several where it lists several: 存在问题：1.… 2.… 整改措施：1.… 2.…

    They do where the words of the problem are the first item's, and each item is a problem or has
    its own answer; the status holds for all.
    """
    listed = [child for child in candidate.node.children if child.section is Role.PROBLEM]
    if len(listed) < _TWICE or not listed[0].mark.end <= candidate.start < listed[1].start:
        listed = _under_aspect(page.folded, candidate)
        if not listed:
            yield whole
            return
        whole = whole._replace(heading=page.words((candidate.start, candidate.end)))
    text = page.folded
    steps = [child for child in candidate.node.children if child.section is Role.MEASURE]
    wrong = all(DEFICIENCY.search(text, *_first_sentence(text, item)) for item in listed)
    if not wrong and len(steps) != len(listed):
        yield whole
        return
    for i, item in enumerate(listed):
        answer = (steps[i],) if len(steps) == len(listed) else ()
        own = tuple(trimmed(text, step.mark.end, step.end) for step in answer)
        yield whole._replace(
            title=(_first_sentence(text, item),),
            span=(item.start, item.end),
            number=_number(page, item),
            measures=own or whole.measures,
            elsewhere=tuple((step.start, step.end) for step in answer),
        )


def _under_aspect(text: str, candidate: Candidate) -> list[Node]:
    """The problems listed under an aspect and answered together: 在财务管理不规范方面 / 1.… 2.… /
    整改情况：1.… 2.…
    """
    node = candidate.node
    if not node.passages or not text.endswith("方面", candidate.start, candidate.end):
        return []
    answered = node.passages[0].label.start
    listed = [child for child in node.children if child.start < answered]
    wrong = all(DEFICIENCY.search(text, *_first_sentence(text, item)) for item in listed)
    return listed if wrong else []


def _first_sentence(text: str, item: Node) -> Span:
    return trimmed(text, item.mark.end, min(item.end, sentence_end(text, item.mark.end)))


def _category(page: Page, node: Node) -> str | None:
    """What a form says of the problem's kind: 所属类别：药品管理."""
    for passage in node.passages:
        label = page.folded[passage.label.start : passage.label.end]
        if passage.role is Role.NOTE and _CATEGORY.search(label):
            return page.words((passage.start, passage.end)).split("\n")[0] or None
    return None


def _parallel_block(page: Page, each: Parallel) -> Block:
    return Block(
        span=(each.node.start, each.node.end),
        title=(each.title,),
        number=_number(page, each.node),
        heading=page.words(each.heading) if each.heading else None,
        status=each.status,
        inherited=None,
        measures=each.measures,
        leader=None,
        unit=None,
        deadline=None,
        org=None,
        elsewhere=each.answers,
    )


def _labelled(text: str, node: Node, role: Role) -> Span | None:
    """The value of the unit's label, else of one that the unit around it has for all inside."""
    return labelled(text, node, role) or (
        labelled(text, node.parent, role) if node.parent else None
    )


def _with_details(page: Page, rows: list[Block], details: list[Block]) -> Iterator[Block]:
    """Rows of a summary table, each joined with the passage that tells more of the same problem."""
    told = {_key(page, block): block for block in details}
    joined = [told.get(_key(page, row)) for row in rows]
    if 2 * sum(detail is not None for detail in joined) < len(rows):
        yield from rows
        return
    for row, detail in zip(rows, joined, strict=True):
        yield (
            row
            if detail is None
            else detail._replace(
                status=detail.status or row.status,
                measures=detail.measures or row.measures,
                leader=detail.leader or row.leader,
                unit=detail.unit or row.unit,
                deadline=detail.deadline or row.deadline,
            )
        )


def _key(page: Page, block: Block) -> str:
    return re.sub(r"\W", "", "".join(page.words(span) for span in block.title))


def _number(page: Page, node: Node, title: int | None = None) -> str | None:
    """The finding's own number, of its label, behind it or of its mark: 1 of 1. 问题①：, of
    问题：1.…, 一 of （一）; `title` is where the problem's words begin."""
    labelled = next((p for p in node.passages if p.role is Role.NUMBER), None)
    if labelled:
        return page.words((labelled.start, labelled.end)).split("\n")[0] or None
    mark = page.folded[node.mark.start : node.mark.end]
    told = next((p for p in node.passages if p.role is Role.PROBLEM), None)
    if told and title and told.start < title <= told.end:
        mark = page.folded[told.start : title] if title - told.start > 1 else mark
    found = _NUMBER.search(mark)
    return found.group() if found else None


def _row_blocks(page: Page, row: Row) -> Iterator[Block]:
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
    steps = [
        span
        for cell in row.cells.get(Role.MEASURE, ())
        for span in _enumerated(text, cell, status_span) or sentences(text, *cell, status_span)
    ] or [
        span
        for cell in row.cells.get(Role.RESULT, ())
        for span in _enumerated(text, cell, status_span)
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
        sums=tuple(
            money
            for role, scale in ((Role.YUAN, 1), (Role.TEN_THOUSAND_YUAN, 10_000))
            for cell in row.cells.get(role, ())
            if (money := cell_amount(text, *cell, scale))
        ),
    )


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

"""Where the findings of a document stand: in its outline, in its tables, in its prose."""

import re
from collections import Counter
from collections.abc import Iterator

from ingest.extract.arrows import arrow_rows
from ingest.extract.block import Block
from ingest.extract.candidate import Candidate
from ingest.extract.candidates import candidates
from ingest.extract.measures import measures
from ingest.extract.org_sections import problems_of_orgs
from ingest.extract.page import Page
from ingest.extract.parallel import Parallel, parallel
from ingest.extract.prose import prose_problems
from ingest.extract.responsible import (
    assigned,
    duties,
    labelled,
    leader_told,
    unit_behind,
    unit_told,
)
from ingest.extract.row_blocks import row_blocks, without_completion_dates
from ingest.extract.stacked import stacked_rows
from ingest.extract.status import cell_status, finding_status
from ingest.extract.tables import table_rows
from ingest.extract.told import told_blocks
from ingest.model import ReportKind, Span
from ingest.node import Node
from ingest.ordinals import CIRCLED, CN
from ingest.roles import Role
from ingest.statement import DEFICIENCY, sentence_end, trimmed

_TWICE, _SEVERAL = 2, 3
_CATEGORY = re.compile("类别|类型|方面|领域|板块")
_NUMBER = re.compile(
    rf"(?:(?<![A-Za-z])[A-Z]|[{CN}]{{1,3}}|（[{CN}]{{1,3}}）)[-.·/]{{1,2}}\d{{1,2}}"
    rf"|\d+(?:[.-]\d+)*|[{CN}]+|[{CIRCLED}]"
)


def blocks(
    page: Page,
    root: Node,
    kind: ReportKind,
    stated: int | None = None,
    orgs: tuple[str, ...] = (),
) -> Iterator[Block]:
    """Where the findings stand, in the order of the text; `stated` is how many the report says
    that there are, `orgs` who was inspected.

    A notice that only names problems (反馈通报) is read as prose; an announcement holds no finding,
    the report of a responsible person only those that are answered one by one.
    """
    if kind is ReportKind.ARRIVAL:
        return
    text = page.folded
    drawn = table_rows(text) or stacked_rows(text) or arrow_rows(text)
    rows = [block for row in drawn for block in row_blocks(page, row)]
    rows = without_completion_dates(rows)
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
        if not all(c.org for c in found):
            found = problems_of_orgs(text, orgs) or found
    if not found and kind in (ReportKind.NOTICE, ReportKind.REPORT):
        yield from told_blocks(text, stated)
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
    told = duties(text, node)
    leader = _labelled(text, node, Role.LEADER)
    steps = [] if told_only or not alone else measures(text, node, status_span)
    return Block(
        span=span,
        title=((candidate.start, candidate.end),),
        number=_number(page, node, candidate.start),
        heading=_category(page, node) or heading,
        status=status,
        inherited=candidate.inherited,
        measures=tuple(steps),
        leader=leader or leader_told(text, node) or told.get(Role.LEADER),
        unit=_labelled(text, node, Role.UNIT)
        or unit_behind(text, leader)
        or unit_told(text, node)
        or told.get(Role.UNIT),
        deadline=_labelled(text, node, Role.DEADLINE) or told.get(Role.DEADLINE),
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
    titles = [_first_sentence(text, item) for item in listed]
    by_name = _answers_by_name(text, candidate.node, titles)
    for i, item in enumerate(listed):
        part = whole._replace(
            title=(titles[i],), span=(item.start, item.end), number=_number(page, item)
        )
        if len(steps) == len(listed):
            part = _answered_by(text, part, steps[i])
        elif by_name:
            start, end = by_name[i]
            part = part._replace(
                measures=tuple(span for span in whole.measures if start <= span[0] < end),
                status=cell_status(text, start, end) or whole.status,
                elsewhere=(by_name[i],),
            )
        yield part


def _answered_by(text: str, part: Block, step: Node) -> Block:
    """The problem of a list with the unit of another list that answers it."""
    part = part._replace(elsewhere=((step.start, step.end),))
    if not step.answered:
        return part._replace(measures=(trimmed(text, step.mark.end, step.end),))
    status = finding_status(text, step)
    taken = measures(text, step, (status.start, status.end) if status else None)
    return part._replace(measures=tuple(taken), status=status or part.status)


def _answers_by_name(text: str, node: Node, titles: list[Span]) -> list[Span]:
    """Where each problem of a list is answered by its name: 针对甲问题，…。针对乙问题，…。; none
    where one of them is not."""
    starts: list[int] = []
    behind = titles[-1][1]
    for start, end in titles:
        found = text.find(text[start:end], behind, node.end)
        if found < 0:
            return []
        starts.append(max(behind, text.rfind("。", behind, found) + 1))
        behind = found + end - start
    return list(zip(starts, [*starts[1:], node.end], strict=True))


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
    told: dict[Role, Span] = {}
    for answer in reversed(each.answers):
        told |= assigned(page.folded, *answer)
    return Block(
        span=(each.node.start, each.node.end),
        title=(each.title,),
        number=_number(page, each.node),
        heading=page.words(each.heading) if each.heading else None,
        status=each.status,
        inherited=None,
        measures=each.measures,
        leader=told.get(Role.LEADER),
        unit=told.get(Role.UNIT),
        deadline=told.get(Role.DEADLINE),
        org=None,
        elsewhere=each.answers,
    )


def _labelled(text: str, node: Node, role: Role) -> Span | None:
    """The value of the unit's label, else of one that the unit around it has for all inside."""
    return labelled(text, node, role) or (
        labelled(text, node.parent, role) if node.parent else None
    )


def _with_details(page: Page, rows: list[Block], details: list[Block]) -> Iterator[Block]:
    """Rows of a summary table, each joined with the passage outside of it that tells more of the
    same problem."""
    table = min(row.span[0] for row in rows), max(row.span[1] for row in rows)
    outside = (d for d in details if d.span[1] <= table[0] or table[1] <= d.span[0])
    told = {_key(page, block): block for block in outside}
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
    start, end = node.mark.start, node.mark.end
    told = next((p for p in node.passages if p.role is Role.PROBLEM), None)
    if told and title and told.start < title <= told.end:
        start, end = (told.start, title) if title - told.start > 1 else (start, end)
    found = _NUMBER.search(page.folded, start, end)
    return found.group() if found else None

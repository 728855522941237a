"""Reports that list the problems in one chapter and what was done about them in the next ones.

The chapters hold lists of one length; the third item of each speaks of the third problem. Or the
answers name the numbers of the problems that they speak of: 针对第1、2项问题。 A list may be parted
into sections (aspects), its numbers running on or beginning anew in each.
"""

import re
from typing import NamedTuple

from ingest.closing import closing
from ingest.extract.common_status import status_for_all
from ingest.extract.headings import is_plan
from ingest.extract.measures import measures
from ingest.extract.status import finding_status
from ingest.extract.status_wording import StatusFound
from ingest.markers import Level
from ingest.model import Span
from ingest.node import Node
from ingest.ordinals import CN, ordinal
from ingest.statement import DEFICIENCY, Strength, sentence_end, statement, trimmed
from ingest.status_words import state

_PROBLEMS = re.compile("问题|不足|事项")
_STATUSES = re.compile("结果|进度|进展|完成情况|状态")
_MEASURES = re.compile("措施|举措|做法|落实|整改|办法")
_STEPS = re.compile("措施|举措|做法|办法")
_FEWEST, _FEWEST_FAULTS = 2, 3
_LONGEST_FAULT, _LONGEST_STATE = 120, 40  # characters
_NUMBER = rf"(?:\d{{1,3}}|[{CN}]{{1,3}})"
# 针对第1、2项问题, 关于反馈的第3至5个问题
_NAMED = re.compile(
    rf"(?:针对|关于|对于?|就)?[^，。；\n\d第]{{0,10}}第(?P<numbers>{_NUMBER}(?:[、，和及与至到~-]第?{_NUMBER})*)"
    r"[项个条号](?:具体|反馈)?(?:问题|事项|意见)"
)
_FROM_TO = re.compile(rf"第?({_NUMBER})(?:[至到~-]第?({_NUMBER}))?")


class Parallel(NamedTuple):
    """One problem: its unit, its words, the section (aspect) that it stands in, and what the other
    chapters say of it: `answers` are these passages whole.
    """

    node: Node
    title: Span
    heading: Span | None
    measures: tuple[Span, ...]
    status: StatusFound | None
    answers: tuple[Span, ...]


def parallel(text: str, root: Node) -> list[Parallel]:
    """The problems of a document of parallel chapters, in order; none where it is no such one."""
    chapters = [node for node in root.children if len(_items(node)) >= _FEWEST]
    listing = next((i for i, c in enumerate(chapters) if _lists_problems(text, c)), None)
    if listing is None:
        return []
    problems = _items(chapters[listing])
    titles = _titles(text, problems)
    if answers := _by_number(text, problems, chapters[listing + 1 :]):
        return [_joined(text, *each, None) for each in zip(problems, titles, answers, strict=True)]
    others = [
        (chapter, items)
        for chapter in chapters[listing + 1 :]
        if (items := _as_many(chapter, len(problems)))
        and not is_plan(_heading(text, chapter))
        and not _restates(text, items)
    ]
    statuses = next((o for o in others if _STATUSES.search(_heading(text, o[0]))), None)
    statuses = statuses or next((o for o in others if _tells_states(text, o[1])), None)
    left = [o for o in others if o is not statuses]
    steps = next((o for o in left if _MEASURES.search(_heading(text, o[0]))), None)
    steps = steps or next((o for o in left if _tells_deeds(text, o[1])), None)
    if statuses is None and steps is None:
        return []
    if statuses and not steps and _STEPS.search(_heading(text, statuses[0])):
        statuses, steps = None, statuses  # 二、整改措施和落实结果: both in one chapter
    return [
        _joined(
            text, problem, title, steps and (steps[0], steps[1][i]), statuses and statuses[1][i]
        )
        for i, (problem, title) in enumerate(zip(problems, titles, strict=True))
    ]


def _by_number(
    text: str, problems: list[Node], chapters: list[Node]
) -> list[tuple[Node, Node] | None]:
    """For each problem the answer that names its number, with its chapter; nothing where fewer than
    half of the problems have one."""
    numbers = [problem.mark.ordinal for problem in problems]
    if len({*numbers}) < len(numbers):
        numbers = list(range(1, len(problems) + 1))
    told: dict[int, tuple[Node, Node]] = {}
    for chapter in chapters:
        for item in chapter.children:
            for number in numbers_named(_heading(text, item)):
                told.setdefault(number, (chapter, item))
    answers = [told.get(number) for number in numbers]
    found = sum(answer is not None for answer in answers)
    return answers if found >= _FEWEST and 2 * found >= len(answers) else []


def numbers_named(head: str) -> list[int]:
    """The numbers of the problems that a (folded) heading begins by naming: 针对第1、2项问题."""
    named = _NAMED.match(head)
    return [
        number
        for first, last in (_FROM_TO.findall(named["numbers"]) if named else ())
        for number in range(ordinal(first), (ordinal(last) if last else ordinal(first)) + 1)
    ]


def _items(chapter: Node) -> list[Node]:
    """The items of a chapter's list: those of all its sections where it is parted into such, of
    its only sentence where that lists them: 巡察组指出：一是…；二是…"""
    if len(chapter.children) == 1 and chapter.children[0].mark.style == "told":
        return chapter.children[0].children
    inner = [item for section in chapter.children for item in section.children]
    parted = all(child.children for child in chapter.children) and all(
        item.level < Level.PAREN for item in inner
    )
    return inner if parted else chapter.children


def _as_many(chapter: Node, count: int) -> list[Node]:
    """The items of a chapter, or of its sections, where there are `count` of them; else none."""
    lists = (chapter.children, _items(chapter))
    return next((items for items in lists if len(items) == count), [])


def _heading(text: str, node: Node) -> str:
    return text[node.mark.end : node.head_end].split("\n")[0]


def _lists_problems(text: str, chapter: Node) -> bool:
    items = _items(chapter)
    named = _PROBLEMS.search(_heading(text, chapter)) is not None
    if chapter.passages or not (named or _is_list_of_faults(text, items)):
        return False
    if any(item.passages or item.children or finding_status(text, item) for item in items):
        return False
    wrong = sum(bool(DEFICIENCY.search(_heading(text, item))) for item in items)
    return 2 * wrong >= len(items)


def _tells_states(text: str, items: list[Node]) -> bool:
    """Whether the items, whatever their chapter is called, are statuses: （一）已办结."""
    if any(item.answered for item in items):  # 问题1整改措施：… 完成情况：…
        return False
    brief = [item for item in items if item.end - item.mark.end <= _LONGEST_STATE]
    told = sum(state(_first_sentence(text, item)) is not None for item in brief)
    return 5 * told >= 4 * len(items)


def _tells_deeds(text: str, items: list[Node]) -> bool:
    """Whether the items, whatever their chapter is called, answer: numbered as problems are, or few
    of them wrong themselves."""
    wrong = sum(bool(DEFICIENCY.search(_heading(text, item))) for item in items)
    return all(item.mark.names_problem for item in items) or 4 * wrong <= len(items)


def _is_list_of_faults(text: str, items: list[Node]) -> bool:
    """Whether short sentences, nearly all of them wrong, are a list of problems in a chapter that
    is called something else: 病根在哪里."""
    if len(items) < _FEWEST_FAULTS or any(i.end - i.mark.end > _LONGEST_FAULT for i in items):
        return False
    wrong = sum(bool(DEFICIENCY.search(_heading(text, item))) for item in items)
    return 4 * wrong >= 3 * len(items)


def _restates(text: str, items: list[Node]) -> bool:
    """Whether the items name the problems anew, so that they need no other chapter."""
    named = sum(statement(_heading(text, item)).strength > Strength.DEFICIENT for item in items)
    return 2 * named >= len(items) or any(item.tells_problem for item in items)


def _joined(
    text: str, problem: Node, title: Span, steps: tuple[Node, Node] | None, told: Node | None
) -> Parallel:
    status = _status(text, told) if told else None
    taken: list[Span] = []
    if steps:
        chapter, step = steps
        status = status or finding_status(text, step) or status_for_all(text, step.start, step.end)
        named = _STEPS.search(_heading(text, chapter)) is not None
        taken = measures(text, step, (status.start, status.end) if status else None)
        if not taken and (named or step.level >= Level.ORDINAL):
            inside = status and step.start <= status.start < step.end
            end = status.start if status and inside else step.end
            taken = [trimmed(text, step.mark.end, end)]
    section = problem.parent
    inside = (
        section is not None and section.level > Level.CHAPTER and not section.mark.names_problem
    )
    return Parallel(
        node=problem,
        title=title,
        heading=_section(text, section) if section and inside else None,
        measures=tuple(taken),
        status=status,
        answers=tuple(_answer(text, n) for n in (steps[1] if steps else None, told) if n),
    )


def _titles(text: str, problems: list[Node]) -> list[Span]:
    """The problems' words: their first sentences, where these alone mostly say what is wrong."""
    wholes = [trimmed(text, problem.mark.end, problem.head_end) for problem in problems]
    firsts = [(start, min(end, sentence_end(text, start))) for start, end in wholes]
    wrong = sum(bool(DEFICIENCY.search(text, *first)) for first in firsts)
    return firsts if 2 * wrong > len(firsts) else wholes


def _answer(text: str, node: Node) -> Span:
    """All of an answer but the paragraph that sums up the chapter: 综上，8个问题中办结6个。"""
    return node.start, node.start + closing(text[node.start : node.end], 0)


def _first_sentence(text: str, item: Node) -> str:
    start, end = trimmed(text, item.mark.end, item.end)
    return text[start : min(end, sentence_end(text, start))]


def _section(text: str, section: Node) -> Span | None:
    start, end = trimmed(text, section.mark.end, section.mark.end + len(_heading(text, section)))
    return (start, end) if end > start else None


def _status(text: str, item: Node) -> StatusFound | None:
    start, end = trimmed(text, item.mark.end, item.end)
    found = state(text[start:end])
    return StatusFound(found, start, end) if found else None

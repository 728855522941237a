"""The words in which a unit of the outline states its problem: in its heading or behind a label."""

import re

from ingest.extract.headings import is_generic, name_in_mark
from ingest.model import Span
from ingest.node import Node
from ingest.ordinals import CIRCLED
from ingest.roles import Role
from ingest.statement import (
    DEFICIENCY,
    Statement,
    Strength,
    before_tag,
    closing_quote,
    sentence_end,
    statement,
    trimmed,
)

_QUESTION = re.compile(r"\s*([^\n。？！]{2,200})[？?]\s*(?:\n|$)")
_OWN_NUMBER = re.compile(rf"[ ]?(?:\d{{1,2}}[.、](?!\d\d)|（\d{{1,2}}）|[{CIRCLED}])[ ]?")
_BOXED = re.compile(r"【([^【】]+)】")
_WINDOW = 60  # siblings that are looked at
_SHORTEST_TITLE = 4


def head_of(text: str, node: Node) -> Span:
    """The first line of the unit, up to its first child or label; brackets around all of it are
    left out."""
    if node.mark.style in ("bracket", "org"):  # 【甲镇】 甲镇党委：: the heading is the mark
        return name_in_mark(text, node.mark)
    start, end = node.mark.end, node.head_end
    line = text.find("\n", start, end)
    end = line if line >= 0 else end
    boxed = _BOXED.fullmatch(text, start, end)
    return boxed.span(1) if boxed else (start, end)


def problem_of(text: str, node: Node, head: Span) -> Statement | None:
    """The words of the unit's problem as offsets into the text; None where it states none."""
    if node.mark.names_problem and node.head_end - head[0] > 1:
        return first_sentence(text, head[0], node.head_end, Strength.ABOUT)
    # A label may follow in brackets: 会议记录缺失问题（责任单位：党政办）
    found = statement(text[head[0] : min(head[1], head[0] + 600)].rstrip("（【 "))
    labelled = next((p for p in node.passages if p.role is Role.PROBLEM), None)
    if found.strength is Strength.NONE or found.strength is Strength.DEFICIENT:
        if labelled and (head[1] - head[0] < _SHORTEST_TITLE or is_aspect(text, head)):
            inner = _passage_problem(text, node, labelled.start, labelled.end)
            if inner:
                return inner
        if found.strength is Strength.NONE:
            if _among_answered(text, node, head):
                return first_sentence(text, head[0], head[1], Strength.DEFICIENT)
            if (node.labelled or node.mark.opens_record) and head[1] - head[0] > 3:
                return first_sentence(text, head[0], head[1], Strength.DEFICIENT)
            return None
    return Statement(head[0] + found.start, head[0] + found.end, found.strength)


def _among_answered(text: str, node: Node, head: Span) -> bool:
    """Whether a unit that reads 甲--乙 stands beside another one that surely is a problem."""
    dash = text.find("--", *head)
    if dash < 0 or node.parent is None:
        return False
    return any(
        "--" in (line := text[each.mark.end : each.head_end].split("\n")[0])
        and DEFICIENCY.search(line.split("--")[0])
        for each in node.parent.children[-_WINDOW:]
        if each.mark.style == node.mark.style
    )


def is_aspect(text: str, head: Span) -> bool:
    """Whether a heading names but an aspect, or says no more than that problems follow."""
    words = text[head[0] : head[1]].strip("。 ：\n")
    return words.endswith(("方面", "篇")) or is_generic(text, *trimmed(text, *head))


def _passage_problem(text: str, node: Node, start: int, end: int) -> Statement | None:
    """The statement behind a label 问题表现：, its own enumeration left out."""
    for child in node.children:
        if child.section is Role.PROBLEM and start <= child.start < start + 3:
            start = child.mark.end
            break
    else:
        if own := _OWN_NUMBER.match(text, start, end):  # 问题：2.…
            start = own.end()
    if asked := _QUESTION.match(text, start, end):
        return _asked(text, *asked.span(1))
    words = text[start : min(end, start + 600)].split("\n\n")[0]
    offset = len(words) - len(words.lstrip())
    found = statement(words[offset:].split("\n")[0])
    if found.strength is Strength.ABOUT:
        return Statement(start + offset + found.start, start + offset + found.end, found.strength)
    return first_sentence(text, start + offset, end, Strength.ABOUT)


def _asked(text: str, start: int, end: int) -> Statement | None:
    """The problem that a question quotes, or names: 反馈说“代持存折”，现在还了吗？"""
    opening = text.find("“", start, end)
    closing = closing_quote(text, opening) if opening >= 0 else -1
    if closing - opening > 3 and closing < end:
        return Statement(opening + 1, closing, Strength.ABOUT)
    found = statement(text[start:end])
    if found.strength is Strength.NONE:
        return None
    return Statement(start + found.start, start + found.end, found.strength)


def first_sentence(text: str, start: int, end: int, strength: Strength) -> Statement | None:
    """The first sentence of `text[start:end]` as a problem, its wrapping left out."""
    while start < end and text[start] in " \n":
        start += 1
    stop = min(end, sentence_end(text, start))
    line = statement(text[start:stop])
    if line.strength >= Strength.NAMED and stop - start - line.end <= 8:
        return Statement(start + line.start, start + line.end, strength)
    at, until = trimmed(text, start, before_tag(text, start, stop))
    return Statement(at, until, strength) if until - at >= 2 else None

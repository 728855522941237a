"""Levels that a document turns round: 1. over （一）, although the standard has it otherwise.

GB/T 9704-2012 (7.3.3) nests 一、 （一） 1. （1）. Where a list begins anew under each number of
another list, that other list is the outer one, whatever its marks look like. So is one of whose
marks each heads but a line over a mark of the other: ■ 党的领导方面 / 问题1：. Marks of several
kinds that together count from one to the last are one list: 一、 ② 3、 （四）.
"""

import re
from collections import Counter, defaultdict
from itertools import pairwise, zip_longest

from ingest.markers import Label, Level, Mark

_TWICE = 2
_FEWEST_MIXED = 4


_ASPECT = re.compile(r"[ ]?[^，。；：\n]{2,24}方面(?:（[^（）\n]{1,12}）)?\n")


def with_levels(text: str, tokens: list[Mark | Label]) -> list[Mark | Label]:
    """The tokens, the marks of an outer list raised above those of the list that it holds."""
    numbered = [t for t in tokens if isinstance(t, Mark) and t.opens_line and t.ordinal]
    if _is_one_list(numbered):
        return [
            token._replace(level=Level.ITEM, style="mixed")
            if isinstance(token, Mark) and token.opens_line and token.ordinal
            else token
            for token in tokens
        ]
    raised = _raised(numbered) | _heads(text, tokens)
    if not raised:
        return tokens
    return [
        token._replace(level=raised[token.style])
        if isinstance(token, Mark) and token.style in raised
        else token
        for token in tokens
    ]


def _is_one_list(marks: list[Mark]) -> bool:
    """Whether marks of several kinds are one list, of which none could be without the others."""
    several = len({mark.style for mark in marks}) >= _TWICE and len(marks) >= _FEWEST_MIXED
    outer = all(mark.level < Level.ORDINAL for mark in marks)
    return several and outer and [m.ordinal for m in marks] == list(range(1, len(marks) + 1))


def _raised(marks: list[Mark]) -> dict[str, Level]:
    """Style → level of the lists that stand around one that the standard has outside of them."""
    begun = Counter(
        (outer.style, inner.style)
        for outer, inner in pairwise(marks)
        if inner.ordinal == 1 and inner.level < outer.level
    )
    levels = {mark.style: mark.level for mark in marks}
    raised = {}
    for (outer, inner), times in begun.items():
        if times < _TWICE:
            continue
        numbers = [mark.ordinal for mark in marks if mark.style == outer]
        # The outer list counts through the document and never begins anew.
        runs = numbers == list(range(1, len(numbers) + 1))
        if runs and times >= len(numbers) - 1:
            raised[outer] = Level(max(Level.PART, levels[inner] - 1))
    return raised


def _heads(text: str, tokens: list[Mark | Label]) -> dict[str, Level]:
    """Style → level of the lists that stand inside of another one by the standard, but of which
    each mark heads only marks of that one."""
    below: defaultdict[str, list[Mark | Label]] = defaultdict(list)
    marks: defaultdict[str, list[Mark]] = defaultdict(list)
    for one, other in zip_longest(tokens, tokens[1:]):
        if isinstance(one, Mark) and one.opens_line:
            marks[one.style].append(one)
            if other is not None:
                below[one.style].append(other)
    first = {style: members[0] for style, members in marks.items()}
    raised = {}
    for style, held in below.items():
        inner = held[0]
        if len(held) < _TWICE or not isinstance(inner, Mark) or inner.style == style:
            continue
        outer = first[style]
        alike = all(isinstance(each, Mark) and each.style == inner.style for each in held)
        if not alike or not inner.opens_line or outer.start > first[inner.style].start:
            continue
        if len(marks[inner.style]) <= len(marks[style]):
            continue  # 问题一：… 措施一：… 问题二：… 措施二：… are pairs
        aspects = inner.level == outer.level and _ASPECT.match(text, outer.end)
        if inner.level < outer.level or aspects:
            chapters = any(
                each.start < outer.start and each.level <= Level.CHAPTER for each in first.values()
            )
            raised[style] = Level(
                min(Level.SECTION if chapters else Level.CHAPTER, max(inner.level - 1, 0))
            )
    return raised

"""Levels that a document turns round: 1. over （一）, although the standard has it otherwise.

GB/T 9704-2012 (7.3.3) nests 一、 （一） 1. （1）. Where a list begins anew under each number of
another list, that other list is the outer one, whatever its marks look like. Marks of several
kinds that together count from one to the last are one list: 一、 ② 3、 （四）.
"""

from collections import Counter
from itertools import pairwise

from ingest.markers import Label, Level, Mark

_TWICE = 2
_FEWEST_MIXED = 4


def with_levels(tokens: list[Mark | Label]) -> list[Mark | Label]:
    """The tokens, the marks of an outer list raised above those of the list that it holds."""
    numbered = [t for t in tokens if isinstance(t, Mark) and t.opens_line and t.ordinal]
    if _is_one_list(numbered):
        return [
            token._replace(level=Level.ITEM, style="mixed")
            if isinstance(token, Mark) and token.opens_line and token.ordinal
            else token
            for token in tokens
        ]
    raised = _raised(numbered)
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

"""Numbers of two parts that a document puts before its items: 问题1-1, （一）-2, A-3, 清单一·2.

The second part counts, the first tells the group: 1-1, 1-2, 2-1, 2-2. Whatever stands before them
or parts them, numbers that run so are marks. Plain 1.1 and 1-1 are known in every document
(`ingest.markers`).
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from ingest.ordinals import CN, LETTERS, ordinal

# Most lines have no such sign near their head.
_MARK = re.compile(
    r"\n[ \t]*(?=[^\n]{0,13}[-.·/]\d)"
    rf"(?P<lead>[【（]?(?:[\u4e00-\u9fff]{{0,4}}第?|[A-Za-z]{{2,3}}[.-]?)[ ]?)"
    rf"(?P<group>（[{CN}]{{1,3}}）|\d{{1,2}}|[{CN}]{{1,3}}|[A-Z])(?P<sign>[-.·/]{{1,2}})"
    rf"(?P<number>\d{{1,2}})(?P<tail>[】）]?[：、.]?)[ ]*(?=[\u4e00-\u9fff“‘《])"
)
_FEWEST = 2


class Compound(NamedTuple):
    """One such number: `[start, end)` of the text, its style, its group and its number in that."""

    start: int
    end: int
    style: str
    group: int
    ordinal: int


def compounds(text: str) -> Iterator[Compound]:
    """The numbers of two parts that head the lines of folded `text`."""
    lists: defaultdict[str, list[Compound]] = defaultdict(list)
    for found in _MARK.finditer(f"\n{text}"):
        if found["group"].isdigit() and not found["lead"]:
            continue
        lettered = found["group"] in LETTERS
        style = f"{found['lead']}{'A' if lettered else '#'}{found['sign']}#{found['tail']}"
        group, number = ordinal(found["group"]), int(found["number"])
        lists[style].append(
            Compound(found.start("lead") - 1, found.end() - 1, style, group, number)
        )
    for members in lists.values():
        if _count(members):
            yield from members


def _count(members: list[Compound]) -> bool:
    """Whether nearly every number follows the one before, in its group or the next one."""
    if len(members) < _FEWEST or members[0].ordinal != 1:
        return False
    within = sum(a.group == b.group and a.ordinal + 1 == b.ordinal for a, b in pairwise(members))
    anew = sum(a.group + 1 == b.group and b.ordinal == 1 for a, b in pairwise(members))
    return within > 0 and within + anew >= 0.8 * (len(members) - 1)

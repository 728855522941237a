"""Enumerators that a document uses of its own: 第一条, 问题之一：, A. , 【1-1】, 事项1.

No list of marks is complete, but every list counts: a prefix that heads several lines and whose
numbers run 1, 2, … is a mark, whatever it looks like.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from ingest.compounds import compounds
from ingest.ordinals import (
    CIRCLED,
    CN,
    DARK_CIRCLED,
    FORMAL,
    LETTERS,
    PAREN_DIGITS,
    ROMAN,
    STEMS,
    ordinal,
)

_NUMERALS = (
    rf"\d{{1,3}}|[{CN}]{{1,3}}|[{LETTERS}]|[{ROMAN}]{{1,3}}|[{STEMS}{FORMAL}]"
    rf"|[{CIRCLED}{DARK_CIRCLED}{PAREN_DIGITS}]"
)
_SIGNS = rf"\d{CN}{LETTERS}{ROMAN}{STEMS}{FORMAL}{CIRCLED}{DARK_CIRCLED}{PAREN_DIGITS}"
_LONGEST_LEAD = 8  # characters before the number
# What a numeral's first character tells of its system; any other sign counts by itself.
_SYSTEM = {
    character: name
    for name, row in (
        ("digits", "0123456789"),
        ("numerals", CN),
        ("letters", LETTERS),
        ("stems", STEMS),
        ("formal", FORMAL),
    )
    for character in row
}
# A look for its number spares most of the matching.
_PREFIX = re.compile(
    rf"\n[ \t]*(?=[^\n{_SIGNS}]{{0,{_LONGEST_LEAD}}}[{_SIGNS}])"
    r"(?P<lead>[^\w\s“‘《\"'，。；、,！？]{0,2}"
    r"(?:[\u4e00-\u9fff]{0,4}?第|[A-Za-z]{1,4}(?:[.-]|(?=\d))|[\u4e00-\u9fff]{2,4}?之?|其)?[^\w\s“‘]?)"
    rf"(?P<number>{_NUMERALS})(?![\d.]*[\d年月日时%‰])"
    r"(?P<tail>(?:[条项号个点款件桩类例宗处篇章]|方面|部分)?(?:具体)?(?:问题|事项)?"
    r"(?:[^\w\s“‘《\"'%‰/]{1,2}[ ]?|[ ]+|(?=\n))"
    r"|[条项款篇章]|方面|部分)"
)
# A sign that is neither a quotation mark nor a bracket nor a stop may be a bullet.
_SIGN = re.compile(
    r"\n[ \t]*(?P<sign>[^\w\s“”‘’《》（）【】\"'，。、；：？！…,;!?%&+=|/\\.#*~_-]|[*-](?=[ ]))[ ]*"
    r"(?=[\u4e00-\u9fff“‘《])"
)
_MOST = 200  # a higher number counts no list
PARTS = ("方面", "部分", "篇", "章")  # what a document calls its own parts
# Without any stop only behind 第, or as 甲篇.
_COUNTERS = frozenset(("条", "项", "款", *PARTS))
_CHAPTERS = re.compile("#(?:stems|formal)#[、.]?")
_CHAPTER_BEFORE = re.compile(r"^[ \t]*(?:一、|（一）)", re.M)
_NAMED = re.compile(r"[\u4e00-\u9fff]{2,}第#")
_ATTACHED = re.compile("[附图表页]|[年月日]$")


class Enumerator(NamedTuple):
    """A mark at the head of a line: `[start, end)`, its style, its number (0 for a bullet).

    `is_part` where it numbers the parts of a document: 第一方面, 甲篇; `is_compound` where it has
    two parts itself: 问题1-1; `is_outer` where it numbers the chapters: 甲、
    """

    start: int
    end: int
    style: str
    ordinal: int
    is_part: bool = False
    is_compound: bool = False
    is_outer: bool = False


def own_enumerators(text: str) -> dict[int, Enumerator]:
    """The marks that folded `text` uses at the heads of its lines, by where they start."""
    if "\n" not in text:
        return {}  # a line alone counts nothing
    lists: defaultdict[str, list[Enumerator]] = defaultdict(list)
    for found in _prefixes(text):
        lists[found.style].append(found)
    own = {each.start: each for members in lists.values() if _counts(members) for each in members}
    for members in lists.values():
        if _are_chapters(text, members):
            own |= {each.start: each._replace(is_outer=True) for each in members}
    for each in compounds(text):
        start, end, style, _, number = each
        own[start] = Enumerator(start, end, style, number, is_compound=True)
    return own


def _are_chapters(text: str, members: list[Enumerator]) -> bool:
    """Whether 甲、 or 壹、 counts the chapters: no other chapter stands before the first, and
    they never begin anew."""
    if len(members) < 2 or not _CHAPTERS.fullmatch(members[0].style):
        return False
    runs = [each.ordinal for each in members] == list(range(1, len(members) + 1))
    return runs and not _CHAPTER_BEFORE.search(text, 0, members[0].start)


def _prefixes(text: str) -> Iterator[Enumerator]:
    # The patterns begin with the line break, so that a search skips from line to line; the one put
    # before the text shifts all places by one.
    text = f"\n{text}"
    for found in _PREFIX.finditer(text):
        lead, numeral, tail = found.group("lead", "number", "tail")
        number = ordinal(numeral)
        if not 0 < number <= _MOST or (lead and _ATTACHED.search(lead)):
            continue
        tail = tail.strip()
        stem = tail == "篇" and numeral in STEMS
        if tail in _COUNTERS and not (stem or lead.endswith("第")):
            continue
        if not tail and not lead and numeral in CN:
            continue  # 一 alone begins too many words
        style = f"{lead}#{_SYSTEM.get(numeral[0], 'signs')}#{tail}"
        headed = numeral in FORMAL or tail in PARTS  # 壹、 counts chapters
        is_part = headed or lead.lstrip("【") in PARTS
        yield Enumerator(found.start("lead") - 1, found.end() - 1, style, number, is_part)
    for found in _SIGN.finditer(text):
        yield Enumerator(found.start("sign") - 1, found.end() - 1, f"bullet {found['sign']}", 0)


def _counts(members: list[Enumerator]) -> bool:
    """Whether the numbers run: each is one more than the one before, or begins anew; of bullets,
    whether there are several.
    """
    if not members[0].ordinal:
        return len(members) >= 2
    numbers = [each.ordinal for each in members]
    if _NAMED.match(members[0].style) and len(members) > 2:
        # Its words tell a mark, even where it takes up but some numbers of an older list.
        return len(set(numbers)) > 1
    if len(members) < 2 or members[0].ordinal != 1:
        return False
    steps = sum(b == a + 1 for a, b in pairwise(numbers))
    anew = sum(b == 1 for b in numbers[1:])
    return steps > 0 and steps + anew >= 0.8 * (len(numbers) - 1)

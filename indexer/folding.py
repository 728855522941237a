"""Text as search reads it: folded, without quotation marks, and with a way back to the original.

Folding (`ingest.folding`) makes width, script and brackets uniform; here letters become lower
case, all kinds of brackets one kind, and what parts nothing is left out: marks around titles
(《公务接待办法》 is found as 公务接待办法) and blanks between Chinese characters.
"""

import re
from bisect import bisect_right
from functools import cache
from typing import NamedTuple

from ingest.folding import fold

# Applied before `fold`, which takes corner brackets for square ones.
_CORNERS = {ord("「"): "“", ord("」"): "”", ord("﹁"): "“", ord("﹂"): "”", ord("İ"): "i"}
_UNIFORM = (
    {ord(c): "(" for c in "（【〈"}
    | {ord(c): ")" for c in "）】〉"}
    | {ord("！"): "!", ord("？"): "?"}
    | {ord("帐"): "账"}  # as often written for it: 帐外资金
    | {ord(c): "。" for c in "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"}
)
_MARKS = "《》“”‘’\"'＂＇`"
_INVISIBLE = "\u200b-\u200f\ufeff"
# Marks, and blanks that do not stand between two Latin words. A class of characters in front lets
# the engine of regular expressions run past all others at once.
_SKIPPED = re.compile(
    rf"[{_MARKS}{_INVISIBLE}\s]"
    rf"(?:(?<=[{_MARKS}{_INVISIBLE}])|(?<![a-z0-9]\s)\s*|\s*(?![a-z0-9]))"
)


class Stream(NamedTuple):
    """`text` to be searched; character i of it stands at `offsets[i]` in the original."""

    text: str
    offsets: list[int]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The span in the original of the non-empty `[start, end)` of the stream."""
        return self.offsets[start], self.offsets[end - 1] + 1


class Searched:
    """The text of `stream(text)`, which leads back without a list of all its characters: few of
    them are ever asked for."""

    def __init__(self, text: str) -> None:
        whole = folded(text)
        kept: list[str] = []
        self._starts: list[int] = []
        self._shifts: list[int] = []
        length = position = 0
        for skipped in _SKIPPED.finditer(whole):
            start, end = skipped.span()
            if start > position:
                kept.append(whole[position:start])
                self._starts.append(length)
                self._shifts.append(position - length)
                length += start - position
            position = end
        kept.append(whole[position:])
        self._starts.append(length)
        self._shifts.append(position - length)
        self.text = "".join(kept)

    def original(self, start: int, end: int) -> tuple[int, int]:
        """The span in the original of the non-empty `[start, end)` of the searched text."""
        return self._original(start), self._original(end - 1) + 1

    def _original(self, place: int) -> int:
        return place + self._shifts[bisect_right(self._starts, place) - 1]


def folded(text: str) -> str:
    """`text` with each character in the one form that search compares; as long as `text`."""
    table, changed = _folds()
    # Few characters change; looking each one up in the table would take six times as long.
    return changed.sub(lambda found: table[found[0]], text).lower()


def searchable(text: str) -> str:
    """The text of `stream(text)`, where the way back is not needed."""
    return _SKIPPED.sub("", folded(text))


def stream(text: str) -> Stream:
    """The text to be searched, with each character's offset in `text`."""
    whole = folded(text)
    kept: list[str] = []
    offsets: list[int] = []
    position = 0
    for skipped in _SKIPPED.finditer(whole):
        kept.append(whole[position : skipped.start()])
        offsets.extend(range(position, skipped.start()))
        position = skipped.end()
    kept.append(whole[position:])
    offsets.extend(range(position, len(whole)))
    return Stream("".join(kept), offsets)


@cache
def _folds() -> tuple[dict[str, str], re.Pattern[str]]:
    """The three steps in one: what becomes of each character that changes, and what finds those."""
    plane = "".join(map(chr, (*range(0xD800), *range(0xE000, 0x10000))))
    uniform = fold(plane.translate(_CORNERS)).translate(_UNIFORM)
    table = {old: new for old, new in zip(plane, uniform, strict=True) if old != new}
    return table, re.compile(f"[{re.escape(''.join(table))}]")

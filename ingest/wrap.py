"""The width at which a text was wrapped by hand, by a scrape or by a PDF.

A scrape cuts lines after so many characters. A word processor breaks them where what comes next has
no room: a stop may not begin a line and hangs over the edge, a number or a Latin word goes to the
next line whole. The width is the one that explains the line breaks in the middle of sentences.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

_NARROWEST, _WIDEST = 24, 120  # columns
_FEW = 4  # lines that tell nothing about a width
# How far a full line may fall short of the width, in columns: a word or a stop that did not fit.
_SLACK = 8
_STOPS = "。！？!?；;：:"
_CLOSING = "，。、；：！？”’）》】〕…,.;:!?)]%％"
_OPENING = "“‘（《【〔([<"
_UNIT = re.compile(rf"[{re.escape(_OPENING)}]*(?:[A-Za-z0-9０-９.%％]+|\S)[{re.escape(_CLOSING)}]*")
_EXPLAINED = 0.9  # of the breaks in the middle of sentences
_LONG = 0.75  # of the width: lines that are shorter may be headings
# Lines that fall short by so little are no last lines of paragraphs: the page is ragged.
_NEAR = 3
_HEAD = re.compile("[\u4e00-\u9fff]{2,14}[：:]")  # 财务处：清退…
_BROKEN = 40  # columns of a line that may be broken in the middle of a sentence
_BEGINS = re.compile("(?: {2,8}|\u3000{1,4})(?=[^ \u3000])")
_INDENTS = ("  ", " \u3000", "\u3000")


class Wrap(NamedTuple):
    """Lines are broken at `width` columns, or at `width` characters; 0 where they are not.

    `exact` where no line falls short of it but those that end a paragraph, and `cut` where none
    falls short by a number or stands over by a stop; `indented` where paragraphs begin with blanks,
    `hanging` where this alone tells them, for no width explains where lines are broken.
    """

    width: int
    exact: bool
    measure: Callable[[str], int]
    cut: bool = False
    indented: bool = False
    hanging: bool = False

    def fills(self, line: str, below: str = "") -> bool:
        """Whether a line is as wide as the page, so that its paragraph goes on `below`."""
        if not self.width or (self.indented and below.startswith(_INDENTS)):
            return False
        if self.cut:
            return self.measure(line) >= _least(self.width, self.measure)
        if self.exact:
            return self.measure(line) + self.measure(_first_unit(below)) > self.width
        return self.measure(line.lstrip()) >= self.width - _SLACK

    def begins(self, line: str) -> bool:
        """Whether a line begins a paragraph that others hang on; what stands further to the right
        is a signature."""
        return self.hanging and _BEGINS.match(line) is not None

    def hangs(self, line: str) -> bool:
        """Whether a line begins without the blanks with which paragraphs begin here, whatever the
        width at which a hand broke the lines."""
        return self.hanging and not line.startswith(_INDENTS)


def columns(line: str) -> int:
    """Columns on the page: two for a Chinese character, one for a Latin letter or digit."""
    return len(line.encode("gbk", "replace"))


def wrap_of(lines: Sequence[str]) -> Wrap:
    """The wrap of a text, by its lines, surrounding space at their ends left out."""
    if len(lines) < _FEW:
        return Wrap(0, False, columns)
    begun = sum(line.startswith(_INDENTS) for line in lines)
    indented = begun > _FEW and begun * 8 > len(lines) and (len(lines) - begun) * 20 > len(lines)
    if max(map(len, lines)) > _WIDEST + columns("。，"):  # longer than any page with its stops
        return _by_hand(lines, indented)
    scales = [
        (measure, narrowest, [measure(line) for line in lines])
        for measure, narrowest in ((len, _NARROWEST // 2), (columns, _NARROWEST))
    ]
    for measure, narrowest, sizes in scales:
        width = max(sizes)
        doubt = 4 if measure is columns else 1
        if narrowest <= width <= _WIDEST and _cuts(lines, sizes, _least(width, measure), doubt):
            return Wrap(width, True, measure, True, indented)
    firsts = [_first_unit(line) for line in lines]
    for measure, narrowest, sizes in scales:
        units = [measure(first) for first in firsts]
        widest = max(sizes)
        least = max(narrowest, widest - 2 * measure("。"))  # stops may hang over the edge
        for width in range(widest, least - 1, -measure("字")):
            if width <= _WIDEST and _breaks(lines, sizes, units, width):
                return Wrap(width, True, measure, False, indented)
    return _by_hand(lines, indented)


def _by_hand(lines: Sequence[str], indented: bool) -> Wrap:
    """The wrap of lines that no width explains: they hang where flush ones follow long ones that
    end in the middle of a sentence."""
    wrap = _loose(lines)._replace(indented=indented)
    if not indented:
        return wrap
    first = next(at for at, line in enumerate(lines) if line.startswith(_INDENTS))
    broken = [
        columns(above.strip()) >= _BROKEN
        for above, line in pairwise(lines[first:])
        if above[-1] not in _STOPS and not line.startswith(_INDENTS)
    ]
    hanging = len(broken) >= _FEW and sum(broken) * 5 >= len(broken) * 4
    return wrap._replace(hanging=hanging)


def _cuts(lines: Sequence[str], sizes: Sequence[int], least: int, doubt: int) -> bool:
    """Whether lines are cut where they reach `least`, whatever stands there; `doubt` times as many
    lines do as fall short of it in the middle of a sentence."""
    full = near = unstopped = 0
    for line, size in zip(lines, sizes, strict=True):
        if size >= least:
            full += 1
            unstopped += line[-1] not in _STOPS
        elif size >= least - _NEAR:
            near += line[-1] not in _STOPS
    return full > doubt * max(1, near) and unstopped * 2 > full


def _least(width: int, measure: Callable[[str], int]) -> int:
    # Where one more column is left, a Chinese character has no room.
    return width - (measure is columns)


def _breaks(lines: Sequence[str], sizes: Sequence[int], units: Sequence[int], width: int) -> bool:
    """Whether a width explains nearly all line breaks in the middle of sentences; `units` are the
    sizes of what each line begins with."""
    full = broken = unstopped = 0
    for (line, below), size, unit in zip(pairwise(lines), sizes, units[1:], strict=False):
        if "\t" in line or below.startswith(_INDENTS):
            continue
        stopped = line[-1] in _STOPS
        if size + unit > width:
            full += 1
            unstopped += not stopped
        elif not stopped and size > width * _LONG:
            broken += not _HEAD.match(below)  # a heading's line is not broken
    return full >= _FEW - 1 and unstopped * 2 > full and full >= _EXPLAINED * (full + broken)


def _first_unit(line: str) -> str:
    """What has to fit as a whole into the line above, so that `line` would not begin with it."""
    first = _UNIT.match(line.lstrip())
    return first.group() if first else " "


def _loose(lines: Sequence[str]) -> Wrap:
    """The width that lines reach give or take two characters, wherever most lines do."""
    # A line of more characters than a page has columns is too wide, however wide it is.
    widths = [columns(s) if len(s) <= _WIDEST else len(s) for s in map(str.lstrip, lines)]
    common = Counter(width for width in widths if _NARROWEST <= width <= _WIDEST)
    if not common:
        return Wrap(0, False, columns)
    often = [0] * (_WIDEST + 4)
    for width, lines_of_it in common.items():
        often[width] = lines_of_it
    width = max(common, key=lambda w: sum(often[w - 3 : w + 4]))
    width = max(w for w in common if w <= width + 8)
    wider = sum(w > width for w in widths)
    full = sum(width - _SLACK <= w <= width for w in widths)
    wrapped = wider <= len(widths) * 0.02 and full >= len(widths) * 0.4
    return Wrap(width if wrapped else 0, False, columns)

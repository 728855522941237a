"""The width at which a text was wrapped by hand, by a scrape or by a PDF."""

from collections import Counter
from collections.abc import Callable
from typing import NamedTuple

_NARROWEST, _WIDEST = 24, 120  # columns
_FEW = 4  # lines that tell nothing about a width
# How far a full line may fall short of the width, in columns: a word or a stop that did not fit.
_SLACK = 8
# Lines that fall short by so little are no last lines of paragraphs: the page is ragged.
_NEAR = 3
_STOPS = "。！？!?；;：:"


class Wrap(NamedTuple):
    """Lines are broken at `width` columns, or at exactly `width` characters; 0 where they are not.

    `exact` where so many lines have the very same width that no line falls short of it.
    """

    width: int
    exact: bool
    measure: Callable[[str], int]

    def fills(self, line: str) -> bool:
        """Whether a line is as wide as the page, so that its paragraph goes on below."""
        if not self.width:
            return False
        if self.exact:
            return self.measure(line) >= self.width - (self.measure is columns)
        return self.measure(line.lstrip()) >= self.width - _SLACK


def columns(line: str) -> int:
    """Columns on the page: two for a Chinese character, one for a Latin letter or digit."""
    return len(line.encode("gbk", "replace"))


def wrap_of(lines: list[str]) -> Wrap:
    """The wrap of a text, by its lines, surrounding space at their ends left out."""
    if len(lines) < _FEW:
        return Wrap(0, False, columns)
    for measure, narrowest, doubt in ((len, _NARROWEST // 2, 1), (columns, _NARROWEST, 4)):
        widest = max(map(measure, lines))
        if widest < narrowest or widest > _WIDEST:
            continue
        least = widest - (measure is columns)
        full = [line for line in lines if measure(line) >= least]
        near = sum(least - _NEAR <= measure(s) < least and s[-1] not in _STOPS for s in lines)
        unstopped = sum(line[-1] not in _STOPS for line in full)
        if len(full) > doubt * max(1, near) and unstopped * 2 > len(full):
            return Wrap(widest, True, measure)
    return _loose(lines)


def _loose(lines: list[str]) -> Wrap:
    """The width that lines reach give or take two characters, wherever most lines do."""
    widths = [columns(line.lstrip()) for line in lines]
    common = Counter(width for width in widths if _NARROWEST <= width <= _WIDEST)
    if not common:
        return Wrap(0, False, columns)
    width = max(common, key=lambda w: sum(common[w + d] for d in range(-3, 4)))
    width = max(w for w in common if w <= width + 8)
    wider = sum(w > width for w in widths)
    full = sum(width - _SLACK <= w <= width for w in widths)
    wrapped = wider <= len(widths) * 0.02 and full >= len(widths) * 0.4
    return Wrap(width if wrapped else 0, False, columns)

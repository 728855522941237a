"""The lines of a PDF joined to paragraphs, by where they begin and end on the page.

A line goes on below where its paragraph had no room left for what begins the next one. How many
characters that are differs from line to line (numbers are narrow, a stop may not begin a line, a
number may not be broken), so the places on the page are asked, not the lengths of the lines.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from ingest.readers.glyphs import PlacedLine, is_latin

# In sizes of a character: how far in a line begins a paragraph, by how much more blank than between
# other lines it does, and how exact the right edge is, where stops may hang over it.
_INDENT, _SPACING, _EXACT = 0.8, 0.5, 0.3
_SAME_SIZE, _NEAR = 0.15, 1.25
_LOPSIDED = 2.0  # a right margin so many times the left one is none
_LOOSE = 0.5  # in the narrow columns of a table, blanks beside numbers count
_COMMON = 0.1  # of the lines share a margin or a distance
_ENDS = "。；：！？”）】"


class Layout(NamedTuple):
    """The margins of the text, and the blank between two lines of a paragraph, in points."""

    left: float
    right: float
    leading: float


def layout(pages: Sequence[Sequence[PlacedLine]], width: float) -> Layout:
    """The layout that all pages share, the widest of them `width` points wide."""
    lines = [line for page in pages for line in page]
    if not lines:
        return Layout(0, 0, 0)
    left = _least_common(line.box.left for line in lines)
    rights = sorted((line.box.right for line in lines), reverse=True)
    # A single line may stick out; the edge is where a second one ends within a character of it.
    near = _NEAR * max(line.size for line in lines)
    right = next((a for a, b in pairwise(rights) if a - b < near), rights[0])
    if width - right > _LOPSIDED * left:  # no line of the text is full
        right = width - left
    gaps = [gap for page in pages for a, b in pairwise(page) if (gap := _gap(a, b)) > 0]
    return Layout(left, right, _least_common(gaps))


def paragraphs(lines: Sequence[PlacedLine], within: Layout) -> list[str]:
    """The paragraphs that the lines of one page make."""
    made = [lines[0].text] if lines else []
    for line, below in pairwise(lines):
        if _goes_on(line, below, within):
            blank = is_latin(line.text[-1]) and is_latin(below.text[0])
            made[-1] += (" " if blank else "") + below.text
        else:
            made.append(below.text)
    return made


def cell_text(lines: Sequence[PlacedLine], width: float) -> str:
    """The text of a table's cell, its lines centred or not in a column of that width; a paragraph a
    line."""
    text = lines[0].text if lines else ""
    for line, below in pairwise(lines):
        used = line.box.right - line.box.left + below.first
        text += ("" if used > width - _LOOSE * line.size else "\n") + below.text
    return text


def _least_common(values: Iterable[float]) -> float:
    """The least of the values that come up again and again, to a point; 0 without any."""
    counted = Counter(map(round, values))
    least = max(2, _COMMON * counted.total())
    near = (v for v in counted if counted[v - 1] + counted[v] + counted[v + 1] >= least)
    return min(near, default=min(counted, default=0))


def _goes_on(line: PlacedLine, below: PlacedLine, within: Layout) -> bool:
    size = line.size
    if abs(below.size - size) > _SAME_SIZE * size or "\t" in line.text or "\t" in below.text:
        return False
    if not -size / 2 <= _gap(line, below) <= within.leading + _SPACING * size:
        return False
    if below.box.left > within.left + _INDENT * size:
        return False
    inexact = _EXACT if line.text[-1] in _ENDS else -_EXACT
    return line.box.right + below.first > within.right + inexact * size


def _gap(line: PlacedLine, below: PlacedLine) -> float:
    return line.box.bottom - below.box.top

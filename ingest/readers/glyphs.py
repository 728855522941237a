"""The lines of a PDF page as its characters stand on it.

The order in a file need not be the order on the page: where a font lacks a character, the program
that writes the PDF draws it from another font after the rest of its line, so that quotation marks,
circled numbers and rare characters come at the line's end. Their places tell the true order.
"""

from collections.abc import Iterable, Sequence
from ctypes import byref
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import pypdfium2

# A gap of this share of a character's height parts two words, of that two words of Latin letters,
# of so many heights two columns: not every program that writes PDFs writes the blanks.
_GAP, _LATIN_GAP, _COLUMN = 0.4, 0.15, 3.0
_OPENING = "“‘（《【〔([<"
_CLOSING = "，。、；：！？”’）》】〕)]>%％,.;:!?"


class Box(NamedTuple):
    """A place on a page, in points from its lower left corner."""

    left: float
    bottom: float
    right: float
    top: float

    def holds(self, other: "Box") -> bool:
        """Whether the middle of the other lies inside."""
        x, y = (other.left + other.right) / 2, (other.bottom + other.top) / 2
        return self.left <= x < self.right and self.bottom <= y < self.top

    def beside(self, other: "Box") -> bool:
        """Whether both stand at one height: half of the lower one's height is common."""
        common = min(self.top, other.top) - max(self.bottom, other.bottom)
        return 2 * common >= min(self.top - self.bottom, other.top - other.bottom)


class Glyph(NamedTuple):
    """A character on a page."""

    box: Box
    character: str

    @property
    def size(self) -> float:
        """The height of its line, in points."""
        return self.box.top - self.box.bottom


class PlacedLine(NamedTuple):
    """A line on a page: its text, a blank for a gap between characters and a tab where columns
    part; its place; the height of its tallest character, and the width of what may not be parted
    at its beginning, in points."""

    text: str
    box: Box
    size: float
    first: float


def glyph_lines(page: "pypdfium2.PdfPage") -> list[list[Glyph]]:
    """The characters of each line of a page, lines and characters in PDFium's order."""
    from pypdfium2 import raw

    text = page.get_textpage()
    # One rectangle for all characters of the page; the library's own call makes one for each.
    place = raw.FS_RECTF()
    lines: list[list[Glyph]] = [[]]
    for index in range(text.count_chars()):
        character = chr(raw.FPDFText_GetUnicode(text, index))
        if character in "\r\n" or raw.FPDFText_IsGenerated(text, index):
            continue
        raw.FPDFText_GetLooseCharBox(text, index, byref(place))
        glyph = Glyph(Box(place.left, place.bottom, place.right, place.top), character)
        if lines[-1] and not lines[-1][-1].box.beside(glyph.box):
            lines.append([])
        lines[-1].append(glyph)
    return lines


def placed(glyphs: Iterable[Glyph]) -> PlacedLine | None:
    """The line that these characters make from left to right, without blanks at its ends; None
    where none is visible."""
    ordered = sorted(glyphs)
    visible = [place for place, each in enumerate(ordered) if not each.character.isspace()]
    if not visible:
        return None
    shown = ordered[visible[0] : visible[-1] + 1]
    return PlacedLine(
        _text(shown),
        around([each.box for each in shown]),
        max(each.size for each in shown),
        _first_width(shown),
    )


def around(boxes: Sequence[Box]) -> Box:
    """The least box that holds all of these."""
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return Box(min(lefts), min(bottoms), max(rights), max(tops))


def _text(glyphs: Sequence[Glyph]) -> str:
    parts = [glyphs[0].character]
    for before, after in pairwise(glyphs):
        gap = (after.box.left - before.box.right) / max(before.size, after.size, 1)
        latin = before.character.isascii() and after.character.isascii()
        if gap > _COLUMN:
            parts.append("\t")
        elif gap > (_LATIN_GAP if latin else _GAP):
            parts.append(" ")
        parts.append(after.character)
    return "".join(parts)


def _first_width(glyphs: Sequence[Glyph]) -> float:
    end = 1
    while end < len(glyphs) and _inseparable(glyphs[end - 1].character, glyphs[end].character):
        end += 1
    return glyphs[end - 1].box.right - glyphs[0].box.left


def _inseparable(a: str, b: str) -> bool:
    return (is_latin(a) and is_latin(b)) or a in _OPENING or b in _CLOSING


def is_latin(character: str) -> bool:
    """Whether it is a letter or digit of Latin script, of which words are made."""
    return character.isascii() and character.isalnum()

"""The lines of a PDF page as its characters stand on it.

The order in a file need not be the order on the page: where a font lacks a character, the program
that writes the PDF draws it from another font after the rest of its line, so that quotation marks,
circled numbers and rare characters come at the line's end. Their places tell the true order.
"""

from collections.abc import Iterable
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import pypdfium2

# A gap of this share of a character's height parts two words, of that two words of Latin letters,
# of so many heights two columns: not every program that writes PDFs writes the blanks.
_GAP, _LATIN_GAP, _COLUMN = 0.4, 0.15, 3.0


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
    """A line on a page: characters from left to right, none blank at its ends, and its place."""

    glyphs: tuple[Glyph, ...]
    box: Box

    @property
    def size(self) -> float:
        """The height of its tallest character, in points."""
        return max(glyph.size for glyph in self.glyphs)

    @property
    def text(self) -> str:
        """The characters; a blank for a gap between them, a tab where columns part."""
        joined = self.glyphs[0].character
        for before, after in pairwise(self.glyphs):
            gap = (after.box.left - before.box.right) / max(before.size, after.size, 1)
            latin = before.character.isascii() and after.character.isascii()
            blank = " " if gap > (_LATIN_GAP if latin else _GAP) else ""
            joined += ("\t" if gap > _COLUMN else blank) + after.character
        return joined

    def within(self, box: Box) -> "PlacedLine | None":
        """The part of the line that lies in `box`."""
        return placed(glyph for glyph in self.glyphs if box.holds(glyph.box))


def placed(glyphs: Iterable[Glyph]) -> PlacedLine | None:
    """The line that these characters make; None where none is visible."""
    ordered = sorted(glyphs)
    visible = [place for place, each in enumerate(ordered) if not each.character.isspace()]
    if not visible:
        return None
    shown = tuple(ordered[visible[0] : visible[-1] + 1])
    low, high = min(each.box.bottom for each in shown), max(each.box.top for each in shown)
    return PlacedLine(shown, Box(shown[0].box.left, low, shown[-1].box.right, high))


class PlacedPage(NamedTuple):
    """The lines of a page, and its width in points."""

    lines: tuple[PlacedLine, ...]
    width: float


def placed_page(page: "pypdfium2.PdfPage") -> PlacedPage:
    """The lines of a page in PDFium's order, those without visible characters left out."""
    from pypdfium2 import raw

    text = page.get_textpage()
    lines: list[PlacedLine | None] = []
    glyphs: list[Glyph] = []
    for index in range(text.count_chars()):
        character = chr(raw.FPDFText_GetUnicode(text, index))
        if character in "\r\n" or raw.FPDFText_IsGenerated(text, index):
            continue
        glyph = Glyph(Box(*text.get_charbox(index, loose=True)), character)
        if glyphs and not glyphs[-1].box.beside(glyph.box):
            lines.append(placed(glyphs))
            glyphs = []
        glyphs.append(glyph)
    lines.append(placed(glyphs))
    return PlacedPage(tuple(line for line in lines if line), page.get_width())

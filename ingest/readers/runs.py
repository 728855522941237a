"""What stands inside a paragraph of a Word document: runs of text, symbols, text boxes."""

from collections.abc import Iterator

from docx.oxml.ns import qn
from lxml.etree import _Element

_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_TEXT = frozenset((qn("w:t"), _MATH_TEXT))
_SIGNS = {
    qn("w:tab"): "\t",
    qn("w:ptab"): "\t",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "-",
}
# Deleted and moved-away text, the reading aids over ruby text, properties (where w:tab is a tab
# stop); w:instrText is the code of a field, whose result follows as text.
_DROPPED = frozenset(
    map(qn, ("w:del", "w:moveFrom", "w:rt", "w:pPr", "w:rPr", "w:sdtPr", "w:instrText"))
)
_BOX = qn("w:txbxContent")
# Code points of the symbol fonts' signs that mean something in a list or a form.
_SYMBOLS = {
    "Wingdings": {
        **{0x81 + i: chr(0x2460 + i) for i in range(10)},
        **{0x8C + i: chr(0x2776 + i) for i in range(10)},
        **dict(zip((0x6F, 0xA8, 0xFB, 0xFC, 0xFD, 0xFE), "□□✗✓☒☑", strict=True)),
    },
    "Wingdings 2": {0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0xA3: "□"},
}


class Runs:
    """Reads the text of paragraphs, and sets aside the text boxes met on the way."""

    def __init__(self) -> None:
        self._boxes: list[_Element] = []

    def text(self, paragraph: _Element) -> str:
        """The visible text of a w:p: tabs as "\\t", line and page breaks as "\\n"."""
        return "".join(self._pieces(paragraph))

    def take_boxes(self) -> list[_Element]:
        """The w:txbxContent elements met since the last call."""
        boxes, self._boxes = self._boxes, []
        return boxes

    def _pieces(self, parent: _Element) -> Iterator[str]:
        for child in parent.iterchildren():
            if child.tag in _TEXT:
                yield child.text or ""
            elif child.tag in _SIGNS:
                yield _SIGNS[child.tag]
            elif child.tag == qn("w:sym"):
                yield _symbol(child)
            elif child.tag == _BOX:
                self._boxes.append(child)
            elif child.tag == f"{_COMPATIBILITY}AlternateContent":
                yield from self._alternative(child)
            elif child.tag not in _DROPPED and not _is_hidden(child):
                yield from self._pieces(child)

    def _alternative(self, alternatives: _Element) -> Iterator[str]:
        """The first of the equivalent forms (ECMA-376-3, 7.5); an empty one yields to the next."""
        for form in alternatives.iterchildren():
            boxes_before = len(self._boxes)
            pieces = list(self._pieces(form))
            if any(pieces) or len(self._boxes) > boxes_before:
                yield from pieces
                return


def _symbol(sym: _Element) -> str:
    try:
        code = int(sym.get(qn("w:char"), ""), 16)
    except ValueError:
        return ""
    return _SYMBOLS.get(sym.get(qn("w:font"), ""), {}).get(code & 0xFF, "")


def _is_hidden(run: _Element) -> bool:
    vanish = run.find(f"{qn('w:rPr')}/{qn('w:vanish')}")
    return vanish is not None and vanish.get(qn("w:val"), "1") not in ("0", "false", "off")

"""The lines of a piece of a web page, as a browser would break them."""

import re
from collections.abc import Iterator

from lxml import etree

from ingest.readers.lines import Lines
from ingest.readers.numerals import numeral

_BLOCKS = frozenset(
    (
        *("address", "article", "blockquote", "body", "caption", "center", "dd", "div", "dl", "dt"),
        *("fieldset", "figcaption", "figure", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header"),
        *("hr", "html", "legend", "li", "main", "ol", "p", "pre", "section", "table", "tbody"),
        *("td", "tfoot", "th", "thead", "tr", "ul"),
    )
)
_SPACE = re.compile(r"[ \t\r\n\f\xa0]+")
_CHINESE_GAP = re.compile(
    r"(?<=[\u3000-\u9fff\uff00-\uffef])[ \t]*[\r\n]\s*(?=[\u3000-\u9fff\uff00-\uffef])"
)
_LIST_TYPES = {
    "1": "decimal",
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
}
_LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([\w-]+)")
_CHINESE_STYLES = ("cjk-ideographic", "simp-chinese-informal", "trad-chinese-informal")
# A table with a cell of more than this many characters and half of all its text is there for the
# layout of the page.
_LAYOUT_CELL = 500
_MOST_COLUMNS = 100


def add_lines(root: etree._Element, lines: Lines) -> None:
    """Adds the text of `root` to `lines`: blocks and <br> break lines, blank lines are dropped.

    Items of <ol> carry their numbers; a table of data is a table, one that serves the layout is
    read cell by cell.
    """
    _Walk(lines).walk(root)


class _Walk:
    def __init__(self, lines: Lines) -> None:
        self._lines = lines
        self._pieces: list[str] = []
        self._label = ""
        self._lists: list[_ListCounter] = []
        self._pre = 0

    def walk(self, root: etree._Element) -> None:
        walker = etree.iterwalk(root, events=("start", "end"))
        for event, element in walker:
            if event == "end":
                self._end(element)
                if element is not root:
                    self._text(element.tail)
            elif element.tag == "table" and _is_data(element):
                self._break()
                for caption in element.iterchildren("caption"):
                    self._lines.add(_cell_text(caption))
                self._lines.add_table(_rows(element))
                walker.skip_subtree()
            else:
                self._start(element)
                self._text(element.text)
        self._break()

    def _start(self, element: etree._Element) -> None:
        if element.tag in _BLOCKS or element.tag == "br":
            self._break()
        if element.tag == "pre":
            self._pre += 1
        elif element.tag in ("ol", "ul"):
            self._lists.append(_ListCounter(element))
        elif element.tag == "li" and self._lists:
            self._label = self._lists[-1].label(element)

    def _end(self, element: etree._Element) -> None:
        if element.tag in _BLOCKS:
            self._break()
        if element.tag == "pre":
            self._pre -= 1
        elif element.tag in ("ol", "ul") and self._lists:
            self._lists.pop()
        elif element.tag == "li":
            self._label = ""

    def _text(self, text: str | None) -> None:
        if not text:
            return
        if self._pre:
            first, *rest = text.splitlines() or [""]
            self._pieces.append(first)
            for line in rest:
                self._break()
                self._pieces.append(line)
        else:
            self._pieces.append(text)

    def _break(self) -> None:
        # A line break in the source between Chinese characters is no space to a reader.
        text = _CHINESE_GAP.sub("", "".join(self._pieces))
        text = _SPACE.sub(" ", text).strip()
        self._pieces.clear()
        if text:
            self._lines.add(self._label + text)
            self._label = ""


class _ListCounter:
    """Counts the items of one <ol>; those of a <ul> have no label."""

    def __init__(self, element: etree._Element) -> None:
        style = _LIST_STYLE.search(element.get("style", ""))
        self._style = style[1] if style else ""
        self._format = _LIST_TYPES.get(element.get("type", "1"), "decimal")
        self._labelled = element.tag == "ol" and self._style != "none"
        self._next = _integer(element.get("start"), 1)

    def label(self, item: etree._Element) -> str:
        n = _integer(item.get("value"), self._next)
        self._next = n + 1
        if not self._labelled:
            return ""
        if self._style in _CHINESE_STYLES:
            return numeral(n, "chineseCounting") + "、"
        return numeral(n, self._format) + ". "


def _is_data(table: etree._Element) -> bool:
    """Whether a table holds data, and is not there for the layout of the page."""
    if next(table.iterdescendants("table"), None) is not None:
        return False
    rows = [list(row.iterchildren("td", "th")) for row in table.iterdescendants("tr")]
    if len(rows) < 2 or max(map(len, rows)) < 2:
        return False
    lengths = [len("".join(cell.itertext()).strip()) for row in rows for cell in row]
    return max(lengths) <= max(_LAYOUT_CELL, sum(lengths) / 2)


def _rows(table: etree._Element) -> Iterator[list[str]]:
    """The cells' texts; a merged cell stands once, the rest of its area is empty cells."""
    below: dict[int, int] = {}  # column → how many more rows a cell from above reaches down
    for row in table.iterdescendants("tr"):
        texts: list[str] = []
        for cell in row.iterchildren("td", "th"):
            _skip_covered(texts, below)
            start = len(texts)
            texts += [_cell_text(cell)] + [""] * (_extent(cell, "colspan") - 1)
            for column in range(start, len(texts)):
                below[column] = _extent(cell, "rowspan") - 1
        _skip_covered(texts, below)
        yield texts


def _skip_covered(texts: list[str], below: dict[int, int]) -> None:
    while below.get(len(texts), 0) > 0:
        below[len(texts)] -= 1
        texts.append("")


def _cell_text(cell: etree._Element) -> str:
    lines = Lines()
    add_lines(cell, lines)
    return lines.text()


def _extent(cell: etree._Element, attribute: str) -> int:
    return min(max(_integer(cell.get(attribute), 1), 1), _MOST_COLUMNS)


def _integer(text: str | None, default: int) -> int:
    digits = (text or "").strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 6 else default

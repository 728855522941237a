"""Word documents (ECMA-376-1, WordprocessingML), as they look with all revisions accepted."""

from collections.abc import Iterable, Iterator
from io import BytesIO

from docx.oxml.ns import qn
from lxml.etree import _Element

from ingest.exported import CATEGORY, REASON
from ingest.limits import Limits
from ingest.model import Document
from ingest.readers.lines import Lines, standing_title
from ingest.readers.numbering import Numbering
from ingest.readers.runs import Runs
from ingest.unreadable import Unreadable

_DAMAGED = "Word 文件损坏，打不开。请用 Word 或 WPS 打开（可能会提示修复），另存为 .docx 后再导入。"
_WRAPPERS = tuple(map(qn, ("w:sdt", "w:sdtContent", "w:ins", "w:moveTo", "w:customXml")))
_DELETED = f"{qn('w:pPr')}/{qn('w:rPr')}/{qn('w:del')}"


def read(data: bytes, limits: Limits) -> Document:
    """The body of a .docx: paragraphs with their automatic numbers, tables, text boxes, in order.

    Tracked insertions are kept, deletions dropped; so are headers, footers, notes and comments.
    The text of a text box follows the paragraph that it is anchored in. A merged cell stands once,
    the rest of its area is empty cells; a table of one cell is a frame, not a table.

    Raises `Unreadable` where the file is damaged, or an export of this program.
    """
    import docx

    try:
        package = docx.Document(BytesIO(data))
        properties_title = package.core_properties.title
        category = package.core_properties.category
        part = package.part
        content = package.element.body
        styles = part.styles.element
        numbering = next(
            (
                rel.target_part.element
                for rel in part.rels.values()
                if rel.reltype.endswith("/numbering") and not rel.is_external
            ),
            None,
        )
    except MemoryError:
        raise
    except Exception as error:
        # A damaged package surfaces as anything from KeyError to zlib.error.
        raise Unreadable(_DAMAGED) from error
    if category == CATEGORY:
        raise Unreadable(REASON)
    if content is None:
        raise Unreadable(_DAMAGED)
    body = _Body(Numbering(numbering, styles))
    try:
        body.add_blocks(content)
    except RecursionError as error:
        raise Unreadable("Word 文件的结构嵌套过深，可能是恶意文件，没有读取。") from error
    text = body.lines.text()
    return Document(
        text=text,
        title=standing_title(properties_title, text),
        tables=body.lines.tables,
        warnings=tuple(body.warnings(content)),
    )


class _Body:
    """Walks blocks (paragraphs, tables) and collects their lines."""

    def __init__(self, numbering: Numbering) -> None:
        self.lines = Lines()
        self._runs = Runs()
        self._numbering = numbering
        # The text of paragraphs whose mark is deleted: it belongs to the next paragraph.
        self._pending = ""
        self._boxes = 0

    def add_blocks(self, parent: _Element) -> None:
        for block in _blocks(parent):
            if block.tag == qn("w:p"):
                self._add(self._paragraph(block))
                continue
            self._add(self._rest())
            cells = [cell for row in _rows(block) for cell in _cells(row)]
            if len(cells) == 1:
                self.add_blocks(cells[0])
            else:
                self.lines.add_table(self._table(block))
        self._add(self._rest())

    def _add(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.lines.add(line)

    def warnings(self, body: _Element) -> Iterator[str]:
        if any(
            next(body.iter(qn(tag)), None) is not None for tag in ("w:ins", "w:del", "w:moveTo")
        ):
            yield "文中有修订痕迹，已按“接受全部修订”读取"
        if self._boxes:
            yield f"有{self._boxes}个文本框，其文字放在所在段落之后，请核对位置"
        if next(body.iter(qn("w:altChunk")), None) is not None:
            yield "文中嵌入了另一个文件，其内容没有读出；请用 Word 打开并另存后再导入"

    def _paragraph(self, paragraph: _Element) -> Iterator[str]:
        """The paragraph's line, then those of the text boxes anchored in it."""
        text = self._pending + self._runs.text(paragraph)
        boxes = self._runs.take_boxes()
        if paragraph.find(_DELETED) is not None:
            self._pending = text
        else:
            self._pending = ""
            yield self._numbering.label(paragraph) + text
        for box in boxes:
            self._boxes += 1
            yield from self._flat(box)

    def _rest(self) -> Iterator[str]:
        """What is pending where no paragraph follows that could take it up."""
        if self._pending:
            yield self._pending
            self._pending = ""

    def _flat(self, parent: _Element) -> Iterator[str]:
        """The lines of blocks inside a cell or a text box, where a table cannot stand as such."""
        for block in _blocks(parent):
            if block.tag == qn("w:p"):
                yield from self._paragraph(block)
                continue
            yield from self._rest()
            for row in self._table(block):
                yield " ".join(cell for cell in row if cell)
        yield from self._rest()

    def _table(self, table: _Element) -> Iterator[list[str]]:
        for row in _rows(table):
            cells = [""] * _grid(row, "w:trPr", "w:gridBefore")
            for cell in _cells(row):
                cells.append("" if _continues_merge(cell) else "\n".join(self._flat(cell)))
                cells += [""] * (_grid(cell, "w:tcPr", "w:gridSpan") - 1)
            yield cells + [""] * _grid(row, "w:trPr", "w:gridAfter")


def _children(parent: _Element, *tags: str) -> Iterator[_Element]:
    """The children with one of `tags`, also those in content controls and tracked insertions."""
    for child in parent.iterchildren():
        if child.tag in tags:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _children(child, *tags)


def _blocks(parent: _Element) -> Iterator[_Element]:
    return _children(parent, qn("w:p"), qn("w:tbl"))


def _rows(table: _Element) -> Iterator[_Element]:
    deleted = f"{qn('w:trPr')}/{qn('w:del')}"
    return (row for row in _children(table, qn("w:tr")) if row.find(deleted) is None)


def _cells(row: _Element) -> Iterator[_Element]:
    return _children(row, qn("w:tc"))


def _continues_merge(cell: _Element) -> bool:
    merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
    return merge is not None and merge.get(qn("w:val"), "continue") == "continue"


def _grid(parent: _Element, properties: str, tag: str) -> int:
    """A number of grid columns; at most 63, which is Word's limit."""
    found = parent.find(f"{qn(properties)}/{qn(tag)}")
    value = found.get(qn("w:val"), "") if found is not None else ""
    return min(int(value), 63) if value.isascii() and value.isdigit() and len(value) < 9 else 0

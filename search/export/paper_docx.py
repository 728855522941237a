"""A paper as a .docx in the layout of official documents; charts are pictures, or tables where this
computer has no Chinese font to draw them with."""

import io
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from search.export.charts import bars, heat, lines
from search.export.official import (
    BODY,
    BODY_POINTS,
    FIRST,
    SECOND,
    TITLE,
    TITLE_POINTS,
    lay_out,
    legible,
    paragraph,
    set_font,
)
from search.export.paper import Bars, Block, Case, Facing, Grid, Heat, Lines, Paper, Words
from search.export.pictures import ZOOM, png

if TYPE_CHECKING:
    from docx.document import Document

_CELL_POINTS = 10.5  # 5号
# A page takes no more columns beside the first.
_WIDEST = 8
_CAPTION_POINTS = 12  # 小4号
_WIDTH, _HEIGHT = 156, 205  # mm: the type area, with room for the caption
_NO_FONT = "这台电脑没有可用的中文字体，不能作图，"


def write(path: Path, paper: Paper) -> None:
    """Writes the paper to `path`, whole or not at all. Raises `OSError`."""
    import cn2an
    import docx

    document = docx.Document()
    lay_out(document)
    paragraph(document, paper.title, TITLE, TITLE_POINTS, centred=True)
    paragraph(document, "", BODY, BODY_POINTS)
    paragraph(document, paper.lead, BODY)
    for number, section in enumerate(paper.sections, 1):
        heading = paragraph(document, f"{cn2an.an2cn(number)}、{section.heading}", FIRST)
        heading.paragraph_format.keep_with_next = True
        cases = 0
        for block in section.blocks:
            cases += isinstance(block, Case | Facing)
            _block(document, block, cases)
    part = path.with_name(path.name + ".part")
    document.save(str(part))
    part.replace(path)


def _block(document: "Document", block: Block, number: int) -> None:
    import cn2an

    match block:
        case Words():
            paragraph(document, block.text, BODY)
        case Case():
            paragraph(document, f"（{cn2an.an2cn(number)}）{block.heading}", SECOND)
            for name, text in block.lines:
                paragraph(document, f"{name}：{text}", BODY)
        case Grid():
            paragraph(document, block.name, SECOND)
            _table(document, block.columns, block.rows)
        case Facing():
            paragraph(document, f"（{cn2an.an2cn(number)}）{block.heading}", SECOND)
            _table(document, ("起于", block.left, block.right), block.rows)
        case Bars():
            if not _picture(document, bars(block), block.name):
                paragraph(document, f"{block.name}：{_NO_FONT}见下表。", BODY)
        case Lines():
            if not _picture(document, lines(block), block.name):
                paragraph(document, f"{block.name}：{_NO_FONT}见下表。", BODY)
        case Heat():
            if not _picture(document, heat(block), block.name):
                paragraph(document, f"{_NO_FONT}以下用表格代替，颜色越深数量越多。", BODY)
                _shaded(document, block)


def _picture(document: "Document", svg: str, name: str) -> bool:
    """Adds a chart with its name below; whether that could be done."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Mm, Pt

    drawn = png(svg)
    if drawn is None:
        return False
    made = document.add_paragraph()
    made.alignment = WD_ALIGN_PARAGRAPH.CENTER
    made.paragraph_format.keep_with_next = True
    made.paragraph_format.space_after = Pt(0)
    shape = made.add_run().add_picture(io.BytesIO(drawn))
    # Never larger than on a screen of 96 dots an inch, nor than the type area.
    screen = 72 / (96 * ZOOM)
    scale = min(_WIDTH / shape.width.mm, _HEIGHT / shape.height.mm, screen)
    shape.width, shape.height = Mm(shape.width.mm * scale), Mm(shape.height.mm * scale)
    shape._inline.docPr.set("descr", name)
    caption = paragraph(document, name, SECOND, _CAPTION_POINTS, centred=True)
    caption.paragraph_format.space_after = Pt(_CAPTION_POINTS / 2)
    return True


def _shaded(document: "Document", chart: Heat) -> None:
    totals = chart.totals()
    most = max(totals.values(), default=1)
    for start in range(0, len(chart.columns), _WIDEST):
        columns = range(start, min(start + _WIDEST, len(chart.columns)))
        more = "（续）" if start else ""
        paragraph(document, f"{chart.name}{more}", SECOND)
        rows = [
            (name, *(str(totals.get((i, j), "")) for j in columns))
            for i, name in enumerate(chart.rows)
        ]
        table = _table(document, ("单位", *(chart.columns[j] for j in columns)), rows)
        for i in range(len(chart.rows)):
            for place, j in enumerate(columns, 1):
                if (i, j) in totals:
                    _shade(table.cell(i + 1, place), totals[i, j] / most)


def _table(
    document: "Document", columns: Sequence[str], rows: Sequence[Sequence[str | int]]
) -> Any:
    table = document.add_table(rows=1 + len(rows), cols=len(columns))
    table.style = "Table Grid"
    for place, name in enumerate(columns):
        _fill(table.cell(0, place), name, FIRST)
    # Looking a cell up by its place counts through the whole table each time.
    for row, cells in zip(table.rows[1:] if rows else (), rows, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            _fill(cell, str(text), BODY)
    return table


def _fill(cell: Any, text: str, font: str) -> None:
    from docx.shared import Pt

    made = cell.paragraphs[0]
    made.paragraph_format.space_after = Pt(0)
    run = made.add_run(legible(text))
    set_font(run, font, _CELL_POINTS)


def _shade(cell: Any, share: float) -> None:
    """Colours a cell from white (0) to blue (1)."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    colour = "".join(f"{round(255 - (255 - full) * 0.8 * share):02X}" for full in (47, 109, 179))
    shade = OxmlElement("w:shd")
    shade.set(qn("w:val"), "clear")
    shade.set(qn("w:fill"), colour)
    cell._tc.get_or_add_tcPr().append(shade)

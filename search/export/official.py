"""The layout of official documents (GB/T 9704—2012, 党政机关公文格式) for .docx.

From the standard: A4, the type area 156 mm × 225 mm with 37 mm above and 28 mm at the binding
side (5.2.1); 22 lines of 28 characters in 3号仿宋 (5.2.3); the title in 2号小标宋, centred (7.3.1);
levels 一、（一）1. in 黑体, 楷体 and 仿宋 (7.3.3); page numbers in 4号宋体 between dashes, 7 mm
below the type area, odd ones to the right and even ones to the left, one character in (7.5).
"""

import re
from typing import TYPE_CHECKING, Any

from ingest.exported import CATEGORY

if TYPE_CHECKING:
    from docx.document import Document

TITLE, BODY, FIRST, SECOND = "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312"
# What a computer without the official fonts uses instead.
_FALLBACKS = {TITLE: "宋体", BODY: "仿宋", SECOND: "楷体"}
TITLE_POINTS, BODY_POINTS, _PAGE_POINTS = 22, 16, 14  # 2号, 3号, 4号
_LINE_POINTS = 28.95  # 225 mm in 22 lines
_CONTROL = re.compile(r"[^\n\t\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def lay_out(document: "Document") -> None:
    """Gives a new document its paper, its margins, its page numbers and its fonts, and the mark by
    which it is never read as a report."""
    from docx.shared import Mm

    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(25)
    document.settings.odd_and_even_pages_header_footer = True
    for footer, right in ((section.footer, True), (section.even_page_footer, False)):
        _number_pages(footer.paragraphs[0], right)
    _name_fallbacks(document)
    document.core_properties.category = CATEGORY


def paragraph(
    document: "Document", text: str, font: str, points: int = BODY_POINTS, *, centred: bool = False
) -> Any:
    """Adds a paragraph in one of the fonts above and returns it; what a document cannot hold is
    left out."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
    from docx.shared import Pt

    made = document.add_paragraph()
    shape = made.paragraph_format
    shape.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    shape.line_spacing = Pt(_LINE_POINTS)
    shape.space_before = shape.space_after = Pt(0)
    if centred:
        made.alignment = WD_ALIGN_PARAGRAPH.CENTER
    else:
        made.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        shape.first_line_indent = Pt(2 * points)
    set_font(made.add_run(legible(text)), font, points)
    return made


def set_font(run: Any, font: str, points: float) -> None:
    """Sets the font of a run, of its Chinese characters too."""
    from docx.oxml.ns import qn
    from docx.shared import Pt

    run.font.size = Pt(points)
    run.font.name = font
    # Word chooses the font of Chinese characters by an attribute that python-docx leaves alone.
    run._element.rPr.rFonts.set(qn("w:eastAsia"), font)


def _number_pages(paragraph: Any, right: bool) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt

    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT if right else WD_ALIGN_PARAGRAPH.LEFT
    inset = Pt(_PAGE_POINTS)
    shape = paragraph.paragraph_format
    shape.right_indent, shape.left_indent = (inset, None) if right else (None, inset)
    set_font(paragraph.add_run("— "), "宋体", _PAGE_POINTS)
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    run = paragraph.add_run("1")
    set_font(run, "宋体", _PAGE_POINTS)
    field.append(run._element)
    paragraph._p.append(field)
    set_font(paragraph.add_run(" —"), "宋体", _PAGE_POINTS)


def _name_fallbacks(document: "Document") -> None:
    """Writes into the font table which font stands in for one that a computer lacks."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from lxml import etree

    part: Any = document.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)
    fonts = etree.fromstring(part.blob)
    word = fonts.nsmap["w"]
    for name, other in _FALLBACKS.items():
        font = etree.SubElement(fonts, f"{{{word}}}font", {f"{{{word}}}name": name})
        etree.SubElement(font, f"{{{word}}}altName", {f"{{{word}}}val": other})
    part._blob = etree.tostring(fonts, xml_declaration=True, encoding="UTF-8", standalone=True)


def legible(text: str) -> str:
    """The text without characters that XML cannot hold."""
    return _CONTROL.sub("", text)

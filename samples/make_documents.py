"""Make the Word, PDF and web-page samples from their texts: `python samples/make_documents.py`.

The result is the same each time: dates and identifiers in the files are fixed.
"""

import html
import re
import sys
import zipfile
from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
FIXED_DATE = datetime(2026, 1, 5, 9, 0, 0)
NUMBERED = re.compile(r"^(?:([一二三四五六七八九十]+)、|（([一二三四五六七八九十]+)）|(\d+)\.)")

# The three levels of GB/T 9704 that the sample uses: 一、 （一） 1.
NUMBERING = """
<w:abstractNum xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
  w:abstractNumId="90"><w:multiLevelType w:val="multilevel"/>
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:suff w:val="nothing"/>
<w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:suff w:val="nothing"/>
<w:lvlText w:val="（%2）"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:suff w:val="nothing"/>
<w:lvlText w:val="%3."/></w:lvl></w:abstractNum>
"""
NUMBERING_INSTANCE = """
<w:num xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" w:numId="90">
<w:abstractNumId w:val="90"/></w:num>
"""


def _new_document() -> Any:
    from docx import Document
    from docx.oxml.ns import qn

    document = Document()
    font = document.styles["Normal"]
    font.font.name = "仿宋"
    font.element.rPr.rFonts.set(qn("w:eastAsia"), "仿宋")
    properties = document.core_properties
    properties.author = "示例"
    properties.created = properties.modified = FIXED_DATE
    return document


def _docx_bytes(document: Any) -> bytes:
    """The file's bytes, each part stamped with one fixed time."""
    saved = BytesIO()
    document.save(saved)
    fixed = BytesIO()
    with (
        zipfile.ZipFile(saved) as source,
        zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            part = zipfile.ZipInfo(name, FIXED_DATE.timetuple()[:6])
            part.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(part, source.read(name))
    return fixed.getvalue()


def docx_with_automatic_numbering(text: str) -> bytes:
    """A Word file whose 一、（一）1. are not characters but Word's own numbering."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement, parse_xml
    from docx.oxml.ns import qn

    document = _new_document()
    numbering = document.part.numbering_part.element
    # The schema wants every abstractNum before the first num.
    numbering.insert(0, parse_xml(NUMBERING))
    numbering.append(parse_xml(NUMBERING_INSTANCE))
    for i, line in enumerate(text.splitlines()):
        number = NUMBERED.match(line)
        paragraph = document.add_paragraph(line[number.end() :] if number else line)
        if i == 0:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        if number:
            properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
            for tag, value in (("w:ilvl", (number.lastindex or 1) - 1), ("w:numId", 90)):
                element = OxmlElement(tag)
                element.set(qn("w:val"), str(value))
                properties.append(element)
    return _docx_bytes(document)


def docx_with_header_and_footer(text: str) -> bytes:
    """A Word file with a running head and a page number in the footer."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import parse_xml

    document = _new_document()
    section = document.sections[0]
    section.header.paragraphs[0].text = "白荻镇党委　巡察整改公开件"
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.CENTER
    footer.add_run("－ ")
    footer._p.append(
        parse_xml(
            '<w:fldSimple xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
            'w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
        )
    )
    footer.add_run(" －")
    for i, line in enumerate(text.splitlines()):
        paragraph = document.add_paragraph(line)
        if i == 0:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    return _docx_bytes(document)


def docx_with_table(text: str) -> bytes:
    """A Word file where the tab-separated lines of the text stand in a real table."""
    document = _new_document()
    table = None
    for line in text.splitlines():
        cells = line.split("\t")
        if len(cells) == 1:
            table = None
            document.add_paragraph(line)
            continue
        if table is None:
            table = document.add_table(rows=0, cols=len(cells), style="Table Grid")
        for cell, words in zip(table.add_row().cells, cells, strict=True):
            cell.text = words
    return _docx_bytes(document)


def pdf(text: str) -> bytes:
    """A PDF with a running head and － n － at the foot of each page.

    STSong-Light is one of Adobe's predefined CID fonts, so nothing is embedded and no font file
    is needed to make it.
    """
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.lib.units import mm
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    lines = [line for line in text.splitlines() if line.strip()]
    style = ParagraphStyle(
        "body",
        fontName="STSong-Light",
        fontSize=14,
        leading=26,
        wordWrap="CJK",
        firstLineIndent=28,
    )
    heading = ParagraphStyle(
        "title", parent=style, fontSize=18, leading=32, alignment=1, firstLineIndent=0
    )

    def running_head(canvas: Any, _: Any) -> None:
        canvas.setFont("STSong-Light", 9)
        canvas.drawString(28 * mm, A4[1] - 18 * mm, "栖云县党务公开")
        canvas.drawCentredString(A4[0] / 2, 15 * mm, f"－ {canvas.getPageNumber()} －")

    made = BytesIO()
    page = SimpleDocTemplate(
        made,
        pagesize=A4,
        leftMargin=28 * mm,
        rightMargin=26 * mm,
        topMargin=30 * mm,
        bottomMargin=28 * mm,
        title=lines[0],
        invariant=1,
    )
    story = [
        Paragraph(html.escape(line), heading if i == 0 else style) for i, line in enumerate(lines)
    ]
    page.build(story, onFirstPage=running_head, onLaterPages=running_head)
    return made.getvalue()


def _web_page(*, site: str, title: str, published: str, column: str, body: str) -> bytes:
    return f"""<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<title>{html.escape(title)}_{site}</title>
<meta name="SiteName" content="{site}">
<meta name="ColumnName" content="{column}">
<meta name="ArticleTitle" content="{html.escape(title)}">
<meta name="PubDate" content="{published} 09:00">
<script>var visits = 0; function enlarge(size) {{ document.body.style.fontSize = size; }}</script>
<style>.article p {{ text-indent: 2em; line-height: 2; }}</style>
</head>
<body>
<div class="top"><a href="/">网站首页</a> | <a href="/about/">走进我们</a> |
<a href="/news/">工作动态</a> | <a href="/open/">政务公开</a> |
<a href="/service/">办事服务</a></div>
<div class="position">您现在的位置：<a href="/">首页</a> &gt; <a href="/open/">政务公开</a> &gt;
<a href="/open/xc/">{column}</a></div>
<div class="main">
<h1>{html.escape(title)}</h1>
<div class="info"><span>发布时间：{published}</span><span>来源：{site}</span>
<span>字体：<a href="#">大</a> <a href="#">中</a> <a href="#">小</a></span></div>
<div class="article">
{body}
</div>
<div class="share"><a href="#">打印本页</a> <a href="#">关闭窗口</a></div>
<ul class="near"><li>上一篇：<a href="/open/1.html">关于开展春季义务植树的通知</a></li>
<li>下一篇：<a href="/open/2.html">便民服务中心窗口电话</a></li></ul>
</div>
<div class="footer">主办：{site}　网站标识码：0000000000　联系电话：0000-0000000
<a href="/map/">网站地图</a></div>
</body>
</html>
""".encode()


def town_page(text: str) -> bytes:
    """A page as a town's site publishes it, each line a paragraph."""
    title, *lines = text.splitlines()
    body = "\n".join(f"<p>{html.escape(line)}</p>" for line in lines if line.strip())
    return _web_page(
        site="枫墟镇人民政府", title=title, published="2025-05-30", column="巡察整改", body=body
    )


def county_page(text: str) -> bytes:
    """A page of the older kind: one block, its lines parted by <br>."""
    title, *lines = text.splitlines()
    body = "<br>\n".join(f"&nbsp;&nbsp;{html.escape(line)}" for line in lines if line.strip())
    return _web_page(
        site="栖云清风网",
        title=title,
        published="2025-09-08",
        column="巡察公告",
        body=f"<div>{body}</div>",
    )


MAKERS: dict[str, Callable[[str], bytes]] = {
    "2023县交通运输局审计整改公告.docx": docx_with_table,
    "2023县住建局整改通报.pdf": pdf,
    "2024临鹭乡整改通报.pdf": pdf,
    "2024县教育局整改报告.pdf": pdf,
    "2024枫墟镇整改通报.html": town_page,
    "2024白荻镇整改通报.docx": docx_with_header_and_footer,
    "2024赤砚镇整改通报.docx": docx_with_automatic_numbering,
    "2025县委巡察组进驻公告.html": county_page,
}


def source_of(name: str) -> Path:
    """The text that the document `name` is made from."""
    return HERE / "sources" / f"{Path(name).stem}.txt"


def make_documents(folder: Path) -> list[Path]:
    """Write all documents into `folder`; returns their paths."""
    made = []
    for name, maker in MAKERS.items():
        path = folder / name
        path.write_bytes(maker(source_of(name).read_text(encoding="utf-8")))
        made.append(path)
    return made


if __name__ == "__main__":
    for document in make_documents(HERE / "reports"):
        sys.stdout.write(f"{document.name}\n")

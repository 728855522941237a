"""Word documents read as they look."""

import zipfile
from io import BytesIO

import pytest

from ingest.limits import Limits
from ingest.model import Document
from ingest.read import Unreadable, read
from tests.ingest.word_files import abstract, num, numbered, paragraph, word_file

WORD_DOCUMENT = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    "{}</w:document>"
)


def read_word(body: str, numbering: str = "", styles: str = "", title: str = "") -> Document:
    return read(word_file(body, numbering, styles, title), "报告.docx")


def lines(body: str, numbering: str = "", styles: str = "") -> list[str]:
    return read_word(body, numbering, styles).text.split("\n")


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


@pytest.mark.parametrize(
    ("number_format", "level_text", "expected"),
    [
        ("chineseCounting", "%1、", "一、甲"),
        ("chineseCountingThousand", "（%1）", "（一）甲"),
        ("japaneseCounting", "第%1条", "第一条 甲"),
        ("decimal", "%1.", "1. 甲"),
        ("decimalEnclosedCircle", "%1", "① 甲"),
        ("ideographTraditional", "%1、", "甲、甲"),
        ("upperRoman", "%1．", "I．甲"),
        ("bullet", "\uf06c", "甲"),
        ("none", "", "甲"),
    ],
)
def test_automatic_numbers_are_read(number_format: str, level_text: str, expected: str) -> None:
    numbering = abstract(1, (number_format, level_text)) + num(1, 1)
    assert lines(numbered("甲"), numbering) == [expected]


def test_counting_passes_ten_and_twenty_in_chinese() -> None:
    numbering = abstract(1, ("chineseCounting", "%1、")) + num(1, 1)
    found = lines("".join(numbered("") for _ in range(21)), numbering)
    assert (found[9], found[10], found[20]) == ("十、", "十一、", "二十一、")


def test_deeper_levels_restart_under_each_heading() -> None:
    levels = abstract(1, ("decimal", "%1"), ("decimal", "%1.%2")) + num(1, 1)
    body = numbered("甲") + numbered("乙", level=1) + numbered("丙") + numbered("丁", level=1)
    assert lines(body, levels) == ["1 甲", "1.1 乙", "2 丙", "2.1 丁"]


def test_legal_numbering_shows_chinese_levels_as_digits() -> None:
    levels = abstract(
        1, ("chineseCounting", "%1、"), ("chineseCounting", "%1.%2"), extra="<w:isLgl/>"
    )
    body = numbered("甲") + numbered("乙", level=1)
    assert lines(body, levels + num(1, 1)) == ["1、甲", "1.1 乙"]


def test_lists_of_one_definition_count_on_unless_they_override_the_start() -> None:
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    numbering = abstract(1, ("decimal", "%1、")) + num(1, 1) + num(2, 1) + num(3, 1, override)
    body = numbered("甲", 1) + numbered("乙", 2) + numbered("丙", 3) + numbered("丁", 3)
    assert lines(body, numbering) == ["1、甲", "2、乙", "1、丙", "2、丁"]


def test_a_style_brings_its_number_to_styles_based_on_it() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="Base"><w:pPr><w:numPr><w:numId w:val="1"/>'
        "</w:numPr></w:pPr></w:style>"
        '<w:style w:type="paragraph" w:styleId="Derived"><w:basedOn w:val="Base"/></w:style>'
    )
    numbering = abstract(1, ("chineseCounting", "%1、")) + num(1, 1)
    assert lines(paragraph("甲", '<w:pStyle w:val="Derived"/>'), numbering, styles) == ["一、甲"]


def test_a_number_taken_back_is_not_read() -> None:
    numbering = abstract(1, ("decimal", "%1、")) + num(1, 1)
    assert lines(numbered("甲", num_id=0), numbering) == ["甲"]


def test_paragraphs_and_tables_keep_their_order() -> None:
    body = (
        paragraph("前")
        + table(cell("序号") + cell("问题"), cell("1") + cell("甲"))
        + paragraph("后")
    )
    assert lines(body) == ["前", "序号\t问题", "1\t甲", "后"]


def test_table_spans_point_to_the_cells() -> None:
    found = read_word(paragraph("前") + table(cell("序号") + cell("问题"), cell("1") + cell("甲")))
    cells = [[found.text[a:b] for a, b in row] for row in found.tables[0].rows]
    assert cells == [["序号", "问题"], ["1", "甲"]]


def test_merged_cells_stand_once() -> None:
    wide = cell("宽", '<w:gridSpan w:val="2"/>')
    top = cell("高", '<w:vMerge w:val="restart"/>') + cell("甲")
    below = cell("", "<w:vMerge/>") + cell("乙")
    assert lines(table(wide, top, below)) == ["宽\t", "高\t甲", "\t乙"]


def test_paragraphs_in_a_cell_are_parted_by_vertical_tabs() -> None:
    two = f"<w:tc>{paragraph('甲')}{paragraph('乙')}</w:tc>"
    assert lines(table(two + cell("丙"))) == ["甲\v乙\t丙"]


def test_a_table_in_a_cell_is_flattened() -> None:
    inner = table(cell("甲") + cell("乙"), cell("丙") + cell("丁"))
    assert lines(table(f"<w:tc>{inner}</w:tc>" + cell("外"))) == ["甲 乙\v丙 丁\t外"]


def test_a_table_of_one_cell_is_only_a_frame() -> None:
    found = read_word(table(f"<w:tc>{paragraph('甲')}{paragraph('乙')}</w:tc>"))
    assert (found.text, found.tables) == ("甲\n乙", ())


def test_revisions_are_accepted() -> None:
    body = (
        "<w:p><w:ins><w:r><w:t>新</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:r><w:t>文</w:t></w:r></w:p>"
    )
    found = read_word(body)
    assert found.text == "新文"
    assert "修订" in found.warnings[0]


def test_a_deleted_paragraph_mark_joins_the_paragraphs() -> None:
    body = paragraph("前", "<w:rPr><w:del/></w:rPr>") + paragraph("后")
    assert lines(body) == ["前后"]


def test_a_text_box_is_read_once_though_the_file_holds_it_twice() -> None:
    box = f"<w:txbxContent>{paragraph('框')}</w:txbxContent>"
    body = (
        "<w:p><w:r><w:t>段</w:t></w:r><w:r><mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    )
    found = read_word(body)
    assert found.text == "段\n框"
    assert "1个文本框" in found.warnings[0]


def test_links_content_controls_tabs_and_breaks_are_kept() -> None:
    body = (
        "<w:p><w:hyperlink><w:r><w:t>链</w:t><w:tab/></w:r></w:hyperlink>"
        "<w:sdt><w:sdtContent><w:r><w:t>控</w:t><w:br/></w:r></w:sdtContent></w:sdt></w:p>"
        f"<w:sdt><w:sdtContent>{paragraph('段')}</w:sdtContent></w:sdt>"
    )
    assert lines(body) == ["链\t控", "", "段"]


def test_symbols_that_mean_something_are_read() -> None:
    body = '<w:p><w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:t>完成</w:t></w:r></w:p>'
    assert lines(body) == ["☑完成"]


def test_the_title_of_the_properties_counts_only_if_it_stands_in_the_text() -> None:
    body = paragraph("某镇整改情况的通报")
    assert read_word(body, title="某镇整改情况的通报").title == "某镇整改情况的通报"
    assert read_word(body, title="去年的模板").title is None


def test_an_empty_document_is_unreadable() -> None:
    with pytest.raises(Unreadable, match="没有文字"):
        read_word("<w:p/>")


@pytest.mark.parametrize("cut", [100, 3000])
def test_a_truncated_file_is_unreadable(cut: int) -> None:
    data = word_file(paragraph("甲"))[:-cut]
    with pytest.raises(Unreadable, match="损坏或不完整"):
        read(data, "报告.docx")


@pytest.mark.parametrize(
    "xml",
    [b"<w:document", b"<document/>", WORD_DOCUMENT.format("").encode()],
    ids=["broken XML", "another root", "no body"],
)
def test_a_main_part_without_a_body_is_unreadable(xml: bytes) -> None:
    with pytest.raises(Unreadable, match="损坏"):
        read(_with_document(xml), "报告.docx")


def test_a_zip_bomb_is_not_unpacked() -> None:
    data = _with_document(b"\0" * 5_000_000)
    with pytest.raises(Unreadable, match="解压后"):
        read(data, "报告.docx", Limits(unpacked_bytes=1_000_000))


def test_deep_nesting_is_unreadable_or_read() -> None:
    deep = "<w:sdt><w:sdtContent>" * 100 + paragraph("甲") + "</w:sdtContent></w:sdt>" * 100
    assert lines(deep) == ["甲"]
    names = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    deeper = (
        f"<w:document {names}><w:body>{'<w:sdt>' * 5000}{'</w:sdt>' * 5000}</w:body></w:document>"
    )
    with pytest.raises(Unreadable):
        read(_with_document(deeper.encode()), "报告.docx")


def test_an_entity_bomb_is_harmless() -> None:
    names = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    entities = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10 if i else "哈"}">' for i in range(10))
    body = "<w:body><w:p><w:r><w:t>甲&e9;</w:t></w:r></w:p></w:body>"
    xml = f"<!DOCTYPE d [{entities}]><w:document {names}>{body}</w:document>"
    try:
        found = read(_with_document(xml.encode()), "报告.docx")
    except Unreadable:
        return
    assert len(found.text) < 100


def _with_document(xml: bytes) -> bytes:
    """A .docx whose main part is `xml`."""
    stream = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(word_file(paragraph("甲")))) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, xml if name == "word/document.xml" else old.read(name))
    return stream.getvalue()

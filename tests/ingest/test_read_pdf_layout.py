"""PDF: characters, paragraphs and tables as they stand on the page."""

from collections.abc import Callable
from io import BytesIO

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from ingest.model import Document
from ingest.read import read

SIZE = 16
LEFT, RIGHT, TOP = 80, 80 + 27 * SIZE, 720  # 27 characters to a line, as official documents have
WIDTH = RIGHT + LEFT

Drawing = Callable[[Canvas], None]


def text_of(*pages: Drawing) -> str:
    return document_of(*pages).text


def document_of(*pages: Drawing) -> Document:
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(WIDTH, 800))
    for draw in pages:
        canvas.setFont("STSong-Light", SIZE)
        draw(canvas)
        canvas.showPage()
    canvas.save()
    return read(stream.getvalue(), "报告.pdf")


def lines(*drawn: tuple[float, float, str]) -> Drawing:
    """Draws each text `(x, y, text)`; x in characters from the left margin, y in lines."""

    def draw(canvas: Canvas) -> None:
        for x, y, text in drawn:
            canvas.drawString(LEFT + x * SIZE, TOP - y * 1.75 * SIZE, text)

    return draw


def table(*rows: tuple[str, ...], top: float = 0) -> Drawing:
    """Draws a table with lines around its cells, each cell's lines parted by "\\n"."""
    wide, high = 5 * SIZE, 3 * SIZE

    def draw(canvas: Canvas) -> None:
        for number, row in enumerate(rows):
            y = TOP - top * SIZE - number * high
            for column, cell in enumerate(row):
                canvas.rect(LEFT + column * wide, y - high, wide, high)
                for at, line in enumerate(cell.split("\n")):
                    canvas.drawString(LEFT + column * wide + 4, y - (at + 1) * 1.2 * SIZE, line)

    return draw


def test_marks_drawn_after_their_line_stand_where_they_belong() -> None:
    drawn = lines((0, 0, "针对"), (3, 0, "学习不深入"), (9, 0, "问题"), (2, 0, "「"), (8, 0, "」"))
    assert text_of(drawn) == "针对「学习不深入」问题"


def test_a_line_without_room_for_what_follows_goes_on_below() -> None:
    first = "一是" + "每季度开展集中学习并如实记录，" * 2
    assert text_of(lines((0, 0, first[:27]), (0, 1, first[27:] + "二是抓落实。"))) == (
        f"{first}二是抓落实。"
    )


def test_a_number_that_does_not_fit_goes_to_the_next_line() -> None:
    first = "字" * 25
    assert text_of(lines((0, 0, first), (0, 1, "20251231日完成。"))) == f"{first}20251231日完成。"


def test_a_short_line_ends_its_paragraph() -> None:
    drawn = lines((0, 0, "字" * 27), (0, 1, "完成整改。"), (0, 2, "二、下一步工作"))
    assert text_of(drawn) == f"{'字' * 27}完成整改。\n二、下一步工作"


def test_an_indented_line_begins_a_paragraph() -> None:
    drawn = lines((0, 0, "字" * 26 + "。"), (2, 1, "另起一段"), (0, 2, "完"), (0, 3, "毕"))
    assert text_of(drawn).split("\n")[:2] == [f"{'字' * 26}。", "另起一段"]


def test_words_of_latin_letters_stay_parted() -> None:
    drawn = lines((0, 0, "Progress"), (4.5, 0, "Report"), (0, 1, "整改进展"))
    assert text_of(drawn) == "Progress Report\n整改进展"


def test_columns_of_a_line_are_parted_by_tabs() -> None:
    assert text_of(lines((0, 0, "问题"), (8, 0, "已完成"), (0, 1, "正文"))) == "问题\t已完成\n正文"


def test_a_table_is_a_row_a_line() -> None:
    drawn = table(("序号", "问题", "状态"), ("1", "公务接待\n不规范", "已完成"))
    assert text_of(drawn) == "序号\t问题\t状态\n1\t公务接待不规范\t已完成"


def test_text_around_a_table_stays_around_it() -> None:
    def draw(canvas: Canvas) -> None:
        lines((0, 0, "整改台账"))(canvas)
        table(("问题", "状态"), ("浪费", "完成"), top=2)(canvas)
        lines((0, 8, "某镇党委"))(canvas)

    assert text_of(draw) == "整改台账\n问题\t状态\n浪费\t完成\n某镇党委"


def test_a_row_over_a_page_break_is_whole() -> None:
    above = table(("序号", "问题"), ("1", "公务接待"))
    assert text_of(above, table(("", "不规范"), ("2", "浪费"))) == (
        "序号\t问题\n1\t公务接待不规范\f2\t浪费"
    )


def test_a_row_over_a_page_break_is_whole_below_a_repeated_head() -> None:
    head = ("序号", "问题")
    found = text_of(table(head, ("1", "公务接待")), table(head, ("", "不规范"), ("2", "浪费")))
    assert found == "序号\t问题\n1\t公务接待不规范\f序号\t问题\n2\t浪费"


def test_a_frame_around_text_is_no_table() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.rect(LEFT - 10, 600, 300, 150)
        lines((0, 0, "联系电话"), (0, 1, "邮箱"))(canvas)

    assert text_of(draw) == "联系电话\n邮箱"


def test_a_page_with_too_many_lines_for_a_table_is_named() -> None:
    def draw(canvas: Canvas) -> None:
        lines((0, 0, "整改台账"))(canvas)
        for at in range(5001):
            canvas.line(LEFT, at / 10, LEFT + 1, at / 10)

    assert document_of(draw).warnings == ("第1页画的线太多，表格没有按行列读出，请对照原文件核对",)


def test_a_row_without_a_line_below_it_at_the_page_s_end_is_read() -> None:
    def draw(canvas: Canvas) -> None:
        for row, cells in enumerate((("序号", "问题"), ("1", "公务接待"))):
            y = TOP - row * 40
            canvas.line(LEFT, y, LEFT + 200, y)
            for column, cell in enumerate(cells):
                canvas.line(LEFT + column * 100, y, LEFT + column * 100, y - 40)
                canvas.drawString(LEFT + column * 100 + 4, y - 25, cell)
            canvas.line(LEFT + 200, y, LEFT + 200, y - 40)

    assert text_of(draw) == "序号\t问题\n1\t公务接待"


def test_a_page_that_only_ends_a_row_does_not_say_it_again() -> None:
    above = table(("序号", "问题", "措施", "状态"), ("1", "公务接待", "通报", "完成"))
    assert text_of(above, table(("", "不规范", "", ""))) == (
        "序号\t问题\t措施\t状态\n1\t公务接待不规范\t通报\t完成\f"
    )

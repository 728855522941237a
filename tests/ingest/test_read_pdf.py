"""PDF: text where there is text, and a clear word where there is none."""

from collections.abc import Sequence
from io import BytesIO

import pypdf
import pypdfium2
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from ingest.limits import Limits
from ingest.read import Unreadable, read

SCAN = None
PAGE = ("一、关于财务制度执行不严格的问题", "整改进度：已完成并长期坚持")


def pdf_file(*pages: Sequence[str] | None, title: str = "") -> bytes:
    """A PDF with these lines on its pages; a page of SCAN is one picture."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(600, 800))
    canvas.setTitle(title)
    for lines in pages:
        if lines is None:
            canvas.drawImage(ImageReader(Image.new("L", (60, 80), 200)), 0, 0, 600, 800)
        canvas.setFont("STSong-Light", 14)
        for i, line in enumerate(lines or ()):
            canvas.drawString(50, 750 - 20 * i, line)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def encrypted(data: bytes, user_password: str) -> bytes:
    writer = pypdf.PdfWriter(clone_from=BytesIO(data))
    writer.encrypt(user_password, "owner", algorithm="AES-256")
    stream = BytesIO()
    writer.write(stream)
    return stream.getvalue()


def test_lines_and_pages_stay_as_they_are() -> None:
    assert read(pdf_file(PAGE, ("第二页",)), "报告.pdf").text == "\n".join(PAGE) + "\f第二页"


def test_the_title_counts_only_if_it_stands_in_the_text() -> None:
    assert read(pdf_file(PAGE, title=PAGE[0]), "报告.pdf").title == PAGE[0]
    assert read(pdf_file(PAGE, title="Microsoft Word - 1"), "报告.pdf").title is None


def test_a_title_that_is_no_text_does_no_harm() -> None:
    data = pdf_file(PAGE, title="T").replace(b"/Title (T)", b"/Title 12 ")
    assert read(data, "报告.pdf").title is None


def test_scanned_pages_are_named() -> None:
    found = read(pdf_file(PAGE, SCAN, SCAN, PAGE, SCAN), "报告.pdf")
    assert found.warnings == ("第2—3、5页没有文字，可能是扫描件，需要OCR后再导入",)


def test_an_empty_page_is_no_scan() -> None:
    assert read(pdf_file(PAGE, ()), "报告.pdf").warnings == ()


def test_a_scan_is_unreadable_and_needs_ocr() -> None:
    with pytest.raises(Unreadable, match="OCR"):
        read(pdf_file(SCAN, SCAN), "报告.pdf")


def test_a_locked_file_is_unreadable() -> None:
    with pytest.raises(Unreadable, match="密码"):
        read(encrypted(pdf_file(PAGE), "secret"), "报告.pdf")


def test_a_file_locked_against_copying_only_is_read() -> None:
    assert read(encrypted(pdf_file(PAGE), ""), "报告.pdf").text == "\n".join(PAGE)


def test_too_many_pages_are_unreadable() -> None:
    with pytest.raises(Unreadable, match="3页，超过上限2页"):
        read(pdf_file(PAGE, PAGE, PAGE), "报告.pdf", Limits(pages=2))


def test_a_page_that_pypdf_cannot_read_is_read_by_pdfium(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pypdf.PageObject, "extract_text", lambda page: "\ue001\ue002" * 20)
    assert read(pdf_file(PAGE), "报告.pdf").text == "\n".join(PAGE)


def test_meaningless_characters_are_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pypdf.PageObject, "extract_text", lambda page: "文字" * 20 + "\ue001" * 9)
    found = read(pdf_file(()), "报告.pdf")
    assert "第1页的字体缺少文字对照表" in found.warnings[0]


def test_a_file_of_meaningless_characters_is_unreadable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pypdf.PageObject, "extract_text", lambda page: "\ue001" * 40)
    monkeypatch.setattr(pypdfium2.PdfTextPage, "get_text_bounded", lambda page: "\ue001" * 40)
    monkeypatch.setattr(pypdfium2.raw, "FPDFText_GetUnicode", lambda page, index: 0xE001)
    with pytest.raises(Unreadable, match="乱码"):
        read(pdf_file(PAGE), "报告.pdf")


def test_a_truncated_file_is_read_with_a_warning_or_not_at_all() -> None:
    data = pdf_file(PAGE, PAGE)
    for keep in range(200, len(data) - 100, 400):
        try:
            found = read(data[:keep], "报告.pdf")
        except Unreadable as error:
            assert "损坏" in error.reason or "扫描件" in error.reason  # noqa: PT017
        else:
            assert any("不完整" in warning for warning in found.warnings)


def test_a_lost_cross_reference_table_does_no_harm() -> None:
    data = pdf_file(PAGE)
    broken = data.replace(b"startxref\n", b"startxref\n9")
    assert read(broken, "报告.pdf").text == "\n".join(PAGE)


@pytest.mark.parametrize(
    "body",
    [
        b"<< /Length 99999999999 >>\nstream\nBT ET\nendstream",
        b"[" * 20_000 + b"]" * 20_000,
        b"<< /Kids [1 0 R] /Type /Pages /Count 1000000000 >>",
    ],
    ids=["declares a huge stream", "is nested deeply", "has itself for a child"],
)
def test_hostile_objects_cost_the_file_only(body: bytes) -> None:
    pages = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    page = b"<< /Type /Page /Parent 2 0 R /Contents 1 0 R /MediaBox [0 0 9 9] >>"
    catalog = b"<< /Type /Catalog /Pages %d 0 R >>" % (1 if b"Kids" in body else 2)
    objects = b"".join(
        b"%d 0 obj\n%s\nendobj\n" % (i, obj)
        for i, obj in enumerate((body, pages, page, catalog), 1)
    )
    data = b"%PDF-1.4\n" + objects + b"trailer << /Root 4 0 R /Size 5 >>\n%%EOF\n"
    with pytest.raises(Unreadable):
        read(data, "报告.pdf")

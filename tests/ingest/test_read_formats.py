"""What a file is, is decided by its content."""

import zipfile
from io import BytesIO

import pytest

from ingest.limits import Limits
from ingest.read import SUFFIXES, Unreadable, read
from tests.ingest.test_read_pdf import PAGE, pdf_file
from tests.ingest.word_files import paragraph, word_file

WEB_PAGE = "<html><body><p>巡察公告</p></body></html>".encode()
OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def archive(*names: str) -> bytes:
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as target:
        for name in names:
            target.writestr(name, "x")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "text"),
    [
        (WEB_PAGE, "公告.doc", "巡察公告"),
        (WEB_PAGE, "公告.txt", "巡察公告"),
        (b"\xef\xbb\xbf\n<!-- x --><!DOCTYPE html>" + WEB_PAGE, "公告.txt", "巡察公告"),
        (word_file(paragraph("甲")), "报告.doc", "甲"),
        (word_file(paragraph("甲")), "报告.PDF", "甲"),
        (pdf_file(PAGE), "报告.docx", "\n".join(PAGE)),
        ("整改报告".encode("gb18030"), "报告.docx", "整改报告"),
    ],
    ids=["page.doc", "page.txt", "page with BOM", "docx.doc", "docx.pdf", "pdf.docx", "txt.docx"],
)
def test_a_wrong_suffix_does_not_matter(data: bytes, name: str, text: str) -> None:
    assert read(data, name).text == text


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        (b"", "报告.txt", "文件是空的"),
        (b"\xef\xbb\xbf \r\n", "报告.txt", "文件是空的"),
        (bytes(5000), "报告.docx", "文件是空的"),
        (OLD_WORD, "报告.docx", "旧版 Word"),
        (OLD_WORD + "EncryptedPackage".encode("utf-16-le"), "报告.docx", "打开密码"),
        (b"{\\rtf1 x}", "报告.doc", "RTF"),
        (b"\xff\xd8\xff\xe0" + bytes(90), "报告.pdf", "图片"),
        (b"Rar!\x1a\x07", "报告.docx", "RAR"),
        (archive("xl/workbook.xml"), "报告.docx", "Excel"),
        (archive("OFD.xml"), "报告.pdf", "OFD"),
        (archive("a.txt"), "报告.docx", "压缩包"),
        (b"PK\x03\x04" + b"x" * 90, "报告.docx", "损坏或不完整"),
        (bytes(range(256)) * 9, "报告.pdf", "不是有效的 PDF"),
        (b"%PDF-1.7\n", "报告.pdf", "损坏或不完整"),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, name: str, reason: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read(data, name)
    assert reason in caught.value.reason
    assert not caught.value.passing


def test_an_unknown_suffix_names_the_known_ones() -> None:
    with pytest.raises(Unreadable) as caught:
        read(b"x", "台账.xlsx")
    assert all(suffix in caught.value.reason for suffix in SUFFIXES)


def test_a_file_that_is_too_big_is_not_opened() -> None:
    with pytest.raises(Unreadable, match="文件太大"):
        read(b"x" * 2_000_000, "报告.txt", Limits(file_bytes=1_000_000))

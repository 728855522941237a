"""Files that the program wrote are known by their mark, and by nothing else."""

from io import BytesIO

import docx
import pytest

from ingest.exported import CATEGORY, GENERATOR, REASON
from ingest.read import Unreadable, read

NOTICE = "中共某镇委员会关于巡察整改情况的通报，依据 huitoukan 导出的台账核对。"


def _word_file(**properties: str) -> bytes:
    document = docx.Document()
    document.add_paragraph(NOTICE)
    for name, value in properties.items():
        setattr(document.core_properties, name, value)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def _page(head: str, text: str = NOTICE) -> bytes:
    return (
        f"<html><head><meta charset='utf-8'>{head}</head><body><p>{text}</p></body></html>".encode()
    )


def test_a_word_file_with_the_mark_is_refused() -> None:
    with pytest.raises(Unreadable) as refused:
        read(_word_file(category=CATEGORY), "先例.docx")
    assert str(refused.value) == REASON


@pytest.mark.parametrize(
    "properties",
    [
        {},
        {"category": "党务公开", "keywords": "巡察"},
        {"category": "huitoukan"},
        {"keywords": CATEGORY, "title": CATEGORY, "comments": CATEGORY},
    ],
)
def test_a_word_file_of_another_program_is_read(properties: dict[str, str]) -> None:
    assert read(_word_file(**properties), "通报.docx").text == NOTICE


@pytest.mark.parametrize("name", ["generator", "Generator"])
def test_a_page_with_the_mark_is_refused(name: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read(_page(f'<meta name="{name}" content="{GENERATOR}">'), "先例.html")
    assert str(refused.value) == REASON


@pytest.mark.parametrize(
    "head",
    [
        "",
        '<meta name="generator" content="WPS Office">',
        f'<meta name="keywords" content="{GENERATOR}"><title>{GENERATOR}</title>',
    ],
)
def test_a_page_of_another_program_is_read(head: str) -> None:
    assert read(_page(head), "通报.html").text == NOTICE


def test_a_page_that_quotes_the_mark_is_read() -> None:
    quoted = f'&lt;meta name="generator" content="{GENERATOR}"&gt;'
    assert GENERATOR in read(_page("", NOTICE + quoted), "通报.html").text

"""Answers as files."""

import csv
from collections.abc import Callable
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import docx
import openpyxl
import pytest

from indexer.engines.tantivy import TantivyEngine
from search.export.files import Kind, export, kind_of
from search.export.listing import Listing
from search.mask import masked_answer
from search.precedents import search
from tests.indexer.indexed import add, finding, report

Write = Callable[[Kind], Path]
TITLE = "=SUM(A1)公务接待<b>超标</b>\x07"


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Exports one finding with an awkward title."""
    engine = TantivyEngine(tmp_path / "index")
    add(engine, {"aaaa": report([finding(TITLE, "公务接待 & 用餐。")], inspected_org=("大岭镇",))})
    source = tmp_path / "aaaa.txt"
    source.touch()
    listing = Listing(query="<接待>", answer=search(engine, "接待"), files={"aaaa": source})

    def to(kind: Kind) -> Path:
        path = tmp_path / f"out{kind}"
        export(path, kind, listing, date(2026, 11, 21))
        return path

    return to


def test_kind_is_known_by_the_ending() -> None:
    assert (kind_of(Path("a.XLSX")), kind_of(Path("a.pdf"))) == (Kind.XLSX, None)


def test_excel_opens_the_csv_as_utf_8(write: Write) -> None:
    assert write(Kind.CSV).read_bytes().startswith(b"\xef\xbb\xbf")


def test_csv_cells_are_no_formulas(write: Write) -> None:
    with write(Kind.CSV).open(encoding="utf-8-sig", newline="") as file:
        row = next(csv.DictReader(file))
    assert row["问题"].startswith("'=SUM")


def test_xlsx_has_filters_and_a_frozen_head(write: Write) -> None:
    page = openpyxl.load_workbook(write(Kind.XLSX)).active
    assert (page.freeze_panes, page.auto_filter.ref) == ("A2", "A1:Q2")


def test_xlsx_cells_are_no_formulas(write: Write) -> None:
    page = openpyxl.load_workbook(write(Kind.XLSX)).active
    assert (page["C2"].data_type, page["C2"].value[0]) == ("s", "'")


def test_xlsx_leads_back_to_the_file(write: Write) -> None:
    page = openpyxl.load_workbook(write(Kind.XLSX)).active
    assert page["Q2"].hyperlink.target.endswith("aaaa.txt")


def test_xlsx_leads_to_no_file_whose_name_is_masked(tmp_path: Path) -> None:
    engine = TantivyEngine(tmp_path / "index")
    add(engine, {"李大山同志": report([finding("接待超标")])})
    answer = masked_answer(search(engine, "接待"))
    file = tmp_path / "李大山同志.txt"
    listing = Listing(query="接待", answer=answer, files={"李大山同志": file})
    export(tmp_path / "a.xlsx", Kind.XLSX, listing, date(2026, 11, 21))
    page = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    assert (page["Q2"].hyperlink, page["Q2"].value) == (None, "×××同志.txt")


def test_docx_has_the_type_area_of_the_standard(write: Write) -> None:
    section = docx.Document(str(write(Kind.DOCX))).sections[0]
    margins = (section.top_margin, section.left_margin)
    assert [round(margin.mm) for margin in margins if margin] == [37, 28]
    assert section.page_width is not None
    assert round(section.page_width.mm) == 210


def test_docx_sets_chinese_in_the_fonts_of_the_standard(write: Write) -> None:
    paragraphs = docx.Document(str(write(Kind.DOCX))).paragraphs
    title, body = paragraphs[0].runs[0], paragraphs[2].runs[0]
    assert ("方正小标宋简体" in title._element.xml, "仿宋_GB2312" in body._element.xml) == (
        True,
        True,
    )


def test_docx_numbers_findings_as_official_documents_do(write: Write) -> None:
    lines = [each.text for each in docx.Document(str(write(Kind.DOCX))).paragraphs]
    assert any(line.startswith("一、=SUM") for line in lines)


def test_html_holds_no_tag_of_a_report(write: Write) -> None:
    page = write(Kind.HTML).read_text(encoding="utf-8")
    assert ("<b>" not in page, "&lt;b&gt;" in page, "&lt;接待&gt;" in page) == (True, True, True)


def test_html_needs_nothing_else(write: Write) -> None:
    seen: list[str] = []

    class Tags(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            seen.extend([tag, *(name for name, _ in attrs)])

    Tags().feed(write(Kind.HTML).read_text(encoding="utf-8"))
    assert not {"script", "link", "img", "src", "href"} & set(seen)


def test_html_marks_what_was_asked_for(write: Write) -> None:
    assert "<mark>接待</mark>" in write(Kind.HTML).read_text(encoding="utf-8")


@pytest.mark.parametrize("kind", list(Kind))
def test_nothing_half_written_is_left(write: Write, kind: Kind) -> None:
    assert list(write(kind).parent.glob("*.part")) == []

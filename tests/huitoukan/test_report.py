"""`huitoukan report recurrence`."""

from pathlib import Path

import docx
import pytest
from lxml import html
from openpyxl import load_workbook

from search.export.pictures import chinese_font
from tests.huitoukan.conftest import Run
from tests.huitoukan.county import county
from tests.search.recurring import DONE, ONGOING, library_of, notice

__all__ = ["county"]


def write(run: Run, data: Path, file: Path, *words: str) -> Path:
    result = run("report", "recurrence", *words, "-o", file, "--data", data)
    assert result.exit_code == 0, result.output
    return file


def test_the_document_quotes_claim_and_relapse(run: Run, county: Path, tmp_path: Path) -> None:
    made = docx.Document(str(write(run, county, tmp_path / "a.docx")))
    text = "\n".join(each.text for each in made.paragraphs)
    assert "四、反弹问题" in text
    assert "柳河2020.txt 第 1 个问题" in text
    assert "当时称：已完成整改" in text


def test_the_spreadsheet_has_a_sheet_for_each_part(run: Run, county: Path, tmp_path: Path) -> None:
    book = load_workbook(write(run, county, tmp_path / "a.xlsx"))
    assert {"说明", "主要数字", "历次巡察", "分布", "反弹问题", "雷同段落"} <= set(book.sheetnames)


def test_the_page_has_a_timeline_and_a_heat_map(run: Run, county: Path, tmp_path: Path) -> None:
    page = html.parse(str(write(run, county, tmp_path / "a.html")))
    charts = page.xpath("//*[local-name()='svg']/@aria-label")
    assert charts == [
        "历次巡察的问题数",
        "问题数：单位 × 类型 × 年度",
        "问题数：单位 × 年度",
        "共性问题的走势：当年被巡察单位中出现的占比",
    ]


def test_the_document_holds_its_charts_as_pictures(run: Run, county: Path, tmp_path: Path) -> None:
    if chinese_font() is None:
        pytest.skip("this computer has no Chinese font to draw with")
    made = docx.Document(str(write(run, county, tmp_path / "a.docx")))
    assert len(made.inline_shapes) == 4


def test_without_a_chinese_font_the_document_has_tables_instead(
    run: Run, county: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("search.export.pictures.chinese_font", lambda: None)
    made = docx.Document(str(write(run, county, tmp_path / "a.docx")))
    assert not made.inline_shapes
    assert any("没有可用的中文字体" in each.text for each in made.paragraphs)


def test_shared_passages_stand_side_by_side(run: Run, county: Path, tmp_path: Path) -> None:
    page = html.parse(str(write(run, county, tmp_path / "a.html")))
    (row,) = page.xpath("//table[@class='facing']/tbody/tr")
    place, left, right = (cell.text_content() for cell in row)
    assert all("打着手电逐户上门听骂声" in side for side in (left, right))
    assert place.startswith("第 ")


def test_the_page_needs_nothing_from_elsewhere(run: Run, county: Path, tmp_path: Path) -> None:
    page = html.parse(str(write(run, county, tmp_path / "a.html")))
    assert page.xpath("//@src | //link | //*[@href]") == []


def test_what_a_report_says_is_no_markup(run: Run, tmp_path: Path) -> None:
    evil = "公务接待不规范<script>alert(1)</script>"
    library = library_of(
        tmp_path,
        {
            "<b>.txt": notice("柳河镇", 2020, (evil, DONE)),
            "二.txt": notice("柳河镇", 2023, (evil, ONGOING)),
        },
    )
    page = html.parse(str(write(run, library.folder, tmp_path / "a.html")))
    assert [each for each in page.xpath("//script") if "alert(1)" in (each.text or "")] == []
    assert page.xpath("//b") == []


def test_one_organisation_can_be_reported_on(run: Run, county: Path, tmp_path: Path) -> None:
    page = write(run, county, tmp_path / "a.html", "--org", "青石乡").read_text("utf-8")
    assert "<h1>青石乡反复问题分析报告</h1>" in page
    assert "没有发现反弹" in page


@pytest.mark.parametrize("name", ["a.docx", "a.xlsx", "a.html"])
def test_a_report_without_data_says_so(run: Run, county: Path, tmp_path: Path, name: str) -> None:
    result = run(
        "report", "recurrence", "--org", "无此单位", "-o", tmp_path / name, "--data", county
    )
    assert (result.exit_code, "没有符合条件的问题" in result.stdout) == (0, True)


def test_a_type_that_comes_back_is_the_next_focus(run: Run, tmp_path: Path) -> None:
    library = library_of(
        tmp_path,
        {
            "一.txt": notice("柳河镇", 2020, ("公务接待不规范", DONE), ("公务接待超标准", DONE)),
            "二.txt": notice("柳河镇", 2023, ("公务接待不规范", ONGOING)),
        },
    )
    page = write(run, library.folder, tmp_path / "a.html").read_text("utf-8")
    assert "建议重点" in page


def test_other_endings_are_refused(run: Run, county: Path, tmp_path: Path) -> None:
    result = run("report", "recurrence", "-o", tmp_path / "a.pdf", "--data", county)
    assert (result.exit_code, ".docx" in result.stderr) == (2, True)

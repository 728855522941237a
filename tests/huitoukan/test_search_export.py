"""`huitoukan search`: files, masks, groups, facets, pages, reasons, synonyms."""

import csv
import json
from itertools import groupby
from pathlib import Path

import pytest

from tests.huitoukan.conftest import Run


@pytest.mark.parametrize("ending", [".xlsx", ".docx", ".csv", ".html"])
def test_an_answer_is_written_as_a_file(run: Run, data: Path, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"先例{ending}"
    result = run("search", "村", "-o", path, "--data", data)
    assert "已把 2 条（共 2 条）写入" in result.stdout
    assert path.stat().st_size > 0


def test_an_unknown_ending_names_those_that_can_be_written(run: Run, data: Path) -> None:
    result = run("search", "村", "-o", "a.pdf", "--data", data)
    assert result.exit_code == 2
    assert ".xlsx、.docx、.csv、.html" in result.stderr


def test_a_folder_that_is_not_there_is_named(run: Run, data: Path, tmp_path: Path) -> None:
    result = run("search", "村", "-o", tmp_path / "无" / "a.csv", "--data", data)
    assert result.exit_code == 2
    assert "没有文件夹" in result.stderr


def test_the_mask_hides_names_on_the_screen_and_in_files(run: Run, tmp_path: Path) -> None:
    notice = tmp_path / "通报.txt"
    notice.write_text(
        "中共枫林镇委员会关于巡察整改情况的通报\n（一）作风方面\n"
        "1.关于“公务接待不规范”的问题。对镇长李大山诫勉谈话，电话13812345678。已完成整改。\n",
        encoding="utf-8",
    )
    library, page = tmp_path / "data", tmp_path / "a.html"
    run("ingest", notice, "--data", library)
    screen = run("search", "接待", "--mask", "--data", library).stdout
    run("search", "接待", "--mask", "-o", page, "--data", library)
    both = screen + page.read_text(encoding="utf-8")
    assert ("李大山" in both, "13812345678" in both, "×××" in screen) == (False, False, True)


def test_findings_can_be_grouped_by_report(run: Run, data: Path) -> None:
    result = run("search", "已完成", "--group", "report", "--data", data)
    assert "共 2 条问题，显示 2 份报告" in result.stdout


def test_groups_are_exported_with_the_findings_of_a_report_together(
    run: Run, data: Path, tmp_path: Path
) -> None:
    file = tmp_path / "先例.csv"
    run("search", "整改 村", "--group", "report", "-o", file, "--data", data)
    rows = list(csv.DictReader(file.read_text("utf-8-sig").splitlines()))
    reports = [row["问题编号"].partition("-")[0] for row in rows]
    assert [len(list(group)) for _, group in groupby(reports)] == [
        reports.count(each) for each in dict.fromkeys(reports)
    ]


def test_groups_have_facets_and_explanations(run: Run, data: Path) -> None:
    result = run("search", "村", "--group", "report", "--facets", "--explain", "--data", data)
    assert "年份：2022 1，2024 1" in result.stdout
    assert "为什么：" in result.stdout


def test_facets_show_how_many_there_are_of_each(run: Run, data: Path) -> None:
    assert "年份：2022 1，2024 1" in run("search", "村", "--facets", "--data", data).stdout


def test_a_page_goes_on_where_the_last_one_ended(run: Run, data: Path) -> None:
    pages = [
        json.loads(
            run("search", "村", "--limit", 1, "--offset", n, "--json", "--data", data).stdout
        )["hits"]
        for n in range(3)
    ]
    assert len({hit["card"]["id"] for page in pages for hit in page}) == 2
    assert pages[2] == []


def test_a_page_beyond_the_end_is_no_error(run: Run, data: Path) -> None:
    result = run("search", "村", "--offset", 50, "--data", data)
    assert (result.exit_code, "共 2 条，显示 0 条" in result.stdout) == (0, True)


def test_an_explanation_says_what_hit_where(run: Run, data: Path) -> None:
    result = run("search", "公务接待", "--explain", "--data", data)
    assert "为什么：标题里的" in result.stdout


def test_synonyms_are_marked_apart_from_what_was_asked_for(run: Run, data: Path) -> None:
    assert "『公务接待』" in run("search", "业务接待", "--data", data).stdout


def test_synonyms_can_be_switched_off(run: Run, data: Path) -> None:
    result = run("search", "业务接待", "--no-synonyms", "--data", data)
    assert "没有一个问题提到：业务" in result.stdout


def test_a_term_that_nobody_uses_is_sought_by_its_type(run: Run, data: Path) -> None:
    result = run("search", "公款吃喝", "--data", data)
    assert "“公款吃喝”属于“公务接待”类，改按这一类找" in result.stdout


def test_synonyms_of_the_librarys_own_count(run: Run, inbox: Path, tmp_path: Path) -> None:
    run("ingest", inbox, "--data", tmp_path)
    (tmp_path / "taxonomy.toml").write_text(
        '[[type]]\nid = "公务接待"\nsynonyms = [["招呼客人", "公务接待"]]\n', encoding="utf-8"
    )
    assert "『公务接待』" in run("search", "招呼客人", "--data", tmp_path).stdout

"""The commands that fill and look after a library."""

import json
import re
from pathlib import Path

import pytest
from click.testing import Result

from tests.huitoukan.conftest import BROKEN, Run


@pytest.fixture
def spoilt(run: Run, inbox: Path, tmp_path: Path) -> Result:
    """An ingest of the two good reports and a broken one, into `tmp_path / "data"`."""
    (tmp_path / "坏.pdf").write_bytes(BROKEN)
    return run("ingest", inbox, tmp_path / "坏.pdf", "--data", tmp_path / "data")


def test_a_second_ingest_finds_nothing_new(run: Run, inbox: Path, data: Path) -> None:
    summary = json.loads(run("ingest", inbox, "--data", data, "--json").stdout)
    assert (summary["new"], summary["unchanged"]) == (0, 2)


def test_a_broken_file_leaves_the_good_ones_in(spoilt: Result) -> None:
    assert spoilt.exit_code == 3
    assert re.search(r"│ +2 │ +0 │ +0 │ +1 │", spoilt.stdout)


def test_a_broken_file_is_listed_with_its_reason(spoilt: Result) -> None:
    assert "坏.pdf" in spoilt.stdout
    assert "PDF 文件损坏" in spoilt.stdout


@pytest.mark.usefixtures("spoilt")
def test_quarantine_lists_what_could_not_be_read(run: Run, tmp_path: Path) -> None:
    assert "坏.pdf" in run("quarantine", "list", "--data", tmp_path / "data").stdout
    assert "坏.pdf" in run("quarantine", "--data", tmp_path / "data").stdout


@pytest.mark.usefixtures("spoilt")
def test_retry_takes_in_a_file_that_was_mended(run: Run, inbox: Path, tmp_path: Path) -> None:
    (tmp_path / "坏.pdf").write_text("关于巡察整改情况的通报", encoding="utf-8")
    assert run("quarantine", "retry", "--data", tmp_path / "data").exit_code == 0


@pytest.mark.usefixtures("spoilt")
def test_a_dropped_file_is_listed_no_more(run: Run, tmp_path: Path) -> None:
    data = tmp_path / "data"
    listed = json.loads(run("quarantine", "list", "--json", "--data", data).stdout)
    run("quarantine", "drop", listed[0]["id"], "--data", data)
    assert "隔离区是空的" in run("quarantine", "list", "--data", data).stdout


def test_status_counts_reports_and_findings(run: Run, data: Path) -> None:
    counts = json.loads(run("status", "--json", "--data", data).stdout)["counts"]
    assert (counts["reports"], counts["findings"]) == (2, 3)


def test_status_for_people_is_chinese(run: Run, data: Path) -> None:
    assert re.search(r"^索引 +正常$", run("status", "--data", data).stdout, re.M)


def test_reindex_gives_the_same_answers(run: Run, inbox: Path, tmp_path: Path) -> None:
    run("ingest", inbox, "--data", tmp_path)
    before = run("search", "村", "--json", "--data", tmp_path).stdout
    assert "2 份报告" in run("reindex", "--data", tmp_path).stdout
    assert run("search", "村", "--json", "--data", tmp_path).stdout == before


def test_a_finding_is_shown_with_its_place(run: Run, data: Path) -> None:
    hits = json.loads(run("search", "公务接待", "--json", "--data", data).stdout)["hits"]
    shown = run("show", hits[0]["card"]["id"], "--data", data).stdout
    assert "清退超标费用3万元" in shown
    assert "原文第 4 行" in shown


def test_a_report_is_found_by_the_beginning_of_its_id(run: Run, data: Path) -> None:
    hits = json.loads(run("search", "公务接待", "--json", "--data", data).stdout)["hits"]
    shown = run("show", hits[0]["card"]["report"][:6], "--data", data).stdout
    assert "县委第一巡察组" in shown


def test_show_as_json_holds_the_whole_finding(run: Run, data: Path) -> None:
    hits = json.loads(run("search", "公务接待", "--json", "--data", data).stdout)["hits"]
    shown = json.loads(run("show", hits[0]["card"]["id"], "--json", "--data", data).stdout)
    start, end = shown["finding"]["span"]
    assert "公务接待不规范" in shown["report"]["text"][start:end]


def test_a_finding_is_shown_without_marks_of_bold_type(run: Run, tmp_path: Path) -> None:
    text = "关于巡察整改情况的通报\n1.关于“公车私用”的问题。**一是**由张**退缴油费。已完成整改。\n"
    (tmp_path / "通报.txt").write_text(text, encoding="utf-8")
    run("ingest", tmp_path / "通报.txt", "--data", tmp_path / "data")
    found = run("search", "公车私用", "--json", "--data", tmp_path / "data").stdout
    shown = run("show", json.loads(found)["hits"][0]["card"]["id"], "--data", tmp_path / "data")
    assert "。一是由张**退缴油费。" in shown.stdout


def test_parse_knows_the_types_of_the_librarys_own(run: Run, tmp_path: Path) -> None:
    (tmp_path / "taxonomy.toml").write_text(
        '[[type]]\nid = "竹编"\nterms = ["竹编作坊"]\n', "utf-8"
    )
    text = "关于巡察整改情况的通报\n1.关于“竹编作坊管理不严”的问题。一是清理作坊。已完成整改。\n"
    (tmp_path / "通报.txt").write_text(text, encoding="utf-8")
    parsed = json.loads(run("parse", tmp_path / "通报.txt", "--data", tmp_path).stdout)
    assert [finding["type"] for finding in parsed["findings"]] == ["竹编"]


def test_parse_prints_json_and_stores_nothing(run: Run, inbox: Path, tmp_path: Path) -> None:
    result = run("--data", tmp_path / "data", "parse", inbox / "枫林镇.txt")
    assert len(json.loads(result.stdout)["findings"]) == 2
    assert not (tmp_path / "data").exists()

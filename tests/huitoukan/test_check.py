"""`huitoukan check`."""

from pathlib import Path

from click.testing import CliRunner
from openpyxl import load_workbook

from huitoukan.main import main

_CONTRADICTORY = (
    "关于巡察整改情况的通报\n县委巡察组反馈了3个问题。现将整改情况通报如下。\n"
    "二、反馈问题整改情况\n"
    "1.关于“公务接待不规范”的问题。一是修订办法。二是开展自查。【已完成整改】\n"
    "2.关于“公车管理不严”的问题。一是安装定位。二是公示派车。【已完成整改】\n"
)


def _run(folder: Path, *arguments: str) -> str:
    result = CliRunner().invoke(main, ["--data", str(folder / "data"), *arguments])
    assert result.exit_code == 0, result.output
    return result.output


def _library(folder: Path) -> Path:
    (folder / "通报.txt").write_text(_CONTRADICTORY, encoding="utf-8")
    _run(folder, "ingest", str(folder / "通报.txt"))
    return folder


def test_a_contradiction_is_told_with_its_place(tmp_path: Path) -> None:
    output = _run(_library(tmp_path), "check")

    assert "文中称有3个问题，实际列出2个。" in output
    assert "：3个问题" in output


def test_a_report_without_contradictions_is_not_named(tmp_path: Path) -> None:
    (tmp_path / "好.txt").write_text(_CONTRADICTORY.replace("3个", "2个"), encoding="utf-8")
    _run(tmp_path, "ingest", str(tmp_path / "好.txt"))

    assert _run(tmp_path, "check").strip() == "没有发现前后不一。"


def test_a_sample_is_written_with_columns_to_fill_in(tmp_path: Path) -> None:
    sheet = tmp_path / "核查.xlsx"

    _run(_library(tmp_path), "check", "--sample", "5", "-o", str(sheet))

    rows = list(load_workbook(sheet).active.iter_rows(values_only=True))
    assert [row[5] for row in rows] == ["问题", "公务接待不规范", "公车管理不严"]
    assert rows[0][-1] == "核查日期"
    assert rows[1][-1] in (None, "")


def test_an_unknown_stratum_is_told_with_the_known_ones(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["check", "--sample", "5", "--by", "颜色"])

    assert result.exit_code == 2
    assert "可用：org、type、year、status" in result.output

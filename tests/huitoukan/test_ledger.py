"""`huitoukan ledger`."""

import json
from pathlib import Path

from openpyxl import load_workbook

from tests.huitoukan.conftest import Run
from tests.huitoukan.county import county

__all__ = ["county"]


def test_the_file_has_the_four_lists(run: Run, county: Path, tmp_path: Path) -> None:
    result = run("ledger", "-o", tmp_path / "台账.xlsx", "--data", county)
    book = load_workbook(tmp_path / "台账.xlsx")
    assert book.sheetnames == ["问题清单", "任务清单", "责任清单", "时限清单"]
    assert "共 5 个问题：已销号 4，未销号 1" in result.stdout


def test_the_screen_shows_what_is_open(run: Run, county: Path) -> None:
    said = run("ledger", "--data", county).stdout
    assert "违规公务接待" in said
    assert "会议记录" not in said


def test_one_organisation_has_its_own_ledger(run: Run, county: Path) -> None:
    result = run("ledger", "--org", "青石乡", "--json", "--data", county)
    assert [each["org"] for each in json.loads(result.stdout)] == ["青石乡"]


def test_other_files_than_xlsx_are_refused(run: Run, county: Path, tmp_path: Path) -> None:
    result = run("ledger", "-o", tmp_path / "a.pdf", "--data", county)
    assert (result.exit_code, "xlsx" in result.stderr) == (2, True)


def test_a_wrong_day_is_explained(run: Run, county: Path) -> None:
    result = run("ledger", "--today", "明天", "--data", county)
    assert (result.exit_code, "2025-03-01" in result.stderr) == (2, True)

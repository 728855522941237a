"""`huitoukan digest`."""

import json
from pathlib import Path

import docx

from tests.huitoukan.conftest import Run
from tests.huitoukan.county import county

__all__ = ["county"]


def test_the_last_week_is_told(run: Run, county: Path) -> None:
    said = run("digest", "--data", county).stdout
    assert "新入库的报告：4" in said
    assert "反弹：1" in said


def test_other_programs_get_json(run: Run, county: Path) -> None:
    answer = json.loads(run("digest", "--since", "2w", "--json", "--data", county).stdout)
    assert len(answer["reports"]) == 4


def test_the_digest_can_be_a_document(run: Run, county: Path, tmp_path: Path) -> None:
    file = tmp_path / "汇总.docx"
    run("digest", "-o", file, "--data", county)
    assert any("反弹" in each.text for each in docx.Document(str(file)).paragraphs)


def test_a_quiet_time_is_called_quiet(run: Run, county: Path) -> None:
    assert "没有新增" in run("digest", "--since", "2999-01-01", "--data", county).stdout


def test_a_wrong_span_is_explained(run: Run, county: Path) -> None:
    result = run("digest", "--since", "上周", "--data", county)
    assert (result.exit_code, "7d" in result.stderr) == (2, True)

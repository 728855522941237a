"""`huitoukan suggest`."""

import json
from pathlib import Path

from tests.huitoukan.conftest import Run


def test_a_type_is_suggested_with_its_number(run: Run, data: Path) -> None:
    assert "公务接待  （类型，1 条）" in run("suggest", "公务", "--data", data).stdout


def test_suggestions_are_json_for_programs(run: Run, data: Path) -> None:
    found = json.loads(run("suggest", "枫林", "--json", "--data", data).stdout)
    assert "单位" in [each["kind"] for each in found]


def test_nothing_to_suggest_is_said(run: Run, data: Path) -> None:
    assert "没有以“飞艇”开头" in run("suggest", "飞艇", "--data", data).stdout

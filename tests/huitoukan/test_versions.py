"""`huitoukan show --versions`."""

import json
from pathlib import Path

import pytest

from tests.huitoukan.conftest import REPORTS, Run

NAME = "枫林镇.txt"


@pytest.fixture
def changed(run: Run, tmp_path: Path) -> Path:
    """A library with a notice that was corrected after its publication."""
    data, file = tmp_path / "data", tmp_path / NAME
    file.write_text(REPORTS[NAME], encoding="utf-8")
    run("ingest", file, "--data", data)
    text = REPORTS[NAME].replace("费用3万元", "费用5万元").replace("2.关于", "2.对于")
    file.write_text(text.replace("中共枫林镇委员会\n2024", "特此通报。\n2024"), encoding="utf-8")
    run("ingest", file, "--data", data)
    return data


def _id(run: Run, data: Path) -> str:
    hits = json.loads(run("search", "公务接待", "--data", data, "--json").stdout)["hits"]
    return str(hits[0]["card"]["report"])


def test_a_corrected_sum_is_marked_in_both_versions(run: Run, changed: Path) -> None:
    shown = run("show", _id(run, changed), "--versions", "--data", changed).stdout
    assert "清退超标费用「3」万元" in shown
    assert "清退超标费用「5」万元" in shown


def test_versions_are_counted_with_what_changed(run: Run, changed: Path) -> None:
    shown = run("show", _id(run, changed), "--versions", "--data", changed).stdout
    assert "第 2 版" in shown
    assert "与上一版相比：改 2 段，增 1 段，删 1 段" in shown


def test_versions_come_as_json(run: Run, changed: Path) -> None:
    result = run("show", _id(run, changed), "--versions", "--json", "--data", changed)
    versions = json.loads(result.stdout)[0]["versions"]
    assert [len(each["differences"]) for each in versions] == [0, 4]


def test_the_old_version_knows_the_new_one(run: Run, changed: Path) -> None:
    result = run("show", _id(run, changed), "--versions", "--json", "--data", changed)
    first = json.loads(result.stdout)[0]["versions"][0]["report"]
    assert "第 2 版" in run("show", first, "--versions", "--data", changed).stdout


def test_a_report_that_never_changed_says_so(run: Run, data: Path) -> None:
    shown = run("show", _id(run, data), "--versions", "--data", data).stdout
    assert "没有改过" in shown

"""`huitoukan similar`."""

import json
from pathlib import Path

from tests.huitoukan.conftest import Run


def _id(run: Run, data: Path, query: str) -> str:
    found = json.loads(run("search", query, "--json", "--data", data).stdout)
    return str(found["hits"][0]["card"]["id"])


def test_a_description_finds_its_like(run: Run, data: Path) -> None:
    result = run("similar", "村里账目混乱、财务管理不严", "--data", data)
    assert "1. 村级「财务管理混乱」" in result.stdout


def test_a_finding_is_not_among_its_like(run: Run, data: Path) -> None:
    id = _id(run, data, "公务接待")
    assert id not in run("similar", id, "--data", data).stdout


def test_an_unknown_id_is_an_error_in_one_sentence(run: Run, data: Path) -> None:
    result = run("similar", "ffffffffffff-1", "--data", data)
    assert (result.exit_code, "ffffffffffff-1" in result.stderr) == (1, True)


def test_the_like_can_be_written_as_a_file(run: Run, data: Path, tmp_path: Path) -> None:
    result = run("similar", "财务管理", "-o", tmp_path / "a.csv", "--data", data)
    assert (result.exit_code, (tmp_path / "a.csv").exists()) == (0, True)


def test_what_others_did_about_it_is_asked_by_its_id(run: Run, data: Path) -> None:
    id = _id(run, data, "公务接待")
    assert "同类问题" in run("similar", id, "--elsewhere", "--data", data).stdout

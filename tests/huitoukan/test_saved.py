"""`huitoukan saved`."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.huitoukan.conftest import REPORTS, Run


@pytest.fixture
def library(run: Run, inbox: Path, tmp_path: Path) -> Path:
    """A library of one town, with a saved search."""
    first = inbox / next(iter(REPORTS))
    run("ingest", first, "--data", tmp_path)
    run("saved", "add", "村里", "村", "--data", tmp_path)
    return tmp_path


def test_saved_searches_are_listed(run: Run, library: Path) -> None:
    assert "村里  村" in run("saved", "list", "--data", library).stdout


def test_the_first_run_shows_all(run: Run, library: Path) -> None:
    assert "共 1 条，新出现 1 条" in run("saved", "run", "村里", "--data", library).stdout


def test_the_next_run_shows_only_what_came_since(run: Run, library: Path, inbox: Path) -> None:
    run("saved", "run", "村里", "--data", library)
    run("ingest", inbox, "--data", library)
    result = run("saved", "run", "村里", "--data", library)
    assert "共 2 条，新出现 1 条" in result.stdout
    assert "公开不及时" not in result.stdout


def test_what_was_seen_survives_a_rebuild(run: Run, library: Path) -> None:
    run("saved", "run", "村里", "--data", library)
    run("reindex", "--data", library)
    assert "新出现 0 条" in run("saved", "run", "村里", "--data", library).stdout


def test_what_the_limit_kept_back_stays_new(run: Run, library: Path, inbox: Path) -> None:
    run("ingest", inbox, "--data", library)
    run("saved", "run", "村里", "--limit", 1, "--data", library)
    assert "新出现 1 条" in run("saved", "run", "村里", "--data", library).stdout


def test_all_can_be_shown_again(run: Run, library: Path) -> None:
    run("saved", "run", "村里", "--data", library)
    found = json.loads(run("saved", "run", "村里", "--all", "--json", "--data", library).stdout)
    assert found["total"] == 1


def test_a_removed_search_cannot_be_run(run: Run, library: Path) -> None:
    run("saved", "remove", "村里", "--data", library)
    result = run("saved", "run", "村里", "--data", library)
    assert (result.exit_code, "没有名为“村里”的检索" in result.stderr) == (1, True)


def test_a_wrong_query_is_refused_at_once(run: Run, library: Path) -> None:
    result = run("saved", "add", "错", "年份:去年", "--data", library)
    assert result.exit_code == 2


def test_what_another_program_reads_is_not_taken_as_seen(run: Run, library: Path) -> None:
    command = [sys.executable, "-m", "huitoukan", "--data", str(library), "saved", "run", "村里"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=30)
    assert "下次仍算新的" in done.stderr
    assert "新出现 1 条" in run("saved", "run", "村里", "--data", library).stdout


def test_the_hint_runs_a_search_whose_name_has_a_space(run: Run, library: Path) -> None:
    said = run("saved", "add", "村 里", "村", "--data", library).stdout
    assert f"huitoukan --data {library} saved run '村 里'" in said

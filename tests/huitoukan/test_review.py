"""`huitoukan review`."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from huitoukan.main import main
from tests.huitoukan.conftest import Run
from tests.search.recurring import county


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return county(tmp_path).folder


def answer(data: Path, keys: str, *words: str) -> Result:
    """Runs the review with these keys typed in."""
    command = ["review", *words, "--user", "王芳", "--data", str(data)]
    return CliRunner().invoke(main, command, input=keys)


def decided(run: Run, data: Path) -> list[dict[str, str]]:
    found: list[dict[str, str]] = json.loads(
        run("review", "list", "--decided", "--json", "--data", data).stdout
    )
    return found


def test_the_score_is_shown_after_the_decision(data: Path) -> None:
    said = answer(data, "y\nq\n").stdout
    assert said.index("研判 [y/n") < said.index("程序的评分")


def test_the_score_can_be_shown_before(data: Path) -> None:
    said = answer(data, "q\n", "--show-score").stdout
    assert said.index("程序的评分") < said.index("研判 [y/n")


def test_decisions_bear_a_name(run: Run, data: Path) -> None:
    answer(data, "n\nq\n")
    (one,) = decided(run, data)
    assert (one["verdict"], one["user"]) == ("reject", "王芳")


def test_the_next_review_goes_on_where_this_one_stopped(data: Path) -> None:
    first = answer(data, "y\nq\n").stdout
    shown = next(line for line in first.splitlines() if line.startswith("┃"))
    assert shown not in answer(data, "q\n").stdout


def test_undo_takes_back_the_last_decision(run: Run, data: Path) -> None:
    answer(data, "n\nundo\nq\n")
    assert decided(run, data) == []


def test_a_group_decided_on_at_once_is_taken_back_at_once(run: Run, data: Path) -> None:
    groups = json.loads(run("recurrences", "--json", "--data", data).stdout)["groups"]
    run("review", "group", groups[0]["id"], "同类", "--user", "王芳", "--data", data)
    assert len(decided(run, data)) > 1
    result = run("review", "undo", "--user", "王芳", "--data", data)
    assert (decided(run, data), result.stdout.count("已撤回：") > 1) == ([], True)


def test_the_end_of_input_ends_the_review(data: Path) -> None:
    result = answer(data, "")
    assert (result.exit_code, "这次研判了 0 对" in result.stdout) == (0, True)


def test_a_pair_can_be_decided_without_a_terminal(run: Run, data: Path) -> None:
    (first, *_) = json.loads(run("review", "list", "--json", "--data", data).stdout)
    pair = (first["a"]["finding"], first["b"]["finding"])
    result = run("review", "decide", *pair, "confirm", "--note", "同一类", "--data", data)
    assert result.exit_code == 0, result.output
    (one,) = decided(run, data)
    assert ({one["a"], one["b"]}, one["note"]) == (set(pair), "同一类")


def test_a_list_hides_the_score(run: Run, data: Path) -> None:
    (first, *_) = json.loads(run("review", "list", "--json", "--data", data).stdout)
    assert first["score"] is None


def test_pairs_go_out_to_a_spreadsheet(data: Path, tmp_path: Path) -> None:
    file = tmp_path / "待研判.xlsx"
    result = answer(data, "", "--export", str(file))
    assert (result.exit_code, file.exists()) == (0, True)
    assert "其中新的 0 条" in answer(data, "", "--import", str(file)).stdout


def test_the_help_lists_the_commands(run: Run) -> None:
    assert "decide" in run("review", "--help").stdout

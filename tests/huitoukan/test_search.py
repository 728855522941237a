"""`huitoukan search`."""

import json
from pathlib import Path

import pytest

from tests.huitoukan.conftest import Run


def test_hits_show_the_matched_words_between_brackets(run: Run, data: Path) -> None:
    assert "「公务接待」不规范" in run("search", "公务接待", "--data", data).stdout


def test_data_may_stand_before_the_command(run: Run, data: Path) -> None:
    assert "「公务接待」不规范" in run("--data", data, "search", "公务接待").stdout


def test_a_filter_narrows_the_hits(run: Run, data: Path) -> None:
    found = run("search", "村", "--year", "2022", "--data", data).stdout
    assert "财务管理混乱" in found
    assert "公开不及时" not in found


def test_a_status_may_be_given_more_than_once(run: Run, data: Path) -> None:
    result = run("search", "的", "--status", "完成", "--status", "正在整改", "--data", data)
    assert "共 3 条" in result.stdout


def test_the_limit_holds(run: Run, data: Path) -> None:
    assert "共 2 条，显示 1 条" in run("search", "村", "--limit", "1", "--data", data).stdout


def test_sorting_by_date_puts_the_newest_first(run: Run, data: Path) -> None:
    result = run("search", "村", "--sort", "最新", "--json", "--data", data)
    assert [hit["card"]["year"] for hit in json.loads(result.stdout)["hits"]] == [2024, 2022]


def test_a_term_without_a_match_is_named(run: Run, data: Path) -> None:
    result = run("search", "公务接待 飞艇", "--data", data)
    assert "没有一个问题提到：飞艇" in result.stdout
    assert "公务接待" in result.stdout


def test_a_word_is_left_out_by_a_minus_in_front_of_it(run: Run, data: Path) -> None:
    found = run("search", "-财务", "村", "--data", data).stdout
    assert "公开不及时" in found
    assert "财务管理混乱" not in found


def test_nothing_found_is_no_error(run: Run, data: Path) -> None:
    result = run("search", "飞艇", "--data", data)
    assert result.exit_code == 0
    assert "没有找到" in result.stdout


def test_json_holds_the_place_of_every_mark(run: Run, data: Path) -> None:
    hit = json.loads(run("search", "公务接待", "--json", "--data", data).stdout)["hits"][0]
    assert [hit["title"][start:end] for start, end, _ in hit["title_marks"]] == ["公务接待"]


def test_a_wrong_query_names_the_place(run: Run, data: Path) -> None:
    result = run("search", "年份:去年", "--data", data)
    assert result.exit_code == 2
    assert "第 4 个字" in result.stderr


def test_a_library_that_fell_behind_says_so(run: Run, inbox: Path, tmp_path: Path) -> None:
    run("ingest", inbox, "--data", tmp_path)
    (tmp_path / "index.behind").touch()
    assert "还没有进入检索索引" in run("search", "村", "--data", tmp_path).stderr


def test_the_next_command_names_the_library_that_was_searched(run: Run, data: Path) -> None:
    assert f"huitoukan --data {data} show" in run("search", "公务接待", "--data", data).stdout


@pytest.mark.parametrize(
    "words",
    [
        *(("search", "村", option, "") for option in ("--org", "--year", "--region", "--type")),
        ("search", "村", "--org", " "),
        *(("recurrences", option, "") for option in ("--org", "--region", "--type")),
        ("audit", "--user", ""),
    ],
    ids=" ".join,
)
def test_an_empty_filter_is_refused(run: Run, data: Path, words: tuple[str, ...]) -> None:
    result = run(*words, "--data", data)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "后面是空的" in result.stderr

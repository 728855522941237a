"""`huitoukan sources`."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from huitoukan.exits import ExitCode
from indexer.errors import LibraryError
from indexer.sources import folder
from indexer.sources.source import FolderSource
from tests.huitoukan.conftest import Run
from tests.indexer.sources.site import Site, notice, rows, served


@pytest.fixture
def column() -> Iterator[Site]:
    """A site with one notice on its list, and one piece of news."""
    with served() as site:
        site.show("/list/", rows(("/t1.html", "枫林镇巡察整改通报"), ("/t2.html", "春耕")))
        site.show("/t1.html", notice("枫林镇"))
        yield site


def _add(run: Run, site: Site, data: Path) -> None:
    address = f"{site.url}/list/"
    run("sources", "add", "县公开", address, "--allow-private", "--delay", "0", "--data", data)


def test_the_hint_for_a_first_source_names_the_library(run: Run, tmp_path: Path) -> None:
    assert f"--data {tmp_path} sources add" in run("sources", "list", "--data", tmp_path).stdout


def test_a_notice_of_a_column_is_found_by_search(run: Run, column: Site, tmp_path: Path) -> None:
    _add(run, column, tmp_path)
    assert "新增 1" in run("sources", "run", "--data", tmp_path).stdout
    assert "枫林镇" in run("search", "公务接待", "--data", tmp_path).stdout


def test_a_test_shows_what_would_be_taken_and_stores_nothing(
    run: Run, column: Site, tmp_path: Path
) -> None:
    shown = run("sources", "test", f"{column.url}/list/", "--allow-private", "--data", tmp_path)
    assert "会取 1 个" in shown.stdout
    assert "标题里没有要找的词" in shown.stdout
    assert "2 个" in shown.stdout
    assert list(tmp_path.iterdir()) == []


def test_an_intranet_address_needs_permission(run: Run, column: Site, tmp_path: Path) -> None:
    done = run("sources", "test", f"{column.url}/list/", "--data", tmp_path)
    assert done.exit_code == 1
    assert "allow_private" in done.stderr


def test_list_shows_the_last_run(run: Run, column: Site, tmp_path: Path) -> None:
    _add(run, column, tmp_path)
    run("sources", "run", "--data", tmp_path)
    listed = json.loads(run("sources", "list", "--json", "--data", tmp_path).stdout)
    assert [(each["name"], each["last"]["new"]) for each in listed] == [("县公开", 1)]


def test_list_names_a_source_that_keeps_failing(run: Run, column: Site, tmp_path: Path) -> None:
    _add(run, column, tmp_path)
    column.show("/list/", b"", status=503)
    for _ in range(3):
        assert run("sources", "run", "--data", tmp_path).exit_code == 1
    assert "不正常：连续 3 次失败" in run("sources", "list", "--data", tmp_path).stdout


def test_a_folder_is_a_source_too(run: Run, inbox: Path, tmp_path: Path) -> None:
    run("sources", "add", "共享盘", inbox, "--data", tmp_path)
    path = tmp_path / "sources.toml"
    path.write_text(path.read_text(encoding="utf-8") + "settle_seconds = 0\n", encoding="utf-8")
    assert "新增 2" in run("sources", "run", "共享盘", "--data", tmp_path).stdout


def test_a_removed_source_is_listed_no_more(run: Run, inbox: Path, tmp_path: Path) -> None:
    run("sources", "add", "共享盘", inbox, "--data", tmp_path)
    run("sources", "remove", "共享盘", "--data", tmp_path)
    assert "还没有来源" in run("sources", "list", "--data", tmp_path).stdout


def test_options_of_a_column_do_not_fit_a_folder(run: Run, inbox: Path, tmp_path: Path) -> None:
    done = run("sources", "add", "共享盘", inbox, "--pages", "3", "--data", tmp_path)
    assert done.exit_code == 1
    assert "只用于网址" in done.stderr


@pytest.mark.parametrize(
    ("trouble", "code", "told"),
    [
        (ZeroDivisionError(), ExitCode.BUG, "甲：没有成功：运行中断（ZeroDivisionError）"),
        (LibraryError("库坏了。"), ExitCode.ERROR, "甲：没有成功：库坏了。"),
    ],
)
def test_the_trouble_of_one_source_stops_no_other(
    run: Run,
    inbox: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    trouble: Exception,
    code: ExitCode,
    told: str,
) -> None:
    def take(source: FolderSource, *others: object) -> None:
        if source.name == "甲":
            raise trouble

    monkeypatch.setattr(folder, "take", take)
    for name in ("甲", "乙"):
        run("sources", "add", name, inbox, "--data", tmp_path)

    done = run("sources", "run", "--data", tmp_path)

    assert done.exit_code == code
    assert told in done.stdout
    assert "乙：新增 0" in done.stdout
    listed = json.loads(run("sources", "list", "--json", "--data", tmp_path).stdout)
    assert [bool(each["last"]["error"]) for each in listed] == [True, False]

"""A library that has lost a part says so and how to mend it, never that it is empty."""

import shutil
from pathlib import Path

import pytest

from huitoukan.exits import ExitCode
from indexer.library import Library
from tests.huitoukan.conftest import Run

READERS = ["status", "show ffff", "check", "quarantine list", "recurrences", "ledger"]


@pytest.fixture
def copy(data: Path, tmp_path: Path) -> Path:
    """The library of two towns, to be damaged."""
    shutil.copytree(data, tmp_path / "data")
    return tmp_path / "data"


@pytest.mark.parametrize("command", READERS)
def test_a_lost_catalog_is_told(run: Run, copy: Path, command: str) -> None:
    (copy / "catalog.sqlite").unlink()

    result = run("--data", copy, *command.split())

    assert (result.exit_code, result.stdout) == (ExitCode.ERROR, "")
    assert "目录缺失" in result.stderr
    assert " reindex" in result.stderr


def test_an_emptied_catalog_is_told(run: Run, copy: Path) -> None:
    (copy / "catalog.sqlite").write_bytes(b"")

    result = run("--data", copy, "status")

    assert result.exit_code == ExitCode.ERROR
    assert "目录缺失" in result.stderr


def test_a_damaged_page_of_the_catalog_is_told(run: Run, copy: Path) -> None:
    file = copy / "catalog.sqlite"
    damaged = bytearray(file.read_bytes())
    damaged[4096:] = b"\xff" * (len(damaged) - 4096)
    file.write_bytes(damaged)

    result = run("--data", copy, "status")

    assert result.exit_code == ExitCode.ERROR
    assert " reindex" in result.stderr


def test_reindex_brings_a_damaged_catalog_back(run: Run, copy: Path) -> None:
    before = run("search", "村", "--json", "--data", copy).stdout
    file = copy / "catalog.sqlite"
    damaged = bytearray(file.read_bytes())
    damaged[4096:] = b"\xff" * (len(damaged) - 4096)
    file.write_bytes(damaged)

    result = run("--data", copy, "reindex")

    assert result.exit_code == ExitCode.FINE
    assert "原来的目录读不了" in result.stderr
    assert run("search", "村", "--json", "--data", copy).stdout == before


@pytest.mark.parametrize("command", ["search 村", "suggest 公务", "similar 公务接待不规范"])
def test_a_lost_index_is_told(run: Run, copy: Path, command: str) -> None:
    shutil.rmtree(copy / "index")

    result = run("--data", copy, *command.split())

    assert (result.exit_code, result.stdout) == (ExitCode.ERROR, "")
    assert "索引缺失" in result.stderr


def test_a_damaged_index_is_told(run: Run, copy: Path) -> None:
    for file in (copy / "index").glob("*.store"):
        file.write_bytes(b"\xff" * file.stat().st_size)

    result = run("--data", copy, "search", "村")

    assert result.exit_code == ExitCode.ERROR
    assert " reindex" in result.stderr


def test_a_lost_journal_leaves_the_library_a_library(run: Run, copy: Path) -> None:
    (copy / "originals" / "journal.jsonl").unlink()

    result = run("--data", copy, "status")

    assert result.exit_code == ExitCode.FINE
    assert "日志" in result.stderr


def test_the_next_ingest_says_that_it_wrote_the_journal_anew(
    run: Run, inbox: Path, copy: Path
) -> None:
    (copy / "originals" / "journal.jsonl").unlink()

    assert "由目录补写" in run("--data", copy, "ingest", inbox).stderr


def test_a_damaged_decision_is_told_with_its_line(run: Run, copy: Path) -> None:
    (copy / "originals" / "decisions.jsonl").write_bytes(b'{"a":"x\xff"}\n')

    result = run("--data", copy, "recurrences")

    assert result.exit_code == ExitCode.ERROR
    assert "decisions.jsonl 第 1 行读不懂" in result.stderr


def test_status_names_a_lost_original(run: Run, copy: Path) -> None:
    next(copy.glob("originals/??/*")).unlink()

    assert "有 1 份原件丢失或损坏" in run("--data", copy, "status").stderr


def test_status_names_a_truncated_original(run: Run, copy: Path) -> None:
    next(copy.glob("originals/??/*")).write_bytes(b"x")

    assert "有 1 份原件丢失或损坏" in run("--data", copy, "status").stderr


def test_ingest_says_how_many_originals_it_put_back(run: Run, inbox: Path, copy: Path) -> None:
    next(copy.glob("originals/??/*")).unlink()

    assert "补回了 1 份" in run("--data", copy, "ingest", inbox).stdout


def test_reindex_refuses_to_lose_reports(run: Run, copy: Path) -> None:
    next(copy.glob("originals/??/*")).unlink()

    result = run("--data", copy, "reindex")

    assert result.exit_code == ExitCode.ERROR
    assert "有 1 份报告" in result.stderr
    assert "2 份" in run("--data", copy, "status").stdout


def test_reindex_drops_lost_reports_when_told_to(run: Run, copy: Path) -> None:
    next(copy.glob("originals/??/*")).unlink()

    assert "1 份报告" in run("--data", copy, "reindex", "--drop-lost").stdout


def test_status_tells_of_an_ingest_that_is_going_on(run: Run, copy: Path) -> None:
    with Library(copy).writing():
        assert "正在导入" in run("--data", copy, "status").stdout


def test_status_tells_of_a_first_ingest_that_has_only_begun(run: Run, tmp_path: Path) -> None:
    with Library(tmp_path / "data").writing():
        result = run("--data", tmp_path / "data", "status")

    assert result.exit_code == ExitCode.ERROR
    assert "正在第一次导入" in result.stderr


def test_status_counts_sources_that_are_gone(run: Run, tmp_path: Path, inbox: Path) -> None:
    shutil.copytree(inbox, tmp_path / "报告")
    run("--data", tmp_path / "data", "ingest", tmp_path / "报告")
    (tmp_path / "报告" / "梅溪乡.txt").unlink()

    assert "其中 1 处的文件已移走或删除" in run("--data", tmp_path / "data", "status").stdout


def test_the_same_bytes_under_three_suffixes_are_one_new_report(
    run: Run, tmp_path: Path, inbox: Path
) -> None:
    for suffix in (".txt", ".md", ".html"):
        shutil.copy(inbox / "枫林镇.txt", tmp_path / f"枫林镇{suffix}")
    names = [tmp_path / f"枫林镇{suffix}" for suffix in (".txt", ".md", ".html")]

    result = run("--data", tmp_path / "data", "ingest", *names)

    assert "│    1 │    2 │" in result.stdout

"""What goes wrong is told in Chinese, with the right exit code, and never as a traceback."""

import errno
import sys
from pathlib import Path

import pytest

from huitoukan.exits import ExitCode
from tests.huitoukan.conftest import BROKEN, Run


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (("ingest", "没有的文件夹"), ExitCode.ERROR, "找不到"),
        (("parse", "没有的文件"), ExitCode.ERROR, "找不到"),
        (("show", "12"), ExitCode.ERROR, "至少写前 4 位"),
        (("show", "ffffffff"), ExitCode.ERROR, "没有编号"),
        (("quarantine", "drop", "ffffffff"), ExitCode.ERROR, "没有编号"),
        (("search", "(村"), ExitCode.USAGE, "括号没有配对"),
        (("search", "村", "--year", "去年"), ExitCode.USAGE, "不是年份"),
        (("search", "村", "--limit", "很多"), ExitCode.USAGE, "不是有效的数"),
        (("search",), ExitCode.USAGE, "缺少参数 '检索式'。"),
        (("show", "ffffffff-"), ExitCode.USAGE, "不是编号"),
        (("similar", "zzzz-1"), ExitCode.ERROR, "没有编号为 zzzz-1"),
        (("parse", "."), ExitCode.ERROR, "是文件夹"),
        (("check", "--sample", "1", "-o", "没有的文件夹/a.xlsx"), ExitCode.USAGE, "没有文件夹"),
        (("check", "--sample", "1", "-o", "核查.txt"), ExitCode.USAGE, "不认识扩展名"),
        (("寻找",), ExitCode.USAGE, "没有命令"),
    ],
)
def test_a_mistake_is_told_in_chinese(
    run: Run, data: Path, words: tuple[str, ...], code: ExitCode, sentence: str
) -> None:
    result = run("--data", data, *words)
    assert (result.exit_code, result.stdout) == (code, "")
    assert sentence in result.stderr


@pytest.mark.parametrize("command", ["status", "reindex", "search 村", "show ffff"])
def test_a_missing_library_names_the_command_that_makes_one(
    run: Run, tmp_path: Path, command: str
) -> None:
    result = run("--data", tmp_path, *command.split())
    assert result.exit_code == ExitCode.ERROR
    assert f"huitoukan --data {tmp_path} ingest" in result.stderr


def test_a_settings_file_that_is_a_folder_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "library.toml").mkdir()
    (tmp_path / "通报.txt").write_text("整改情况的通报", encoding="utf-8")
    result = run("ingest", tmp_path / "通报.txt", "--data", tmp_path)
    assert (result.exit_code, "library.toml 是文件夹" in result.stderr) == (ExitCode.ERROR, True)


def test_an_unreadable_file_is_told_by_its_reason(run: Run, tmp_path: Path) -> None:
    (tmp_path / "坏.pdf").write_bytes(BROKEN)
    assert "PDF 文件损坏" in run("parse", tmp_path / "坏.pdf").stderr


@pytest.fixture
def bug(monkeypatch: pytest.MonkeyPatch) -> None:
    """A program with a bug in `status`."""

    def broken(library: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("indexer.health.health", broken)


@pytest.mark.usefixtures("bug")
def test_a_bug_asks_for_a_report_without_a_traceback(run: Run, data: Path) -> None:
    result = run("--data", data, "status")
    assert result.exit_code == ExitCode.BUG
    assert "--debug" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.usefixtures("bug")
def test_debug_shows_the_traceback(run: Run, data: Path) -> None:
    assert "Traceback" in run("--debug", "--data", data, "status").stderr


def test_a_full_disk_is_told_by_its_place(
    run: Run, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(library: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", "某盘")

    monkeypatch.setattr("indexer.health.health", full)
    assert "某盘 所在的磁盘空间不足" in run("--data", data, "status").stderr


def test_a_character_of_the_command_that_cannot_be_read_is_told(
    run: Run, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["huitoukan", "show", "\udcff" * 4])
    result = run("--data", data, *sys.argv[1:])
    assert result.exit_code == ExitCode.USAGE
    assert "有一个字符读不懂" in result.stderr


def test_a_character_that_nobody_typed_is_not_laid_to_the_command(
    run: Run, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(library: object) -> None:
        "\udcd5.txt".encode()

    monkeypatch.setattr("indexer.health.health", broken)
    assert run("--data", data, "status").exit_code == ExitCode.BUG


def test_every_exit_code_says_what_it_means() -> None:
    assert all(code.meaning for code in ExitCode)

"""Paths on the command line: empty ones, folders that cannot be read, what is no regular file."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from huitoukan.exits import ExitCode
from tests.huitoukan.conftest import Run
from tests.huitoukan.places import heeding_permissions


@pytest.fixture
def closed(tmp_path: Path) -> Iterator[Path]:
    """A folder that may not be read."""
    folder = tmp_path / "锁着"
    folder.mkdir()
    folder.chmod(0)
    yield folder
    folder.chmod(0o755)


@pytest.mark.parametrize(
    "words",
    [
        ("ingest", ""),
        ("--data", "", "status"),
        ("status", "--data", ""),
        ("parse", ""),
        ("backup", ""),
        ("restore", ""),
        ("schedule", "run", "ingest-reports", ""),
        ("search", "村", "-o", ""),
        ("report", "recurrence", "-o", ""),
        ("ledger", "-o", ""),
        ("digest", "-o", ""),
        ("check", "--sample", "1", "-o", ""),
        ("review", "walk", "--export", ""),
        ("review", "walk", "--import", ""),
    ],
    ids=" ".join,
)
def test_an_empty_path_is_refused(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run(*words)
    assert (result.exit_code, "路径是空的" in result.stderr) == (ExitCode.USAGE, True)
    assert list(tmp_path.iterdir()) == []


def test_a_library_that_is_a_file_is_told_in_chinese(run: Run, tmp_path: Path) -> None:
    (tmp_path / "库").touch()
    result = run("--data", tmp_path / "库", "status")
    assert (result.exit_code, "文件夹 '" in result.stderr) == (ExitCode.USAGE, True)
    assert "irectory" not in result.stderr


@pytest.mark.skipif(os.name == "nt", reason="Windows 没有这样的权限")
def test_a_folder_that_cannot_be_read_goes_into_quarantine(closed: Path, tmp_path: Path) -> None:
    result = heeding_permissions(["--data", tmp_path / "data", "ingest", closed])
    assert result.returncode == ExitCode.QUARANTINED, result.stderr
    assert "打不开这个文件夹" in result.stdout


@pytest.mark.skipif(os.name == "nt", reason="Windows 没有这样的权限")
def test_a_library_that_cannot_be_read_is_no_wrong_command_line(closed: Path) -> None:
    result = heeding_permissions(["--data", closed, "status"])
    assert (result.returncode, "没有权限" in result.stderr) == (ExitCode.ERROR, True)


@pytest.mark.skipif(os.name == "nt", reason="Windows 没有这样的设备文件")
def test_parse_refuses_what_is_no_regular_file(run: Run) -> None:
    result = run("parse", os.devnull)
    assert (result.exit_code, "不是普通文件" in result.stderr) == (ExitCode.ERROR, True)

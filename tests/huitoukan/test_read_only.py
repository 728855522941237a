"""A library that can only be read answers: on a read-only disk, or without write permission."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.huitoukan.places import PROGRAM, heeding_permissions, mounting

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows 没有这样的权限和挂载")


@pytest.fixture
def locked(data: Path, tmp_path: Path) -> Iterator[Path]:
    """The library of two towns where nobody may write."""
    copy = tmp_path / "data"
    shutil.copytree(data, copy)
    everything = [copy, *copy.rglob("*")]
    for path in everything:
        path.chmod(0o555 if path.is_dir() else 0o444)
    yield copy
    for path in everything:
        path.chmod(0o755)


@pytest.mark.parametrize(
    ("command", "shown"),
    [
        ("search 公务接待", "「公务接待」不规范"),
        ("status", "2 份"),
        ("quarantine list", "空的"),
        ("check", "没有发现"),
    ],
)
def test_a_library_without_write_permission_answers(locked: Path, command: str, shown: str) -> None:
    result = heeding_permissions(["--data", locked, *command.split()])

    assert result.returncode == 0, result.stderr
    assert shown in result.stdout


def test_a_report_is_shown_without_write_permission(locked: Path) -> None:
    report = next(locked.glob("originals/??/*")).name[:12]

    result = heeding_permissions(["--data", locked, "show", report])

    assert result.returncode == 0, result.stderr


def test_reading_writes_nothing(locked: Path) -> None:
    before = sorted(locked.rglob("*"))

    heeding_permissions(["--data", locked, "search", "公务接待"])
    heeding_permissions(["--data", locked, "status"])

    assert sorted(locked.rglob("*")) == before


def test_a_library_on_a_read_only_disk_answers(data: Path, tmp_path: Path) -> None:
    shutil.copytree(data, tmp_path / "data")
    script = (
        'mount --bind "$1" "$1"; mount -o remount,ro,bind "$1"; '
        '"$2" -m huitoukan --data "$1" search 公务接待; "$2" -m huitoukan --data "$1" status'
    )

    result = mounting(script, tmp_path / "data", PROGRAM[0])

    assert result.returncode == 0, result.stderr
    assert "「公务接待」不规范" in result.stdout
    assert "2 份" in result.stdout


def test_a_write_ahead_log_that_cannot_be_merged_is_told(locked: Path) -> None:
    locked.chmod(0o755)
    (locked / "catalog.sqlite-wal").write_bytes(b"x" * 4152)
    locked.chmod(0o555)

    result = heeding_permissions(["--data", locked, "status"])

    assert result.returncode == 1
    assert "复制到可以写入的位置" in result.stderr


@pytest.mark.parametrize("command", ["reindex", "ingest README.md"])
def test_writing_there_is_refused_with_the_reason(locked: Path, command: str) -> None:
    result = heeding_permissions(["--data", locked, *command.split()])

    assert result.returncode == 1
    assert "没有权限" in result.stderr
    assert "写权限" in result.stderr
    assert "Errno" not in result.stderr

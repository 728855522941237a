"""`huitoukan backup` and `restore`, beside an ingest too."""

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.huitoukan.conftest import Run

_FILES = 120
_BACKUPS = 3


def _command(data: Path, *arguments: str | Path) -> list[str]:
    words = [str(each) for each in arguments]
    return [sys.executable, "-m", "huitoukan", "--data", str(data), *words]


def _output(data: Path, *arguments: str | Path) -> str:
    done = subprocess.run(_command(data, *arguments), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


pytestmark = pytest.mark.long


def _started(data: Path, *arguments: str | Path) -> "subprocess.Popen[bytes]":
    quiet = subprocess.DEVNULL
    return subprocess.Popen(_command(data, *arguments), stdout=quiet, stderr=quiet)


def _reports(data: Path) -> int:
    reports = json.loads(_output(data, "status", "--json"))["counts"]["reports"]
    assert isinstance(reports, int)
    return reports


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """A folder with reports enough for an ingest to take a while."""
    folder = tmp_path / "inbox"
    folder.mkdir()
    for n in range(_FILES):
        (folder / f"{n}.txt").write_text(
            f"青岚镇关于第{n}轮巡察整改情况的通报\n二、反馈问题整改情况\n"
            f"1.关于“公务接待第{n}批不规范”的问题。一是退回{n}元。【已完成整改】\n",
            encoding="utf-8",
        )
    return folder


def test_a_backup_beside_an_ingest_is_a_library_of_that_moment(tmp_path: Path, many: Path) -> None:
    data = tmp_path / "data"
    _output(data, "ingest", many / "0.txt")
    ingest = _started(data, "ingest", many)
    for n in range(_BACKUPS):
        _output(data, "backup", tmp_path / f"{n}.tar.gz")
        time.sleep(0.2)
    assert ingest.wait() == 0
    restored = []
    for n in range(_BACKUPS):
        made = tmp_path / f"restored-{n}"
        restored.append(json.loads(_output(made, "restore", tmp_path / f"{n}.tar.gz", "--json")))
        assert json.loads(_output(made, "doctor", "--full", "--json"))["sound"]
    reports = [each["reports"] for each in restored]
    assert reports == sorted(reports)
    assert reports[0] < _FILES
    # What came later is taken in as if it had never been there.
    _output(tmp_path / "restored-0", "ingest", many)
    assert _reports(tmp_path / "restored-0") == _FILES


def test_keep_wants_a_folder(run: Run, data: Path, tmp_path: Path) -> None:
    result = run("backup", tmp_path / "a.tar.gz", "--keep", "3", "--data", data)
    assert result.exit_code == 2
    assert "文件夹" in result.stderr


def test_a_lost_original_is_told_after_the_backup(run: Run, tmp_path: Path, inbox: Path) -> None:
    data = tmp_path / "data"
    run("ingest", inbox, "--data", data)
    next((data / "originals").glob("??/[0-9a-f]*")).unlink()
    result = run("backup", tmp_path / "a.tar.gz", "--data", data)
    assert result.exit_code == 1
    assert (tmp_path / "a.tar.gz").exists()
    assert "份原件丢失" in result.stderr


def test_the_recurrences_are_there_after_a_restore(run: Run, data: Path, tmp_path: Path) -> None:
    run("backup", tmp_path / "a.tar.gz", "--data", data)
    result = run("restore", tmp_path / "a.tar.gz", "--data", tmp_path / "made")
    assert result.exit_code == 0, result.stderr
    assert "已比对" in result.stdout

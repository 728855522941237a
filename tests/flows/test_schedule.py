"""The schedule, from outside: the real program with its real server."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from flows.schedule import due
from huitoukan.exits import ExitCode

NOTICE = "中共云溪镇委员会关于巡察整改情况的通报\n1.关于“村务公开不及时”的问题。已完成整改。\n"
_PATIENCE = 90.0


def _huitoukan(data: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "huitoukan", "--data", str(data), *words]
    return subprocess.run(command, capture_output=True, text=True, timeout=_PATIENCE, check=False)


def _start(data: Path) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "huitoukan", "--data", str(data), "schedule", "start"]
    program = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _until(lambda: _huitoukan(data, "schedule", "list").stdout.strip() != "")
    return program


def _until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + _PATIENCE
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.5)


def _new(data: Path) -> int:
    listed = json.loads(_huitoukan(data, "sources", "list", "--json").stdout)
    return int(listed[0]["last"]["new"]) if listed[0]["last"] else -1


@pytest.mark.skipif(os.name == "nt", reason="Windows 没有 SIGKILL 和 SIGTERM 可发")
def test_a_killed_schedule_goes_on_where_it_stopped(tmp_path: Path) -> None:
    data, inbox = tmp_path / "data", tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "通报.txt").write_text(NOTICE, encoding="utf-8")
    _huitoukan(data, "sources", "add", "共享盘", str(inbox))
    first = _start(data)
    _huitoukan(data, "schedule", "pause", "watch-notices")
    first.send_signal(signal.SIGKILL)
    first.wait()

    second = _start(data)
    try:
        planned = json.loads(_huitoukan(data, "schedule", "list", "--json").stdout)
        assert [(each["name"], each["paused"]) for each in planned] == [("watch-notices", True)]

        assert _huitoukan(data, "schedule", "run", "watch-notices").returncode == 0
        _until(lambda: _new(data) == 1)
    finally:
        second.send_signal(signal.SIGTERM)
        second.wait(30)
    assert _huitoukan(data, "schedule", "list").returncode == ExitCode.ERROR


@pytest.mark.parametrize(
    ("now", "next_at"),
    [
        ("2024-05-01T05:59:00+08:00", "2024-05-01T06:00:00+08:00"),
        ("2024-05-01T06:00:00+08:00", "2024-05-02T06:00:00+08:00"),
        ("2024-04-30T22:30:00+00:00", "2024-05-02T06:00:00+08:00"),
    ],
)
def test_the_hour_is_that_of_beijing(now: str, next_at: str) -> None:
    assert due("06:00", datetime.fromisoformat(now)).isoformat() == next_at


def test_without_a_schedule_the_commands_say_how_to_start_one(tmp_path: Path) -> None:
    assert "huitoukan schedule start" in _huitoukan(tmp_path, "schedule", "list").stderr

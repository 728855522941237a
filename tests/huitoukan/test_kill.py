"""The program itself, killed again and again while it ingests."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(os.name == "nt", reason="Windows 没有 SIGKILL"),
]

_KILLS = 20
_FILES_A_ROUND = 4


def _command(data: Path, *arguments: str) -> list[str]:
    return [sys.executable, "-m", "huitoukan", "--data", str(data), *arguments]


def _output(data: Path, *arguments: str) -> str:
    return subprocess.run(
        _command(data, *arguments), capture_output=True, text=True, check=True
    ).stdout


def _write(inbox: Path, n: int) -> None:
    (inbox / f"{n:03}.txt").write_text(
        f"青岚镇关于第{n}轮巡察整改情况的通报\n二、反馈问题整改情况\n"
        f"1.关于“公务接待第{n}批不规范”的问题。一是修订办法{n}。二是退回{n}元。【已完成整改】\n",
        encoding="utf-8",
    )


def _found(data: Path) -> list[str]:
    """The ids of all findings that a search for what every report says finds."""
    answer = json.loads(_output(data, "search", "公务接待", "--limit", "1000", "--json"))
    return sorted(hit["card"]["id"] for hit in answer["hits"])


def test_twenty_kills_lose_nothing_and_double_nothing(tmp_path: Path) -> None:
    data, inbox = tmp_path / "data", tmp_path / "inbox"
    inbox.mkdir()
    _write(inbox, 0)
    began = time.monotonic()
    _output(data, "ingest", str(inbox))
    whole = time.monotonic() - began

    for kill in range(_KILLS):
        for n in range(_FILES_A_ROUND):
            _write(inbox, 1 + kill * _FILES_A_ROUND + n)
        child = subprocess.Popen(
            _command(data, "ingest", str(inbox)),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(whole * kill / (_KILLS - 1))  # from its first moment to its last
        os.kill(child.pid, signal.SIGKILL)
        child.wait()
    _output(data, "ingest", str(inbox))

    reports = 1 + _KILLS * _FILES_A_ROUND
    found = _found(data)
    assert len(found) == len(set(found)) == reports
    status = json.loads(_output(data, "status", "--json"))
    assert (status["counts"]["reports"], status["counts"]["findings"]) == (reports, reports)
    _output(data, "reindex")
    assert _found(data) == found

"""A disk that is full costs nothing that was there, and is told as what it is."""

import os
from pathlib import Path

import pytest

from tests.huitoukan.places import PROGRAM, mounting

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows 没有这样的挂载")

# The second word is how many kilobytes are left when the last command runs.
_REINDEX = """
mount -t tmpfs -o size=64m tmpfs "$1"
"$3" -m huitoukan --data "$1/data" ingest "$4" >/dev/null
used=$(df --output=used -k "$1" | tail -1)
mount -o remount,size=$((used + $2))k "$1"
"$3" -m huitoukan --data "$1/data" reindex && exit 9 || true
ls "$1/data"
"$3" -m huitoukan --data "$1/data" search 公务接待
"""
_INGEST = """
mount -t tmpfs -o size="$2"k tmpfs "$1"
"$3" -m huitoukan --data "$1/data" ingest "$4" && exit 9 || true
mount -o remount,size=64m "$1"
"$3" -m huitoukan --data "$1/data" ingest "$4"
"$3" -m huitoukan --data "$1/data" status
"""


@pytest.mark.parametrize("kilobytes", ["8", "400"])
def test_a_reindex_without_room_leaves_the_old_library_and_nothing_else(
    tmp_path: Path, inbox: Path, kilobytes: str
) -> None:
    result = mounting(_REINDEX, tmp_path, kilobytes, PROGRAM[0], inbox)

    assert result.returncode == 0, result.stderr
    assert "磁盘已满" in result.stderr
    assert "catalog-2" not in result.stdout
    assert "index-2" not in result.stdout
    assert "「公务接待」不规范" in result.stdout


def test_an_ingest_without_room_is_completed_once_there_is(tmp_path: Path, inbox: Path) -> None:
    result = mounting(_INGEST, tmp_path, "250", PROGRAM[0], inbox)

    assert result.returncode == 0, result.stderr
    assert "磁盘已满" in result.stderr
    assert "2 份" in result.stdout

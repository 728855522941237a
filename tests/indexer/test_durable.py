"""Files that are replaced as a whole."""

import os
from errno import ENOSPC
from pathlib import Path

import pytest

from indexer.durable import replace


def full(handle: int) -> None:
    """A disk that takes nothing any more."""
    raise OSError(ENOSPC, os.strerror(ENOSPC))


def test_a_file_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a"
    replace(path, b"1")
    replace(path, b"2")
    assert path.read_bytes() == b"2"
    assert list(tmp_path.iterdir()) == [path]


def test_a_full_disk_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a"
    replace(path, b"1")
    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        replace(path, b"2")
    assert path.read_bytes() == b"1"
    assert list(tmp_path.iterdir()) == [path]

"""The server of a library, and the secret that only its own programs know."""

import os
from errno import ENOSPC
from pathlib import Path

import pytest

from flows.server import _answers, _noted, _secret, home


def full(handle: int) -> None:
    """A disk that takes nothing any more."""
    raise OSError(ENOSPC, os.strerror(ENOSPC))


def test_a_disk_that_was_full_leaves_no_empty_secret(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", full)
        with pytest.raises(OSError, match="No space"):
            _secret(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_an_empty_secret_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / "secret").touch()
    made = _secret(tmp_path)
    assert made.startswith("huitoukan:")
    assert _secret(tmp_path) == made


def test_nobody_else_on_the_machine_reads_the_secret(tmp_path: Path) -> None:
    _secret(tmp_path)
    assert (tmp_path / "secret").stat().st_mode & 0o077 == 0


@pytest.mark.long
def test_the_server_of_another_library_is_not_taken_for_ones_own(
    server: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = _noted(home(server))["port"]
    assert _answers(port)
    monkeypatch.setenv("PREFECT_API_AUTH_STRING", "huitoukan:another")
    assert not _answers(port)

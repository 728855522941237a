"""What a person may ask of the schedule, and when it has to wait."""

from pathlib import Path

import pytest

from flows import control, server
from indexer.errors import LibraryBusy


def test_a_pause_waits_while_flows_are_made_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "_REGISTERING_SECONDS", 0.05)
    monkeypatch.setattr(control, "connect", lambda data: None)
    with server.registering(tmp_path), pytest.raises(LibraryBusy):
        control.pause(tmp_path, "watch-notices", paused=True)

"""The flow over the sources: its final state tells the truth."""

import threading
from pathlib import Path
from typing import Any

import pytest

from indexer.errors import LibraryBusy, LibraryDiskFull, LibraryError
from indexer.sources.folder import SourceUnreachable
from indexer.sources.register import add
from indexer.sources.source import ColumnSource, FolderSource
from tests.flows.notices import inbox

# Refused without asking anybody, and for good: an intranet address that was not allowed.
FORBIDDEN = ColumnSource(name="禁止", url="http://127.0.0.1:1/")

pytestmark = [
    pytest.mark.usefixtures("server"),
    pytest.mark.filterwarnings("default"),  # Prefect's own
]


def _share(folder: Path) -> FolderSource:
    return FolderSource(name="共享盘", path=str(inbox(folder / "inbox", 1)), settle_seconds=0)


def _watch(data: Path) -> Any:
    from flows.watch_notices import watch_notices

    return watch_notices(str(data), return_state=True)


def test_a_source_that_failed_is_a_warning_beside_one_that_did_not(tmp_path: Path) -> None:
    from flows.outcome import WARNED

    add(tmp_path, _share(tmp_path))
    add(tmp_path, FORBIDDEN)

    state = _watch(tmp_path)

    assert (state.name, [each.new for each in state.result()]) == (WARNED, [1])


def test_a_flow_that_reached_no_source_has_failed(tmp_path: Path) -> None:
    add(tmp_path, FORBIDDEN)

    state = _watch(tmp_path)

    assert state.is_failed()
    assert "内部网络" in state.message


def test_a_source_out_of_reach_for_a_moment_is_looked_at_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from flows import watch_notices

    add(tmp_path, _share(tmp_path))
    away = tmp_path / "away"
    (tmp_path / "inbox").rename(away)
    monkeypatch.setattr(watch_notices, "RETRY_SECONDS", (0.5, 1.0, 2.0, 4.0))
    threading.Timer(0.5, away.rename, [tmp_path / "inbox"]).start()

    state = _watch(tmp_path)

    assert (state.name, [each.new for each in state.result()]) == ("Completed", [1])


@pytest.mark.parametrize(
    ("error", "again"),
    [
        (SourceUnreachable("断开", passing=True), True),
        (SourceUnreachable("拒绝", passing=False), False),
        (LibraryBusy("占用"), True),
        (LibraryDiskFull("满"), False),
        (LibraryError("设置写错"), False),
        (ConnectionResetError(), True),
    ],
)
def test_only_passing_causes_are_tried_again(error: Exception, again: bool) -> None:
    from prefect.states import Failed

    from flows.step import passes

    assert passes(None, None, Failed(data=error)) is again


def test_a_database_that_went_away_is_a_passing_cause() -> None:
    from flows.step import is_passing
    from indexer.database import connect

    pytest.importorskip("psycopg", reason="没有 PostgreSQL 驱动")
    with pytest.raises(LibraryError) as told:
        connect("postgresql://user:secret@127.0.0.1:1/none")

    assert is_passing(told.value)

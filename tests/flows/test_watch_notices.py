"""The flow over the sources: its final state tells the truth."""

from pathlib import Path
from typing import Any

import pytest

from indexer.errors import LibraryBusy, LibraryError
from indexer.sources.folder import SourceUnreachable
from indexer.sources.register import add
from indexer.sources.source import ColumnSource, FolderSource

NOTICE = "中共云溪镇委员会关于巡察整改情况的通报\n1.关于“村务公开不及时”的问题。已完成整改。\n"
# Refused without asking anybody, and for good: an intranet address that was not allowed.
FORBIDDEN = ColumnSource(name="禁止", url="http://127.0.0.1:1/")

pytestmark = [
    pytest.mark.usefixtures("server"),
    pytest.mark.filterwarnings("default"),  # Prefect's own
]


def _share(folder: Path) -> FolderSource:
    inbox = folder / "inbox"
    inbox.mkdir()
    (inbox / "通报.txt").write_text(NOTICE, encoding="utf-8")
    return FolderSource(name="共享盘", path=str(inbox), settle_seconds=0)


def test_a_source_that_failed_is_a_warning_beside_one_that_did_not(tmp_path: Path) -> None:
    from flows.ingest_reports import WARNED
    from flows.watch_notices import watch_notices

    add(tmp_path, _share(tmp_path))
    add(tmp_path, FORBIDDEN)

    state = watch_notices(str(tmp_path), return_state=True)

    runs: Any = state.result()
    assert (state.name, [each.new for each in runs]) == (WARNED, [1])


def test_a_flow_that_reached_no_source_has_failed(tmp_path: Path) -> None:
    from flows.watch_notices import watch_notices

    add(tmp_path, FORBIDDEN)

    state = watch_notices(str(tmp_path), return_state=True)

    assert state.is_failed()
    assert "内部网络" in (state.message or "")


@pytest.mark.parametrize(
    ("error", "again"),
    [
        (SourceUnreachable("断开", passing=True), True),
        (SourceUnreachable("拒绝", passing=False), False),
        (LibraryBusy("占用"), True),
        (LibraryError("设置写错"), False),
    ],
)
def test_only_passing_causes_are_tried_again(error: Exception, again: bool) -> None:
    from prefect.states import Failed

    from flows.watch_notices import passes

    assert passes(None, None, Failed(data=error)) is again

"""When somebody should look at a source."""

from datetime import UTC, datetime

from indexer.sources.health import ailment
from indexer.sources.history import Run
from indexer.sources.source import FolderSource

NOW = datetime(2024, 12, 31, tzinfo=UTC)
SOURCE = FolderSource(name="共享盘", path="/x", failures_allowed=2, silent_days=30)


def _run(day: int, *, new: int = 0, error: str | None = None) -> Run:
    return Run(source="共享盘", at=f"2024-12-{day:02}T00:00:00+00:00", new=new, error=error)


def test_a_source_that_was_never_run_is_well() -> None:
    assert ailment(SOURCE, [], NOW) is None


def test_a_single_failure_is_no_ailment() -> None:
    assert ailment(SOURCE, [_run(29, new=1), _run(30, error="断开")], NOW) is None


def test_failures_in_a_row_are_told_with_the_last_reason() -> None:
    runs = [_run(28, new=1), _run(29, error="断开"), _run(30, error="拒绝")]
    assert ailment(SOURCE, runs, NOW) == "连续 2 次失败：拒绝"


def test_a_long_silence_is_told() -> None:
    assert "30 天" in (ailment(SOURCE, [_run(1, new=1), _run(30)], NOW) or "")

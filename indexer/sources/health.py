"""Whether somebody should look at a source."""

from collections.abc import Sequence
from datetime import datetime
from itertools import takewhile

from indexer.sources.history import Run
from indexer.sources.source import Source


def ailment(source: Source, runs: Sequence[Run], now: datetime) -> str | None:
    """What is wrong with a source by its runs, oldest first; None where nothing is.

    Failing is being unreachable, or getting none of what was asked for. `now` is aware.
    """
    failed = list(takewhile(_failed, reversed(runs)))
    if len(failed) >= source.failures_allowed:
        reason = failed[0].error or failed[0].missed[0].reason
        return f"连续 {len(failed)} 次失败：{reason}"
    if not runs:
        return None
    fruitful = [each for each in runs if each.new or each.updated]
    since = datetime.fromisoformat((fruitful[-1] if fruitful else runs[0]).at)
    days = (now - since).days
    if days >= source.silent_days:
        return f"已有 {days} 天没有带来新内容，请看看栏目是否改版或搬家"
    return None


def _failed(run: Run) -> bool:
    got = run.new + run.updated + run.unchanged + run.gone + run.passed
    return run.error is not None or bool(run.missed and not got)

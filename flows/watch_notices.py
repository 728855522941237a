"""The flow that looks at all sources of a library and takes what is new."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from prefect import flow, get_run_logger, task
from prefect.artifacts import create_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed

from flows.ingest_reports import WARNED
from indexer.errors import LibraryBusy
from indexer.library import Library
from indexer.sources.fetch import Clock
from indexer.sources.folder import SourceUnreachable
from indexer.sources.history import Run
from indexer.sources.register import sources
from indexer.sources.run import run
from indexer.sources.source import AnySource


def passes(task: Any, task_run: Any, state: State[Any]) -> bool:
    """Whether the task failed for a passing cause, and is to be tried again."""
    error = state.result(raise_on_failure=False)
    return isinstance(error, LibraryBusy) or (
        isinstance(error, SourceUnreachable) and error.passing
    )


@task(
    name="看来源",
    task_run_name="看来源：{source.name}",
    retries=2,
    retry_delay_seconds=[60, 600],
    retry_condition_fn=passes,
    cache_policy=NO_CACHE,
)
def look_at(source: AnySource, data: Path, clock: Clock) -> Run:
    """Looks at one source. Raises `SourceUnreachable`, and what `indexer.sources.run.run` does."""
    done = run(Library(data), source, clock=clock)
    if done.error is not None:
        raise SourceUnreachable(done.error, passing=done.passing)
    return done


@flow(name="watch-notices", validate_parameters=False)
def watch_notices(data: str) -> State[Any]:
    """Looks at every source of the library in the folder `data`.

    Returns the runs of those that could be looked at. The final state is Failed where none could,
    and Completed under the name `WARNED` where one could not, or something was missed or went to
    quarantine.
    """
    logger = get_run_logger()
    found = sources(Path(data))
    clock = Clock()
    runs: list[Run] = []
    failures: dict[str, str] = {}
    for source in found:
        state = look_at(source, Path(data), clock, return_state=True)
        result = state.result(raise_on_failure=False)
        if isinstance(result, Run):
            runs.append(result)
            logger.info("%s：新增 %d，更新 %d。", source.name, result.new, result.updated)
            for missed in (*result.missed, *result.quarantined):
                logger.warning("%s：%s：%s", source.name, missed.place, missed.reason)
        else:
            failures[source.name] = str(result)
            logger.error("%s：没有成功：%s", source.name, result)
    create_table_artifact(key="watched-sources", table=_table(runs, failures))
    if failures and not runs:
        return Failed(message="所有来源都没有成功：" + "；".join(failures.values()))
    new = sum(each.new for each in runs)
    told = f"看了 {len(runs)} 个来源，新增 {new}，{len(failures)} 个来源没有成功"
    warned = failures or any(each.missed or each.quarantined for each in runs)
    return Completed(message=told, name=WARNED if warned else "Completed", data=runs)


def _table(runs: Sequence[Run], failures: dict[str, str]) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = [
        {
            "来源": each.source,
            "看到": each.seen,
            "新增": each.new,
            "更新": each.updated,
            "隔离": len(each.quarantined),
            "没取到": len(each.missed),
            "说明": "",
        }
        for each in runs
    ]
    return rows + [{"来源": name, "说明": reason} for name, reason in failures.items()]

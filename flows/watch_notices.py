"""The flow that looks at all sources of a library and takes what is new."""

import time
from pathlib import Path
from typing import Any

from prefect import flow, get_run_logger
from prefect.client.schemas.objects import State
from prefect.states import Failed

from flows.link_findings import link_added_findings
from flows.outcome import completed
from flows.report import Row, show, show_arrivals
from flows.step import RETRY_SECONDS, is_passing, step
from indexer.library import Library
from indexer.sources.fetch import Clock
from indexer.sources.folder import SourceUnreachable
from indexer.sources.history import Run
from indexer.sources.register import sources
from indexer.sources.run import run
from indexer.sources.source import AnySource


# Tried again by the flow: a dozen sources that are down would each hold up the rest.
@step("看来源", run_name="看来源：{source.name}", retries=())
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
    library = Library(Path(data))
    start = library.journal.end()
    runs, failures = _look(library)
    _show(runs, failures)
    show_arrivals(library, start)
    changed = library.journal.end() > start
    linked = link_added_findings(library) if changed else True
    if failures and not runs:
        return Failed(message="所有来源都没有成功：" + "；".join(failures.values()))
    new = sum(each.new for each in runs)
    told = f"看了 {len(runs)} 个来源，新增 {new}，{len(failures)} 个来源没有成功"
    doubtful = any(each.missed or each.quarantined for each in runs)
    return completed(told, warned=bool(failures) or doubtful or not linked, data=runs)


def _look(library: Library) -> tuple[list[Run], dict[str, str]]:
    """The runs of the sources that could be looked at, and why the others could not.

    Those out of reach for a passing cause are tried again together, after all the others.
    """
    logger = get_run_logger()
    clock = Clock()
    runs: list[Run] = []
    failures: dict[str, Exception] = {}
    waiting = list(sources(library.folder))
    for seconds in (0.0, *RETRY_SECONDS):
        if not waiting:
            break
        time.sleep(seconds)
        for source in waiting:
            state = look_at(source, library.folder, clock, return_state=True)
            result = state.result(raise_on_failure=False)
            if isinstance(result, Run):
                runs.append(result)
                failures.pop(source.name, None)
                _log(result)
            else:
                failures[source.name] = result
                logger.error("%s：没有成功：%s", source.name, result)
        waiting = [
            each for each in waiting if each.name in failures and is_passing(failures[each.name])
        ]
    return runs, {name: str(error) for name, error in failures.items()}


def _log(run: Run) -> None:
    logger = get_run_logger()
    logger.info("%s：新增 %d，更新 %d。", run.source, run.new, run.updated)
    for missed in (*run.missed, *run.quarantined):
        logger.warning("%s：%s：%s", run.source, missed.place, missed.reason)


def _show(runs: list[Run], failures: dict[str, str]) -> None:
    rows = [
        Row(
            place=each.source,
            told=f"看到 {each.seen}，新增 {each.new}，更新 {each.updated}，"
            f"隔离 {len(each.quarantined)}，没取到 {len(each.missed)}",
        )
        for each in runs
    ]
    rows += [Row(place=name, told=f"没有成功：{why}") for name, why in failures.items()]
    show("watched-sources", "来源", len(rows), rows)
    missed = [
        Row(place=place.place, told=place.reason)
        for each in runs
        for place in (*each.quarantined, *each.missed)
    ]
    show("quarantined", "读不了或没取到的", len(missed), missed)

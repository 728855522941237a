"""The flow that takes reports into a library: what `huitoukan ingest` does, batch by batch."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
from prefect import flow, get_run_logger, task
from prefect.artifacts import create_table_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State
from prefect.states import Completed, Failed

from indexer.build import ingest_found
from indexer.errors import LibraryBusy
from indexer.library import Library
from indexer.outcome import IngestSummary
from indexer.walk import Found, Walk, walk

WARNED = "有警告"
"""The name of the final state of a flow that did its work, though something needs a look."""

BATCH = 2000


def _passes(task: Any, run: Any, state: State[Any]) -> bool:
    return isinstance(state.result(raise_on_failure=False), LibraryBusy)


@task(
    name="导入一批",
    retries=3,
    retry_delay_seconds=[30, 120, 600],
    retry_condition_fn=_passes,
    cache_policy=NO_CACHE,
)
def ingest_batch(files: Sequence[Found], data: Path) -> IngestSummary:
    """Takes one batch of files in; tried again only while another process writes."""
    return ingest_found(Library(data), Walk(found=tuple(files), skipped=0))


@flow(name="ingest-reports", validate_parameters=False)
def ingest_reports(paths: list[Path], data: Path, batch: int = BATCH) -> State[IngestSummary]:
    """Takes the files and folders at `paths` into the library in the folder `data`.

    Returns what became of the files. A batch that fails leaves the others be; the final state is
    Failed where every batch did, and Completed under the name `WARNED` where one did or a file went
    to quarantine. Running the flow again completes it.
    """
    logger = get_run_logger()
    found = walk(paths, without=data)
    summaries, problems = [], []
    for start in range(0, len(found.found), batch):
        state = ingest_batch(found.found[start : start + batch], data, return_state=True)
        result = state.result(raise_on_failure=False)
        if isinstance(result, IngestSummary):
            summaries.append(result)
        else:
            problems.append(str(result))
            logger.error("第 %d 批没有导入：%s", start // batch + 1, result)
    if problems and not summaries:
        return Failed(message=f"全部没有导入：{problems[0]}")
    summary = _sum(summaries, found.skipped)
    told = (
        f"新增 {summary.new}，未变 {summary.unchanged}，更新 {summary.updated}，"
        f"隔离 {len(summary.quarantined)}，用时 {summary.seconds:.1f} 秒"
    )
    logger.info("导入完成：%s。", told)
    for each in summary.quarantined:
        logger.warning("隔离：%s：%s", each.path, each.reason)
    create_table_artifact(
        key="ingest-quarantined",
        table=[{"文件": each.path, "原因": each.reason} for each in summary.quarantined],
        description=told,
    )
    warned = bool(problems or summary.quarantined)
    return Completed(message=told, name=WARNED if warned else "Completed", data=summary)


def _sum(summaries: Sequence[IngestSummary], skipped: int) -> IngestSummary:
    counts = ("new", "updated", "unchanged", "skipped", "findings", "megabytes", "seconds")
    total = {name: sum(getattr(each, name) for each in summaries) for name in counts}
    quarantined = tuple(rejected for each in summaries for rejected in each.quarantined)
    summed = msgspec.convert({**total, "quarantined": ()}, IngestSummary)
    return msgspec.structs.replace(
        summed, quarantined=quarantined, skipped=summed.skipped + skipped
    )

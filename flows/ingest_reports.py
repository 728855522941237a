"""The flow that takes reports into a library: what `huitoukan ingest` does, batch by batch."""

import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from prefect import flow, get_run_logger
from prefect.client.schemas.objects import State
from prefect.states import Failed

from flows.link_findings import link_added_findings
from flows.outcome import completed
from flows.report import Row, show, show_arrivals
from flows.runner import in_batches
from flows.step import step
from indexer.ahead import read_ahead
from indexer.build import ingest_found
from indexer.errors import LibraryBusy
from indexer.library import Library
from indexer.outcome import IngestSummary
from indexer.walk import Found, Walk, walk
from ingest.sandbox import kept

# Others may hold the library for a batch each.
_TURN_SECONDS = 900.0
# Who waits for the library's lock looks every 0.05 s: without a pause between batches, the process
# that has just given it back would always have it again.
_PAUSE_SECONDS = 0.1


@step("导入一批")
def ingest_batch(
    files: Sequence[Found], data: Path, folders: tuple[Path, ...] = ()
) -> IngestSummary:
    """Takes one batch of files in, found in `folders`; while another process writes, only reads
    them meanwhile."""
    library, found = Library(data), Walk(found=tuple(files), skipped=0, folders=folders)
    try:
        return ingest_found(library, found, wait=0)
    except LibraryBusy:
        ahead = read_ahead(library, files)
        return ingest_found(library, found, ahead=ahead, wait=_TURN_SECONDS)
    finally:
        time.sleep(_PAUSE_SECONDS)


@flow(name="ingest-reports", validate_parameters=False)
def ingest_reports(paths: list[str], data: str, batch: int | None = None) -> State[Any]:
    """Takes the files and folders at `paths` into the library in the folder `data`, and links them.

    Returns what became of the files. A batch that fails leaves the others be; the final state is
    Failed where every batch did, and Completed under the name `WARNED` where one did or a file went
    to quarantine. Running the flow again completes it. `batch` is by default the library's setting.
    """
    logger = get_run_logger()
    library = Library(Path(data))
    settings = library.settings.flows
    found = walk([Path(each) for each in paths], without=library.folder)
    start = library.journal.end()
    size = batch or settings.batch
    batches: list[dict[str, Any]] = [
        {"files": found.found[at : at + size], "data": library.folder}
        for at in range(0, len(found.found), size)
    ]
    if batches:
        batches[0]["folders"] = found.folders
    with kept(library.settings.processes, library.settings.limits):
        results = in_batches(ingest_batch, batches, library)
    summaries = [each for each in results if isinstance(each, IngestSummary)]
    problems = [each for each in results if not isinstance(each, IngestSummary)]
    for problem in problems:
        logger.error("有一批没有导入：%s", problem)
    if problems and not summaries:
        return Failed(message=f"全部没有导入：{problems[0]}")
    summary = _sum(summaries, found.skipped)
    told = (
        f"新增 {summary.new}，未变 {summary.unchanged}，更新 {summary.updated}，"
        f"隔离 {len(summary.quarantined)}，用时 {summary.seconds:.1f} 秒"
    )
    logger.info("导入完成：%s。", told)
    for note in summary.notes:
        logger.warning("%s", note)
    for each in summary.quarantined:
        logger.warning("隔离：%s：%s", each.path, each.reason)
    show_arrivals(library, start)
    rejected = [Row(place=each.path, told=each.reason) for each in summary.quarantined]
    show("quarantined", "读不了的文件", len(rejected), rejected)
    linked = link_added_findings(library) if summary.new or summary.updated else True
    warned = bool(problems or summary.quarantined or not linked)
    return completed(told, warned=warned, data=summary)


def _sum(summaries: Sequence[IngestSummary], skipped: int) -> IngestSummary:
    return IngestSummary(
        new=sum(each.new for each in summaries),
        updated=sum(each.updated for each in summaries),
        unchanged=sum(each.unchanged for each in summaries),
        skipped=sum(each.skipped for each in summaries) + skipped,
        quarantined=tuple(file for each in summaries for file in each.quarantined),
        findings=sum(each.findings for each in summaries),
        megabytes=sum(each.megabytes for each in summaries),
        seconds=sum(each.seconds for each in summaries),
        restored=sum(each.restored for each in summaries),
        notes=tuple(note for each in summaries for note in each.notes),
    )

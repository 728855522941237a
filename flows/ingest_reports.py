"""The flow that takes reports into a library: what `huitoukan ingest` does, run by Prefect."""

from pathlib import Path

from prefect import flow, get_run_logger

from indexer.build import ingest
from indexer.library import Library
from indexer.outcome import IngestSummary


@flow(name="ingest-reports")
def ingest_reports(paths: list[Path], data: Path) -> IngestSummary:
    """Takes the files and folders at `paths` into the library in the folder `data`.

    Returns what became of the files. Raises what `indexer.build.ingest` raises; running the flow
    again after any failure completes it.
    """
    summary = ingest(Library(data), paths)
    logger = get_run_logger()
    logger.info(
        "导入完成：新增 %d，未变 %d，更新 %d，隔离 %d，用时 %.1f 秒。",
        summary.new,
        summary.unchanged,
        summary.updated,
        len(summary.quarantined),
        summary.seconds,
    )
    for each in summary.quarantined:
        logger.warning("隔离：%s：%s", each.path, each.reason)
    return summary

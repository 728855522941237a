"""The flow that looks whether a library is whole."""

from pathlib import Path
from typing import Any

from prefect import flow, get_run_logger
from prefect.client.schemas.objects import State

from flows.outcome import completed
from flows.report import Row, show
from flows.step import step
from indexer.library import Library
from indexer.verify import Verified, verify


@step("核验")
def verify_all(data: Path) -> Verified:
    """Reads every original, and compares journal, catalog and index."""
    return verify(Library(data))


@flow(name="verify-library", validate_parameters=False)
def verify_library(data: str) -> State[Any]:
    """Verifies the library in the folder `data`; returns what was found.

    The final state is Completed under the name `WARNED` where anything is wrong.
    """
    logger = get_run_logger()
    found = verify_all(Path(data))
    for fault in found.faults:
        logger.error("%s：%s", fault.kind.value, fault.message)
    rows = [Row(place=each.about, told=each.message) for each in found.faults]
    show("faults", "核验发现的问题", len(rows), rows)
    told = f"核验了 {found.originals} 个原件、{found.reports} 份报告，" + (
        f"发现 {len(rows)} 处问题" if rows else "完好"
    )
    logger.info("%s。", told)
    return completed(told, warned=bool(rows), data=found)

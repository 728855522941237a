"""The flow that makes catalog and index anew: what `huitoukan reindex` does."""

from pathlib import Path
from typing import Any

from prefect import flow, get_run_logger
from prefect.client.schemas.objects import State

from flows.outcome import completed
from flows.step import step
from indexer.heal import Healed
from indexer.library import Library
from indexer.reindex import reindex


@step("重建")
def rebuild(data: Path) -> Healed:
    """Makes catalog and index anew from the originals; the old ones serve until then."""
    return reindex(Library(data))


@flow(name="rebuild-index", validate_parameters=False)
def rebuild_index(data: str) -> State[Any]:
    """Rebuilds the library in the folder `data`; returns what was rebuilt."""
    healed = rebuild(Path(data))
    told = f"已由原件重建目录和索引：{healed.reports} 份报告"
    logger = get_run_logger()
    logger.info("%s。", told)
    for note in healed.notes:
        logger.warning("%s", note)
    return completed(told, warned=bool(healed.notes), data=healed)

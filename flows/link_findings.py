"""The flow that links findings: what `huitoukan link` does."""

from pathlib import Path
from typing import Any

from prefect import flow, get_run_logger
from prefect.client.schemas.objects import State

from flows.outcome import completed
from flows.step import step
from indexer.errors import LibraryError
from indexer.library import Library
from search.links import LinkSummary, link, link_added


@step("比对新增")
def link_new(data: Path) -> LinkSummary:
    """Links what was added since the last time."""
    return link_added(Library(data))


@step("比对")
def link_library(data: Path, everything: bool) -> LinkSummary:
    """Links exactly, all findings anew where that is needed or asked for."""
    return link(Library(data), everything=everything)


@flow(name="link-findings", validate_parameters=False)
def link_findings(data: str, everything: bool = False) -> State[Any]:
    """Links the findings of the library in the folder `data`; returns what was linked."""
    summary = link_library(Path(data), everything)
    told = _told(summary)
    get_run_logger().info("%s", told)
    return completed(told, warned=False, data=summary)


def link_added_findings(library: Library) -> bool:
    """Within a flow that has ingested: links what came in; whether that went well.

    The reports are in the library whatever becomes of it, and the next linking makes up for it.
    """
    logger = get_run_logger()
    state = link_new(library.folder, return_state=True)
    result = state.result(raise_on_failure=False)
    if isinstance(result, LinkSummary):
        logger.info("%s", _told(result))
        return True
    if not isinstance(result, LibraryError):
        raise result
    logger.error("已经入库，但没有比对是否反复，下次再比对：%s", result)
    return False


def _told(summary: LinkSummary) -> str:
    whole = "全部" if summary.everything else "新增的"
    return (
        f"已比对{whole} {summary.findings} 个问题：同一单位再次出现 {summary.again} 对，"
        f"其中反弹 {summary.relapses} 对，用时 {summary.seconds:.1f} 秒"
    )

"""总览: what an inspector looks at first in the morning."""

from collections.abc import Sequence

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response

from indexer.linking.recurrences import Relapse
from ingest.model import Status
from search.found import Found
from search.ledger import Item
from web.context import Context, Here, require
from web.pages.preparing import preparing
from web.viewer import Role

router = APIRouter(dependencies=[require(Role.READ)])

_SHOWN = 6


@router.get("/", name="overview")
def overview(here: Here) -> Response:
    """What is new this week, overdue, come back, or does not add up."""
    if here.reading.empty:
        return here.page("empty.html", active="总览", title="总览")
    kept = here.services
    needed = kept.found, kept.ledger, kept.week, kept.doubts, kept.queue
    wait = preparing(here, "总览", *needed)
    if wait is not None:
        return wait
    return here.kept_page(here.reading.revision(*needed), lambda: _page(here))


def _page(here: Context) -> HTMLResponse:
    week = here.reading.week()
    found = here.reading.found()
    findings, by_status = here.reading.statuses()
    items = here.reading.ledger()
    open_, overdue, relapses = here.reading.remembered(
        "overview", (items, found), lambda: _figures(items, found)
    )
    doubts = here.reading.doubts()
    return here.page(
        "overview.html",
        active="总览",
        title="总览",
        week=week,
        reports=len(found.sources),
        findings=findings,
        open=open_,
        statuses=[(each.value, by_status.get(each.value, 0)) for each in Status],
        overdue=overdue[:_SHOWN],
        overdue_count=len(overdue),
        newly=set(week.newly_overdue),
        relapses=relapses[:_SHOWN],
        relapse_count=len(relapses),
        doubts=doubts[:_SHOWN],
        doubt_count=sum(len(each.inconsistencies) for each in doubts),
        waiting=len(here.reading.suggestions(_MOST_WAITING)),
        most_waiting=_MOST_WAITING,
    )


_MOST_WAITING = 500


def _figures(items: Sequence[Item], found: Found) -> tuple[int, list[Item], list[Relapse]]:
    """How many items are open, those that are overdue, and the relapses, the latest first."""
    overdue = sorted((each for each in items if each.overdue), key=lambda each: each.overdue or 0)
    relapses = sorted(found.relapses, key=lambda each: each.later.date or "", reverse=True)
    return sum(not each.closed for each in items), overdue, relapses

"""台账: every finding with who answers for it and by when; people may amend it."""

from collections.abc import Callable
from datetime import date
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from search.amended import Amended
from web.audit import Action
from web.context import Context, Here, require
from web.download import attachment
from web.exports import ledger_file as ledger_sheets
from web.pages.asking import Narrowing, narrowing_of, page_of
from web.pages.deciding import WORDS
from web.pages.ledger_form import FIELDS
from web.pages.left_behind import left_on_former_versions
from web.pages.paging import pages
from web.pages.preparing import preparing
from web.viewer import Role

router = APIRouter(dependencies=[require(Role.READ)])

_SIZE = 50
STATES = {"": "全部", "open": "未销号", "overdue": "逾期", "closed": "已销号", "back": "反弹"}
ORDERS = {"org": "单位", "deadline": "时限", "overdue": "逾期天数", "status": "状态"}
_KEPT: dict[str, Callable[[Amended], bool]] = {
    "open": lambda each: not each.item.closed,
    "overdue": lambda each: each.item.overdue is not None,
    "closed": lambda each: each.item.closed,
    "back": lambda each: each.item.returned is not None,
}
_ORDER: dict[str, Callable[[Amended], Any]] = {
    "org": lambda each: (each.item.org is None, each.item.org or ""),
    "deadline": lambda each: (each.item.deadline is None, each.item.deadline or ""),
    "overdue": lambda each: -(each.item.overdue or 0),
    "status": lambda each: each.item.status.value,
}


@router.get("/ledger", name="ledger")
def ledger(request: Request, here: Here) -> Response:
    """The items of what the address narrows to, sorted and paged."""
    if here.reading.empty:
        return here.page("empty.html", active="台账", title="台账")
    needed = here.services.found, here.services.ledger
    wait = preparing(here, "台账", *needed)
    if wait is not None:
        return wait
    values = dict(request.query_params)
    state = STATES.get(values.get("state", ""), "")
    here.log(Action.VIEW, " ".join(filter(None, ("台账", state, narrowing_of(values).told))))
    return here.kept_page(here.reading.revision(*needed), lambda: _page(here, values))


def _page(here: Context, values: dict[str, str]) -> HTMLResponse:
    asked, page = narrowing_of(values), page_of(values)
    state = values.get("state", "")
    sort = values.get("sort", "overdue" if state == "overdue" else "org")
    everything = here.reading.amended(asked.asked)
    items, states = here.reading.remembered(
        f"ledger {state} {sort}",
        (everything,),
        lambda: (
            _chosen(everything, state, sort),
            {key: (name, len(_chosen(everything, key, "org"))) for key, name in STATES.items()},
        ),
    )
    return here.page(
        "ledger.html",
        active="台账",
        title="台账",
        asked=asked,
        state=state if state in STATES else "",
        states=states,
        sort=sort,
        items=items[(page - 1) * _SIZE : page * _SIZE],
        total=len(items),
        left=list(left_on_former_versions(here)),
        names=FIELDS,
        words=WORDS,
        back=_link(here, asked, {"state": state, "sort": sort, "page": page if page > 1 else None}),
        link=lambda **more: _link(here, asked, {"state": state, "sort": sort, **more}),
        pages=pages(
            len(items),
            _SIZE,
            page,
            lambda n: _link(here, asked, {"state": state, "sort": sort, "page": n}),
        ),
    )


@router.get("/ledger/export.xlsx", name="ledger_file")
def ledger_file(request: Request, here: Here) -> Response:
    """The four lists as a spreadsheet."""
    values = dict(request.query_params)
    asked, state = narrowing_of(values), values.get("state", "")
    chosen = _chosen(here.reading.amended(asked.asked), state, values.get("sort", "org"))
    scope = " ".join(filter(None, (STATES.get(state, ""), asked.told)))
    here.log(Action.EXPORT, f"台账 {scope}：{len(chosen)} 个问题")
    data = ledger_sheets([each.item for each in chosen])
    return attachment(data, f"台账_{date.today().isoformat()}.xlsx")


def _chosen(items: list[Amended], state: str, sort: str) -> list[Amended]:
    kept = [each for each in items if state not in _KEPT or _KEPT[state](each)]
    return sorted(kept, key=_ORDER[sort]) if sort in _ORDER else kept


def _link(here: Context, asked: Narrowing, more: dict[str, object]) -> str:
    return f"{here.url('ledger')}?{asked.query_string(**more)}"

"""台账: every finding with who answers for it and by when; people may amend it."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, Response

from indexer.edits import Edit, Field
from indexer.errors import LibraryBusy
from indexer.linking.decisions import Decision, Verdict
from ingest.model import Record
from search.amended import Amended, Overtaken
from web.audit import Action
from web.context import Context, Here, require
from web.download import attachment
from web.exports import ledger_file as ledger_sheets
from web.links import safe_return
from web.lookup import NotFound
from web.pages.asking import Narrowing, narrowing_of, page_of
from web.pages.deciding import WORDS
from web.pages.ledger_form import FIELDS, Cell, cell, written
from web.pages.paging import pages
from web.pages.preparing import preparing
from web.viewer import Role

router = APIRouter(dependencies=[require(Role.READ)])

_SIZE = 50
# Others may write between the look at what stands and the writing.
_TRIES = 3
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

Value = Annotated[str, Form(max_length=5_000)]
Back = Annotated[str | None, Form(max_length=2_000)]


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
        left=_left(here),
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


@router.get("/ledger/{id}", name="ledger_item")
def ledger_item(id: str, here: Here, back: str | None = None) -> Response:
    """One item, to be amended, with the history of what was written."""
    amended = _amended(here, id)
    if id not in amended.findings:
        # The page of a former version's finding: there is one item, and one address to write to.
        return here.go("ledger_item", {"back": back}, id=amended.item.id)
    here.log(Action.VIEW, f"台账 {id}")
    return _item(here, id, amended, [cell(amended, field) for field in FIELDS], back)


@router.post("/ledger/{id}", name="amend", dependencies=[require(Role.JUDGE)])
def amend(
    id: str,
    here: Here,
    responsible: Value = "",
    responsible_unit: Value = "",
    deadline: Value = "",
    note: Value = "",
    responsible_was: Value = "",
    responsible_unit_was: Value = "",
    deadline_was: Value = "",
    note_was: Value = "",
    back: Back = None,
) -> Response:
    """Writes what was changed, all of it or nothing; what was emptied is again what the reports
    say. A field that the form says was not changed stays as others may have written it."""
    typed = (responsible, responsible_unit, deadline, note)
    was = (responsible_was, responsible_unit_was, deadline_was, note_was)
    for _ in range(_TRIES):
        amended = _amended(here, id)
        cells = [
            cell(amended, field, value, before)
            for field, value, before in zip(FIELDS, typed, was, strict=True)
        ]
        if any(each.problem for each in cells):
            return _item(here, id, amended, cells, back, status=409)
        values = {each.field: each.value or None for each in cells if each.changed}
        # A form may have been opened before the report was replaced.
        now = id if id in amended.findings else amended.item.id
        with suppress(Overtaken):
            if values:
                here.changes.edit(now, values, amended)
            return here.go("ledger_item", {"notice": "written", "back": back}, id=now)
    raise LibraryBusy("别人正在改这一行，没有记下您填的内容，请稍后再试。")


@router.post("/ledger/{id}/settle", name="settle", dependencies=[require(Role.JUDGE)])
def settle(
    id: str,
    here: Here,
    field: Annotated[Field | None, Form()] = None,
    other: Annotated[str | None, Form(max_length=40)] = None,
) -> Response:
    """Takes off the list what was left on a former version: a field, or the decision on it and
    another finding."""
    if field is not None:
        here.changes.edit(id, {field: None})
    elif other is not None:
        here.changes.decide([(id, other)], Verdict.WITHDRAW)
    return here.go("ledger")


def _item(
    here: Context,
    id: str,
    amended: Amended,
    cells: list[Cell],
    back: str | None,
    status: int = 200,
) -> Response:
    return here.page(
        "ledger_item.html",
        status,
        active="台账",
        title=amended.item.title,
        id=id,
        item=amended.item,
        cells=cells,
        edits=written(amended, here.reading.edits(amended.item.id)),
        back=safe_return(here.request, back) if back else here.url("ledger"),
    )


def _amended(here: Context, id: str) -> Amended:
    entry = here.reading.finding(id)
    found = here.reading.ledger_item(id)
    if found is not None:
        return found
    if entry.report.current:
        raise NotFound(f"台账里没有 {id}。它可能刚入库，请稍后再看。")
    raise NotFound(
        f"{id} 所在的报告已换成新版，新版里没有认出同一个问题。"
        "为它写过的内容列在台账页上方，请在新版的问题里重新填写。"
    )


class Left(Record, frozen=True, kw_only=True):
    """What was left on a former version's finding, which has this `title`; its report's new version
    is `report`. Of `edit` and `decision` one is there."""

    id: str
    title: str
    report: str | None
    edit: Edit | None = None
    decision: Decision | None = None


def _left(here: Context) -> list[Left]:
    left = here.reading.left_behind()
    told = [_left_on(here, each.finding, edit=each) for each in left.edits]
    for each in left.decisions:
        former = each.a if not here.reading.finding(each.a).report.current else each.b
        told.append(_left_on(here, former, decision=each))
    return told


def _left_on(
    here: Context, id: str, edit: Edit | None = None, decision: Decision | None = None
) -> Left:
    entry = here.reading.finding(id)
    return Left(
        id=id,
        title=entry.finding.title,
        report=entry.report.superseded_by,
        edit=edit,
        decision=decision,
    )


def _chosen(items: list[Amended], state: str, sort: str) -> list[Amended]:
    kept = [each for each in items if state not in _KEPT or _KEPT[state](each)]
    return sorted(kept, key=_ORDER[sort]) if sort in _ORDER else kept


def _link(here: Context, asked: Narrowing, more: dict[str, object]) -> str:
    return f"{here.url('ledger')}?{asked.query_string(**more)}"

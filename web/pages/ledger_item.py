"""One line of the 台账, to be amended, with the history of what was written."""

from contextlib import suppress
from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import Response

from indexer.edits import Field
from indexer.errors import LibraryBusy
from indexer.linking.decisions import Verdict
from search.amended import Amended, Overtaken
from web.audit import Action
from web.context import Context, Here, require
from web.links import safe_return
from web.lookup import NotFound
from web.pages.ledger_form import FIELDS, Cell, cell, written
from web.viewer import Role

router = APIRouter(dependencies=[require(Role.READ)])

# Others may write between the look at what stands and the writing.
_TRIES = 3

Value = Annotated[str, Form(max_length=5_000)]
Back = Annotated[str | None, Form(max_length=2_000)]


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

"""/api/v1: the ledger, what changed lately, what does not add up."""

from datetime import date, timedelta
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict
from pydantic import Field as Bound

from indexer.edits import Edit, Field
from search.digest import Digest, utc
from search.doubts import Doubt
from web.api.answers import ApiRoute, answer, answers
from web.api.asking import AskedFor, Offset, scope
from web.api.views import LedgerPage
from web.audit import Action
from web.context import Here, require
from web.viewer import Role

router = APIRouter(route_class=ApiRoute, dependencies=[require(Role.READ)], tags=["台账"])


class LedgerEdit(BaseModel):
    """台账里的一格改成什么。"""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"example": {"field": "deadline", "value": "2026-06-30"}},
    )
    field: Field
    value: Annotated[str | None, Bound(max_length=500, description="null 是恢复报告里的说法")]


@router.get("/ledger", responses=answers(LedgerPage), summary="整改台账")
def ledger(
    here: Here,
    asked: AskedFor,
    overdue: Annotated[bool, Query(description="只看逾期的")] = False,
    closed: Annotated[bool | None, Query(description="是否已销号；不写是全部")] = None,
    limit: Annotated[int, Query(ge=1, le=1000)] = 100,
    offset: Offset = 0,
) -> Response:
    """每个问题的责任、时限、状态变化；人工改过的以改过的为准。"""
    states = ("逾期" if overdue else "", {True: "已销号", False: "未销号", None: ""}[closed])
    here.log(Action.VIEW, scope("台账", asked, *states))
    found = [
        each
        for each in here.reading.amended(asked)
        if (each.item.overdue or not overdue) and closed in (None, each.item.closed)
    ]
    return answer(LedgerPage(total=len(found), items=tuple(found[offset : offset + limit])))


@router.get("/ledger/{finding}/edits", responses=answers(tuple[Edit, ...]), summary="改动记录")
def edits(here: Here, finding: str) -> Response:
    """这个问题在台账里的全部改动，先改的在前。"""
    here.log(Action.VIEW, f"台账 {finding}")
    return answer(here.reading.edits(finding))


@router.put(
    "/ledger/{finding}",
    dependencies=[require(Role.JUDGE)],
    responses=answers(tuple[Edit, ...]),
    summary="改台账",
)
def edit(here: Here, finding: str, change: LedgerEdit) -> Response:
    """改责任人、责任单位、时限或备注；原来的记录仍然保留。"""
    here.changes.edit(finding, {change.field: change.value})
    return answer(here.reading.edits(finding))


@router.get("/digest", responses=answers(Digest), summary="近期变化")
def digest(
    here: Here,
    since: Annotated[date | None, Query(description="从哪天起；不写是七天前")] = None,
) -> Response:
    """新入库、状态变化、逾期、反弹、前后不一、读不了的文件。"""
    here.log(Action.VIEW, "近期变化")
    return answer(here.reading.digest(utc(since or date.today() - timedelta(days=7))))


@router.get("/doubts", responses=answers(tuple[Doubt, ...]), summary="前后不一")
def doubts(here: Here) -> Response:
    """每份报告里前后矛盾、数字不符的地方，都有原文位置。"""
    here.log(Action.VIEW, "前后不一")
    return answer(here.reading.doubts())

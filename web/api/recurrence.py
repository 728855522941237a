"""/api/v1: what recurs, what was decided about it."""

from typing import Annotated

import msgspec
from fastapi import APIRouter, Query
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field

from indexer.linking.decisions import Decision, Verdict
from indexer.linking.recurrences import Group, Recurrences
from search.review import Suggestion
from search.study import Study
from web.api.answers import ApiRoute, answer, answers
from web.api.asking import AskedFor, scope
from web.api.views import Decided
from web.audit import Action
from web.context import Here, require
from web.lookup import NotFound
from web.viewer import Role

router = APIRouter(route_class=ApiRoute, dependencies=[require(Role.READ)], tags=["反复与研判"])

_ID = Annotated[str, Field(max_length=40, examples=["3fa2b81c90de-4"])]
_Said = Annotated[Verdict, Field(description="同类、不同、不确定、撤回")]
_Note = Annotated[str, Field(max_length=500, description="理由")]


class PairDecision(BaseModel):
    """一对问题是不是同类。"""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "example": {"a": "3fa2b81c90de-4", "b": "0c5d11e27a90-2", "verdict": "confirm"}
        },
    )
    a: _ID
    b: _ID
    verdict: _Said
    note: _Note = ""


class GroupDecision(BaseModel):
    """一整组是不是同类。"""

    model_config = ConfigDict(extra="forbid")
    verdict: _Said
    note: _Note = ""


@router.get("/recurrences", responses=answers(Recurrences), summary="反复出现的问题")
def recurrences(here: Here, asked: AskedFor) -> Response:
    """反弹、屡查屡犯、共性、同类问题和雷同段落，都有理由和出处。"""
    here.log(Action.VIEW, scope("反复", asked))
    return answer(here.reading.recurrences(asked))


@router.get("/recurrences/study", responses=answers(Study), summary="反复问题分析")
def study(here: Here, asked: AskedFor) -> Response:
    """分析报告里的全部数字和引文。"""
    here.log(Action.VIEW, scope("反复问题分析", asked))
    return answer(here.reading.study(asked))


@router.get("/groups/{id}", responses=answers(Group), summary="一组同类问题")
def group(here: Here, id: str) -> Response:
    """组里的问题和每条关联的理由。"""
    for each in here.reading.found().groups:
        if each.id == id:
            here.log(Action.VIEW, f"同类组 {each.id} {each.label}")
            return answer(each)
    raise NotFound("没有这一组；研判之后组会变化，请重新查询。")


@router.get("/review", responses=answers(tuple[Suggestion, ...]), summary="待研判的")
def review(
    here: Here,
    asked: AskedFor,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
    score: Annotated[bool, Query(description="研判前就给出程序的评分")] = False,
) -> Response:
    """可能同类的一对对问题，最拿不准的在前。"""
    here.log(Action.VIEW, scope("研判", asked))
    found = here.reading.suggestions(limit, asked)
    return answer(found if score else [msgspec.structs.replace(s, score=None) for s in found])


@router.get("/decisions", responses=answers(tuple[Decision, ...]), summary="已有的研判")
def decisions(here: Here) -> Response:
    """现在有效的研判，最近的在前。"""
    here.log(Action.VIEW, "已有的研判")
    return answer(here.reading.decisions())


@router.post(
    "/decisions",
    dependencies=[require(Role.JUDGE)],
    responses=answers(Decided, {"decided": 1, "conflicts": []}),
    summary="研判一对",
)
def decide(here: Here, said: PairDecision) -> Response:
    """记下一对问题的研判；与别的研判有矛盾时照样记下，并且说明。"""
    conflicts = here.changes.decide([(said.a, said.b)], said.verdict, said.note)
    return answer(Decided(decided=1, conflicts=tuple(conflicts)))


@router.post(
    "/decisions/undo",
    dependencies=[require(Role.JUDGE)],
    responses=answers(Decision | None),
    summary="撤回自己最近的研判",
)
def undo(here: Here) -> Response:
    """撤回的是哪一条，整组研判的一次全部撤回，给出最后一条；没有可以撤回的是 null。"""
    undone = here.changes.undo()
    return answer(undone[-1] if undone else None)


@router.post(
    "/groups/{id}/decisions",
    dependencies=[require(Role.JUDGE)],
    responses=answers(Decided),
    summary="研判一整组",
)
def decide_group(here: Here, id: str, said: GroupDecision) -> Response:
    """整组确认为同类，或整组拆开。"""
    decided, conflicts = here.changes.decide_group(id, said.verdict, said.note)
    return answer(Decided(decided=decided, conflicts=tuple(conflicts)))

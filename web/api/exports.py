"""/api/v1: what can be saved as a file."""

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response

from indexer.engine import Sort
from search.export.files import Kind
from web.api.answers import ApiRoute, file_answer
from web.api.asking import AskedFor, Filters, Words, scope, told
from web.audit import Action
from web.context import Here, require
from web.download import attachment
from web.exports import MOST, PaperKind, ledger_file, listing_file, paper_file
from web.viewer import Role

router = APIRouter(
    route_class=ApiRoute, prefix="/exports", dependencies=[require(Role.READ)], tags=["导出"]
)


@router.get("/search", responses=file_answer("检索结果.xlsx"), summary="导出检索结果")
def search(
    here: Here,
    filters: Filters,
    q: Words = "",
    form: Annotated[
        str, Query(pattern="^(xlsx|docx|csv|html)$", description="文件的种类")
    ] = "xlsx",
    sort: Sort = Sort.RELEVANCE,
    mask: bool = False,
    limit: Annotated[int, Query(ge=1, le=MOST)] = 1000,
) -> Response:
    """检索结果写成表格、公文、CSV 或网页。"""
    found = here.reading.search(q, filters, limit=limit, sort=sort, facets=False)
    here.log(Action.EXPORT, f"检索结果.{form}：{told(q, filters)}")
    return attachment(listing_file(found, q, Kind(f".{form}"), mask=mask), f"检索结果.{form}")


@router.get("/ledger", responses=file_answer("台账.xlsx"), summary="导出台账")
def ledger(here: Here, asked: AskedFor) -> Response:
    """问题、任务、责任、时限四张清单。"""
    items = here.reading.ledger(asked)
    here.log(Action.EXPORT, f"{scope('台账', asked)}：{len(items)} 个问题")
    return attachment(ledger_file(items), "台账.xlsx")


@router.get("/recurrences", responses=file_answer("反复问题分析.docx"), summary="导出分析报告")
def recurrences(
    here: Here,
    asked: AskedFor,
    form: Annotated[str, Query(pattern="^(docx|xlsx|html)$", description="文件的种类")] = "docx",
) -> Response:
    """反复问题分析报告。"""
    study = here.reading.study(asked)
    here.log(Action.EXPORT, scope(f"反复问题分析.{form}", asked))
    return attachment(paper_file(study, PaperKind(f".{form}")), f"反复问题分析.{form}")

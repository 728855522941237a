"""/api/v1: searching, completing, what is similar, whole reports and findings."""

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response

from indexer.engine import Sort
from search.mask import masked_answer
from search.suggest import Suggestion
from web.api.answers import ApiRoute, answer, answers, file_answer
from web.api.asking import Filters, Limit, Offset, Words, told
from web.api.views import Counted, Hits, ReportHits, StoredFinding, StoredReport, facets_of
from web.audit import Action
from web.context import Here, require
from web.download import attachment
from web.viewer import Role

router = APIRouter(route_class=ApiRoute, dependencies=[require(Role.READ)], tags=["检索"])

_HITS = {
    "total": 1,
    "hits": [],
    "partial": False,
    "unmatched": [],
    "by_type": [],
    "nearby": [],
    "facets": {"status": [{"value": "完成", "findings": 1}]},
}


@router.get("/search", responses=answers(Hits, _HITS), summary="检索问题")
def search(
    here: Here,
    filters: Filters,
    q: Words = "",
    limit: Limit = 10,
    offset: Offset = 0,
    sort: Annotated[Sort, Query(description="次序")] = Sort.RELEVANCE,
    facets: Annotated[bool, Query(description="各类各有多少条")] = False,
    synonyms: Annotated[bool, Query(description="也找同义的说法")] = True,
    explain: Annotated[bool, Query(description="说明为什么排在这里")] = False,
    mask: Annotated[bool, Query(description="隐去姓名和号码")] = False,
) -> Response:
    """问题按检索式和条件找出，最相关的在前；`marks` 是命中处的位置。"""
    here.log(Action.SEARCH, told(q, filters))
    found = here.reading.search(
        q,
        filters,
        limit=limit,
        offset=offset,
        sort=sort,
        facets=facets,
        with_synonyms=synonyms,
        explain=explain,
    )
    return answer(Hits.of(masked_answer(found) if mask else found))


@router.get("/search/reports", responses=answers(ReportHits), summary="检索报告")
def search_reports(
    here: Here,
    filters: Filters,
    q: Words = "",
    limit: Limit = 10,
    offset: Offset = 0,
    sort: Sort = Sort.RELEVANCE,
) -> Response:
    """按报告归并：每份报告有几条符合，最前的三条是哪些。"""
    here.log(Action.SEARCH, told(q, filters))
    found = here.reading.search_reports(q, filters, limit=limit, offset=offset, sort=sort)
    return answer(ReportHits.of(found))


@router.get("/facets", responses=answers(Counted), summary="各类各有多少条")
def facets(here: Here, filters: Filters, q: Words = "") -> Response:
    """年份、地区、单位、状态、类型、文种各有多少条。"""
    here.log(Action.SEARCH, told(q, filters))
    found = here.reading.search(q, filters, limit=1)
    return answer(Counted(total=found.total, facets=facets_of(found)))


@router.get("/suggest", responses=answers(tuple[Suggestion, ...]), summary="补全检索词")
def suggest(
    here: Here,
    q: Annotated[str, Query(max_length=100, examples=["公务"], description="开头的字")],
    limit: Annotated[int, Query(ge=1, le=50)] = 10,
) -> Response:
    """问题类型、问题对象、单位和常用说法，条数多的在前。"""
    return answer(here.reading.suggest(q, limit))


@router.get("/similar", responses=answers(Hits), summary="类似的问题")
def similar(
    here: Here,
    to: Annotated[str, Query(max_length=500, min_length=1, description="问题编号，或一句描述")],
    limit: Limit = 10,
    offset: Offset = 0,
) -> Response:
    """和一个问题、或一句描述类似的问题；写明措施和处理情况的在前。"""
    here.log(Action.SEARCH, f"类似：{to}")
    return answer(Hits.of(here.reading.similar(to, limit=limit, offset=offset)))


@router.get("/reports/{id}", responses=answers(StoredReport), summary="一份报告")
def report(here: Here, id: str) -> Response:
    """报告的全部内容和原文；各处的位置是原文里的字符位置。"""
    entry = here.reading.report(id)
    here.log(Action.VIEW, entry.id)
    fields = {name: getattr(entry, name) for name in StoredReport.__struct_fields__}
    return answer(StoredReport(**fields))


@router.get("/reports/{id}/original", responses=file_answer("通报.docx"), summary="下载原件")
def original(here: Here, id: str) -> Response:
    """导入时的文件，一个字节也没有变。"""
    entry = here.reading.report(id)
    data = here.reading.original(id)
    here.log(Action.DOWNLOAD, f"{entry.id} {entry.name}")
    return attachment(data, entry.name)


@router.get("/findings/{id}", responses=answers(StoredFinding), summary="一个问题")
def finding(here: Here, id: str) -> Response:
    """问题的全部内容和它在原文中的一段。"""
    entry = here.reading.finding(id)
    here.log(Action.VIEW, entry.id)
    group = here.reading.kin().group(entry.id)
    return answer(StoredFinding.of(entry, group.id if group else None))

"""检索: a search is a plain address that can be kept and mailed."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, Response

from indexer.engine import Sort
from indexer.errors import LibraryError
from search.export.files import Kind
from search.problem import QueryError
from search.query import ask
from search.similar import is_id
from web.audit import Action
from web.context import Context, Here, require
from web.download import attachment
from web.exports import listing_file
from web.pages.asking import FACET_NAMES, Search, search_of
from web.pages.facets import facets
from web.pages.hints import hints, unknown_types
from web.pages.paging import Pages, pages
from web.viewer import Role

router = APIRouter(dependencies=[require(Role.READ)])

_SIZE = 20
_EXPORTED = 2_000
_COMPLETIONS = 8


@router.get("/search", name="search")
def search(request: Request, here: Here) -> Response:
    """The hits for what the address asks for, with facets."""
    asked = search_of(request.query_params.multi_items())
    if here.reading.empty:
        return here.page("empty.html", active="检索", title="检索")
    here.log(Action.SEARCH, asked.as_query or "全部问题")
    make = _reports if asked.by_report else _findings
    try:
        return here.kept_page(here.reading.revision(), lambda: make(here, asked))
    except QueryError as problem:
        told = {"problem": problem, "place": _place(asked.text, problem), "summary": ""}
        return here.page("search.html", status=400, **{**_values(here, asked), **told})


@router.get("/similar", name="similar")
def similar(here: Here, of: Annotated[str, Query(max_length=500)], page: int = 1) -> Response:
    """Findings like the one of an id, or like a described one."""
    page = max(1, min(page, 50))
    here.log(Action.SEARCH, f"类似：{of}")
    answer = here.reading.similar(of, limit=_SIZE, offset=(page - 1) * _SIZE)
    finding = here.reading.finding(of) if is_id(of) else None
    return here.page(
        "similar.html",
        active="检索",
        title="类似问题",
        of=of,
        finding=finding,
        hits=answer.hits,
        total=answer.total,
        pages=pages(
            answer.total,
            _SIZE,
            page,
            lambda n: here.url("similar", {"of": of, "page": n}),
        ),
    )


@router.get("/completions", name="completions")
def completions(here: Here, q: Annotated[str, Query(max_length=100)] = "") -> list[dict[str, str]]:
    """What the beginning of a query may become, for the search box."""
    if here.reading.empty:
        return []
    try:
        found = here.reading.suggest(q, _COMPLETIONS)
    except QueryError:
        return []
    return [
        {"text": each.text, "kind": f"{each.kind} {each.findings or ''}".strip()} for each in found
    ]


@router.get("/search/export.{kind}", name="export_search")
def export_search(request: Request, here: Here, kind: str, mask: bool = False) -> Response:
    """The hits as a file."""
    if f".{kind}" not in list(Kind):
        raise LibraryError(f"不能导出为 .{kind}；可用：xlsx、docx、csv、html。")
    asked = search_of(request.query_params.multi_items())
    answer = here.reading.search(
        asked.text, asked.filters, limit=_EXPORTED, sort=asked.sort, facets=False
    )
    query = asked.as_query or "全部问题"
    here.log(Action.EXPORT, query)
    data = listing_file(answer, query, Kind(f".{kind}"), mask=mask)
    return attachment(data, f"检索结果.{kind}")


def _findings(here: Context, asked: Search) -> HTMLResponse:
    answer = here.reading.search(
        asked.text,
        asked.filters,
        limit=_SIZE,
        offset=(asked.page - 1) * _SIZE,
        sort=asked.sort,
    )
    return here.page(
        "search.html",
        **{
            **_values(here, asked),
            "facets": list(facets(here, asked, answer)),
            "hits": answer.hits,
            "nearby": answer.nearby,
            "summary": f"共 {answer.total} 个问题" if answer.total else "",
            "hints": [
                *hints(answer, behind=here.reading.library.behind),
                *([] if answer.total else unknown_types(asked, here.services.taxonomy)),
            ],
            "pages": _pages(here, answer.total, asked),
        },
    )


def _reports(here: Context, asked: Search) -> HTMLResponse:
    answer = here.reading.search_reports(
        asked.text,
        asked.filters,
        limit=_SIZE + 1,
        offset=(asked.page - 1) * _SIZE,
        sort=asked.sort,
    )
    # How many reports there are nobody has counted; whether there is one more page is enough.
    more = len(answer.reports) > _SIZE
    total = (asked.page - 1) * _SIZE + len(answer.reports[:_SIZE]) + more
    return here.page(
        "search.html",
        **{
            **_values(here, asked),
            "reports": answer.reports[:_SIZE],
            "summary": f"{answer.findings} 个问题，按报告归并",
            "hints": hints(answer, behind=here.reading.library.behind),
            "pages": _pages(here, total, asked),
        },
    )


def _place(text: str, problem: QueryError) -> tuple[str, str, str] | None:
    """The query before, at and behind what is wrong in it; None where that is in a filter."""
    try:
        ask(text)
    except QueryError:
        at = min(problem.offset, len(text))
        return text[:at], text[at : at + 1] or "　", text[at + 1 :]
    return None


def _values(here: Context, asked: Search) -> dict[str, Any]:
    return {
        "active": "检索",
        "title": f"{asked.as_query} · 检索" if not asked.blank else "检索",
        "asked": asked,
        "facet_names": FACET_NAMES,
        "sorts": list(Sort),
        "saved": list(here.reading.saved.all()),
        "most_exported": _EXPORTED,
        "problem": None,
        "place": None,
        "facets": [],
        "hits": (),
        "nearby": (),
        "reports": (),
        "hints": [],
        "pages": _pages(here, 0, asked),
    }


def _pages(here: Context, total: int, asked: Search) -> Pages:
    return pages(
        total, _SIZE, asked.page, lambda n: f"{here.url('search')}?{asked.query_string(page=n)}"
    )

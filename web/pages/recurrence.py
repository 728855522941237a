"""反复: what recurs, as charts that lead to the findings, and case by case."""

from collections.abc import Sequence
from datetime import date
from typing import Any, TypeVar

from fastapi import APIRouter, Request
from fastapi.responses import Response
from markupsafe import Markup

from indexer.errors import LibraryError
from indexer.linking.recurrences import Boilerplate, Passage
from ingest.model import Record
from search.asked import occurrences_asked
from search.export import charts
from search.export.recurrence_charts import heat_chart, round_bars
from search.found import Found
from search.quotes import told
from search.study import focus, heat, rounds
from web.audit import Action
from web.context import Context, Here, require
from web.download import attachment
from web.exports import PaperKind, paper_file
from web.pages.asking import Narrowing, narrowing_of, page_of
from web.pages.notices import notice_of
from web.pages.paging import pages
from web.pages.preparing import preparing
from web.viewer import Role

router = APIRouter(dependencies=[require(Role.READ)])

TABS = {
    "map": "分布",
    "rounds": "历次巡察",
    "relapses": "反弹",
    "common": "共性问题",
    "repeated": "屡查屡犯",
    "boilerplate": "雷同",
}
_SIZE = 15
_PASSAGES = 6
_UNTYPED = "未分类"

T = TypeVar("T")


class Aligned(Record, frozen=True, kw_only=True):
    """A passage as it stands in either report."""

    passage: Passage
    a_text: str
    b_text: str


@router.get("/recurrence", name="recurrence")
def recurrence(request: Request, here: Here) -> Response:
    """What recurs of what the address narrows to; `tab` says which side of it."""
    if here.reading.empty:
        return here.page("empty.html", active="反复", title="反复")
    kept = here.services
    wait = preparing(here, "反复", kept.found, kept.shared)
    if wait is not None:
        return wait
    values = dict(request.query_params)
    tab = values.get("tab", "map")
    tab = tab if tab in TABS else "map"
    asked, page = narrowing_of(values), page_of(values)
    here.log(Action.VIEW, f"反复 {TABS[tab]} {asked.told}".strip())
    found = here.reading.recurrences(asked.asked)
    common = [each for each in found.groups if each.common]
    repeated = [each for each in found.groups if "repeated" in each.kinds]
    counts = {
        "relapses": len(found.relapses),
        "common": len(common),
        "repeated": len(repeated),
        "boilerplate": len(found.boilerplate),
    }
    shown: dict[str, Any] = {}
    match tab:
        case "map" | "rounds":
            shown = _charts(here, asked, tab)
        case "relapses":
            latest = sorted(found.relapses, key=lambda each: each.later.date or "", reverse=True)
            shown = {"cases": told(here.reading.library, _part(latest, page))}
        case "common" | "repeated":
            groups = common if tab == "common" else repeated
            shown = {"groups": _part(groups, page)}
        case _:
            shown = {
                "pairs": [(each, _aligned(here, each)) for each in _part(found.boilerplate, page)]
            }
    return here.page(
        "recurrence.html",
        active="反复",
        title=f"{TABS[tab]} · 反复",
        tab=tab,
        tabs=TABS,
        counts=counts,
        asked=asked,
        sources=_sources(here),
        pages=pages(
            counts.get(tab, 0),
            _SIZE,
            page,
            lambda n: f"{here.url('recurrence')}?{asked.query_string(tab=tab, page=n)}",
        ),
        **shown,
    )


@router.get("/recurrence/report.{kind}", name="recurrence_report")
def recurrence_report(kind: str, request: Request, here: Here) -> Response:
    """The whole as a paper for the leadership."""
    if f".{kind}" not in list(PaperKind):
        raise LibraryError(f"不能写成 .{kind}；可用：docx、xlsx、html。")
    asked = narrowing_of(dict(request.query_params))
    data = paper_file(here.reading.study(asked.asked), PaperKind(f".{kind}"))
    scope = "".join(filter(None, asked.values.values()))
    here.log(Action.EXPORT, f"{scope}反复问题分析报告")
    return attachment(data, f"{scope}反复问题分析报告_{date.today().isoformat()}.{kind}")


@router.get("/recurrence/groups/{id}", name="recurrence_group")
def recurrence_group(id: str, request: Request, here: Here) -> Response:
    """All findings of one kind, with the reasons of each link."""
    group = next((each for each in here.reading.found().groups if each.id == id), None)
    if group is None:
        # Who has just decided on it can take that back from where it is no more, too.
        told = notice_of(f"?{request.url.query}")
        name = request.query_params["notice"] if told and told.undo else "regrouped"
        return here.go("recurrence", {"notice": name})
    here.log(Action.VIEW, f"同类组 {group.id} {group.label}")
    return here.page(
        "group.html",
        active="反复",
        title=group.label,
        group=group,
        known={each.finding: each for each in group.members},
        members=sorted(group.members, key=lambda each: (each.date or "", each.finding)),
    )


def _charts(here: Context, asked: Narrowing, tab: str) -> dict[str, Any]:
    found = here.reading.found()
    return here.reading.remembered(
        f"charts {tab} {asked}", (found,), lambda: _drawn(here, asked, tab, found)
    )


def _drawn(here: Context, asked: Narrowing, tab: str, found: Found) -> dict[str, Any]:
    inside = occurrences_asked(found, asked.asked)
    # charts escapes all that it writes.
    if tab == "rounds":
        told = rounds(inside, here.reading.recurrences(asked.asked).relapses)
        return {"rounds": told, "chart": Markup(charts.bars(round_bars(told))) if told else ""}
    chart = heat_chart(heat(inside))

    def link(org: str, type_: str) -> str:
        wanted = {"org": org, "type": type_ if type_ != _UNTYPED else "", "year": asked.year}
        return here.url("search", wanted)

    return {
        "chart": Markup(charts.heat(chart, link)) if chart.rows else "",
        "years": chart.years,
        "focus": focus(found, inside),
        "findings": len(inside),
        "orgs": len({each.org for each in inside if each.org}),
    }


def _sources(here: Context) -> dict[str, str]:
    """The ids of reports by the names of their files."""
    found = here.reading.found()
    return here.reading.remembered(
        "sources", (found,), lambda: {each.name: each.report for each in found.sources}
    )


def _part(all_: Sequence[T], page: int) -> list[T]:
    return list(all_[(page - 1) * _SIZE : page * _SIZE])


def _aligned(here: Context, pair: Boilerplate) -> list[Aligned]:
    ids = _sources(here)
    a, b = (here.reading.report(ids[name]).text for name in (pair.a, pair.b))
    return [
        Aligned(passage=each, a_text=a[slice(*each.a_span)], b_text=b[slice(*each.b_span)])
        for each in pair.passages[:_PASSAGES]
    ]

"""报告: the original text with what was read out of it marked where it stands."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response
from markupsafe import Markup

from indexer.entries import ReportEntry
from ingest.model import Declared, Report, Severity, Span
from web.audit import Action
from web.context import Context, Here, require
from web.download import attachment
from web.lookup import NotFound
from web.pages.annotated import annotated
from web.viewer import Role

if TYPE_CHECKING:
    from indexer.versions import Difference, Version

router = APIRouter(dependencies=[require(Role.READ)])

_DECLARED = {
    "findings": "问题 {} 个",
    "completed": "完成 {} 个",
    "in_progress": "推进中 {} 个",
    "measures": "措施 {} 条",
    "regulations": "制度 {} 项",
    "recovered_yuan": "追回 {:,.2f} 元",
    "people_disciplined": "处理 {} 人",
}
_KINDS = {Severity.ERROR: "alarm", Severity.WARNING: "partial", Severity.NOTE: "unstated"}


@router.get("/reports/{id}", name="report")
def report(id: str, here: Here) -> Response:
    """A report's text, its outline, its checks and its versions."""
    shown = here.kept_page(here.reading.revision(), lambda: _page(here, here.reading.report(id)))
    here.log(Action.VIEW, f"报告 {id}")
    return shown


def _page(here: Context, entry: ReportEntry) -> HTMLResponse:
    return here.page(
        "report.html",
        active="检索",
        title=entry.report.title or entry.name,
        entry=entry,
        report=entry.report,
        facts=facts(entry.report),
        lines=here.reading.of_report(entry, "lines", lambda: annotated(entry)),
        doubts=[
            (n, each, _KINDS[each.severity])
            for n, each in enumerate(entry.report.inconsistencies, 1)
        ],
        versions=_versions(here, entry),
    )


@router.get("/reports/{id}/original", name="original")
def original(id: str, here: Here) -> Response:
    """The file as it came in, to be saved: a browser must never run what is in it."""
    entry = here.reading.report(id)
    data = here.reading.original(id)
    here.log(Action.DOWNLOAD, f"报告 {entry.id}")
    return attachment(data, entry.name)


@router.get("/reports/{id}/compare/{other}", name="compare")
def compare(id: str, other: str, here: Here) -> Response:
    """What differs between two versions of a report, paragraph beside paragraph."""
    from indexer.versions import differences

    old, new = here.reading.report(other), here.reading.report(id)
    here.log(Action.VIEW, f"报告 {old.id} 与 {new.id}")
    return here.page(
        "compare.html",
        active="检索",
        title="两个版本对照",
        old=old,
        new=new,
        rows=rows(differences(old.text, new.text)),
    )


def facts(report: Report) -> list[tuple[str, str]]:
    """What is known of a report, as names and values; unknown is left out."""
    period = (report.inspection_start, report.inspection_end)
    values = (
        ("文种", report.kind.value),
        ("被巡察单位", "、".join(report.inspected_org)),
        ("地区", "".join(report.region)),
        ("巡察机构", report.inspecting_body),
        ("巡察方式", report.inspection_kind),
        ("轮次", report.round),
        ("巡察时间", " 至 ".join(each or "？" for each in period) if any(period) else None),
        ("反馈日期", report.feedback_on),
        ("发布日期", report.published_on),
        ("联系方式", report.contact),
        ("文中自述", _declared(report.declared)),
    )
    return [(name, value) for name, value in values if value]


def rows(found: "Iterable[Difference]") -> list[tuple[Markup, Markup]]:
    """Paragraphs that differ side by side, the old and the new one, with what differs marked."""
    return [
        (_differing(each.before, each.out, "del"), _differing(each.after, each.into, "ins"))
        for each in found
    ]


def _differing(text: str | None, spans: Sequence[Span], tag: str) -> Markup:
    if text is None:
        return Markup("")
    html, at = Markup(""), 0
    pair = Markup(f"<{tag}>{{}}</{tag}>")
    for start, end in spans or ((0, len(text)),):
        html += text[at:start] + pair.format(text[start:end])
        at = end
    return html + text[at:]


def _declared(declared: Declared) -> str:
    values = ((words, getattr(declared, name)) for name, words in _DECLARED.items())
    return "，".join(words.format(value) for words, value in values if value is not None)


def _versions(here: Context, entry: ReportEntry) -> "list[Version]":
    """What stood at the report's places, newest first; none where there was only this one."""
    from indexer.versions import place_histories

    with here.reading.library.catalog() as catalog:
        if catalog.alone(entry.id):
            return []
        histories = place_histories(catalog, entry.id)
    known = {each.report: each for history in histories for each in history.versions}
    visible = [each for each in known.values() if _visible(here, each.report)]
    return sorted(visible, key=lambda each: each.since, reverse=True) if len(visible) > 1 else []


def _visible(here: Context, id: str) -> bool:
    try:
        here.reading.report(id)
    except NotFound:
        return False
    return True

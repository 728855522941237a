"""问题: one finding, what came before and after it, and how others dealt with the like."""

from itertools import islice
from typing import Any

from fastapi import APIRouter
from fastapi.responses import HTMLResponse, Response

from indexer.edits import Field
from indexer.entries import FindingEntry
from indexer.linking.decisions import Decision, Verdict
from indexer.linking.recurrences import Link, Member
from ingest.model import Record
from search.amended import Amended
from search.elsewhere import Outcome, examples
from search.precedents import Precedent
from search.review import standing
from web.audit import Action
from web.context import Context, Here, require
from web.kin import Kin
from web.pages.annotated import spans
from web.pages.deciding import WORDS, title_of
from web.pages.preparing import coming_back, ready
from web.viewer import Role

router = APIRouter(dependencies=[require(Role.READ)])

_PRECEDENTS = 6
# With so many of its own kind at hand nobody needs what is merely like it.
_ENOUGH = 12
_ELSEWHERE = 12
# Of so many the best examples are looked for.
_MOST_EXAMPLES = 60


class Alike(Record, frozen=True, kw_only=True):
    """A finding of the same kind: `link` where it was compared with the shown one itself, `decided`
    what a person said of the two."""

    member: Member
    link: Link | None
    decided: Verdict | None
    later: bool


@router.get("/findings/{id}", name="finding")
def finding(id: str, here: Here) -> Response:
    """A finding with its history, precedents, and decisions on it."""
    needed = here.services.found, here.services.ledger
    known = ready(here, *needed)

    def make() -> HTMLResponse:
        return _page(here, here.reading.finding(id), known=known)

    shown = here.kept_page(here.reading.revision(*needed), make) if known else coming_back(make())
    here.log(Action.VIEW, f"问题 {id}")
    return shown


def _page(here: Context, entry: FindingEntry, *, known: bool) -> HTMLResponse:
    return here.page(
        "finding.html",
        active="检索",
        title=entry.finding.title,
        entry=entry,
        finding=entry.finding,
        report=entry.report,
        org=_org(entry),
        text=spans(entry.report.text, *entry.finding.span, entry.finding),
        words=WORDS,
        known=known,
        successor=None if entry.report.current else here.reading.successor(entry.id),
        **(_history(here, entry) if known else {**_UNKNOWN, "facts": facts(entry)}),
    )


_UNKNOWN: dict[str, Any] = {
    "decided": (),
    "carried": (),
    "item": None,
    "group": None,
    "own": (),
    "elsewhere": (),
    "more": 0,
    "relapses": (),
    "precedents": (),
}


def _history(here: Context, entry: FindingEntry) -> dict[str, Any]:
    """What came before and after a finding, and the like of it elsewhere."""
    id = entry.id
    found = here.reading.found()
    kin = here.reading.kin()
    decided = _decided(here, id)
    own, elsewhere, count = _alike(id, kin, {other: each for each, other, _ in decided})
    by_id = {each.member.finding: each for each in elsewhere}
    alike = {each.member.finding for each in (*own, *elsewhere)}
    fates, outcomes = here.reading.fates(), list(Outcome)
    likely = sorted(
        (each.member for each in elsewhere),
        key=lambda each: outcomes.index(fates.of(each.finding)[0]),
    )
    cures = examples(here.reading.library, found, likely[:_ELSEWHERE], fates)
    amended = here.reading.ledger_item(id)
    return {
        "decided": decided,
        "item": amended.item if amended else None,
        "facts": facts(entry, amended),
        "carried": standing(here.reading.library).carried if decided else (),
        "group": kin.group(id),
        "own": own,
        "elsewhere": [(by_id[each.member.finding], each) for each in cures],
        "more": max(0, count - _ELSEWHERE),
        "relapses": kin.relapses(id),
        "precedents": _precedents(here, entry, alike),
    }


def _precedents(here: Context, entry: FindingEntry, alike: set[str]) -> list[Precedent]:
    """Others that may help; none where those of the same kind are enough, nor for a finding of a
    former version, which the index holds no longer."""
    if len(alike) >= _ENOUGH or not entry.report.current:
        return []
    similar = here.reading.similar(entry.id, limit=_PRECEDENTS + len(alike)).hits
    return [
        hit for hit in similar if hit.card.id not in alike and hit.card.report != entry.report.id
    ][:_PRECEDENTS]


def facts(entry: FindingEntry, amended: Amended | None = None) -> list[tuple[str, str]]:
    """What is known of a finding beside its text, as names and values; where people wrote something
    else into the ledger, that, and beside it what the report says."""
    finding, report = entry.finding, entry.report.report
    written = {each.field: each.value for each in amended.edits} if amended else {}

    def said(field: Field, in_report: str | None = None) -> str | None:
        if field not in written:
            return in_report
        beside = "" if field is Field.NOTE else f"，报告：{in_report or '未写明'}"
        return f"{written[field]}（台账{beside}）"

    values = (
        ("方面", finding.heading),
        ("地区", "".join(report.region)),
        ("轮次", " ".join(filter(None, (report.round, report.inspection_kind)))),
        ("责任人", said(Field.RESPONSIBLE, finding.responsible)),
        ("责任单位", said(Field.RESPONSIBLE_UNIT, finding.responsible_unit)),
        ("完成时限", said(Field.DEADLINE, finding.deadline)),
        ("备注", said(Field.NOTE)),
        ("制度", "；".join(dict.fromkeys(each.title for each in finding.regulations))),
        ("文号", "、".join(each.text for each in finding.document_numbers)),
    )
    return [(name, value) for name, value in values if value]


def _org(entry: FindingEntry) -> str:
    return entry.finding.org or "、".join(entry.report.report.inspected_org) or "单位不明"


def _decided(here: Context, id: str) -> list[tuple[Decision, str, str]]:
    """What people said of this finding and another one: with that one's id and title."""
    told = []
    for each in here.reading.decisions():
        if id in (each.a, each.b):
            other = each.b if each.a == id else each.a
            told.append((each, other, title_of(here, other)))
    return told


def _alike(id: str, kin: Kin, decided: dict[str, Decision]) -> tuple[list[Alike], list[Alike], int]:
    """The others of its kind: those of the same organisation by time, and the first of the others
    with their number."""
    group, mine = kin.group(id), kin.occurrence(id)
    if group is None:
        return [], [], 0
    when = mine.when or "" if mine else ""
    links = kin.links(id, group)

    def alike(member: Member) -> Alike:
        other = member.finding
        return Alike(
            member=member,
            link=links.get(other),
            decided=decided[other].verdict if other in decided else None,
            later=(member.date or "") > when,
        )

    own = kin.own(id, group)
    return (
        [alike(each) for each in own],
        [alike(each) for each in islice(kin.elsewhere(id, group), _MOST_EXAMPLES)],
        len(group.members) - len(own) - 1,
    )

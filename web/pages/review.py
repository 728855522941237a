"""研判: pairs that wait for a person, one after the other, the most telling first."""

from collections.abc import Iterable
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import Response

from indexer.identity import report_of
from indexer.linking.decisions import Decision, Verdict
from indexer.linking.kept import decision_log
from indexer.linking.recurrences import Group
from ingest.model import Record
from search.review import Suggestion
from web.audit import Action
from web.context import Context, Here, require
from web.pages.asking import narrowing_of, page_of
from web.pages.deciding import WORDS, Id, Note, Said, title_of
from web.pages.paging import pages
from web.pages.preparing import preparing
from web.viewer import Role

router = APIRouter(dependencies=[require(Role.READ)])

_QUEUE = 500
_SIZE = 50

Skip = Annotated[int, Form(ge=0, le=_QUEUE)]


class Written(Record, frozen=True, kw_only=True):
    """An entry of the log, and what became of it: `stands`, or was `withdrawn`, or another one came
    after it."""

    entry: Decision
    stands: bool
    withdrawn: bool


@router.get("/review", name="review")
def review(request: Request, here: Here) -> Response:
    """The next pair, with the score hidden; and what was said of the last one, with its score."""
    if here.reading.empty:
        return here.page("empty.html", active="研判", title="研判")
    kept = here.services
    wait = preparing(here, "研判", kept.found, kept.queue)
    if wait is not None:
        return wait
    values = dict(request.query_params)
    asked = narrowing_of(values)
    here.log(Action.VIEW, f"研判 {asked.told}".strip())
    said = values.get("skip", "")
    skip = min(int(said), _QUEUE) if said.isascii() and said.isdigit() else 0
    waiting = here.reading.suggestions(_QUEUE, asked.asked)
    decided = here.reading.decisions()
    pair = waiting[skip] if skip < len(waiting) else None
    own = [each for each in decided if each.user == here.viewer.name]
    return here.page(
        "review.html",
        active="研判",
        title="研判",
        asked=asked,
        pair=pair,
        group=_group(here, pair) if pair else None,
        skip=skip,
        waiting=len(waiting),
        most=_QUEUE,
        decided=len(decided),
        own=own[0] if own else None,
        last=own[0] if own and "last" in values else None,
        score=_score(values.get("last", "")),
        words=WORDS,
    )


@router.post("/review", name="review_decide", dependencies=[require(Role.JUDGE)])
def review_decide(
    request: Request, here: Here, a: Id, b: Id, verdict: Said, note: Note = "", skip: Skip = 0
) -> Response:
    """Writes down the verdict, and goes on to the next pair."""
    asked = narrowing_of(dict(request.query_params))
    score = next(
        (
            each.score
            for each in here.reading.suggestions(_QUEUE)
            if {each.a.finding, each.b.finding} == {a, b}
        ),
        None,
    )
    here.changes.decide([(a, b)], verdict, note)
    told = f"{score:.2f}" if score is not None else "-"
    return here.go("review", {**asked.values, "skip": skip or None, "last": told})


@router.get("/review/decided", name="decided")
def decided(request: Request, here: Here) -> Response:
    """Who decided what, the last first; what was taken back, too."""
    here.log(Action.VIEW, "已有的研判")
    page = page_of(dict(request.query_params))
    standing = here.reading.decisions()
    lines = _written(here)
    shown = lines[(page - 1) * _SIZE : page * _SIZE]
    named = {id for each in shown for id in (each.entry.a, each.entry.b)}
    return here.page(
        "decided.html",
        active="研判",
        title="已有的研判",
        lines=shown,
        total=len(lines),
        standing=len(standing),
        own=next((each for each in standing if each.user == here.viewer.name), None),
        titles={id: title_of(here, id) for id in named},
        words=WORDS,
        conflicts=here.reading.found().conflicts,
        pages=pages(len(lines), _SIZE, page, lambda n: here.url("decided", {"page": n})),
    )


def _written(here: Context) -> list[Written]:
    """All that was ever written that the viewer may know of, the last first."""
    here.reading.library.require()
    entries = decision_log(here.reading.library).entries()
    if not here.reading.scope.everything:
        inside = {each.report for each in here.reading.found().sources}
        entries = (each for each in entries if {report_of(each.a), report_of(each.b)} <= inside)
    return list(reversed(_fates(entries)))


def _fates(entries: Iterable[Decision]) -> list[Written]:
    known = list(entries)
    open_: dict[tuple[str, str], list[int]] = {}
    withdrawn = set()
    for n, entry in enumerate(known):
        before = open_.setdefault(entry.pair, [])
        if entry.verdict is not Verdict.WITHDRAW:
            before.append(n)
        elif before:
            withdrawn.add(before.pop())
    stand = {each[-1] for each in open_.values() if each}
    return [
        Written(entry=entry, stands=n in stand, withdrawn=n in withdrawn)
        for n, entry in enumerate(known)
    ]


def _group(here: Context, pair: Suggestion) -> Group | None:
    """The group that both findings are in; None where they are in none, or not in the same."""
    group = here.reading.kin().group(pair.a.finding)
    known = {each.finding for each in group.members} if group else set()
    return group if pair.b.finding in known else None


def _score(text: str) -> str:
    whole, dot, part = text.partition(".")
    return text if dot and whole.isdigit() and part.isdigit() and len(text) < 6 else ""

"""研判: pairs that wait for a person, one after the other, the most telling first."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from indexer.linking.recurrences import Group
from search.review import Suggestion
from web.context import Context, Here, require
from web.pages.asking import narrowing_of, page_of
from web.pages.deciding import WORDS, Id, Note, Said, title_of
from web.pages.paging import pages
from web.pages.preparing import preparing
from web.viewer import Role

router = APIRouter(dependencies=[require(Role.READ)])

_QUEUE = 500
_SIZE = 50


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
        last=own[0] if own and "last" in values else None,
        score=_score(values.get("last", "")),
        words=WORDS,
    )


@router.post("/review", name="review_decide", dependencies=[require(Role.JUDGE)])
def review_decide(
    request: Request, here: Here, a: Id, b: Id, verdict: Said, note: Note = "", skip: int = 0
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
    """Who decided what, the last first."""
    page = page_of(dict(request.query_params))
    entries = here.reading.decisions()
    shown = entries[(page - 1) * _SIZE : page * _SIZE]
    return here.page(
        "decided.html",
        active="研判",
        title="已有的研判",
        entries=shown,
        total=len(entries),
        titles={id: title_of(here, id) for each in shown for id in (each.a, each.b)},
        words=WORDS,
        conflicts=here.reading.found().conflicts,
        pages=pages(len(entries), _SIZE, page, lambda n: here.url("decided", {"page": n})),
    )


def _group(here: Context, pair: Suggestion) -> Group | None:
    """The group that both findings are in; None where they are in none, or not in the same."""
    group = here.reading.kin().group(pair.a.finding)
    known = {each.finding for each in group.members} if group else set()
    return group if pair.b.finding in known else None


def _score(text: str) -> str:
    whole, dot, part = text.partition(".")
    return text if dot and whole.isdigit() and part.isdigit() and len(text) < 6 else ""

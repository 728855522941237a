"""Saved searches: a name for a search, and what is new since it was last looked through."""

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import Response

from indexer.engine import Engine
from search.problem import QueryError
from search.saved import SavedError, SavedSearches, matching, shown
from web.context import Context, Here, require
from web.viewer import Role

router = APIRouter(dependencies=[require(Role.READ)])

_SHOWN = 50

Name = Annotated[str, Form(max_length=60)]


@router.get("/saved", name="saved_search")
def saved_search(here: Here, name: str) -> Response:
    """What a saved search finds that nobody has looked through yet."""
    saved = _saved(here).get(name)
    new = _new(here, name)
    answer = shown(_engine(here), saved.query, new, limit=_SHOWN, synonyms=here.services.synonyms)
    return here.page(
        "saved.html",
        active="检索",
        title=f"{name} · 保存的检索",
        saved=saved,
        total=len(new),
        hits=answer.hits,
    )


@router.post("/saved", name="save_search")
def save_search(here: Here, name: Name, query: Annotated[str, Form(max_length=2_000)]) -> Response:
    """Gives a search a name; what it finds now counts as seen."""
    try:
        _saved(here).add(name.strip(), query, _now())
    except QueryError as problem:
        raise SavedError(f"这个检索式不能保存：{problem}。") from problem
    _saved(here).ran(name.strip(), _new(here, name.strip()), _now())
    return here.go("search", {"q": query, "notice": "saved"})


@router.post("/saved/seen", name="seen_search")
def seen_search(here: Here, name: Name) -> Response:
    """Counts all that a saved search finds now as seen."""
    _saved(here).ran(name, _new(here, name), _now())
    return here.go("saved_search", {"name": name})


@router.post("/saved/remove", name="remove_search")
def remove_search(here: Here, name: Name) -> Response:
    """Forgets a saved search."""
    _saved(here).remove(name, _now())
    return here.go("search", {"notice": "removed"})


def _saved(here: Context) -> SavedSearches:
    here.reading.library.require()
    return here.reading.saved


def _new(here: Context, name: str) -> tuple[str, ...]:
    saved = _saved(here).get(name)
    found = matching(_engine(here), saved.query, here.services.synonyms)
    return tuple(each for each in found if each not in saved.seen)


def _engine(here: Context) -> Engine:
    return here.reading.scope.engine(here.services.engine)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")

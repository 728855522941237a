"""Saved searches: a name for a search, and what is new since it was last looked through."""

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import Response

from indexer.engine import Searchable
from search.problem import QueryError
from search.saved import SavedError, SavedSearches, matching, shown
from web.audit import Action
from web.context import Context, Here, require
from web.viewer import Role

router = APIRouter(dependencies=[require(Role.READ)])

_SHOWN = 50

Name = Annotated[str, Form(max_length=60)]


@router.get("/saved", name="saved_search")
def saved_search(here: Here, name: str) -> Response:
    """What a saved search finds: first what has not been looked through yet, then the rest."""
    saved = _saved(here).get(name)
    here.log(Action.SEARCH, f"保存的检索“{name}”：{saved.query}")
    engine, synonyms = _engine(here), here.services.synonyms
    found = matching(engine, saved.query, synonyms)
    new = [each for each in found if each not in saved.seen]
    old = [each for each in found if each in saved.seen]
    return here.page(
        "saved.html",
        active="检索",
        title=f"{name} · 保存的检索",
        saved=saved,
        total=len(new),
        hits=shown(engine, saved.query, new, limit=_SHOWN, synonyms=synonyms).hits,
        seen=shown(engine, saved.query, old, limit=_SHOWN, synonyms=synonyms).hits,
        seen_total=len(old),
    )


@router.post("/saved", name="save_search")
def save_search(here: Here, name: Name, query: Annotated[str, Form(max_length=2_000)]) -> Response:
    """Gives a search a name; what it finds now counts as seen."""
    if name.strip() in _saved(here).all():
        raise SavedError(
            f"已有名为“{name.strip()}”的检索。请换一个名称；"
            "或先从“保存的检索”打开原来的，把它删除，再保存。"
        )
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


def _engine(here: Context) -> Searchable:
    return here.reading.scope.engine(here.services.engine)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")

"""前后不一: the reports in which something does not add up."""

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response

from web.audit import Action
from web.context import Here, require
from web.pages.paging import pages
from web.viewer import Role

router = APIRouter(dependencies=[require(Role.READ)])

_SIZE = 30


@router.get("/doubts", name="doubts")
def doubts(here: Here, page: Annotated[int, Query(ge=1, le=500)] = 1) -> Response:
    """All of them, report by report."""
    if here.reading.empty:
        return here.page("empty.html", active="总览", title="前后不一")
    here.log(Action.VIEW, "前后不一")
    found = here.reading.doubts()
    return here.page(
        "doubts.html",
        active="总览",
        title="前后不一",
        doubts=found[(page - 1) * _SIZE : page * _SIZE],
        total=len(found),
        pages=pages(len(found), _SIZE, page, lambda n: here.url("doubts", {"page": n})),
    )

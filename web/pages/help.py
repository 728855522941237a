"""帮助: keys, and how a query is written."""

from fastapi import APIRouter
from fastapi.responses import Response

from web.context import Here, require
from web.viewer import Role

router = APIRouter(dependencies=[require(Role.READ)])


@router.get("/help", name="help")
def show_help(here: Here) -> Response:
    """Keys, and the query language by example."""
    return here.page("help.html", active="", title="快捷键与检索式")

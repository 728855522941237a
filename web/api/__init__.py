"""The REST API under /api/v1."""

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from web.api import exports, ledger, operations, recurrence, search
from web.api.answers import ApiRoute, description
from web.api.manual import operations as operations_of
from web.context import Here, require
from web.viewer import Role

router = APIRouter(prefix="/api/v1")
for _each in (search, recurrence, ledger, operations, exports):
    router.include_router(_each.router)

about = APIRouter(
    prefix="/api",
    route_class=ApiRoute,
    dependencies=[require(Role.READ)],
    include_in_schema=False,
)


@about.get("/openapi.json")
def openapi(request: Request) -> Response:
    """The description of the API (OpenAPI 3.1)."""
    return JSONResponse(description(request.app))


@about.get("/docs")
def docs(request: Request, here: Here) -> Response:
    """The same for people, without anything from other sites."""
    described = description(request.app)
    return here.page(
        "api.html",
        title="接口",
        active="",
        told=described["info"]["description"],
        operations=list(operations_of(described)),
    )

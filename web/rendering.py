"""Templates → pages."""

import hashlib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from web.csrf import FIELD, csrf_token, keep_visit
from web.links import link
from web.page_cache import Pieces
from web.viewer import Role, Viewer

_HERE = Path(__file__).parent
STATIC = _HERE / "static"


@cache
def environment() -> Environment:
    """The templates; every value in them is escaped."""
    return Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        auto_reload=False,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def page(
    request: Request,
    viewer: Viewer | None,
    template: str,
    values: dict[str, Any],
    status: int = 200,
) -> HTMLResponse:
    """The page of a template. Beside `values` it has `viewer` (None before the login), `may(role)`,
    `Role`, `url(name, query=…, **path)`, `static(file)`, `csrf` and `csrf_field`, `here` (path and
    query of the request, to come back to), and `asks_login`."""
    token = csrf_token(request)
    text = (
        environment()
        .get_template(template)
        .render(
            viewer=viewer,
            Role=Role,
            may=lambda role: viewer is not None and viewer.may(role),
            url=_url(request),
            static=_static(request),
            csrf=token,
            csrf_field=Markup('<input type="hidden" name="{}" value="{}">').format(FIELD, token),
            here=here(request),
            asks_login=request.app.state.serving.asks_login,
            **values,
        )
    )
    response = HTMLResponse(text, status_code=status)
    keep_visit(request, response)
    return response


def without_token(request: Request, response: HTMLResponse) -> Pieces:
    """A page of `page` without the token, which is this browser's own."""
    return tuple(bytes(response.body).split(csrf_token(request).encode()))


def with_token(request: Request, pieces: Pieces) -> HTMLResponse:
    """The page that these are the pieces of, for this browser."""
    response = HTMLResponse(csrf_token(request).encode().join(pieces))
    keep_visit(request, response)
    return response


def _url(request: Request) -> Callable[..., str]:
    def url(name: str, query: dict[str, Any] | None = None, **path: Any) -> str:
        return link(request, name, query, **path)

    return url


def _static(request: Request) -> Callable[[str], str]:
    root = request.scope.get("root_path", "")
    return lambda file: f"{root}/static/{file}?v={_version(file)}"


@cache
def _version(file: str) -> str:
    return hashlib.sha256((STATIC / file).read_bytes()).hexdigest()[:10]


def here(request: Request) -> str:
    """Path and query of a request."""
    query = f"?{request.url.query}" if request.url.query else ""
    return request.url.path + query

"""Addresses within the page, whatever path a proxy puts in front of it."""

from typing import Any
from urllib.parse import quote, urlencode

from fastapi import FastAPI, Request
from fastapi.routing import iter_route_contexts


def link(request: Request, name: str, query: dict[str, Any] | None = None, **path: Any) -> str:
    """The path of the route `name`, with its path parameters and a query; None and empty values of
    the query are left out, lists are repeated. Raises KeyError for an unknown route."""
    root: str = request.scope.get("root_path", "")
    filled = {key: quote(str(value), safe="") for key, value in path.items()}
    address = root + _paths(request.app)[name].format(**filled)
    wanted = {key: value for key, value in (query or {}).items() if value not in (None, "", [], ())}
    return f"{address}?{urlencode(wanted, doseq=True)}" if wanted else address


def _paths(app: FastAPI) -> dict[str, str]:
    """The path of each route by its name; the framework would look through all for each link."""
    if not hasattr(app.state, "paths"):
        known = reversed(list(iter_route_contexts(app.routes)))
        app.state.paths = {each.name: each.path_format for each in known}
    paths: dict[str, str] = app.state.paths
    return paths


def safe_return(request: Request, address: str | None) -> str:
    """The address to go back to, if it is a path of this page; else its first page."""
    root: str = request.scope.get("root_path", "")
    inside = address is not None and address.startswith(f"{root}/")
    # Browsers read // and /\ as another host, and drop control characters before they read.
    if inside and address and address.isprintable() and address[1:2] not in ("/", "\\"):
        return address
    return f"{root}/"

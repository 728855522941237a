"""What went wrong, as a page or as JSON: a Chinese sentence that says what to do next."""

import logging
from typing import Any
from urllib.parse import urlsplit

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.exceptions import HTTPException

from indexer.engine import IndexBusy, IndexUnreadable
from indexer.errors import LibraryBusy, LibraryError
from search.problem import QueryError
from web.invalid import sentence_of
from web.links import link, safe_return
from web.lookup import NotFound
from web.problem import Forbidden, LoginNeeded, TooMany, Unclear
from web.rendering import here, page
from web.security import add_headers

_HTTP = {
    404: "没有这一页。请检查网址，或回到总览。",
    405: "这个网址不能这样用。请回到总览，从页面上操作。",
    413: "太大了。",
}
_BUG = (
    "程序出现缺陷，这一步没有做成，库里的内容不受影响。"
    "请把操作步骤和时间告诉管理员，查看 huitoukan web 窗口里的记录。"
)
_log = logging.getLogger("huitoukan.web")


def add_handlers(app: FastAPI) -> None:
    """Makes the app answer every exception so."""

    async def known(request: Request, error: Exception) -> Response:
        return _answer(request, _status(error), str(error))

    async def query(request: Request, error: Exception) -> Response:
        return _answer(request, 400, f"检索式有误：{error}。")

    async def login(request: Request, error: Exception) -> Response:
        if _is_api(request):
            response = _answer(request, 401, str(error))
            response.headers["www-authenticate"] = "Bearer"
            return response
        back = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        to = back if request.method == "GET" else None
        return RedirectResponse(link(request, "login", {"to": to}), status_code=303)

    async def many(request: Request, error: Exception) -> Response:
        assert isinstance(error, TooMany)
        response = _answer(request, 429, str(error))
        response.headers["retry-after"] = str(error.seconds)
        return response

    async def http(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        sentence = _HTTP.get(error.status_code, "没有做成。请返回上一页再试。")
        response = _answer(request, error.status_code, sentence)
        response.headers.update(error.headers or {})
        return response

    async def invalid(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        wrong = error.errors()
        if _is_api(request):
            names = "、".join(dict.fromkeys(str(each["loc"][-1]) for each in wrong))
            return _answer(request, 422, f"参数不对：{names}。请对照接口说明。")
        told = "；".join(dict.fromkeys(sentence_of(each) for each in wrong))
        return _answer(request, 422, f"{told}。请检查网址，或返回上一页改正。")

    async def bug(request: Request, error: Exception) -> Response:
        _log.error("%s %s", request.method, request.url.path, exc_info=error)
        try:
            response = _answer(request, 500, _BUG)
        except Exception:
            response = PlainTextResponse(_BUG, 500)
        # This answer passes no middleware of ours.
        add_headers(response.headers, request.scope, request.url.path)
        return response

    for kind in (LibraryError, IndexBusy, IndexUnreadable, Forbidden, Unclear):
        app.add_exception_handler(kind, known)
    app.add_exception_handler(QueryError, query)
    app.add_exception_handler(LoginNeeded, login)
    app.add_exception_handler(TooMany, many)
    app.add_exception_handler(HTTPException, http)
    app.add_exception_handler(RequestValidationError, invalid)
    app.add_exception_handler(Exception, bug)


def _status(error: Exception) -> int:
    match error:
        case NotFound():
            return 404
        case Unclear():
            return 400
        case Forbidden():
            return 403
        case LibraryBusy() | IndexBusy() | IndexUnreadable():
            return 503
        case _:
            return 409


def _answer(request: Request, status: int, sentence: str) -> Response:
    if _is_api(request):
        return JSONResponse({"detail": sentence}, status_code=status)
    values: dict[str, Any] = {"title": "没有做成", "active": "", "message": sentence}
    viewer = getattr(request.state, "viewer", None)
    return page(request, viewer, "error.html", {**values, "previous": _previous(request)}, status)


def _previous(request: Request) -> str | None:
    """The page of ours that the browser came from; None where it came from none, or from this."""
    parts = urlsplit(request.headers.get("referer", ""))
    address = parts.path + (f"?{parts.query}" if parts.query else "")
    if parts.netloc != request.url.netloc or not parts.path:
        return None
    if request.method == "GET" and address == here(request):
        return None
    return safe_return(request, address)


def _is_api(request: Request) -> bool:
    path: str = request.scope["path"]
    return path.removeprefix(request.scope.get("root_path", "")).startswith("/api/")

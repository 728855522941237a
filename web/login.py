"""Logging in and out."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from web.audit import Action, AuditLog
from web.context import address_of
from web.csrf import COOKIE, SESSION, cookie_path, keep_session
from web.links import link, safe_return
from web.problem import TooMany
from web.rendering import page
from web.session import Sessions

router = APIRouter()

_WRONG = "姓名或密码不对。"


@router.get("/login", name="login")
def form(request: Request, to: str = "") -> Response:
    """The form; who needs none goes on."""
    if request.state.viewer is not None:
        return RedirectResponse(safe_return(request, to), status_code=303)
    return _form(request, to)


@router.post("/login", name="log_in")
def log_in(
    request: Request,
    name: Annotated[str, Form(max_length=100)] = "",
    password: Annotated[str, Form(max_length=1000)] = "",
    to: Annotated[str, Form(max_length=2000)] = "",
) -> Response:
    """Begins a session, and goes to the page that was asked for."""
    sessions: Sessions = request.app.state.sessions
    audit: AuditLog = request.app.state.audit
    address = address_of(request)
    try:
        begun = sessions.login(name.strip(), password, address)
    except TooMany as closed:
        # Not written down: those that led here were, and a flood must not fill the disk.
        answer = _form(request, to, name, str(closed), status=429)
        answer.headers["retry-after"] = str(closed.seconds)
        return answer
    if begun is None:
        audit.add(Action.LOGIN_FAILED, name.strip()[:40], address)
        return _form(request, to, name, _WRONG, status=401)
    cookie, account = begun
    audit.add(Action.LOGIN, account.name, address)
    response = RedirectResponse(safe_return(request, to), status_code=303)
    keep_session(request, response, cookie)
    response.delete_cookie(COOKIE, path=cookie_path(request))
    return response


@router.post("/logout", name="logout")
def log_out(request: Request) -> Response:
    """Ends the session."""
    cookie, viewer = request.cookies.get(SESSION), request.state.viewer
    sessions: Sessions = request.app.state.sessions
    audit: AuditLog = request.app.state.audit
    if cookie:
        sessions.logout(cookie)
    if viewer is not None:
        audit.add(Action.LOGOUT, viewer.name, address_of(request))
    response = RedirectResponse(link(request, "login"), status_code=303)
    response.delete_cookie(SESSION, path=cookie_path(request))
    return response


def _form(
    request: Request, to: str, name: str = "", problem: str | None = None, status: int = 200
) -> HTMLResponse:
    values = {"title": "登录", "active": "", "to": to, "name": name, "problem": problem}
    return page(request, None, "login.html", values, status)

"""Against forms that other sites make a browser send: every change carries a token.

The token is an HMAC over a cookie of the browser, so that nothing has to be stored; after the login
the cookie is the session's. (OWASP: signed double submit, bound to the session.)
"""

import hashlib
import hmac
import secrets

from fastapi import Request
from starlette.responses import Response

from web.problem import Forbidden

COOKIE = "huitoukan_visit"
SESSION = "huitoukan_session"
FIELD, HEADER = "csrf", "x-csrf-token"
_SAFE = ("GET", "HEAD", "OPTIONS")


def csrf_token(request: Request) -> str:
    """The token for forms of this browser; the answer must go through `keep_visit`."""
    key: bytes = request.app.state.secret
    return hmac.new(key, _seed(request).encode(), hashlib.sha256).hexdigest()


async def require_csrf(request: Request) -> None:
    """Raises `Forbidden` where a change was not sent by a form or a script of this page."""
    if request.method in _SAFE:
        return
    if request.headers.get("sec-fetch-site") in ("cross-site", "same-site"):
        raise Forbidden("这个请求来自别的网站，没有执行。")
    given = request.headers.get(HEADER)
    if given is None and _is_form(request):
        value = (await request.form()).get(FIELD)
        given = value if isinstance(value, str) else None
    if not _has_seed(request) or not hmac.compare_digest(
        (given or "").encode("utf-8", "replace"), csrf_token(request).encode()
    ):
        raise Forbidden("页面放得太久，已经失效，没有执行。请返回上一页，刷新后再试。")


def keep_visit(request: Request, response: Response) -> None:
    """Gives a browser without a session the cookie that its token rests on."""
    seed = getattr(request.state, "visit", None)
    if seed:
        response.set_cookie(
            COOKIE,
            seed,
            path=cookie_path(request),
            httponly=True,
            samesite="lax",
            secure=request.url.scheme == "https",
        )


def keep_session(request: Request, response: Response, session: str) -> None:
    """Gives a browser the cookie of its session."""
    response.set_cookie(
        SESSION,
        session,
        path=cookie_path(request),
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )


def cookie_path(request: Request) -> str:
    """The path that cookies of this page are for."""
    return request.scope.get("root_path", "") or "/"


def _has_seed(request: Request) -> bool:
    return bool(request.cookies.get(SESSION) or request.cookies.get(COOKIE))


def _seed(request: Request) -> str:
    known = request.cookies.get(SESSION) or request.cookies.get(COOKIE)
    if known:
        return known
    if not hasattr(request.state, "visit"):
        request.state.visit = secrets.token_urlsafe(24)
    made: str = request.state.visit
    return made


def _is_form(request: Request) -> bool:
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    return kind in ("application/x-www-form-urlencoded", "multipart/form-data")

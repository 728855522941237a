"""Who asks: by a session's cookie, a token, or because the page is this machine's own."""

from fastapi import Request
from starlette.concurrency import run_in_threadpool

from web.attempts import TOKEN, Attempts
from web.audit import Action, AuditLog
from web.csrf import SESSION, require_csrf
from web.problem import LoginNeeded
from web.session import Sessions
from web.settings import Serving
from web.tokens import Tokens
from web.viewer import LOCAL, Role, Viewer

_LOCAL = Viewer(name=LOCAL, role=Role.ADMIN)


async def identify(request: Request) -> None:
    """Finds out who asks, for every route: `request.state.viewer`, None where nobody is logged in.

    Raises `Forbidden` where a change was not sent by this page, `LoginNeeded` for a token that does
    not count, `TooMany` for the next of many such.
    """
    given = request.headers.get("authorization", "")
    scheme, _, token = given.partition(" ")
    if scheme.lower() == "bearer":
        # A browser sends no such header by itself, so nobody can make it send one.
        request.state.viewer = await _by_token(request, token.strip())
        return
    request.state.viewer = await _by_session(request)
    await require_csrf(request)


async def _by_token(request: Request, token: str) -> Viewer:
    def check() -> Viewer:
        attempts: Attempts = request.app.state.attempts
        tokens: Tokens = request.app.state.tokens
        audit: AuditLog = request.app.state.audit
        address = request.client.host if request.client else ""
        viewer = tokens.viewer(token)
        if viewer is None:
            attempts.begin(TOKEN, address)
            audit.add(Action.REFUSED, "", address, "令牌不对或已失效")
            raise LoginNeeded("令牌不对，或已失效。请管理员用 huitoukan users token 重新生成。")
        return viewer

    return await run_in_threadpool(check)


async def _by_session(request: Request) -> Viewer | None:
    serving: Serving = request.app.state.serving
    if not serving.asks_login:
        return _LOCAL
    cookie = request.cookies.get(SESSION)
    if not cookie:
        return None
    sessions: Sessions = request.app.state.sessions
    return await run_in_threadpool(sessions.viewer, cookie)

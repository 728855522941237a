"""账号: one's own password, and for who manages the page those of others."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import Response

from indexer.errors import LibraryError
from web.accounts import Accounts
from web.audit import Action
from web.context import Context, Here, address_of, require
from web.csrf import SESSION, keep_session
from web.problem import Forbidden, TooMany
from web.session import Sessions
from web.viewer import Role

router = APIRouter()
_own = [require(Role.READ)]
_manages = [require(Role.ADMIN, everywhere=True)]

Password = Annotated[str, Form(max_length=1000)]


@router.get("/account", name="account", dependencies=_own)
def account(here: Here) -> Response:
    """Who one is, and the form for another password."""
    return _account(here)


@router.post("/account/password", name="change_password", dependencies=_own)
def change_password(
    request: Request, here: Here, old: Password, new: Password, again: Password
) -> Response:
    """Sets one's own password; everywhere else one is logged out."""
    if not request.cookies.get(SESSION) or not request.app.state.serving.asks_login:
        raise Forbidden("只有登录以后才能换密码。")
    sessions: Sessions = request.app.state.sessions
    name = here.viewer.name
    if new != again:
        return _account(here, "两次写的新密码不一样。", 409)
    try:
        known = sessions.knows(name, old, address_of(request))
        if known is None:
            here.log(Action.REFUSED, "换密码：原密码不对")
            return _account(here, "原密码不对。", 409)
        _accounts(request).reset(name, new)
    except TooMany as closed:
        return _account(here, str(closed), 429)
    except LibraryError as problem:
        return _account(here, str(problem), 409)
    here.log(Action.ACCOUNT, "换了自己的密码")
    response = here.go("account", {"notice": "password_set"})
    keep_session(request, response, sessions.begin(known))
    return response


@router.get("/accounts", name="accounts", dependencies=_manages)
def accounts(request: Request, here: Here) -> Response:
    """Every account, with the form for another password."""
    return _list(request, here)


@router.post("/accounts/password", name="set_password", dependencies=_manages)
def set_password(
    request: Request,
    here: Here,
    name: Annotated[str, Form(max_length=100)],
    new: Password,
    again: Password,
) -> Response:
    """Sets an account's password: it is open again, and logged out everywhere."""
    if name == here.viewer.name:
        return here.go("account")
    if new != again:
        return _list(request, here, "两次写的新密码不一样。", 409)
    try:
        _accounts(request).reset(name, new)
    except LibraryError as problem:
        return _list(request, here, str(problem), 409)
    here.log(Action.ACCOUNT, f"重设密码 {name}")
    return here.go("accounts", {"notice": "password_set"})


def _accounts(request: Request) -> Accounts:
    return Accounts(request.app.state.database)


def _account(here: Context, problem: str | None = None, status: int = 200) -> Response:
    return here.page("account.html", status=status, active="", title="我的账号", problem=problem)


def _list(
    request: Request, here: Context, problem: str | None = None, status: int = 200
) -> Response:
    return here.page(
        "accounts.html",
        status=status,
        active="",
        title="账号",
        accounts=_accounts(request).all(),
        problem=problem,
    )

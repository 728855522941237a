"""`huitoukan users`: who may log in to the page."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from huitoukan.group import Group
from huitoukan.options import data_option, json_option, runnable
from huitoukan.screen import show_json

if TYPE_CHECKING:
    from indexer.library import Library
    from web.database import Database

_ROLES = ("查阅", "研判", "管理")


@click.group(
    cls=Group,
    epilog="""
例：
  huitoukan users add 李文 --role 管理
""",
)
def users() -> None:
    """管理网页的账号和令牌。"""


@users.command(
    epilog="""
例：
  huitoukan users add 李文 --role 管理
  huitoukan users add 周敏 --role 研判 --region 云川县
""",
)
@click.argument("name", metavar="姓名")
@click.option(
    "--role",
    metavar="权限",
    type=click.Choice(_ROLES),
    default=_ROLES[0],
    show_default=True,
    help="查阅：只看；研判：还能研判、改台账；管理：还能上传、重试，管理来源，给别人设新密码。",
)
@click.option(
    "--region",
    "regions",
    metavar="地区",
    multiple=True,
    help="只能看这个地区的报告，可写多次；写作 云川县，或 江东省/云川县。",
)
@data_option
def add(name: str, role: str, regions: tuple[str, ...], library: "Library") -> None:
    """添加账号；密码在提示后输入，不显示。"""
    from web.accounts import Accounts
    from web.viewer import Role

    with _database(library) as database:
        Accounts(database).add(name, _password(), Role(role), regions)
        _log(database, f"添加 {name}（{role}{'，' + '、'.join(regions) if regions else ''}）")
    click.echo(f"已添加账号“{name}”，权限是“{role}”。")


@users.command(
    "list",
    epilog="""
例：
  huitoukan users list
""",
)
@data_option
@json_option
def show_list(library: "Library", as_json: bool) -> None:
    """列出账号和令牌。"""
    from web.accounts import Accounts
    from web.tokens import Tokens

    with _database(library) as database:
        accounts, tokens = Accounts(database).all(), Tokens(database).all()
    if as_json:
        show_json({"accounts": accounts, "tokens": tokens})
        return
    if not accounts:
        click.echo(runnable("还没有账号。添加：huitoukan users add 姓名 --role 管理"))
    for account in accounts:
        where = "、".join(account.regions) or "全部地区"
        state = "  已停用" if account.disabled else ""
        click.echo(f"{account.name}  {account.role}  {where}{state}")
    for token in tokens:
        state = "已作废" if token.revoked else f"到 {token.expires_at[:10]} 为止"
        note = f"  {token.note}" if token.note else ""
        click.echo(f"令牌 {token.id}  {token.account}  {token.role}  {state}{note}")


@users.command(
    epilog="""
例：
  huitoukan users disable 周敏
""",
)
@click.argument("name", metavar="姓名")
@data_option
def disable(name: str, library: "Library") -> None:
    """停用账号，已登录的马上退出；用 reset 可以重新启用。"""
    from web.accounts import Accounts

    with _database(library) as database:
        Accounts(database).disable(name)
        _log(database, f"停用 {name}")
    click.echo(f"已停用账号“{name}”。")


@users.command(
    epilog="""
例：
  huitoukan users reset 周敏
""",
)
@click.argument("name", metavar="姓名")
@data_option
def reset(name: str, library: "Library") -> None:
    """给账号换新密码，同时解除锁定、重新启用，已登录的退出。"""
    from web.accounts import Accounts

    with _database(library) as database:
        accounts = Accounts(database)
        accounts.get(name)
        accounts.reset(name, _password())
        _log(database, f"重设密码 {name}")
    click.echo(f"已给账号“{name}”换了新密码。")


@users.command(
    epilog="""
例：
  huitoukan users token 周敏 --role 查阅 --note 每周统计
""",
)
@click.argument("name", metavar="姓名")
@click.option(
    "--role",
    metavar="权限",
    type=click.Choice(_ROLES),
    default=_ROLES[0],
    show_default=True,
    help=f"令牌的权限，不能超过账号的：{'、'.join(_ROLES)}。",
)
@click.option("--note", metavar="用途", default="", help="用来做什么，列出时显示。")
@click.option(
    "--days",
    metavar="天数",
    type=click.IntRange(1, 3650),
    default=365,
    show_default=True,
    help="多少天后失效。",
)
@data_option
def token(name: str, role: str, note: str, days: int, library: "Library") -> None:
    """生成令牌，供其他程序用；令牌只显示这一次。"""
    from web.accounts import Accounts
    from web.tokens import Tokens
    from web.viewer import Role

    with _database(library) as database:
        made = Tokens(database).add(Accounts(database).get(name), Role(role), note, days)
        _log(database, f"生成令牌 {name}（{role}）{note}")
    click.echo(made)


@users.command(
    epilog="""
例：
  huitoukan users revoke 3
""",
)
@click.argument("number", metavar="令牌编号", type=click.IntRange(1))
@data_option
def revoke(number: int, library: "Library") -> None:
    """作废令牌；编号见 list。"""
    from web.tokens import Tokens

    with _database(library) as database:
        Tokens(database).revoke(number)
        _log(database, f"作废令牌 {number}")
    click.echo(f"已作废令牌 {number}。")


@contextmanager
def _database(library: "Library") -> "Iterator[Database]":
    from web.database import Database

    database = Database(library.folder)
    try:
        yield database
    finally:
        database.close()


def _password() -> str:
    """What is typed, twice on a terminal; else the first line of standard input."""
    import sys

    if sys.stdin.isatty():
        entered = click.prompt("密码", type=str, hide_input=True, confirmation_prompt="再输入一次")
        return str(entered)
    return sys.stdin.readline().rstrip("\r\n")


def _log(database: "Database", what: str) -> None:
    """Whoever has the folder may do all this; the log at least says that it was done."""
    import getpass

    from web.audit import Action, AuditLog

    AuditLog(database).add(Action.ACCOUNT, f"{getpass.getuser()}（命令行）", "", what)

"""`huitoukan audit`: who did what on the page."""

from typing import TYPE_CHECKING

import click

from huitoukan.group import Command
from huitoukan.options import data_option, filled, json_option
from huitoukan.screen import show_json

if TYPE_CHECKING:
    from datetime import datetime

    from indexer.library import Library

_SHOWN = 50
_ACTIONS = (
    "登录",
    "登录失败",
    "退出",
    "检索",
    "查看",
    "导出",
    "下载原件",
    "研判",
    "改台账",
    "上传",
    "重试隔离",
    "来源",
    "账号",
    "拒绝",
)


@click.command(
    cls=Command,
    epilog="""
例：
  huitoukan audit
  huitoukan audit --user 周敏 --action 导出 --since 2026-01-01
""",
)
@click.option("--user", metavar="姓名", callback=filled, help="只看这个人的。")
@click.option(
    "--action",
    metavar="事项",
    type=click.Choice(_ACTIONS),
    help=f"只看这一项：{'、'.join(_ACTIONS)}。",
)
@click.option(
    "--since",
    metavar="日期",
    type=click.DateTime(["%Y-%m-%d"]),
    help="只看这一天以来的，写作 2026-01-31。",
)
@click.option(
    "--limit",
    metavar="条数",
    type=click.IntRange(1, 1_000_000),
    default=_SHOWN,
    show_default=True,
    help="最多几条。",
)
@data_option
@json_option
def audit(
    user: str | None,
    action: str | None,
    since: "datetime | None",
    limit: int,
    library: "Library",
    as_json: bool,
) -> None:
    """列出谁在网页上做了什么，最近的在前。

    登录、检索、查看、导出、研判等都记下，只增不改；保留多久写在库里的 web.toml。
    """
    from datetime import UTC, datetime

    from web.audit import Action, AuditLog
    from web.database import Database

    database = Database(library.folder)
    try:
        start = since.astimezone(UTC).isoformat(timespec="seconds") if since else None
        entries = list(
            AuditLog(database).entries(
                who=user, action=Action(action) if action else None, since=start, limit=limit
            )
        )
    finally:
        database.close()
    if as_json:
        show_json(entries)
        return
    if not entries:
        click.echo("没有记录。")
    for each in entries:
        at = datetime.fromisoformat(each.at).astimezone().strftime("%Y-%m-%d %H:%M:%S")
        rest = "  ".join(filter(None, (each.who or "—", each.address, each.action, each.subject)))
        click.echo(f"{at}  {rest}")

"""`huitoukan link`: which findings are of one kind, which come back."""

from typing import TYPE_CHECKING

import click

from huitoukan.group import Command
from huitoukan.options import data_option, json_option
from huitoukan.screen import show_json

if TYPE_CHECKING:
    from indexer.library import Library
    from search.links import LinkSummary


@click.command(
    cls=Command,
    epilog="""
例：
  huitoukan link          上次以来新增的问题，与库里所有的问题比对
  huitoukan link --all    全部重新比对
""",
)
@click.option(
    "--since",
    metavar="last|all",
    type=click.Choice(["last", "all"]),
    default="last",
    show_default=True,
    help="last 只比对上次以来新增的问题，all 全部重新比对。",
)
@click.option("--all", "everything", is_flag=True, help="全部重新比对，等于 --since all。")
@data_option
@json_option
def link(since: str, everything: bool, library: "Library", as_json: bool) -> None:
    """比对问题：哪些同类，哪些整改后又出现。

    导入时会自动比对新增的问题，一般不用单独运行。改了单位别名表或作过研判之后，会自动全部重新比对。
    """
    from search.links import link as compute

    summary = compute(library, everything=everything or since == "all")
    if as_json:
        show_json(summary)
    else:
        show_links(summary)


def show_links(summary: "LinkSummary") -> None:
    """Says what a linking did, and where to see it."""
    if not summary.findings:
        click.echo("没有新的问题需要比对。")
        return
    whole = "全部" if summary.everything else "新增的"
    click.echo(
        f"已比对{whole} {summary.findings} 个问题：同一单位再次出现 {summary.again} 对，"
        f"其中称已整改后又发现（反弹）{summary.relapses} 对，用时 {summary.seconds:.1f} 秒。"
    )
    if summary.again:
        click.echo("查看：huitoukan recurrences")

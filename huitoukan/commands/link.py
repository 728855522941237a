"""`huitoukan link`: which findings are of one kind, which come back."""

from datetime import date
from typing import TYPE_CHECKING

import click

from huitoukan.group import Command
from huitoukan.options import data_option, json_option, runnable
from huitoukan.screen import show_json

if TYPE_CHECKING:
    from indexer.library import Library
    from search.links import LinkSummary
    from search.refit import Learned, Refit


@click.command(
    cls=Command,
    epilog="""
例：
  huitoukan link          上次以来新增的问题，与库里所有的问题比对
  huitoukan link --all    全部重新比对
  huitoukan link --fit    按已有的研判重新学习评分的权重
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
@click.option(
    "--fit", is_flag=True, help="按已有的研判重新学习评分的权重，比原来准才采用，再全部重新比对。"
)
@data_option
@json_option
def link(since: str, everything: bool, fit: bool, library: "Library", as_json: bool) -> None:
    """比对问题：哪些同类，哪些整改后又出现。

    导入时会自动比对新增的问题，一般不用单独运行。改了单位别名表或作过研判之后，会自动全部重新比对。
    """
    from search.links import link as compute

    if fit:
        _fit(library, as_json=as_json)
        return
    summary = compute(library, everything=everything or since == "all")
    if as_json:
        show_json(summary)
    else:
        show_links(summary)


def _fit(library: "Library", *, as_json: bool) -> None:
    from search.links import link as compute
    from search.refit import refit

    result = refit(library, date.today().isoformat())
    summary = compute(library) if result.path else None
    if as_json:
        show_json(result)
        return
    for each in result.parts:
        click.echo(_learned(each))
    if summary is None:
        click.echo("权重没有改动。")
        return
    click.echo(f"新的权重已写入 {result.path}，可以打开看。{_former(result)}")
    show_links(summary)


def _learned(part: "Learned") -> str:
    from search.refit import FEWEST

    name = "同一单位的问题" if part.part == "own" else "不同单位的问题"
    decided = f"{name}：确认 {part.confirmed} 对，判为不同 {part.rejected} 对"
    if part.before is None or part.after is None:
        return f"{decided}；各满 {FEWEST} 对才学习。"
    return (
        f"{decided}，另有程序自带的标注 {part.labelled} 对。"
        f"精确 {part.before.precision:.3f} → {part.after.precision:.3f}，"
        f"召回 {part.before.recall:.3f} → {part.after.recall:.3f}，"
        f"{'采用新的' if part.adopted else '没有更准，仍用原来的'}。"
    )


def _former(result: "Refit") -> str:
    if result.old:
        return f"原来的在 {result.old}，改回原名即可恢复。"
    return "原来用的是程序自带的，删除这个文件即可恢复。"


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
        click.echo(runnable("查看：huitoukan recurrences"))

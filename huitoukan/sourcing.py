"""Sources, what they would bring and what they brought, on the screen."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from huitoukan.options import runnable
from huitoukan.screen import grid, heading, show_table

if TYPE_CHECKING:
    from indexer.sources.history import Run
    from indexer.sources.preview import Preview, Sample
    from indexer.sources.standing import Standing

_SHOWN = 30


def show_standings(found: "Sequence[Standing]") -> None:
    """Prints the sources with their last runs, and what is wrong with them."""
    if not found:
        click.echo(runnable("还没有来源。添加：huitoukan sources add 名称 文件夹或网址"))
    for each in found:
        click.echo(f"{heading(each.name)}  {each.place}")
        if each.last is None:
            click.echo("    还没有运行过。")
        else:
            click.echo(f"    上次 {each.last.at}：{told(each.last)}")
        if each.ailment:
            click.echo(f"    不正常：{each.ailment}。")


def show_runs(runs: "Sequence[Run]") -> None:
    """Prints what each run brought, and what went wrong."""
    if not runs:
        click.echo(runnable("还没有来源。添加：huitoukan sources add 名称 文件夹或网址"))
    for each in runs:
        click.echo(f"{heading(each.source)}：{told(each)}")
        for missed in (*each.missed, *each.quarantined):
            click.echo(f"    {missed.place}\n        {missed.reason}")


def told(run: "Run") -> str:
    """A run in one line."""
    return run.told if run.error else f"{run.told}，用时 {run.seconds:.1f} 秒"


def show_preview(preview: "Preview") -> None:
    """Prints what would be taken, what not and why, and how the first notice would be read."""
    taken = [each for each in preview.candidates if each.taken]
    others = len(preview.candidates) - len(taken)
    click.echo(f"会取 {len(taken)} 个，另有 {others} 个不取或已有。这次什么也没有存。")
    for each in (*taken, *(each for each in preview.candidates if not each.taken))[:_SHOWN]:
        date = each.published_on or "          "
        click.echo(f"  [{each.choice}] {date}  {each.title or ''}\n      {each.place}")
    if len(preview.candidates) > _SHOWN:
        click.echo(f"  …… 其余 {len(preview.candidates) - _SHOWN} 个用 --json 看。")
    if preview.problem:
        click.echo(f"注意：{preview.problem}")
    if preview.sample:
        click.echo("\n试读第一篇：")
        show_table(grid(_rows(preview.sample)))


def _rows(sample: "Sample") -> list[tuple[str, str]]:
    rows = [("网址", sample.place)]
    if sample.problem:
        return [*rows, ("读不了", sample.problem)]
    return [
        *rows,
        ("标题", sample.title or "—"),
        ("文种", sample.kind or "—"),
        ("单位", "、".join(sample.inspected_org) or "—"),
        ("发布", sample.published_on or "—"),
        ("问题", f"{sample.findings} 个"),
        ("附件", "、".join(sample.attachments) or "无"),
    ]

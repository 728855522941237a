"""`huitoukan digest`: what happened since a day."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from huitoukan.days import since as since_callback
from huitoukan.group import Command
from huitoukan.options import data_option, json_option
from huitoukan.papers import paper_path, write_paper
from huitoukan.paths import PathType
from huitoukan.screen import heading, show_json

if TYPE_CHECKING:
    from indexer.library import Library
    from search.digest import Digest

_SHOWN = 10


@click.command(
    cls=Command,
    epilog="""
例：
  huitoukan digest
  huitoukan digest --since 2025-03-01 --json
  huitoukan digest -o 每周汇总.docx
""",
)
@click.option(
    "--since",
    metavar="多久",
    default="7d",
    show_default=True,
    callback=since_callback,
    help="从何时起：7d（7 天）、2w（两周）或日期 2025-03-01。",
)
@click.option(
    "-o",
    "--output",
    metavar="文件",
    type=PathType(dir_okay=False),
    callback=paper_path,
    help="写成 .docx、.xlsx 或 .html，由扩展名决定。",
)
@data_option
@json_option
def digest(since: date, output: Path | None, library: "Library", as_json: bool) -> None:
    """汇总近期：新增、状态变化、逾期、反弹、前后不一。"""
    from datetime import UTC, datetime

    from search.digest import digest as make
    from search.digest import utc

    result = make(library, utc(since), datetime.now(UTC))
    if output is not None:
        from search.export.digest import paper

        write_paper(output, paper(result))
    if as_json:
        show_json(result)
    elif output is not None:
        click.echo(f"{result.since} 至 {result.until} 的汇总已写入 {output}。")
    else:
        _show(result)


def _show(result: "Digest") -> None:
    from search.quotes import named

    click.echo(heading(f"{result.since} 至 {result.until} 汇总"))
    if result.empty:
        click.echo("这段时间没有新增，也没有变化。")
    _section(
        "新入库的报告",
        [
            f"{each.title or each.source}（{each.kind.value}，{each.findings} 个问题"
            f"{'，更新旧版' if each.replaces else ''}）  {each.id}"
            for each in result.reports
        ],
    )
    _section(
        "反弹",
        [
            f"{each.relapse.later.org or '单位不明'}：{each.relapse.earlier.title}"
            f"（当时称{each.claim}） → {each.relapse.later.title}  {named(each.relapse.later)}"
            for each in result.relapses
        ],
    )
    _section(
        "状态有变化",
        [
            f"{each.org or '单位不明'}：{each.title}，{each.before.value} → {each.after.value}"
            f"（{each.source}）"
            for each in result.changed
        ],
    )
    newly = set(result.newly_overdue)
    _section(
        f"逾期（其中这段时间新逾期 {len(newly)} 个）",
        [
            f"{'新逾期 ' if each.id in newly else ''}{each.org or '单位不明'}：{each.title}，"
            f"时限 {each.deadline}，已过 {each.overdue} 天"
            for each in sorted(result.overdue, key=lambda item: item.overdue or 0)
        ],
    )
    _section(
        "前后不一",
        [
            f"{each.title or each.source}：{doubt.message}"
            for each in result.doubts
            for doubt in each.inconsistencies
        ],
    )
    _section("读不了的文件", [f"{each.path}：{each.reason}" for each in result.unread])


def _section(title: str, lines: list[str]) -> None:
    if not lines:
        return
    click.echo(heading(f"\n{title}：{len(lines)}"))
    for n, line in enumerate(lines[:_SHOWN], 1):
        click.echo(f"{n}. {line}")
    if len(lines) > _SHOWN:
        click.echo(f"   另有 {len(lines) - _SHOWN} 条，见 --json。")

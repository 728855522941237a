"""`huitoukan schedule`: what runs by itself."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from huitoukan.group import Group
from huitoukan.options import data_option, json_option, runnable
from huitoukan.paths import PathType
from huitoukan.screen import show_json

if TYPE_CHECKING:
    from flows.logs import LogLine
    from indexer.library import Library


@click.group(
    cls=Group,
    epilog="""
例：
  huitoukan schedule start --at 06:30
  huitoukan schedule list
""",
)
def schedule() -> None:
    """让程序每天自动去各来源取新内容、比对，每周写汇总、核验。"""


@schedule.command(
    epilog="""
例：
  huitoukan schedule start
  huitoukan schedule start --at 06:30
""",
)
@click.option(
    "--at",
    metavar="时刻",
    type=click.DateTime(["%H:%M"]),
    default="06:00",
    help="每天几点运行（北京时间），默认 06:00。",
)
@data_option
def start(at: datetime, library: "Library") -> None:
    """开始定时运行，一直开着，直到按 Ctrl-C；停机期间错过的，补一次。"""
    from flows.schedule import start as serve

    click.echo(
        f"每天 {at:%H:%M} 去各来源取新内容并比对，星期一写汇总，星期六核验。按 Ctrl-C 停止。"
    )
    serve(library.folder, hour=at.hour, minute=at.minute, told=_show_line)


@schedule.command(
    "list",
    epilog="""
例：
  huitoukan schedule list
""",
)
@data_option
@json_option
def show_list(library: "Library", as_json: bool) -> None:
    """列出定时任务：下次什么时候，上次结果如何。"""
    from flows.control import planned

    found = planned(library.folder)
    if as_json:
        show_json(found)
        return
    for each in found:
        ahead = "已暂停" if each.paused else each.next_at and f"下次 {each.next_at}"
        click.echo(f"{each.name}  {each.summary}  {ahead or '只在要求时运行'}")
        if each.last_at:
            click.echo(f"    上次 {each.last_at}  {each.last_state}  {each.last_message or ''}")


@schedule.command(
    epilog="""
例：
  huitoukan schedule run watch-notices
  huitoukan schedule run ingest-reports /mnt/巡察共享
""",
)
@click.argument("name", metavar="任务")
@click.argument("paths", metavar="[路径]…", nargs=-1, type=PathType())
@data_option
def run(name: str, paths: tuple[Path, ...], library: "Library") -> None:
    """现在就运行一次，由正在运行的 schedule start 去做。

    任务名见 huitoukan schedule list；只有 ingest-reports 要写路径。
    """
    from flows.control import run as start_now

    start_now(library.folder, name, paths)
    click.echo(runnable("已安排，马上运行。看结果：huitoukan schedule list"))


@schedule.command(
    epilog="""
例：
  huitoukan schedule pause watch-notices
""",
)
@click.argument("name", metavar="任务")
@data_option
def pause(name: str, library: "Library") -> None:
    """暂停一个定时任务；重新启动后仍是暂停的。"""
    from flows.control import pause as set_paused

    set_paused(library.folder, name, paused=True)
    click.echo(f"已暂停 {name}。")


@schedule.command(
    epilog="""
例：
  huitoukan schedule resume watch-notices
""",
)
@click.argument("name", metavar="任务")
@data_option
def resume(name: str, library: "Library") -> None:
    """恢复一个暂停的定时任务。"""
    from flows.control import pause as set_paused

    set_paused(library.folder, name, paused=False)
    click.echo(f"已恢复 {name}。")


@schedule.command(
    epilog="""
例：
  huitoukan schedule logs --lines 50
""",
)
@click.option(
    "--lines",
    metavar="行数",
    type=click.IntRange(1, 200),
    default=50,
    show_default=True,
    help="最近多少行。",
)
@data_option
@json_option
def logs(lines: int, library: "Library", as_json: bool) -> None:
    """显示定时任务最近说了什么。"""
    from flows.control import logs as said

    found = said(library.folder, lines)
    if as_json:
        show_json(found)
        return
    for each in found:
        _show_line(each)


def _show_line(line: "LogLine") -> None:
    """Prints a line with its time to the second."""
    click.echo(f"{line.at[:19]}  {line.text}")

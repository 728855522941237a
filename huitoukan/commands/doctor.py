"""`huitoukan doctor`: what is wrong, and what to do about it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from huitoukan.exits import ExitCode
from huitoukan.group import Command
from huitoukan.options import data_option, json_option, runnable
from huitoukan.screen import show_json

if TYPE_CHECKING:
    from indexer.library import Library
    from indexer.machine import Check


@click.command(
    cls=Command,
    epilog="""
例：
  huitoukan doctor
  huitoukan doctor --full      另把每份原件读一遍，与日志、目录、索引核对
""",
)
@click.option("--full", is_flag=True, help="另把每份原件读一遍，与日志、目录、索引核对。")
@data_option
@json_option
def doctor(full: bool, library: "Library", as_json: bool) -> None:
    """检查程序、磁盘、权限、时钟、库、来源和定时任务；有问题的，说明怎么办。

    什么也不改。有“问题”时退出码是 1；只有“提醒”时是 0。
    """
    from huitoukan.progress import progress
    from indexer.doctor import examine
    from indexer.machine import Grade

    with progress("核对") as tell:
        checks = [*examine(library, full=full, progress=tell), *_web(library), *_schedule(library)]
    bad = [each for each in checks if each.grade is Grade.BAD]
    if as_json:
        show_json({"sound": not bad, "checks": checks})
    else:
        for each in checks:
            click.echo(f"{each.grade.value}  {each.about}：{each.found}")
            if each.cure:
                click.echo(f"      怎么办：{runnable(each.cure)}")
        click.echo(f"有 {len(bad)} 个问题。" if bad else "没有发现问题。")
    if bad:
        raise click.exceptions.Exit(ExitCode.ERROR)


def _web(library: "Library") -> "Iterator[Check]":
    """Whether the page's settings can be read."""
    from indexer.errors import LibraryError
    from indexer.machine import Check, Grade
    from web.settings import load

    try:
        load(library.folder)
    except LibraryError as error:
        yield Check(about="设置", grade=Grade.BAD, found=str(error), cure="按提示改好这个文件。")


def _schedule(library: "Library") -> "Iterator[Check]":
    """Whether what was to run by itself does; nothing where it never did."""
    from flows.server import home
    from indexer.errors import LibraryError
    from indexer.machine import Check, Grade

    if not home(library.folder).exists():
        return
    from flows.control import planned

    try:
        found = planned(library.folder)
    except LibraryError as error:
        yield Check(
            about="定时任务",
            grade=Grade.NOTE,
            found=str(error).partition("。")[0],
            cure="运行 huitoukan schedule start 并让它一直开着；用 systemd 的，看它的服务状态。",
        )
        return
    failed = [each for each in found if each.last_state in ("Failed", "Crashed")]
    for each in failed:
        yield Check(
            about="定时任务",
            grade=Grade.NOTE,
            found=f"{each.name} 上次没有成功：{each.last_message or each.last_state}",
            cure="运行 huitoukan schedule logs 看原因。",
        )
    paused = [each.name for each in found if each.paused]
    if paused:
        yield Check(
            about="定时任务",
            grade=Grade.NOTE,
            found=f"{'、'.join(paused)} 已暂停",
            cure="需要时运行 huitoukan schedule resume 恢复。",
        )
    if not failed and not paused:
        yield Check(about="定时任务", grade=Grade.GOOD, found=f"{len(found)} 个任务都正常")

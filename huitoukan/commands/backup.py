"""`huitoukan backup`: a library in one file."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from huitoukan.exits import ExitCode
from huitoukan.group import Command
from huitoukan.options import data_option, json_option
from huitoukan.paths import PathType
from huitoukan.screen import show_json, size, warn

if TYPE_CHECKING:
    from indexer.library import Library

_SHOWN = 5


@click.command(
    cls=Command,
    epilog="""
例：
  huitoukan backup /mnt/备份盘                  写进文件夹，按时间命名
  huitoukan backup /mnt/备份盘 --keep 14        只留最近 14 份
  huitoukan backup 巡察库.tar.gz
""",
)
@click.argument("target", metavar="文件或文件夹", type=PathType())
@click.option(
    "--keep",
    metavar="份数",
    type=click.IntRange(1),
    help="备份到文件夹时，只留最近几份，更早的删除。",
)
@data_option
@json_option
def backup(target: Path, keep: int | None, library: "Library", as_json: bool) -> None:
    """把库备份成一个文件；备份时可以照常导入和检索。

    原件、研判、保存的检索、来源记录、用户和设置都在里面；目录和索引由它们重建，不占地方。
    写完会读回核对；已有的文件从不覆盖。用 restore 恢复。
    """
    from huitoukan.progress import progress
    from indexer.backup import backup as make

    if keep is not None and not target.is_dir():
        raise click.UsageError("--keep 只用于备份到文件夹；现在写的不是文件夹。")
    with progress("备份") as tell:
        done = make(library, target, keep=keep, progress=tell)
    if as_json:
        show_json(done)
    else:
        click.echo(
            f"已备份到 {done.file}：{done.files} 个文件（原件 {done.originals} 个），"
            f"{size(done.bytes)}，已读回核对，用时 {done.seconds:.1f} 秒。"
        )
        for each in done.removed:
            click.echo(f"已删除旧备份 {each}")
    bad = (*done.missing, *done.damaged)
    if bad:
        listed = "、".join(each[:12] for each in bad[:_SHOWN])
        warn(
            f"库里有 {len(done.missing)} 份原件丢失、{len(done.damaged)} 份损坏（{listed}），"
            "备份里也一样。请重新导入这些文件，或从更早的备份里取。"
        )
        raise click.exceptions.Exit(ExitCode.ERROR)

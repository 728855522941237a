"""`huitoukan restore`: a library from a backup."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from huitoukan.exits import ExitCode
from huitoukan.group import Command
from huitoukan.options import data_option, json_option
from huitoukan.paths import PathType
from huitoukan.screen import show_json, warn

if TYPE_CHECKING:
    from indexer.library import Library
    from indexer.restore import Restored


@click.command(
    cls=Command,
    epilog="""
例：
  huitoukan restore 巡察库.tar.gz --data 新的文件夹
""",
)
@click.argument("file", metavar="备份文件", type=PathType(dir_okay=False))
@data_option
@json_option
def restore(file: Path, library: "Library", as_json: bool) -> None:
    """由备份恢复一个库；--data 写恢复到哪里，那里须是新的或空的文件夹。

    每个文件都按备份里的校验值核对，再重建目录和索引；全部做完，库才出现。
    """
    from huitoukan.progress import progress
    from indexer.restore import restore as unpack

    with progress("恢复") as tell:
        done = unpack(file, library.folder, progress=tell)
    for note in done.notes:
        warn(note)
    if as_json:
        show_json(done)
    else:
        _show(done)
    if done.rebuilt:
        _link(library, quiet=as_json)
    if done.damaged:
        warn(f"有 {len(done.damaged)} 份原件在备份时就已损坏。请运行 huitoukan doctor 查看。")
        raise click.exceptions.Exit(ExitCode.ERROR)


def _link(library: "Library", *, quiet: bool) -> None:
    """Links anew what was linked before. The library is restored whatever becomes of that."""
    from huitoukan.commands.link import show_links
    from indexer.errors import LibraryError
    from search.links import link

    try:
        summary = link(library)
    except LibraryError as error:
        warn(f"库已恢复，但没有比对是否反复：{error}处理后运行 huitoukan link。")
    else:
        if not quiet:
            show_links(summary)


def _show(done: "Restored") -> None:
    made = datetime.fromisoformat(done.made_at).astimezone().strftime("%Y-%m-%d %H:%M")
    click.echo(
        f"已恢复到 {done.folder}：备份于 {made}，{done.files} 个文件，全部核对无误，"
        f"用时 {done.seconds:.1f} 秒。"
    )
    if done.rebuilt:
        click.echo(f"目录和索引已重建：{done.reports} 份报告。")
    else:
        click.echo(
            "这个库的目录或索引在服务器上，没有改动它们。"
            "请先核对库里的 library.toml，再运行 huitoukan reindex 重建。"
        )

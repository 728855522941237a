"""`huitoukan ingest`: takes reports into the library."""

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

_NICE = 5


@click.command(
    cls=Command,
    epilog="""
例：
  huitoukan ingest 历年报告 2024年通报.docx
  huitoukan ingest 历年报告 --data D:\\巡察库 --json
""",
)
@click.argument("paths", metavar="路径…", nargs=-1, required=True, type=PathType())
@data_option
@json_option
def ingest(paths: tuple[Path, ...], library: "Library", as_json: bool) -> None:
    """把文件和文件夹（含下级）里的报告导入库。

    可以导入 .txt、.md、.docx、.pdf、.html、.htm。同一文件不会重复入库；
    读不了的文件进隔离区，其余照常入库。
    """
    import os

    from huitoukan.progress import progress
    from huitoukan.summary import show_summary
    from indexer import build

    # Whoever waits for an answer of the page goes first.
    if hasattr(os, "nice") and os.nice(0) < _NICE:
        os.nice(_NICE)
    with progress("导入") as tell:
        summary = build.ingest(library, paths, progress=tell)
    if as_json:
        show_json(summary)
    else:
        show_summary(summary)
    if summary.new or summary.updated:
        _link(library, quiet=as_json)
    if summary.quarantined:
        raise click.exceptions.Exit(ExitCode.QUARANTINED)


def _link(library: "Library", *, quiet: bool) -> None:
    """Links what was added. The reports are in the library whatever becomes of that."""
    from huitoukan.commands.link import show_links
    from indexer.errors import LibraryError
    from search.links import link_added

    try:
        summary = link_added(library)
    except LibraryError as error:
        warn(f"报告已经入库，但没有比对是否反复：{error}处理后运行 huitoukan link。")
    else:
        if not quiet:
            show_links(summary)

"""`huitoukan reindex`: catalog and index made anew from the originals."""

from typing import TYPE_CHECKING

import click

from huitoukan.group import Command
from huitoukan.options import data_option, json_option
from huitoukan.screen import show_json, warn

if TYPE_CHECKING:
    from indexer.library import Library


@click.command(
    cls=Command,
    epilog="""
例：
  huitoukan reindex
  huitoukan reindex --drop-lost
""",
)
@click.option(
    "--drop-lost",
    is_flag=True,
    help="原件已丢失或损坏的报告不再保留。不写时，有这样的报告就不重建。",
)
@data_option
@json_option
def reindex(library: "Library", drop_lost: bool, as_json: bool) -> None:
    """由原件重建目录和检索索引；重建完成前，旧的照常可用。"""
    from indexer.reindex import reindex as make

    healed = make(library, drop_lost=drop_lost)
    for note in healed.notes:
        warn(note)
    if as_json:
        show_json(healed)
    else:
        click.echo(f"已由原件重建目录和索引：{healed.reports} 份报告。")

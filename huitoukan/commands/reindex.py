"""`huitoukan reindex`: catalog and index made anew from the originals."""

from typing import TYPE_CHECKING

import click

from huitoukan.group import Command
from huitoukan.options import data_option, json_option
from huitoukan.screen import show_json

if TYPE_CHECKING:
    from indexer.library import Library


@click.command(
    cls=Command,
    epilog="""
例：
  huitoukan reindex
""",
)
@data_option
@json_option
def reindex(library: "Library", as_json: bool) -> None:
    """由原件重建目录和检索索引；重建完成前，旧的照常可用。"""
    from indexer import heal

    healed = heal.reindex(library)
    if as_json:
        show_json(healed)
    else:
        click.echo(f"已由原件重建目录和索引：{healed.reports} 份报告。")

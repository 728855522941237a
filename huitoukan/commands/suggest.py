"""`huitoukan suggest`: what a few characters may become."""

from typing import TYPE_CHECKING

import click

from huitoukan.group import Command
from huitoukan.options import SHOWN, data_option, json_option
from huitoukan.screen import show_json

if TYPE_CHECKING:
    from indexer.library import Library


@click.command(
    cls=Command,
    epilog="""
例：
  huitoukan suggest 公务
""",
)
@click.argument("prefix", metavar="开头的字")
@click.option(
    "--limit",
    metavar="条数",
    type=click.IntRange(1, 1000),
    default=SHOWN,
    show_default=True,
    help="最多几条。",
)
@data_option
@json_option
def suggest(prefix: str, limit: int, library: "Library", as_json: bool) -> None:
    """补全检索词：问题类型、问题对象、单位和常用说法，库里条数多的在前。"""
    from ingest.taxonomy import extended
    from search.suggest import suggest as complete

    library.require()
    found = complete(library.engine(), prefix, extended(library.taxonomy), limit)
    if as_json:
        show_json(found)
        return
    if not found:
        click.echo(f"没有以“{prefix}”开头或含有它的词。")
    for each in found:
        click.echo(f"{each.text}  （{each.kind}，{each.findings} 条）")

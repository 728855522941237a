"""`huitoukan show`: one report or finding, whole."""

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
  huitoukan show 3fa2b81c90de-4    第 4 个问题
  huitoukan show 3fa2              整份报告（编号写前四位以上即可）
""",
)
@click.argument("id_", metavar="编号")
@data_option
@json_option
def show(id_: str, library: "Library", as_json: bool) -> None:
    """显示一份报告或一个问题的全文，以及它在原文中的位置。"""
    from huitoukan.details import show_finding, show_report

    library.require()
    with library.catalog() as catalog:
        if "-" in id_:
            finding = catalog.finding(id_)
            show_json(finding) if as_json else show_finding(finding)
        else:
            report = catalog.report(id_)
            show_json(report) if as_json else show_report(report)

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
  huitoukan show 3fa2 --versions   公布以后改过什么
""",
)
@click.argument("id_", metavar="编号")
@click.option("--versions", is_flag=True, help="列出报告的各个版本，和每一版改了什么。")
@data_option
@json_option
def show(id_: str, versions: bool, library: "Library", as_json: bool) -> None:
    """显示一份报告或一个问题的全文，以及它在原文中的位置。"""
    from huitoukan.details import show_finding, show_report

    library.require()
    with library.catalog() as catalog:
        if versions:
            from huitoukan.versions import show_histories
            from indexer.versions import place_histories

            histories = place_histories(catalog, id_.partition("-")[0])
            show_json(histories) if as_json else show_histories(histories)
        elif "-" in id_:
            if not id_.rpartition("-")[2].isdecimal():
                raise click.BadParameter(
                    f"“{id_}”不是编号。问题写作 3fa2b81c90de-4，整份报告写作 3fa2b81c90de。"
                )
            finding = catalog.finding(id_)
            show_json(finding) if as_json else show_finding(finding)
        else:
            report = catalog.report(id_)
            show_json(report) if as_json else show_report(report)

"""`huitoukan report`: papers to put before the leadership."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from huitoukan.asked import asked_options
from huitoukan.group import Group
from huitoukan.options import data_option
from huitoukan.papers import paper_path, write_paper
from huitoukan.paths import PathType

if TYPE_CHECKING:
    from indexer.library import Library


@click.group(
    cls=Group,
    epilog="""
例：
  huitoukan report recurrence -o 反复问题分析.docx
""",
)
def report() -> None:
    """生成分析报告。"""


@report.command(
    "recurrence",
    epilog="""
例：
  huitoukan report recurrence -o 反复问题分析.docx
  huitoukan report recurrence --region 栖云县 --year 2022.. -o 栖云县.html
""",
)
@asked_options
@click.option(
    "-o",
    "--output",
    metavar="文件",
    required=True,
    type=PathType(dir_okay=False),
    callback=paper_path,
    help="写成 .docx、.xlsx 或 .html，由扩展名决定。",
)
@data_option
def recurrence(
    org: str | None,
    region: str | None,
    type_: str | None,
    years: tuple[int, int] | None,
    output: Path,
    library: "Library",
) -> None:
    """反复问题分析报告：数字、历次巡察、分布、反弹、共性、雷同、下次重点。"""
    from search.asked import Asked
    from search.export.recurrence import paper
    from search.study import study

    made = study(library, Asked(org=org, region=region, type=type_, years=years), date.today())
    write_paper(output, paper(made))
    if made.findings:
        click.echo(f"{made.findings} 个问题，反弹 {len(made.relapses)} 起；已写入 {output}。")
    else:
        click.echo(f"没有符合条件的问题；{output} 里只有这句说明。")

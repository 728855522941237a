"""`huitoukan report`: papers to put before the leadership."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from huitoukan.asked import asked_options
from huitoukan.group import Group
from huitoukan.options import data_option

if TYPE_CHECKING:
    from indexer.library import Library

_ENDINGS = (".docx", ".xlsx", ".html")


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
    type=click.Path(dir_okay=False, path_type=Path),
    callback=lambda ctx, parameter, path: _known(path),
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
    from search.export import paper_docx, paper_page, paper_xlsx
    from search.export.recurrence import paper
    from search.recurrence import Asked
    from search.study import study

    made = study(library, Asked(org=org, region=region, type=type_, years=years), date.today())
    writers = {
        ".docx": paper_docx.write,
        ".xlsx": paper_xlsx.write,
        ".html": paper_page.write,
    }
    writers[output.suffix.lower()](output, paper(made))
    if made.findings:
        click.echo(f"{made.findings} 个问题，反弹 {len(made.relapses)} 起；已写入 {output}。")
    else:
        click.echo(f"没有符合条件的问题；{output} 里只有这句说明。")


def _known(path: Path) -> Path:
    if path.suffix.lower() not in _ENDINGS:
        raise click.BadParameter(f"不认识扩展名“{path.suffix}”；可用：{'、'.join(_ENDINGS)}。")
    if not path.absolute().parent.is_dir():
        raise click.BadParameter(f"没有文件夹 {path.absolute().parent}。")
    return path

"""`huitoukan ledger`: the four lists of an office."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from huitoukan.asked import asked_options
from huitoukan.days import day
from huitoukan.group import Command
from huitoukan.options import data_option, json_option
from huitoukan.paths import PathType
from huitoukan.screen import show_json, show_table

if TYPE_CHECKING:
    from indexer.library import Library
    from search.ledger import Item

_SHOWN = 20


@click.command(
    cls=Command,
    epilog="""
例：
  huitoukan ledger -o 台账.xlsx
  huitoukan ledger --org 枫墟镇 --today 2025-06-30 -o 枫墟镇台账.xlsx
""",
)
@asked_options
@click.option(
    "--today",
    metavar="日期",
    callback=day,
    help="按这一天判断是否逾期，如 2025-06-30。 [默认: 今天]",
)
@click.option(
    "-o",
    "--output",
    metavar="文件.xlsx",
    type=PathType(dir_okay=False),
    callback=lambda ctx, parameter, path: _xlsx(path),
    help="写成 Excel 文件，有问题清单、任务清单、责任清单、时限清单四张表。",
)
@data_option
@json_option
def ledger(
    org: str | None,
    region: str | None,
    type_: str | None,
    years: tuple[int, int] | None,
    today: date | None,
    output: Path | None,
    library: "Library",
    as_json: bool,
) -> None:
    """生成整改台账：四张清单，同一问题在历次通报里的状态变化，逾期的标出。"""
    from search.amended import amended
    from search.asked import Asked, occurrences_asked
    from search.ledger import ledger as make
    from search.recurrence import recurrences
    from search.stored import stored

    found = recurrences(library)
    asked = Asked(org=org, region=region, type=type_, years=years)
    wanted = {each.finding for each in occurrences_asked(found, asked)}
    day = today or date.today()
    every = amended(library, make(stored(library), found, day), day)
    items = [each.item for each in every if each.item.id in wanted]
    if output is not None:
        from search.export.ledger import sheets
        from search.export.xlsx import write

        write(output, sheets(items))
    if as_json:
        show_json(items)
    elif output is not None:
        click.echo(f"{_summary(items)}已写入 {output}。")
    else:
        _show(items)


def _summary(items: "list[Item]") -> str:
    closed = sum(each.closed for each in items)
    overdue = sum(each.overdue is not None for each in items)
    return (
        f"共 {len(items)} 个问题：已销号 {closed}，未销号 {len(items) - closed}，逾期 {overdue}。"
    )


def _show(items: "list[Item]") -> None:
    from rich.table import Table
    from rich.text import Text

    if not items:
        click.echo("没有问题可以列入台账。")
        return
    click.echo(_summary(items))
    urgent = sorted(
        (each for each in items if not each.closed), key=lambda each: -(each.overdue or 0)
    )
    table = Table()
    for name in ("编号", "单位", "问题", "状态变化", "时限", "逾期"):
        table.add_column(name, overflow="fold")
    for each in urgent[:_SHOWN]:
        late = f"{each.overdue} 天" if each.overdue else ""
        cells = (each.id, each.org, each.title, each.history, each.deadline, late)
        table.add_row(*(Text(cell or "") for cell in cells))
    if urgent:
        show_table(table)
    if len(urgent) > _SHOWN:
        click.echo(f"只显示前 {_SHOWN} 个未销号的；用 -o 台账.xlsx 看全部。")


def _xlsx(path: Path | None) -> Path | None:
    if path is not None and path.suffix.lower() != ".xlsx":
        raise click.BadParameter(f"台账只能写成 .xlsx，不能写成“{path.suffix}”。")
    return path

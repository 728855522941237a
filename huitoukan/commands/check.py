"""`huitoukan check`: what does not add up, and what to look at on the spot."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from huitoukan.group import Command
from huitoukan.options import data_option, json_option, writable
from huitoukan.paths import PathType
from huitoukan.screen import heading, show_json, show_table

if TYPE_CHECKING:
    from indexer.library import Library
    from search.doubts import Doubt
    from search.recheck import Claim, Stratum

_STRATA = ("org", "type", "year", "status")


@click.command(
    cls=Command,
    epilog="""
例：
  huitoukan check                     所有报告里的矛盾和疑点
  huitoukan check 3fa2 --notes        一份报告，连缺项提示一起
  huitoukan check --sample 20 --by org,type -o 核查表.xlsx
""",
)
@click.argument("id_", metavar="[报告编号]", required=False)
@click.option("--notes", is_flag=True, help="也列出缺项提示（没有时限、责任单位、落款日期等）。")
@click.option(
    "--sample",
    "size",
    metavar="数量",
    type=click.IntRange(min=1),
    help="从称已完成的问题里分层抽样，供实地反向核查。",
)
@click.option(
    "--by",
    metavar="分层",
    default="org,type",
    show_default=True,
    help="抽样按什么分层，可用 org（单位）、type（类型）、year（年份）、status（状态），逗号相连。",
)
@click.option(
    "--seed", metavar="数", type=int, default=1, show_default=True, help="同一个数抽出同样的样本。"
)
@click.option(
    "-o",
    "--output",
    metavar="文件.xlsx",
    type=PathType(dir_okay=False),
    callback=lambda ctx, parameter, path: path and writable(path, [".xlsx"]),
    help="把抽样结果写成 Excel 表，留有填写核查结果的空列。",
)
@data_option
@json_option
def check(
    id_: str | None,
    notes: bool,
    size: int | None,
    by: str,
    seed: int,
    output: Path | None,
    library: "Library",
    as_json: bool,
) -> None:
    """核对报告：前后矛盾、数字不符、称已完成而文中未完成；或抽样供实地核查。"""
    if size is None:
        if output is not None:
            raise click.UsageError("-o 只和 --sample 一起用：写出的是抽样核查表。")
        _check(library, id_, notes, as_json)
        return
    if id_ is not None:
        raise click.UsageError("--sample 从全库抽样，不要再写报告编号。")
    drawn = _draw(library, size, _strata(by), seed)
    if output is not None:
        _write(output, drawn)
    if as_json:
        show_json(drawn)
    elif output is None:
        _show_claims(drawn)
    else:
        click.echo(f"已抽 {len(drawn)} 个问题，写入 {output}。")


def _check(library: "Library", id_: str | None, notes: bool, as_json: bool) -> None:
    from search.doubts import doubts
    from search.stored import stored

    reports = stored(library)
    if id_ is not None:
        with library.catalog() as catalog:
            only = catalog.report(id_).id
        reports = (each for each in reports if each.id == only)
    found = list(doubts(reports, notes=notes))
    if as_json:
        show_json(found)
        return
    if not found:
        click.echo("没有发现前后不一。")
    for each in found:
        _show_doubt(each)


def _show_doubt(doubt: "Doubt") -> None:
    click.echo(heading(f"{doubt.id}  {doubt.title or doubt.source}"))
    for each in doubt.inconsistencies:
        click.echo(f"  {each.severity.value}：{each.message}")
        for place in each.places:
            start, end = place.span
            words = " ".join(place.text.split())
            click.echo(
                f"      第 {start + 1}—{end} 字：{words[:60]}{'…' if len(words) > 60 else ''}"
            )


def _strata(by: str) -> list["Stratum"]:
    from search.recheck import Stratum

    names = [name.strip() for name in by.split(",") if name.strip()]
    unknown = [name for name in names if name not in _STRATA]
    if unknown or not names:
        raise click.BadParameter(
            f"不认识“{'、'.join(unknown) or by}”；可用：{'、'.join(_STRATA)}。", param_hint="--by"
        )
    return [Stratum(name) for name in names]


def _draw(library: "Library", size: int, by: list["Stratum"], seed: int) -> list["Claim"]:
    from search.recheck import claims, sample
    from search.stored import stored

    return sample(claims(stored(library)), size, by, seed)


def _write(output: Path, drawn: list["Claim"]) -> None:
    from search.export.recheck import sheet
    from search.export.xlsx import write

    write(output, [sheet(drawn)])


def _show_claims(drawn: list["Claim"]) -> None:
    from rich.table import Table
    from rich.text import Text

    if not drawn:
        click.echo("库里没有称已完成的问题，无从抽样。")
        return
    table = Table()
    for name in ("编号", "单位", "类型", "问题", "报告所称"):
        table.add_column(name, overflow="fold")
    for each in drawn:
        cells = (each.id, each.org, each.type, each.title, each.status.value)
        table.add_row(*(Text(cell or "") for cell in cells))
    show_table(table)

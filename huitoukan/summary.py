"""The table at the end of an ingest."""

import click

from huitoukan.options import runnable
from huitoukan.screen import show_table, warn
from indexer.outcome import IngestSummary, Rejected


def show_summary(summary: IngestSummary) -> None:
    """Prints how many files came to what, and those in quarantine with their reasons."""
    from rich.table import Table

    table = Table("新增", "未变", "更新", "隔离", "跳过", "问题", "用时")
    for column in table.columns:
        column.justify = "right"
    table.add_row(
        str(summary.new),
        str(summary.unchanged),
        str(summary.updated),
        str(len(summary.quarantined)),
        str(summary.skipped),
        str(summary.findings),
        f"{summary.seconds:.1f} 秒",
    )
    show_table(table)
    if summary.restored:
        click.echo(f"补回了 {summary.restored} 份丢失或损坏的原件。")
    for note in summary.notes:
        warn(note)
    if summary.quarantined:
        _show_rejected(summary.quarantined)


def _show_rejected(rejected: tuple[Rejected, ...]) -> None:
    click.echo("进了隔离区的文件：")
    for each in rejected:
        click.echo(f"  {each.id}  {each.path}\n      {each.reason}")
    first = rejected[0].id
    retry, drop = "huitoukan quarantine retry", f"huitoukan quarantine drop {first}"
    click.echo(runnable(f"处理后重试：{retry}；不再理会（以第一个为例）：{drop}"))

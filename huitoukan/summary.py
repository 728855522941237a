"""The table at the end of an ingest."""

import click

from huitoukan.screen import show_table
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
    if summary.quarantined:
        _show_rejected(summary.quarantined)


def _show_rejected(rejected: tuple[Rejected, ...]) -> None:
    click.echo("进了隔离区的文件：")
    for each in rejected:
        click.echo(f"  {each.id}  {each.path}\n      {each.reason}")
    click.echo("处理后重试：huitoukan quarantine retry；不再理会：huitoukan quarantine drop 编号")

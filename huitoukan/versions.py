"""How a report changed after its publication, as text."""

from collections.abc import Sequence
from datetime import datetime

import click

from huitoukan.screen import heading, marked
from indexer.versions import Difference, PlaceHistory, Version
from ingest.model import Span


def show_histories(histories: Sequence[PlaceHistory]) -> None:
    """Prints every place with what stood there, and each version's differences to the last."""
    for n, history in enumerate(histories):
        click.echo(("\n" if n else "") + heading(history.path))
        for number, version in enumerate(history.versions, 1):
            click.echo(f"第 {number} 版  {version.report}  {_period(version)}")
            if number > 1:
                _show_differences(version.differences)
        if len(history.versions) == 1:
            click.echo("没有改过。")


def _show_differences(differences: Sequence[Difference]) -> None:
    put_in = sum(each.before is None for each in differences)
    taken_out = sum(each.after is None for each in differences)
    reworded = len(differences) - put_in - taken_out
    if not differences:
        click.echo("    正文与上一版相同，只有段落以外的改动。")
        return
    click.echo(f"    与上一版相比：改 {reworded} 段，增 {put_in} 段，删 {taken_out} 段")
    for each in differences:
        if each.before is not None:
            label = "删" if each.after is None else "原"
            click.echo(f"    {label}  {_marked(each.before, each.out)}")
        if each.after is not None:
            label = "增" if each.before is None else "现"
            click.echo(f"    {label}  {_marked(each.after, each.into)}")


def _marked(text: str, spans: Sequence[Span]) -> str:
    return marked(text, [(start, end, False) for start, end in spans])


def _period(version: Version) -> str:
    words = f"{_local(version.since)} 起"
    if version.until is not None:
        words += f"，至 {_local(version.until)}"
    elif version.gone_at is None:
        words += "，现在仍是这一版"
    if version.gone_at is not None:
        words += f"（{_local(version.gone_at)} 发现已撤下，报告保留）"
    return words


def _local(at: str) -> str:
    return datetime.fromisoformat(at).astimezone().strftime("%Y-%m-%d %H:%M")

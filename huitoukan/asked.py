"""Options that narrow a question about recurrence: organisation, region, type, years."""

import re
from collections.abc import Callable
from typing import Any, TypeVar

import click

from huitoukan.options import filled

F = TypeVar("F", bound=Callable[..., Any])

_YEARS = re.compile(r"(?P<first>(?:19|20)\d\d)(?:(?P<range>\.\.)(?P<last>(?:19|20)\d\d)?)?")


def asked_options(command: F) -> F:
    """`--org`, `--region`, `--type` (given as `type_`) and `--year` (a pair of years, or None)."""
    options = (
        click.option(
            "--org", metavar="单位", callback=filled, help="只看这个单位；写一部分也可以。"
        ),
        click.option(
            "--region", metavar="地区", callback=filled, help="只看这个地区；写一部分也可以。"
        ),
        click.option("--type", "type_", metavar="类型", callback=filled, help="只看这个问题类型。"),
        click.option(
            "--year",
            "years",
            metavar="年份",
            callback=_years,
            help="年份，或范围如 2021..2024、2021..。",
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


def _years(
    ctx: click.Context, parameter: click.Parameter, text: str | None
) -> tuple[int, int] | None:
    if text is None:
        return None
    found = _YEARS.fullmatch(text)
    if not found:
        raise click.BadParameter(f"“{text}”不是年份。写作 2024，或范围 2021..2024、2021..。")
    first = int(found["first"])
    last = int(found["last"]) if found["last"] else 9999 if found["range"] else first
    if last < first:
        raise click.BadParameter(f"范围 {text} 的前一年比后一年晚，请对调。")
    return first, last

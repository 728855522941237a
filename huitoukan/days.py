"""Options that are days: a date, or how long ago."""

import re
from datetime import date, timedelta

import click

_AGO = re.compile(r"(?P<count>\d{1,4})(?P<unit>[dw])")
_DAYS = {"d": 1, "w": 7}


def day(ctx: click.Context, parameter: click.Parameter, text: str | None) -> date | None:
    """A click callback: `2025-03-01` as a date."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise click.BadParameter(f"“{text}”不是日期。写作 2025-03-01。") from None


def since(ctx: click.Context, parameter: click.Parameter, text: str) -> date:
    """A click callback: `7d`, `2w` or a date, as the day that begins the span."""
    ago = _AGO.fullmatch(text)
    if ago:
        return date.today() - timedelta(days=int(ago["count"]) * _DAYS[ago["unit"]])
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise click.BadParameter(
            f"“{text}”不认识。写作 7d（7 天）、2w（两周）或日期 2025-03-01。"
        ) from None

"""What goes to the screen: JSON, tables, colours, marked text."""

import os
import re
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from huitoukan.options import runnable

if TYPE_CHECKING:
    from rich.table import Table


_BOLD = re.compile(r"(?<![\w*])\*\*(?=[^\s*])([^\n*]+)\*\*(?!\*)")


def colourful() -> bool:
    """Whether to use colour: only on a terminal, and where NO_COLOR (no-color.org) is not set."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def show_json(record: Any) -> None:
    """Prints a record as JSON in UTF-8, indented."""
    import msgspec

    show_encoded(msgspec.json.format(msgspec.json.encode(record), indent=2))


def show_encoded(data: bytes) -> None:
    """Prints JSON; in UTF-8 whatever the system's encoding, for a program reads it."""
    click.echo(data.decode() if sys.stdout.isatty() else data)


def show_table(table: "Table") -> None:
    """Prints a table as wide as the terminal, or as its contents where there is none."""
    from rich.console import Console

    width = None if sys.stdout.isatty() else 110
    console = Console(width=width, no_color=not colourful(), highlight=False)
    with console.capture() as captured:
        console.print(table)
    lines = captured.get().splitlines()
    click.echo("\n".join(line.rstrip() for line in lines))


def grid(rows: Sequence[tuple[str, str]]) -> "Table":
    """Names and values in two aligned columns."""
    from rich.table import Table
    from rich.text import Text

    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for name, value in rows:
        table.add_row(Text(name), Text(value))
    return table


def marked(text: str, marks: Sequence[tuple[int, int, bool]]) -> str:
    """`text` with its marks in colour, or between 「 and 」 where there is none.

    Marks are `(start, end, synonym)`, in order and apart; a synonym's are in another colour, or
    between 〔 and 〕.
    """
    pieces = []
    at = 0
    for start, end, synonym in marks:
        pieces.append(text[at:start])
        word = text[start:end]
        if colourful():
            pieces.append(click.style(word, fg="yellow" if synonym else "red", bold=True))
        else:
            pieces.append(f"『{word}』" if synonym else f"「{word}」")
        at = end
    return "".join((*pieces, text[at:]))


def unmarked(text: str) -> str:
    """`text` without Markdown's marks of bold type. What hides a name (张**) stays: it stands
    behind a character."""
    return _BOLD.sub(r"\1", text)


def heading(text: str) -> str:
    """A line that stands out on a terminal."""
    return click.style(text, bold=True) if colourful() else text


def warn(sentence: str) -> None:
    """Prints a sentence beside the result, where it does not disturb a program that reads that."""
    click.echo(f"注意：{runnable(sentence)}", err=True)


def size(count: int) -> str:
    """A number of bytes for people."""
    if count < 1_000_000:
        return f"{count / 1e3:.1f} KB"
    return f"{count / 1e6:.1f} MB" if count < 1_000_000_000 else f"{count / 1e9:.2f} GB"

"""Where the cells of a table stand one below the other, a line each, as copied from a web page.

The names of the columns stand in a run of short lines, the first of them 序号; below it a bare
number begins every row.
"""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

FIRST_COLUMN = re.compile(
    r"[ \u3000]{0,8}(?:问题)?(?:序[ \u3000]{0,4}号|编[ \u3000]{0,4}号|序|号)[ \u3000]{0,8}"
)
_NUMBER = re.compile(r"[ \u3000]{0,8}([0-9０-９]{1,3})[.、．]?[ \u3000]{0,8}")
_FEWEST_COLUMNS, _MOST_COLUMNS, _FEWEST_ROWS = 3, 12, 2
_LONGEST_NAME = 12  # characters of a column's name
_MOST_LINES = 60  # of one row


class Stack(NamedTuple):
    """One such table by its lines: where the names of its columns begin, and each of its rows."""

    header: int
    rows: tuple[int, ...]

    @property
    def columns(self) -> int:
        """How many columns it has."""
        return self.rows[0] - self.header


def stacks(count: int, line: Callable[[int], str]) -> Iterator[Stack]:
    """The tables among `count` lines, in order; `line` gives the text of each."""
    at = 0
    while at < count:
        if FIRST_COLUMN.fullmatch(line(at)) and (first := _first_row(count, line, at)):
            rows = tuple(_rows(count, line, first))
            if len(rows) >= _FEWEST_ROWS:
                yield Stack(at, rows)
                at = rows[-1]
        at += 1


def _first_row(count: int, line: Callable[[int], str], header: int) -> int | None:
    for at in range(header + 1, min(count, header + _MOST_COLUMNS + 1)):
        if _NUMBER.fullmatch(line(at)):
            return at if at - header >= _FEWEST_COLUMNS else None
        if len(line(at).strip()) > _LONGEST_NAME:
            return None
    return None


def _rows(count: int, line: Callable[[int], str], first: int) -> Iterator[int]:
    following, last = 1, first
    for at in range(first, count):
        if at - last > _MOST_LINES:
            return
        found = _NUMBER.fullmatch(line(at))
        if found and int(found[1]) == following:
            yield at
            following, last = following + 1, at

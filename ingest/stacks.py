"""Where the cells of a table stand one below the other, a line each, as copied from a web page.

The names of the columns stand in a run of short lines, the first of them 序号; below it a bare
number begins every row. Where no column counts, the names are all known, and states or dates come
back as often as there are columns.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ingest.ordinals import CN
from ingest.roles import Role, header_role
from ingest.status_words import STATUS_WORDS, classify

FIRST_COLUMN = re.compile(
    r"[ \u3000]{0,8}(?:问题)?(?:序[ \u3000]{0,4}号|编[ \u3000]{0,4}号|序|号)[ \u3000]{0,8}"
)
GROUP = re.compile(
    rf"[ \u3000]{{0,8}}(?:[{CN}]{{1,3}}、|[（(][{CN}]{{1,3}}[）)])[^。；：:\n]{{2,30}}"
)
DATE = re.compile(r"[^。；\n]{0,6}(?:\d{4}[-.年/]|\d{1,2}月)[^。；\n]{0,10}|长期(?:坚持)?|立行立改")
_NUMBER = re.compile(r"[ \u3000]{0,8}([0-9０-９]{1,3})[.、．]?[ \u3000]{0,8}")
_FEWEST_COLUMNS, _MOST_COLUMNS, _FEWEST_ROWS = 3, 12, 2
_LONGEST_NAME = 12  # characters of a column's name
_NAME = re.compile(rf"[^\t。：:，]{{1,{_LONGEST_NAME}}}")
_MOST_LINES = 60  # of one row


class Stack(NamedTuple):
    """One such table by its lines: where the names of its `columns` begin, and each of its rows;
    `end` is the line behind the last row, where the table itself tells."""

    header: int
    columns: int
    rows: tuple[int, ...]
    end: int | None = None


def stacks(lines: Sequence[str]) -> Iterator[Stack]:
    """The tables among `lines`, in order."""
    at = 0
    while at < len(lines):
        table = None
        names = lines[at : at + _FEWEST_COLUMNS]
        if len(names[0]) > _LONGEST_NAME:
            pass
        elif FIRST_COLUMN.fullmatch(names[0]):
            table = _counted(lines, at)
        elif max(map(len, names)) <= _LONGEST_NAME:
            table = _uncounted(lines, at)
        if table:
            yield table
            at = table.rows[-1]
        at += 1


def _counted(lines: Sequence[str], at: int) -> Stack | None:
    first = _first_row(lines, at)
    rows = tuple(_rows(lines, first)) if first else ()
    if not first or len(rows) < _FEWEST_ROWS:
        return None
    columns = first - at - bool(GROUP.fullmatch(lines[first - 1]))
    return Stack(at, columns, rows)


def _first_row(lines: Sequence[str], header: int) -> int | None:
    for at in range(header + 1, min(len(lines), header + _MOST_COLUMNS + 1)):
        if _NUMBER.fullmatch(lines[at]):
            return at if at - header >= _FEWEST_COLUMNS else None
        if len(lines[at].strip()) > _LONGEST_NAME and not GROUP.fullmatch(lines[at]):
            return None
    return None


def _rows(lines: Sequence[str], first: int) -> Iterator[int]:
    following, last = 1, first
    for at in range(first, len(lines)):
        if at - last > _MOST_LINES:
            return
        found = _NUMBER.fullmatch(lines[at])
        if found and int(found[1]) == following:
            yield at
            following, last = following + 1, at


def _uncounted(lines: Sequence[str], at: int) -> Stack | None:
    """A table without numbers: every so many lines one tells how far things are, or until when."""
    roles: list[Role] = []
    while at + len(roles) < len(lines) and len(roles) <= _MOST_COLUMNS:
        name = lines[at + len(roles)].strip()
        role = header_role(name) if _NAME.fullmatch(name) else None
        if role is None or role in roles:
            break
        roles.append(role)
    told = [i for i, role in enumerate(roles) if role in (Role.STATUS, Role.DEADLINE)]
    if len(roles) < _FEWEST_COLUMNS or Role.PROBLEM not in roles or not told:
        return None
    first = row = at + len(roles)
    while row + len(roles) <= len(lines) and all(_fits(lines[row + i], roles[i]) for i in told):
        row += len(roles)
    rows = tuple(range(first, row, len(roles)))
    return Stack(at, len(roles), rows, row) if len(rows) >= _FEWEST_ROWS else None


def _fits(cell: str, role: Role) -> bool:
    return DATE.fullmatch(cell.strip()) is not None if role is Role.DEADLINE else is_state(cell)


def is_state(cell: str) -> bool:
    """Whether a cell holds nothing but how far things are."""
    words = cell.strip("。 \u3000")
    return STATUS_WORDS.fullmatch(words) is not None and classify(words) is not None

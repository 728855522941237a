"""The findings of tables whose cells stand one below the other (`ingest.stacks`).

A cell may take up several lines: those that are too many belong to the measures.
"""

import re
from collections.abc import Iterator

from ingest.extract.tables import Cell, Row, column_roles
from ingest.roles import Role
from ingest.stacks import FIRST_COLUMN, Stack, stacks
from ingest.status_words import STATUS_WORDS, classify

_LINE = re.compile(r"[^\n]+")
_DATE = re.compile(r"[^。；\n]{0,6}(?:\d{4}[-.年/]|\d{1,2}月)[^。；\n]{0,10}|长期坚持|立行立改")


def stacked_rows(text: str) -> list[Row]:
    """The findings' rows of every such table in folded `text`."""
    if not FIRST_COLUMN.search(text):
        return []
    lines = [m.span() for m in _LINE.finditer(text)]
    return [
        row
        for table in stacks(len(lines), lambda at: text[slice(*lines[at])])
        for row in _rows(text, lines, table)
    ]


def _rows(text: str, lines: list[Cell], table: Stack) -> Iterator[Row]:
    roles = column_roles(text, lines[table.header : table.rows[0]])
    if Role.PROBLEM not in roles.values():
        return
    columns = [roles.get(i) for i in range(table.columns)]
    for first, end in zip(table.rows, (*table.rows[1:], len(lines)), strict=True):
        cells = _cells(text, lines[first:end], columns, last=end == len(lines))
        if Role.PROBLEM in cells:
            until = max(cell[1] for each in cells.values() for cell in each)
            yield Row(cells, (lines[first][0], until))


def _cells(
    text: str, lines: list[Cell], columns: list[Role | None], *, last: bool
) -> dict[Role, tuple[Cell, ...]]:
    """Role → its cell; a row that lacks cells is read by what its lines look like."""
    if last:
        lines = lines[: _row_length(text, lines, columns)]
    extra = len(lines) - len(columns)
    if extra < 0:
        return _by_looks(text, lines, columns)
    wide = next(
        columns.index(role) for role in (Role.MEASURE, Role.RESULT, Role.PROBLEM) if role in columns
    )
    cells: dict[Role, tuple[Cell, ...]] = {}
    at = 0
    for column, role in enumerate(columns):
        until = at + 1 + (extra if column == wide else 0)
        if role and role not in cells:
            cells[role] = ((lines[at][0], lines[until - 1][1]),)
        at = until
    return cells


def _row_length(text: str, lines: list[Cell], columns: list[Role | None]) -> int:
    """How many lines the last row of a table has: up to its status where that stands last, else up
    to the line below its date."""
    if columns[-1] is Role.STATUS:
        for i in range(len(columns) - 1, len(lines)):
            if _is_status(text, lines[i]):
                return i + 1
    if columns[-2:] == [Role.DEADLINE, Role.STATUS]:
        for i in range(len(columns) - 2, len(lines) - 1):
            if _DATE.fullmatch(text, *lines[i]):
                return i + 2
    return len(columns)


def _by_looks(
    text: str, lines: list[Cell], columns: list[Role | None]
) -> dict[Role, tuple[Cell, ...]]:
    cells: dict[Role, tuple[Cell, ...]] = {}
    for role, line in zip((Role.NUMBER, *_texts(columns)), lines, strict=False):
        cells[role] = (line,)
    for line in lines[len(cells) :]:
        if Role.STATUS in columns and _is_status(text, line):
            cells[Role.STATUS] = (line,)
        elif Role.DEADLINE in columns and _DATE.fullmatch(text, *line):
            cells[Role.DEADLINE] = (line,)
    return cells


def _texts(columns: list[Role | None]) -> Iterator[Role]:
    """The columns behind the number that hold sentences, as long as no other stands before."""
    for role in columns[1:]:
        if role not in (Role.PROBLEM, Role.MEASURE):
            return
        yield role


def _is_status(text: str, line: Cell) -> bool:
    words = text[slice(*line)].strip("。 ")
    return STATUS_WORDS.fullmatch(words) is not None and classify(words) is not None

"""The findings of tables whose cells stand one below the other (`ingest.stacks`)."""

from collections.abc import Iterator, Sequence

from ingest.extract.cell_columns import lines_of_columns
from ingest.extract.tables import MERGED, Cell, Row, column_roles
from ingest.roles import Role
from ingest.stacks import DATE, GROUP, Stack, is_state, stacks

_MARK_ENDS = "、）"


def stacked_rows(text: str) -> list[Row]:
    """The findings' rows of every such table in folded `text`."""
    lines: list[Cell] = []
    at = 0
    for line in text.split("\n"):
        if line:
            lines.append((at, at + len(line)))
        at += len(line) + 1
    return [
        row
        for table in stacks([text[start:end] for start, end in lines])
        for row in _rows(text, lines, table)
    ]


def _rows(text: str, lines: list[Cell], table: Stack) -> Iterator[Row]:
    names = lines[table.header : table.header + table.columns]
    roles = column_roles(text, names)
    if Role.PROBLEM not in roles.values():
        return
    columns = [roles.get(i) for i in range(table.columns)]
    ends = (*table.rows[1:], table.end or len(lines))
    rows = [lines[first:end] for first, end in zip(table.rows, ends, strict=True)]
    if table.end is None:
        rows[-1] = rows[-1][: _row_length(text, rows[-1], columns)]
    rows, groups = _without_groups(text, lines, table, rows)
    whole = [row for row in rows if len(row) == len(columns)]
    samples = [[text[slice(*row[i])] for row in whole] for i in range(len(columns))]
    above: dict[Role, Cell] = {}
    for row, group in zip(rows, groups, strict=True):
        words = [text[slice(*line)] for line in row]
        cells: dict[Role, tuple[Cell, ...]] = {}
        spans = lines_of_columns(words, columns, samples)
        for role, (first, end) in zip(columns, spans, strict=True):
            if role and end > first and role not in cells:
                cells[role] = ((row[first][0], row[end - 1][1]),)
        if Role.PROBLEM not in cells:
            continue
        until = max(cell[1] for each in cells.values() for cell in each)
        for role in MERGED & {*columns}:
            if role not in cells and role in above:
                cells[role] = (above[role],)
        above |= {role: cells[role][0] for role in MERGED if role in cells}
        if group:
            cells.setdefault(Role.NOTE, (group,))
        yield Row(cells, (row[0][0], until))


def _without_groups(
    text: str, lines: list[Cell], table: Stack, rows: list[list[Cell]]
) -> tuple[list[list[Cell]], list[Cell | None]]:
    """The rows without the lines that head those below them, 二、资金管理; and each row's heading,
    where the first row has one."""
    if table.rows[0] == table.header + table.columns:
        return rows, [None] * len(rows)
    group: Cell | None = _name(text, lines[table.rows[0] - 1])
    bare: list[list[Cell]] = []
    groups: list[Cell | None] = []
    for row in rows:
        headed = len(row) > 1 and GROUP.fullmatch(text, *row[-1])
        bare.append(row[:-1] if headed else row)
        groups.append(group)
        group = _name(text, row[-1]) if headed else group
    return bare, groups


def _name(text: str, line: Cell) -> Cell:
    start = next(i for i in range(line[0], line[1]) if text[i] in _MARK_ENDS) + 1
    return start, line[1]


def _row_length(text: str, lines: list[Cell], columns: Sequence[Role | None]) -> int:
    """How many lines the last row of a table has: up to its status where that stands last, else up
    to the line below its date."""
    fewest = len(columns) - sum(role in MERGED for role in columns)
    if columns[-1] is Role.STATUS:
        for i in range(fewest - 1, len(lines)):
            if is_state(text[slice(*lines[i])]):
                return i + 1
    if list(columns[-2:]) == [Role.DEADLINE, Role.STATUS]:
        for i in range(fewest - 2, len(lines) - 1):
            if DATE.fullmatch(text, *lines[i]):
                return i + 2
    return len(columns)

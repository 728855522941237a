"""Findings in tables: rows of tab-separated cells under a header that names their columns.

A header repeated on a new page is passed over; a row without a number and without a problem
carries on the row above.
"""

from typing import NamedTuple

from ingest.model import Span
from ingest.roles import Role, header_role

Cell = tuple[int, int]


class Row(NamedTuple):
    """One finding's row: for each column role its cells, one for each line of the row."""

    cells: dict[Role, tuple[Cell, ...]]
    span: Span

    def first(self, role: Role) -> Cell | None:
        """The first cell of the role that holds anything."""
        return next((cell for cell in self.cells.get(role, ()) if cell[1] > cell[0]), None)


def table_rows(text: str) -> list[Row]:
    """The findings' rows of every table in `text` whose header names a problem column."""
    rows: list[Row] = []
    columns: dict[int, Role] = {}
    at = 0
    for line in text.split("\n"):
        if "\t" in line:
            cells = _cells(line, at)
            header = _header(text, cells)
            if header:
                columns = header
            elif columns:
                _take(text, rows, columns, cells, (at, at + len(line)))
        elif line.strip():
            columns = columns if len(line.strip()) < 12 and rows else {}
        at += len(line) + 1
    return rows


def _cells(line: str, at: int) -> list[Cell]:
    cells = []
    for part in line.split("\t"):
        lead = len(part) - len(part.lstrip(" \v"))
        cells.append((at + lead, at + max(lead, len(part.rstrip(" \v")))))
        at += len(part) + 1
    return cells


def _header(text: str, cells: list[Cell]) -> dict[int, Role]:
    """Column → role; empty where the row is no header. The first column of a role wins."""
    roles = {i: role for i, (a, b) in enumerate(cells) if (role := header_role(text[a:b]))}
    known = set(roles.values())
    if Role.PROBLEM in known and len(known) >= 2 and len(roles) >= len(cells) / 2:
        return roles
    return {}


def _take(
    text: str, rows: list[Row], columns: dict[int, Role], cells: list[Cell], span: Span
) -> None:
    here: dict[Role, Cell] = {}
    for i, cell in enumerate(cells):
        role = columns.get(i)
        if role and cell[1] > cell[0] and role not in here:
            here[role] = cell
    numbered = Role.NUMBER in columns.values()
    continues = rows and (
        Role.PROBLEM not in here
        or (numbered and Role.NUMBER not in here and len(here) < len(columns))
    )
    if continues:
        row = rows[-1]
        merged = {
            role: row.cells.get(role, ()) + ((here[role],) if role in here else ())
            for role in {*row.cells, *here}
        }
        rows[-1] = Row(merged, (row.span[0], span[1]))
    elif Role.PROBLEM in here:
        rows.append(Row({role: (cell,) for role, cell in here.items()}, span))

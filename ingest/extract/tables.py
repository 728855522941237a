"""Findings in tables: rows of tab-separated cells under a header that names their columns.

A header repeated on a new page is passed over; a row without a number and without a problem
carries on the row above.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from ingest.model import Span
from ingest.roles import Role, header_role

Cell = tuple[int, int]
_LINE = re.compile(r"[^\n]*\n?")
_RULE = re.compile(r"[|:：\s-]+")  # between head and body of a table drawn with strokes
_BEGINS_ROW = re.compile(r"\t|\||[^\t\n]*\t\d{1,3}\t|\d{1,3}\t")
_MOST_LINES = 40  # of one row


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
    for start, end in _logical_rows(text):
        words = text[start:end]
        if _parting(words):
            cells = _cells(words, start)
            header = _header(text, cells)
            if header:
                columns = header
            elif columns:
                _take(text, rows, columns, cells, (start, end))
        elif words.strip():
            columns = columns if len(words.strip()) < 12 and rows else {}
    return rows


def _logical_rows(text: str) -> Iterator[Cell]:
    """Lines, and the rows of tables whose cells hold line breaks, each whole.

    A line with fewer cells than the header goes on in the lines below, as long as they together
    have no more cells than it; in such a table a line without cells ends the row above it.
    """
    lines = [m.span() for m in _LINE.finditer(text)]
    tabs = [_parting(text[slice(*line)]) for line in lines]
    at = full = 0
    broken = False  # whether cells of this table hold line breaks
    while at < len(lines):
        last = at
        if tabs[at]:
            if _header(text, _cells(text[slice(*lines[at])], lines[at][0])):
                full, broken = tabs[at], False
            last = _row_end(text, lines, tabs, at, full)
            broken = broken or last > at
            if broken and last + 2 < len(lines) and not tabs[last + 1] and tabs[last + 2]:
                last += 1
        yield lines[at][0], lines[last][1]
        at = last + 1


def _parting(line: str) -> int:
    """How many tabs, or upright strokes of a table drawn with them, part the cells of a line."""
    tabs = line.count("\t")
    return tabs or (line.count("|") if line.lstrip()[:1] == "|" else 0)


def _row_end(text: str, lines: list[Cell], tabs: list[int], at: int, full: int) -> int:
    """The last line of the row of at most `full` tabs that begins in line `at`."""
    cells, last = tabs[at], at
    for below in range(at + 1, min(at + _MOST_LINES, len(lines))):
        cells += tabs[below]
        if cells > full or _BEGINS_ROW.match(text, *lines[below]):
            break
        last = below if tabs[below] else last
    return last


def _cells(line: str, at: int) -> list[Cell]:
    if _RULE.fullmatch(line):
        return []
    if "\t" not in line and _parting(line):
        inner = line.strip().strip("|")
        at, line = at + line.index(inner), inner.replace("|", "\t")
    cells = []
    for part in line.split("\t"):
        lead = len(part) - len(part.lstrip(" \v\n"))
        cells.append((at + lead, at + max(lead, len(part.rstrip(" \v\n")))))
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
        if rows and Role.NOTE in columns.values() and Role.NOTE not in here:
            above = rows[-1].cells.get(Role.NOTE)
            here |= {Role.NOTE: above[0]} if above else {}
        rows.append(Row({role: (cell,) for role, cell in here.items()}, span))

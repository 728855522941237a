"""Findings in tables: rows of tab-separated cells under a header that names their columns.

A header repeated on a new page is passed over; a row without a number and without a problem
carries on the row above.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from ingest.extract.measures import MEASURE_LABEL
from ingest.model import Span
from ingest.roles import Role, header_role

Cell = tuple[int, int]
_LINE = re.compile(r"[^\n]*\n?")
_RULE = re.compile(r"[|:：\s-]+")  # between head and body of a table drawn with strokes
_BEGINS_ROW = re.compile(r"\t|\||[^\t\n]*\t\d{1,3}\t|\d{1,3}\t")
_TOTAL = re.compile("(?:合|总|小)[ ]{0,4}计")
_REMARKS = re.compile("备注")  # of any kind: they are no category
_DOING = re.compile("改(?!革)|怎么[办做]|落实|处理")
MERGED = frozenset({Role.NOTE, Role.ORG})  # columns whose cells hold for the rows below
_CHINESE_NUMBER = re.compile("[一二三四五六七八九十]{1,3}")
_ASPECT = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}[、.]|（[一二三四五六七八九十]{1,3}）)[ ]{0,4}"
    r"(?P<name>[^。；：，\n]{2,30})|(?P<bare>[^。；：，\n]{2,26}方面)"
)
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
    heading = False  # whether the row above is a header
    group: Cell | None = None  # the aspect that heads the rows
    if "\t" not in text and "|" not in text:
        return rows
    for start, end in _logical_rows(text):
        words = text[start:end]
        cells = _cells(words, start)
        aspect = _aspect(text, cells) if columns else None
        if aspect:
            group = aspect
        elif _parting(words):
            header = _header(text, cells)
            if header and heading:  # the second row of a header names the parts of the first
                above = {i: role for i, role in columns.items() if _is_empty(cells, i)}
                header = {**above, **header}
            if header:
                columns = _with_number(header, cells)
            elif columns and not _is_total(text, cells):
                _take(rows, columns, cells, (start, end), group)
            heading = bool(header)
        elif words.strip():
            columns = columns if len(words.strip()) < 12 and rows else {}
            group = group if columns else None
    return rows


def _aspect(text: str, cells: list[Cell]) -> Cell | None:
    """The aspect that a row names which holds nothing else: 一、党的领导方面, or 一 | 党的领导."""
    filled = [cell for cell in cells if cell[1] > cell[0]]
    if len(filled) == 2 and _CHINESE_NUMBER.fullmatch(text, *filled[0]):
        return filled[1]
    found = _ASPECT.fullmatch(text, *filled[0]) if len(filled) == 1 else None
    return found.span("name" if found["name"] else "bare") if found else None


def _logical_rows(text: str) -> Iterator[Cell]:
    """Lines, and the rows of tables whose cells hold line breaks, each whole.

    A line with fewer cells than the header goes on in the lines below, as long as they together
    have no more cells than it; in such a table a line without cells ends the row above it.
    """
    lines = [m.span() for m in _LINE.finditer(text)]
    tabs = [_parting(text[slice(*line)]) for line in lines]
    at = full = 0
    header = False  # whether the row above is one
    broken = False  # whether cells of this table hold line breaks
    while at < len(lines):
        last = at
        if tabs[at]:
            if _header(text, _cells(text[slice(*lines[at])], lines[at][0])):
                full, broken = max(tabs[at], full if header else 0), False
                header = True
            else:
                header = False
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


def column_roles(text: str, names: list[Cell]) -> dict[int, Role]:
    """Column → role, for the columns whose names tell one.

    A column that promises no measures (整改情况) holds what came of them, as does any second one.
    """
    roles = {
        i: role
        for i, (a, b) in enumerate(names)
        if (role := header_role(text[a:b])) and not _REMARKS.search(text, a, b)
    }
    steps = [i for i, role in roles.items() if role is Role.MEASURE]
    if not steps and Role.RESULT not in roles.values():
        # Whatever else such a column is called: 改了什么, 怎么办的
        unknown = (i for i, name in enumerate(names) if i not in roles)
        steps = [i for i in unknown if _DOING.search(text, *names[i])][:1]
        return roles | dict.fromkeys(steps, Role.MEASURE)
    promised = [i for i in steps if MEASURE_LABEL.search(text, *names[i])]
    return roles | {i: Role.RESULT for i in steps if i not in promised[:1]}


def _header(text: str, cells: list[Cell]) -> dict[int, Role]:
    """Column → role; empty where the row is no header. The first column of a role wins."""
    roles = column_roles(text, cells)
    known = set(roles.values())
    filled = sum(b > a for a, b in cells)
    if Role.PROBLEM in known and len(known) >= 2 and 2 * len(roles) >= filled:
        return roles
    return {}


def _with_number(columns: dict[int, Role], cells: list[Cell]) -> dict[int, Role]:
    """The columns; a first one without a name counts the rows where no other does."""
    unnamed = 0 not in columns and _is_empty(cells, 0)
    if unnamed and Role.NUMBER not in columns.values():
        return {0: Role.NUMBER} | columns
    return columns


def _is_empty(cells: list[Cell], column: int) -> bool:
    return column >= len(cells) or cells[column][0] == cells[column][1]


def _is_total(text: str, cells: list[Cell]) -> bool:
    """Whether a row adds up the others: 合计 7项."""
    first = next((text[a:b] for a, b in cells if b > a), "")
    return _TOTAL.fullmatch(first) is not None


def _take(
    rows: list[Row], columns: dict[int, Role], cells: list[Cell], span: Span, group: Cell | None
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
        for role in MERGED & {*columns.values()} - {*here}:
            above = rows[-1].cells.get(role) if rows else None
            here |= {role: above[0]} if above else {}
        if group:
            here.setdefault(Role.NOTE, group)
        rows.append(Row({role: (cell,) for role, cell in here.items()}, span))

"""Tables of a PDF, from the lines that are drawn around their cells.

pdfplumber finds the cells; what stands in them comes from PDFium, like all other text.
"""

import logging
from collections import defaultdict
from collections.abc import Sequence
from io import BytesIO
from itertools import accumulate, pairwise
from typing import Any, NamedTuple

from ingest.readers.glyphs import Box, PlacedLine, PlacedPage
from ingest.readers.lines import CELL_BREAK
from ingest.readers.paragraphs import Layout, cell_text, layout, paragraphs

# Fewer lines on a page make no table; looking through more than so many, on one page or on all,
# would take longer than a file may.
_FEWEST, _MOST, _MOST_IN_ALL = 4, 5_000, 20_000
_PAGE_NUMBER = 12  # characters

_Block = str | list[list[str]]
"""A paragraph, or the rows of a table."""

logging.getLogger("pdfminer").setLevel(logging.CRITICAL)


class TableBox(NamedTuple):
    """Where a table and its cells stand; None for what a merged cell covers."""

    box: Box
    rows: tuple[tuple[Box | None, ...], ...]


def looked_through(drawn: Sequence[int]) -> list[int]:
    """The pages, counted from 0, on which tables are looked for: `drawn` are how many lines and
    areas are drawn on each."""
    return [
        index
        for index, (count, so_far) in enumerate(zip(drawn, accumulate(drawn), strict=True))
        if _FEWEST <= count <= _MOST and so_far <= _MOST_IN_ALL
    ]


def may_hold_tables(drawn: int) -> bool:
    """Whether a page on which so many lines and areas are drawn may have a table."""
    return drawn >= _FEWEST


def table_boxes(data: bytes, drawn: Sequence[int]) -> list[list[TableBox]]:
    """The tables of each page of a PDF."""
    found: list[list[TableBox]] = [[] for _ in drawn]
    wanted = looked_through(drawn)
    if not wanted:
        return found
    import pdfplumber

    try:
        with pdfplumber.open(BytesIO(data), pages=[index + 1 for index in wanted]) as document:
            for index, page in zip(wanted, document.pages, strict=True):
                height = float(page.height)
                drawn_tables = page.find_tables({"explicit_horizontal_lines": _open_ends(page)})
                tables = ([row.cells for row in table.rows] for table in drawn_tables)
                found[index] = [_table(rows, height) for rows in tables if len(rows[0]) > 1]
                page.close()
    except MemoryError:
        raise
    except Exception:
        # What is no table to pdfplumber, or damaged, is read as lines.
        return found
    return found


def _open_ends(page: Any) -> list[float]:
    """How far the vertical lines of a page reach: a row that goes on overleaf may be open there."""
    upright = [edge for edge in page.edges if edge["orientation"] == "v"]
    if not upright:
        return []
    return [min(edge["top"] for edge in upright), max(edge["bottom"] for edge in upright)]


def page_texts(pages: Sequence[PlacedPage], tables: Sequence[Sequence[TableBox]]) -> list[str]:
    """The text of each page: paragraphs, and tables a row a line, their cells parted by tabs.

    A row that a page break parts stands whole on the first of the two pages.
    """
    within = layout(pages)
    blocks = [_blocks(page.lines, drawn, within) for page, drawn in zip(pages, tables, strict=True)]
    for above, below in pairwise(blocks):
        _mend(above, below)
    return ["\n".join(line for block in page for line in _lines(block)) for page in blocks]


def _blocks(
    lines: Sequence[PlacedLine], tables: Sequence[TableBox], within: Layout
) -> list[_Block]:
    made: list[_Block] = []
    outside: list[PlacedLine] = []
    shown: set[int] = set()
    for line in lines:
        place = next((n for n, table in enumerate(tables) if table.box.holds(line.box)), None)
        if place is None:
            outside.append(line)
        elif place not in shown:
            shown.add(place)
            made += [*paragraphs(outside, within), _rows(tables[place], lines)]
            outside = []
    return [*made, *paragraphs(outside, within)]


def _rows(table: TableBox, lines: Sequence[PlacedLine]) -> list[list[str]]:
    parts = _parts(table, lines)
    rows = [[parts.get(cell, []) if cell else [] for cell in row] for row in table.rows]
    widths: dict[int, float] = defaultdict(float)
    for row in rows:
        for column, cell in enumerate(row):
            widths[column] = max([widths[column], *map(_width, cell)])
    return [[cell_text(cell, widths[at]) for at, cell in enumerate(row)] for row in rows]


def _parts(table: TableBox, lines: Sequence[PlacedLine]) -> dict[Box, list[PlacedLine]]:
    """What stands in each cell, from top to bottom."""
    cells = [cell for row in table.rows for cell in row if cell]
    parts: dict[Box, list[PlacedLine]] = defaultdict(list)
    for line in lines:
        if table.box.holds(line.box):
            middle = (line.box.bottom + line.box.top) / 2
            for cell in cells:
                if cell.bottom <= middle < cell.top and (part := line.within(cell)):
                    parts[cell].append(part)
    for held in parts.values():
        held.sort(key=lambda part: -part.box.top)
    return parts


def _width(line: PlacedLine) -> float:
    return line.box.right - line.box.left


def _mend(above: list[_Block], below: list[_Block]) -> None:
    """Joins the row that continues at the head of the page `below` to its beginning `above`."""
    end = next((each for each in reversed(above) if not _is_furniture(each)), None)
    head = next((each for each in below if not _is_furniture(each)), None)
    if isinstance(end, str) or isinstance(head, str) or not end or not head:
        return
    if len(end[-1]) != len(head[0]):
        return
    first = 1 if head[0] == end[0] else 0  # the columns' names, said again
    key = _key([*end, *head])
    if len(head) > first and not head[first][key] and end[-1][key]:
        for at, cell in enumerate(head.pop(first)):
            end[-1][at] += cell


def _key(rows: list[list[str]]) -> int:
    """The column that every row has something in: the numbers, or else the first."""
    counts = [sum(row[at].isdigit() for row in rows) for at in range(len(rows[0]))]
    return counts.index(max(counts))


def _is_furniture(block: _Block) -> bool:
    """Whether it may be a page's number."""
    return isinstance(block, str) and len(block) <= _PAGE_NUMBER and any(map(str.isdigit, block))


def _lines(block: _Block) -> list[str]:
    if isinstance(block, str):
        return [block]
    return ["\t".join(map(_in_one_line, row)) for row in block]


def _in_one_line(cell: str) -> str:
    return cell.replace("\t", " ").replace("\n", CELL_BREAK)


def _table(rows: Sequence[Sequence[tuple[float, ...] | None]], height: float) -> TableBox:
    boxes = tuple(tuple(_box(cell, height) for cell in row) for row in rows)
    cells = [cell for row in boxes for cell in row if cell]
    return TableBox(
        Box(
            min(cell.left for cell in cells),
            min(cell.bottom for cell in cells),
            max(cell.right for cell in cells),
            max(cell.top for cell in cells),
        ),
        boxes,
    )


def _box(cell: tuple[float, ...] | None, height: float) -> Box | None:
    # pdfplumber measures from the top.
    return Box(cell[0], height - cell[3], cell[2], height - cell[1]) if cell else None

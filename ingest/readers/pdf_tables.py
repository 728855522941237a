"""Tables of a PDF, from the lines that are drawn around their cells.

pdfplumber finds the cells; what stands in them comes from PDFium, like all other text.
"""

import logging
from collections import defaultdict
from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import accumulate, pairwise
from typing import Any, NamedTuple

from ingest.readers.glyphs import Box, Glyph, PlacedLine, around, placed
from ingest.readers.lines import CELL_BREAK
from ingest.readers.paragraphs import Layout, cell_text, paragraphs

# Fewer lines on a page make no table; looking through more than so many, on one page or on all,
# would take longer than a file may.
_FEWEST, _MOST, _MOST_IN_ALL = 4, 5_000, 20_000
_PAGE_NUMBER = 12  # characters

Rows = list[list[str]]
"""The cells of a table, a row a list."""

logging.getLogger("pdfminer").setLevel(logging.CRITICAL)


class TableBox(NamedTuple):
    """Where a table and its cells stand; None for what a merged cell covers."""

    box: Box
    rows: tuple[tuple[Box | None, ...], ...]


def left_out(drawn: Sequence[int]) -> list[int]:
    """The pages, counted from 0, that may have tables which are not looked for: `drawn` are how
    many lines and areas are drawn on each."""
    so_far = accumulate(drawn)
    return [
        index
        for index, (count, total) in enumerate(zip(drawn, so_far, strict=True))
        if count > _MOST or (count >= _FEWEST and total > _MOST_IN_ALL)
    ]


def table_boxes(data: bytes, drawn: Sequence[int]) -> list[list[TableBox]]:
    """The tables of each page of a PDF, but for the pages `left_out`."""
    found: list[list[TableBox]] = [[] for _ in drawn]
    without = set(left_out(drawn))
    wanted = [n for n, count in enumerate(drawn) if count >= _FEWEST and n not in without]
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


def blocks(lines: Sequence[Sequence[Glyph]], tables: Sequence[TableBox]) -> list[PlacedLine | Rows]:
    """The lines of a page and, where its first line stands, each table."""
    made: list[PlacedLine | Rows] = []
    shown: set[int] = set()
    whole = [(glyphs, line) for glyphs in lines if (line := placed(glyphs))]
    for _, line in whole:
        place = next((n for n, table in enumerate(tables) if table.box.holds(line.box)), None)
        if place is None:
            made.append(line)
        elif place not in shown:
            shown.add(place)
            box = tables[place].box
            inside = [glyphs for glyphs, each in whole if box.holds(each.box)]
            made.append(_rows(tables[place], inside))
    return made


def page_texts(pages: Sequence[list[PlacedLine | Rows]], within: Layout) -> list[str]:
    """The text of each page: paragraphs, and tables a row a line, their cells parted by tabs.

    A row that a page break parts stands whole on the first of the two pages.
    """
    for above, below in pairwise(pages):
        _mend(above, below)
    return ["\n".join(_lines(page, within)) for page in pages]


def _rows(table: TableBox, lines: Sequence[Sequence[Glyph]]) -> Rows:
    parts = _parts(table, lines)
    rows = [[parts.get(cell, []) if cell else [] for cell in row] for row in table.rows]
    widths: dict[int, float] = defaultdict(float)
    for row in rows:
        for column, cell in enumerate(row):
            widths[column] = max([widths[column], *map(_width, cell)])
    return [[cell_text(cell, widths[at]) for at, cell in enumerate(row)] for row in rows]


def _parts(table: TableBox, lines: Sequence[Sequence[Glyph]]) -> dict[Box, list[PlacedLine]]:
    """What stands in each cell, from top to bottom."""
    cells = [cell for row in table.rows for cell in row if cell]
    parts: dict[Box, list[PlacedLine]] = defaultdict(list)
    for glyphs in lines:
        stands = around([each.box for each in glyphs])
        middle = (stands.bottom + stands.top) / 2
        for cell in cells:
            if cell.bottom <= middle < cell.top:
                part = placed(each for each in glyphs if cell.holds(each.box))
                parts[cell] += [part] if part else []
    for held in parts.values():
        held.sort(key=lambda part: -part.box.top)
    return parts


def _width(line: PlacedLine) -> float:
    return line.box.right - line.box.left


def _mend(above: list[PlacedLine | Rows], below: list[PlacedLine | Rows]) -> None:
    """Joins the row that continues at the head of the page `below` to its beginning `above`."""
    end = next((each for each in reversed(above) if not _is_furniture(each)), None)
    head = next((each for each in below if not _is_furniture(each)), None)
    if not isinstance(end, list) or not isinstance(head, list) or len(end[-1]) != len(head[0]):
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


def _is_furniture(block: PlacedLine | Rows) -> bool:
    """Whether it may be a page's number."""
    if not isinstance(block, PlacedLine):
        return False
    return len(block.text) <= _PAGE_NUMBER and any(map(str.isdigit, block.text))


def _lines(page: Sequence[PlacedLine | Rows], within: Layout) -> Iterator[str]:
    lines: list[PlacedLine] = []
    for block in page:
        if isinstance(block, PlacedLine):
            lines.append(block)
            continue
        yield from paragraphs(lines, within)
        lines = []
        yield from ("\t".join(map(_in_one_line, row)) for row in block)
    yield from paragraphs(lines, within)


def _in_one_line(cell: str) -> str:
    return cell.replace("\t", " ").replace("\n", CELL_BREAK)


def _table(rows: Sequence[Sequence[tuple[float, ...] | None]], height: float) -> TableBox:
    boxes = tuple(tuple(_box(cell, height) for cell in row) for row in rows)
    cells = [cell for row in boxes for cell in row if cell]
    return TableBox(around(cells), boxes)


def _box(cell: tuple[float, ...] | None, height: float) -> Box | None:
    # pdfplumber measures from the top.
    return Box(cell[0], height - cell[3], cell[2], height - cell[1]) if cell else None

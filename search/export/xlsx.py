"""Tables as .xlsx: a frozen head, filters, columns as wide as what they hold."""

from collections.abc import Iterable, Sequence
from pathlib import Path, PureWindowsPath
from unicodedata import east_asian_width

from ingest.model import Record


class Link(Record, frozen=True, kw_only=True):
    """A cell that opens the file at `path`."""

    text: str
    path: Path


Cell = str | int | float | Link | None

_NARROWEST, _WIDEST = 6, 60
_SHEET_NAME = 31
_LONGEST_LINK = 2_000  # characters, Excel takes 2,079
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


class Sheet(Record, frozen=True, kw_only=True):
    """One sheet: its name, its columns' headings, its rows; `marked` rows stand out."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    marked: frozenset[int] = frozenset()


def write(path: Path, sheets: Sequence[Sheet]) -> None:
    """Writes the sheets to `path`, whole or not at all. Raises `OSError`."""
    from xlsxwriter import Workbook

    part = path.with_name(path.name + ".part")
    book = Workbook(str(part), {"strings_to_formulas": False, "strings_to_urls": False})
    shape = {"text_wrap": True, "valign": "top"}
    head = book.add_format({**shape, "bold": True, "bg_color": "#E8EDF3"})
    body = book.add_format(shape)
    alarm = book.add_format({**shape, "bg_color": "#FBE3E0"})
    link = book.add_format({**shape, "font_color": "#0563C1", "underline": 1})
    for sheet in sheets:
        page = book.add_worksheet(sheet.name[:_SHEET_NAME])
        page.write_row(0, 0, sheet.columns, head)
        for number, row in enumerate(sheet.rows, 1):
            shown = alarm if number - 1 in sheet.marked else body
            page.write_row(number, 0, [neutral(_shown(cell)) for cell in row], shown)
            for column, cell in enumerate(row):
                if isinstance(cell, Link) and len(url := _address(cell.path)) < _LONGEST_LINK:
                    page.write_url(number, column, url, link, cell.text)
        page.freeze_panes(1, 0)
        page.autofilter(0, 0, max(1, len(sheet.rows)), max(0, len(sheet.columns) - 1))
        for column, width in enumerate(_widths(sheet)):
            page.set_column(column, column, width)
    book.close()
    part.replace(path)


def neutral(cell: str | int | float | None) -> str | int | float | None:
    """A text that a spreadsheet might take for a formula, made a text for sure."""
    if isinstance(cell, str) and cell.startswith(_FORMULA_STARTS):
        return "'" + cell
    return cell


def _address(path: Path) -> str:
    """The absolute path as XlsxWriter takes it, which cuts off what stands behind a #, and makes
    backslashes of all slashes behind `external:` or `file:`."""
    if isinstance(path, PureWindowsPath) and "#" not in str(path):
        return f"external:{path}"
    return path.as_uri().replace("file:", "FILE:", 1)


def _shown(cell: Cell) -> str | int | float | None:
    return cell.text if isinstance(cell, Link) else cell


def _widths(sheet: Sheet) -> Iterable[int]:
    for column, heading in enumerate(sheet.columns):
        cells = [heading, *(str(_shown(row[column]) or "") for row in sheet.rows)]
        yield min(_WIDEST, max(_NARROWEST, *map(_columns, cells)) + 2)


def _columns(text: str) -> int:
    lines = text.split("\n")
    return max(sum(2 if east_asian_width(c) in "WF" else 1 for c in line) for line in lines)

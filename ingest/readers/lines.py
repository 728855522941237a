"""Paragraphs and tables of a document → its text, and where each cell stands in it."""

from collections.abc import Iterable, Sequence

from ingest.model import Span, Table

CELL_BREAK = "\v"


class Lines:
    """Collects a document's lines from top to bottom."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._length = 0
        self._tables: list[Table] = []

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables so far, their spans offsets into `text()`."""
        return tuple(self._tables)

    def text(self) -> str:
        """All lines, joined by "\\n"."""
        return "\n".join(self._lines)

    def add(self, line: str) -> None:
        """Appends a paragraph; line breaks in it are kept."""
        self._lines.append(line)
        self._length += len(line) + 1

    def add_table(self, rows: Iterable[Sequence[str]]) -> None:
        """Appends a table: a row a line, cells parted by tabs, line breaks in cells as "\\v"."""
        spans = []
        for row in rows:
            cells = [_cell(text) for text in row]
            spans.append(self._cell_spans(cells))
            self.add("\t".join(cells))
        self._tables.append(Table(rows=tuple(spans)))

    def _cell_spans(self, cells: Iterable[str]) -> tuple[Span, ...]:
        start = self._length
        spans = []
        for cell in cells:
            spans.append((start, start + len(cell)))
            start += len(cell) + 1
        return tuple(spans)


def _cell(text: str) -> str:
    return text.strip("\n\t ").replace("\t", " ").replace("\n", CELL_BREAK)


def standing_title(title: str | None, text: str) -> str | None:
    """`title`, where it really stands in the text; None otherwise.

    The title in a file's properties is often that of the template or of last year's report.
    """
    wanted = "".join((title or "").split())
    return title.strip() if title and wanted and wanted in "".join(text.split()) else None

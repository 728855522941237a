"""A paper: headings, paragraphs, tables and charts, whatever kind of file it becomes."""

from ingest.model import Record


class Words(Record, frozen=True, kw_only=True):
    """A paragraph."""

    text: str


class Case(Record, frozen=True, kw_only=True):
    """A case in named lines, such as what was claimed and what was found."""

    heading: str
    lines: tuple[tuple[str, str], ...]


class Grid(Record, frozen=True, kw_only=True):
    """A table; `name` is its caption."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str | int, ...], ...]


class Bars(Record, frozen=True, kw_only=True):
    """Bars side by side: for each label one value of each series."""

    name: str
    labels: tuple[str, ...]
    series: tuple[tuple[str, tuple[int, ...]], ...]


class Lines(Record, frozen=True, kw_only=True):
    """Shares over time, in [0, 1]: for each label one value of each series; None where there is
    nothing to take a share of."""

    name: str
    labels: tuple[str, ...]
    series: tuple[tuple[str, tuple[float | None, ...]], ...]


class Facing(Record, frozen=True, kw_only=True):
    """Passages of two texts side by side, `left` and `right` being the names of the texts; each
    row is where the passage stands in either, and its words in either."""

    heading: str
    left: str
    right: str
    rows: tuple[tuple[str, str, str], ...]


class Heat(Record, frozen=True, kw_only=True):
    """A heat map of `rows` × `columns` × `years`: `cells` are (row, column, year, count), the
    first three as places in those lists; a single year says nothing of time. `head` names the
    columns."""

    name: str
    head: str = "类型"
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    years: tuple[str, ...]
    cells: tuple[tuple[int, int, int, int], ...]

    def totals(self) -> dict[tuple[int, int], int]:
        """The counts of all years together, by row and column."""
        found: dict[tuple[int, int], int] = {}
        for row, column, _, count in self.cells:
            found[row, column] = found.get((row, column), 0) + count
        return found

    def by_year(self, row: int, column: int) -> str:
        """The counts of one cell, year by year, as words."""
        if len(self.years) == 1:
            return "".join(str(n) for r, c, _, n in self.cells if (r, c) == (row, column))
        parts = [f"{self.years[y]} 年 {n}" for r, c, y, n in self.cells if (r, c) == (row, column)]
        return "，".join(parts)


Block = Words | Case | Grid | Bars | Lines | Heat | Facing


class Section(Record, frozen=True, kw_only=True):
    """A heading with what stands under it."""

    heading: str
    blocks: tuple[Block, ...]


class Paper(Record, frozen=True, kw_only=True):
    """The whole; `lead` is the line under the title."""

    title: str
    lead: str
    sections: tuple[Section, ...]

"""Tables drawn with nothing but spaces: columns that begin at one place in line after line.

A line of names stands above; below it every row begins with the next number, and its cells go on in
the lines below, each under its own beginning. Places are columns on the page (`ingest.wrap`).
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from ingest.markers import opens_unit
from ingest.model import Span
from ingest.roles import Role, header_role
from ingest.wrap import columns

_GAP = re.compile(r"[ ]{2,}|[ ]?\u3000[ \u3000]*")
# It begins with the blank, so that a search skips to the next one.
_WIDE_GAP = re.compile(r"[ \u3000](?<=\S.)(?:(?<=\u3000)|[ \u3000])[ \u3000]*\S")
_NUMBER = re.compile(r"[ \u3000]*(（?([0-9]{1,3})[）.、]?)(?=[ ]|\D)[ \u3000]*")
_RULE = re.compile(r"[ \u3000]*[-=_~\u2500-\u257f＿═—－─━]{6,}[ \u3000]*")
_FEWEST_ROWS = 2
_MOST_NAMES, _LONGEST_NAME = 10, 14
_MOST_LINES_OF_NAMES = 3
_NARROWEST = 6  # columns of the page from one column's beginning to the next one's
_NEAR = 1  # how far a line may stand beside its column: hand-made tables are not exact
_BESIDE = 3  # how far before its column's beginning a piece may stand that a gap parts from others
_INDENTED = 4  # how far behind it a line of a cell may begin
_STOPS = "。；;！"
_OPENING = "〔【[［（("
_LABEL = re.compile(r"[\u4e00-\u9fff]{2,8}[：:]")

Cell = tuple[Span, ...]  # its lines


Row = tuple[Cell, ...]  # its number and what stands in each of the other columns


class AlignedTable(NamedTuple):
    """Lines `[first, last)` of a text: the names of the columns (the number's first, which may lack
    one) and the rows."""

    first: int
    last: int
    names: Row
    rows: tuple[Row, ...]


class _Piece(NamedTuple):
    """Words between wide gaps, with the place where they begin and end on the page."""

    start: int
    end: int
    left: int
    right: int


def aligned_tables(raw: str, folded: str, lines: Sequence[Span]) -> Iterator[AlignedTable]:
    """The tables among `lines` of `raw`, in order; strokes drawn across the page may part rows."""
    if not _WIDE_GAP.search(raw):
        return
    kept = [at for at, line in enumerate(lines) if not _RULE.fullmatch(raw, *line)]
    headers = {lines[at] for at in kept if _is_header(raw, folded, lines[at])}
    again = _repeated(raw, folded, [lines[at] for at in kept], headers)
    kept = [at for at in kept if lines[at] not in again]
    told = [lines[at] for at in kept]
    at = 0
    while at < len(told):
        table = _table(raw, folded, told, at, headers) if told[at] in headers else None
        if table:
            yield table._replace(first=kept[table.first], last=kept[table.last - 1] + 1)
        at = table.last if table else at + 1


def _repeated(raw: str, folded: str, lines: list[Span], headers: set[Span]) -> set[Span]:
    """The headers that a new page repeats: the number below them is not the first."""
    seen: set[str] = set()
    again = set()
    for line, below in pairwise(lines):
        if line in headers:
            words = raw[slice(*line)].strip()
            if words in seen and not _numbered(folded, below, 1):
                again.add(line)
            seen.add(words)
    return again


def _is_header(raw: str, folded: str, line: Span) -> bool:
    if not _WIDE_GAP.search(raw, *line) or "\t" in raw[slice(*line)]:
        return False
    pieces = _pieces(raw, line)
    if not 2 <= len(pieces) <= _MOST_NAMES:
        return False
    names = [folded[each.start : each.end] for each in pieces]
    return all(len(name) <= _LONGEST_NAME for name in names) and any(
        header_role(name) is Role.PROBLEM for name in names
    )


def _pieces(raw: str, line: Span) -> list[_Piece]:
    pieces = []
    at, place = line[0], 0
    for gap in (*_GAP.finditer(raw, *line), None):
        start, end = gap.span() if gap else (line[1], line[1])
        width = columns(raw[at:start])
        if start > at:
            pieces.append(_Piece(at, start, place, place + width))
        place += width + (columns(gap.group()) if gap else 0)
        at = end
    return pieces


def _table(
    raw: str, folded: str, lines: Sequence[Span], header: int, headers: set[Span]
) -> AlignedTable | None:
    first = next(
        (
            at
            for at in range(header + 1, min(len(lines), header + 1 + _MOST_LINES_OF_NAMES))
            if _numbered(folded, lines[at], 1)
        ),
        None,
    )
    if first is None:
        return None
    rows = _rows(raw, folded, lines, first, headers)
    if len(rows) < _FEWEST_ROWS:
        return None
    body = [
        _unnumbered(raw, folded, lines[at], number, at == row.start)
        for number, row in enumerate(rows, 1)
        for at in (row if number < len(rows) else row[:1])  # a signature may follow
    ]
    names = [piece for at in range(header, first) for piece in _pieces(raw, lines[at])]
    starts = _starts(body, names, len(rows))
    if len(starts) < 2:
        return None
    named = _named(folded, names, starts)
    if named is None:
        return None
    rows[-1] = _before_signature(raw, lines, rows[-1], starts)
    read: list[Row] = []
    for number, row in enumerate(rows, 1):
        cells: list[list[Span]] = [[] for _ in starts]
        for at in row:
            placed = _unnumbered(raw, folded, lines[at], number, at == row.start)
            for column, span in _placed(raw, placed, starts):
                cells[column].append(span)
        mark = _numbered(folded, lines[row.start], number)
        assert mark is not None
        read.append(((mark.span(1),), *map(tuple, cells)))
    return AlignedTable(header, rows[-1].stop, named, tuple(read))


def _numbered(folded: str, line: Span, number: int) -> re.Match[str] | None:
    found = _NUMBER.match(folded, *line)
    return found if found and int(found[2]) == number else None


def _rows(
    raw: str, folded: str, lines: Sequence[Span], first: int, headers: set[Span]
) -> list[range]:
    """The lines of each row: a row ends where the next number stands, the last one at an empty line
    or at one that begins as far left as the numbers."""
    rows: list[range] = []
    begun = first
    edge = _indent(raw, lines[first])
    for at in range(first + 1, len(lines) + 1):
        if at < len(lines) and lines[at] not in headers and "\t" not in raw[slice(*lines[at])]:
            left = _indent(raw, lines[at])
            if abs(left - edge) <= 2 * _NEAR and _numbered(folded, lines[at], len(rows) + 2):
                rows.append(range(begun, at))
                begun = at
                continue
            apart = raw.count("\n", lines[at - 1][1], lines[at][0]) > 1
            several = len(_pieces(raw, lines[at])) > 1
            if (left > edge and not apart) or (several and not apart):
                continue
            if apart and _goes_on(folded, lines, at, len(rows) + 2):
                continue
        rows.append(range(begun, at))
        return rows
    return rows


def _before_signature(raw: str, lines: Sequence[Span], row: range, starts: list[int]) -> range:
    """The lines of the last row: what stands below no column's beginning is no part of it."""
    for at in row[1:]:
        left = _indent(raw, lines[at])
        if left - starts[_column(starts, left)] > _INDENTED:
            return range(row.start, at)
    return row


def _goes_on(folded: str, lines: Sequence[Span], at: int, following: int) -> bool:
    """Whether the row is parted by an empty line only: the next number follows soon."""
    return any(
        _numbered(folded, lines[below], following)
        for below in range(at, min(len(lines), at + _MOST_LINES_OF_NAMES))
    )


def _indent(raw: str, line: Span) -> int:
    text = raw[slice(*line)]
    return columns(text[: len(text) - len(text.lstrip(" \u3000"))])


def _unnumbered(raw: str, folded: str, line: Span, number: int, begins: bool) -> list[_Piece]:
    """The pieces of a line of the body, without the row's number at its head."""
    mark = _numbered(folded, line, number) if begins else None
    if mark is None:
        return _pieces(raw, line)
    left = columns(raw[line[0] : mark.end()])
    return [
        piece._replace(left=piece.left + left, right=piece.right + left)
        for piece in _pieces(raw, (mark.end(), line[1]))
    ]


def _starts(body: list[list[_Piece]], names: list[_Piece], rows: int) -> list[int]:
    """Where the columns begin: where many lines have a piece begin and few have one across."""
    often = Counter(piece.left for line in body for piece in line)
    for name in names:
        often[name.left] += (rows + 1) // 2 if name.left in often else 0
    support = {
        place: sum(often[place + aside] for aside in range(-_NEAR, _NEAR + 1)) for place in often
    }
    chosen: list[int] = []
    for place in sorted(support, key=lambda at: (-support[at], at)):
        across = sum(
            piece.left < place - 2 * _NEAR and piece.right > place + 2 * _NEAR
            for line in body
            for piece in line
        )
        if support[place] * 2 < rows or support[place] < _FEWEST_ROWS or across * 8 > len(body):
            continue
        if all(abs(place - other) >= _NARROWEST for other in chosen):
            chosen.append(place)
    return sorted(chosen)


def _named(folded: str, names: list[_Piece], starts: list[int]) -> Row | None:
    """For the number and each column the lines of its name; None where two names share a column."""
    found: list[list[Span]] = [[] for _ in range(len(starts) + 1)]
    rights: list[int] = [0] * (len(starts) + 1)
    for name in names:
        if header_role(folded[name.start : name.end]) is Role.NUMBER and name.left < starts[0]:
            column = 0
        else:
            middle = (name.left + name.right) // 2
            column = 1 + max((i for i, at in enumerate(starts) if at <= middle), default=0)
        if found[column] and name.left >= rights[column]:
            return None
        found[column].append((name.start, name.end))
        rights[column] = name.right
    return tuple(map(tuple, found))


def _placed(raw: str, pieces: list[_Piece], starts: list[int]) -> Iterator[tuple[int, Span]]:
    """The pieces of a line by their column, parted where a space is all that parts two columns."""
    for piece in pieces:
        begun = piece.start
        for place in starts:
            if piece.left < place < piece.right and (cut := _cut(raw, piece, place)):
                yield _column(starts, piece.left), (begun, cut)
                begun, piece = cut + 1, piece._replace(left=place)
        yield _column(starts, piece.left), (begun, piece.end)


def _cut(raw: str, piece: _Piece, place: int) -> int | None:
    at, here = piece.start, piece.left
    while here < place - 1 and at < piece.end:
        here += columns(raw[at])
        at += 1
    return at if here == place - 1 and raw[at] == " " else None


def _column(starts: list[int], left: int) -> int:
    return max((i for i, at in enumerate(starts) if at <= left + _BESIDE), default=0)


def begins_anew(last: str, line: str) -> bool:
    """Whether a line of a cell begins a paragraph of its own below the line `last`."""
    return (
        last[-1] in _STOPS
        or line[0] in _OPENING
        or _LABEL.match(line) is not None
        or opens_unit(line)
    )

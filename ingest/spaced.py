"""Tables copied out of PDF files, of which single spaces between the cells are all that is left.

A line of names, each of which tells what its column holds, stands above; every row begins with the
next number and has a word for each column in its first line. The lines below go on with the cells
that had no room.
"""

import re
from collections.abc import Iterator, Sequence

from ingest.columns import AlignedTable, Row
from ingest.markers import opens_unit
from ingest.model import Span
from ingest.roles import Role, header_role
from ingest.wrap import columns

_COUNTED = re.compile("[ ]{0,40}(?:序|编|号|问题[序编])")  # spares most lines the rest
_FEWEST_COLUMNS, _FEWEST_ROWS = 4, 2
_LONGEST_HEADER = 80  # characters
_MOST_LINES = 30  # of one row
_TEXTS = (Role.PROBLEM, Role.MEASURE, Role.RESULT)
_NEAR = 3  # columns of the page by which a cell's line may fall short of the widest
_STOPS = "。；;"

_Cells = list[list[Span]]


def spaced_tables(raw: str, folded: str, lines: Sequence[Span]) -> Iterator[AlignedTable]:
    """The tables among `lines` of `raw`, in order."""
    at = 0
    while at < len(lines):
        table = _table(raw, folded, lines, at) if _is_header(folded, lines[at]) else None
        if table:
            yield table
        at = table.last if table else at + 1


def _words(text: str, line: Span) -> list[Span]:
    words = []
    at = line[0]
    for word in text[slice(*line)].split():
        start = text.index(word, at)
        at = start + len(word)
        words.append((start, at))
    return words


def _is_header(folded: str, line: Span) -> bool:
    if line[1] - line[0] > _LONGEST_HEADER or not _COUNTED.match(folded, *line):
        return False
    if "\t" in folded[slice(*line)]:
        return False
    words = folded[slice(*line)].split()
    if len(words) < _FEWEST_COLUMNS or header_role(words[0]) is not Role.NUMBER:
        return False
    roles = [header_role(word) for word in words]
    return Role.PROBLEM in roles and all(roles) and len({*roles}) == len(roles)


def _table(raw: str, folded: str, lines: Sequence[Span], header: int) -> AlignedTable | None:
    names = _words(folded, lines[header])
    roles = [header_role(folded[slice(*name)]) for name in names]
    starts = _starts(folded, lines, header)
    first_lines = [_words(folded, lines[at]) for at in starts]
    if len(starts) < _FEWEST_ROWS or any(len(words) != len(names) for words in first_lines):
        return None
    texts = [i for i, role in enumerate(roles) if role in _TEXTS]
    widest = {i: max(columns(raw[slice(*words[i])]) for words in first_lines) for i in texts}
    rows: list[Row] = []
    last = starts[-1] + 1
    for words, start, end in zip(first_lines, starts, [*starts[1:], len(lines)], strict=True):
        cells: _Cells = [[word] for word in words]
        for at in range(start + 1, min(end, start + _MOST_LINES)):
            if end == len(lines) and not _goes_on(raw, lines, at, cells, texts, widest):
                break
            for i, word in _placed(raw, _words(folded, lines[at]), cells, texts, widest):
                cells[i].append(word)
            last = max(last, at + 1)
        rows.append(tuple(map(tuple, cells)))
    return AlignedTable(header, last, tuple((name,) for name in names), tuple(rows))


def _starts(folded: str, lines: Sequence[Span], header: int) -> list[int]:
    """The lines that begin with the next number."""
    starts: list[int] = []
    for at in range(header + 1, len(lines)):
        if at - (starts[-1] if starts else header) > _MOST_LINES:
            break
        number, _, rest = folded[slice(*lines[at])].strip().partition(" ")
        if rest and number.strip(".、") == str(len(starts) + 1):
            starts.append(at)
    return starts


def _goes_on(
    raw: str,
    lines: Sequence[Span],
    at: int,
    cells: _Cells,
    texts: list[int],
    widest: dict[int, int],
) -> bool:
    """Whether a line still belongs to the last row: a full cell above it has not ended."""
    apart = raw.count("\n", lines[at - 1][1], lines[at][0]) > 1
    return not apart and any(_is_open(raw, cells[i], widest[i]) for i in texts)


def _is_open(raw: str, cell: list[Span], widest: int) -> bool:
    line = raw[slice(*cell[-1])]
    return columns(line) >= widest - _NEAR and line[-1] not in "。"


def _placed(
    raw: str, words: list[Span], cells: _Cells, texts: list[int], widest: dict[int, int]
) -> Iterator[tuple[int, Span]]:
    """Each of the words of a further line with the column whose cell it goes on with."""
    if len(words) >= len(texts):
        yield from zip(texts, words, strict=False)
        yield from ((texts[-1], word) for word in words[len(texts) :])
        return
    open_cells = [i for i in texts if _is_open(raw, cells[i], widest[i])]
    begins = opens_unit(raw[slice(*words[0])])
    chosen = texts[-1] if begins or not open_cells else open_cells[-1]
    if len(open_cells) > 1 and raw[cells[chosen][-1][1] - 1] in _STOPS and not begins:
        chosen = open_cells[0]
    yield from ((chosen, word) for word in words)

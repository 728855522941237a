"""Tables drawn with box characters: │ 1 │ 账目不清 │, ├──┼──┤ between the rows."""

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from ingest.columns import AlignedTable, Row
from ingest.model import Span

_UPRIGHT = "│┃║"
_DRAWN = "─━═┄┈┌┐└┘├┤┬┴┼┏┓┗┛┣┫┳┻╋╔╗╚╝╠╣╦╩╬╭╮╰╯"
_FEWEST_ROWS, _FEWEST_COLUMNS = 2, 2


def boxed_tables(raw: str, folded: str, lines: Sequence[Span]) -> Iterator[AlignedTable]:
    """The tables among `lines` of `raw`, in order."""
    if not any(sign in raw for sign in _UPRIGHT):
        return

    def is_boxed(at: int) -> bool:
        first = raw[slice(*lines[at])].lstrip(" \u3000")[:1]
        return first != "" and first in _UPRIGHT + _DRAWN

    for boxed, run in groupby(range(len(lines)), is_boxed):
        if boxed and (table := _table(raw, lines, list(run))):
            yield table


def _table(raw: str, lines: Sequence[Span], run: list[int]) -> AlignedTable | None:
    """The table that the lines of `run` draw; None where they part no cells."""
    rows: list[list[list[Span]]] = []
    width = max((len(_cells(raw, lines[at])) for at in run), default=0)
    if width < _FEWEST_COLUMNS:
        return None
    ruled = sum(_is_rule(raw, lines[at]) for at in run) > _FEWEST_ROWS + 1
    begins = True
    for at in run:
        if _is_rule(raw, lines[at]):
            begins = True
            continue
        cells = _cells(raw, lines[at])
        if len(cells) != width:
            return None
        if begins or not (ruled or cells[0][1] == cells[0][0]):
            rows.append([[] for _ in cells])
        begins = False
        for cell, span in zip(rows[-1], cells, strict=True):
            if span[1] > span[0]:
                cell.append(span)
    filled = [_row(row) for row in rows if any(row)]
    if len(filled) <= _FEWEST_ROWS:
        return None
    named, *others = filled
    return AlignedTable(run[0], run[-1] + 1, named, tuple(others))


def _row(cells: list[list[Span]]) -> Row:
    return tuple(tuple(cell) for cell in cells)


def _is_rule(raw: str, line: Span) -> bool:
    return all(sign in _DRAWN or sign in _UPRIGHT or sign.isspace() for sign in raw[slice(*line)])


def _cells(raw: str, line: Span) -> list[Span]:
    """The words between the upright strokes; empty cells have no width."""
    strokes = [at for at in range(*line) if raw[at] in _UPRIGHT]
    return [_tight(raw, a + 1, b) for a, b in pairwise(strokes)]


def _tight(raw: str, start: int, end: int) -> Span:
    while start < end and raw[start].isspace():
        start += 1
    while start < end and raw[end - 1].isspace():
        end -= 1
    return start, end

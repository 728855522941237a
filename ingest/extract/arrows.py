"""Lines that lead with arrows from each problem to what became of it: 账目不清→补记→已完成."""

import re
from collections import Counter
from itertools import pairwise

from ingest.extract.status import cell_status
from ingest.extract.tables import Cell, Row
from ingest.roles import LABEL, Role
from ingest.statement import DEFICIENCY, trimmed

_ARROW = re.compile(r"[ ]{0,4}(?:[→⇒➔➜➝⟶]|[-=]{1,3}>|>{2,3})[ ]{0,4}")
_HEADS = re.compile("[→⇒➔➜➝⟶>]")
_LINE = re.compile(r"[^\n\t]+")
_NUMBER = re.compile(
    r"[ ]{0,8}(?:问题|（)?(?P<number>\d{1,3}(?=[）.、：])|[①-⑳])[）.、：]?[ ]?(?!\d)"
)
_FEWEST_LINES = 3
_MOST_ARROWS = 4
_SHORTEST = 4


def arrow_rows(text: str) -> list[Row]:
    """The problems of folded `text`, where line after line has arrows between problem, measures and
    result; else none."""
    if not _HEADS.search(text):
        return []
    lines = [cells for line in _LINE.finditer(text) if len(cells := _cells(text, *line.span())) > 1]
    lengths = Counter(len(cells) for cells in lines)
    if not lengths:
        return []
    usual, count = lengths.most_common(1)[0]
    alike = [cells for cells in lines if len(cells) == usual]
    wrong = sum(bool(DEFICIENCY.search(text, *cells[0])) for cells in alike)
    if count < _FEWEST_LINES or 2 * wrong < count:
        return []
    stated = sum(cell_status(text, *cells[-1]) is not None for cells in alike)
    ends_in_status = usual > 2 and 2 * stated >= count
    return [_row(text, cells, ends_in_status) for cells in alike]


def _cells(text: str, start: int, end: int) -> list[Cell]:
    arrows = list(_ARROW.finditer(text, start, end))
    if not 0 < len(arrows) <= _MOST_ARROWS or arrows[0].start() - start < _SHORTEST:
        return []
    edges = [start, *(edge for arrow in arrows for edge in arrow.span()), end]
    return [(a, b) for at, (a, b) in enumerate(pairwise(edges)) if at % 2 == 0]


def _row(text: str, cells: list[Cell], ends_in_status: bool) -> Row:
    number = _NUMBER.match(text, *cells[0])
    first = (number.end() if number else cells[0][0], cells[0][1])
    problem, *others = (_unlabelled(text, *cell) for cell in (first, *cells[1:]))
    steps = others[:-1] if ends_in_status else others[:1]
    rest = others[-1:] if ends_in_status else others[1:]
    held: dict[Role, tuple[Cell, ...]] = {Role.PROBLEM: (problem,), Role.MEASURE: tuple(steps)}
    if number:
        held[Role.NUMBER] = (number.span("number"),)
    if rest:
        held[Role.STATUS if ends_in_status else Role.RESULT] = tuple(rest)
    return Row(held, (cells[0][0], cells[-1][1]))


def _unlabelled(text: str, start: int, end: int) -> Cell:
    """The cell without the label at its head: 整改措施：补记."""
    label = LABEL.match(text, start, end)
    if label and text.startswith("：", label.end()):
        start = label.end() + 1
    return trimmed(text, start, end)

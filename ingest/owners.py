"""Owners before a colon: 财政所：清退白条12张。

Below a problem each office tells in a line of its own what it did. Such a line is a step of the
problem's rectification, its words those behind the colon.
"""

import re
from bisect import bisect_left
from itertools import groupby
from typing import NamedTuple

from ingest.markers import Label, Level, Mark
from ingest.roles import Role, header_role
from ingest.statement import DEFICIENCY

# It begins with the line break, so that a search skips from line to line; the one put before the
# text shifts all places by one. Most lines have no colon behind their first words.
_OWNER = re.compile(
    r"\n[ \t]{0,8}(?=[\u4e00-\u9fff]{3,17}：)(?P<owner>[\u4e00-\u9fff]{2,14}"
    r"(?:[处科股室站所部院馆局]|中心|学院|办公室|工会|团委|[大中]队))：(?=(?P<first>[^，。；\n]{4,80}))"
)
_FEWEST_LINES, _FEWEST_OWNERS, _FEWEST_UNITS = 4, 3, 2
_NO_NAMES = frozenset({Role.UNIT, Role.LEADER, Role.ORG})


class _Line(NamedTuple):
    """A line from `start`, its `owner` with the colon `[at, end)`, and what stands `first` behind
    it."""

    start: int
    at: int
    end: int
    owner: str
    first: str


def with_owners(text: str, tokens: list[Mark | Label]) -> list[Mark | Label]:
    """The tokens of folded `text`, each line that an owner heads a step of the unit above it.

    One such line is a turn of phrase; lines of several owners below several units are the
    document's way.
    """
    headed = _headed(text)
    if not _are_often(headed):
        return tokens
    units = sorted(t.start for t in tokens if isinstance(t, Mark) and t.opens_line)

    def above(line: _Line) -> int:
        return bisect_left(units, line.start)

    lines = [line for line in headed if above(line)]
    wrong = sum(bool(DEFICIENCY.search(line.first)) for line in lines)
    if (
        not _are_often(lines)
        or len({*map(above, lines)}) < _FEWEST_UNITS
        or 2 * wrong >= len(lines)  # they tell what each office does badly
    ):
        return tokens
    taken = {line.at for line in lines}
    steps: list[Mark | Label] = []
    for _, run in groupby(lines, key=above):
        steps += [
            Mark(line.at, line.end, Level.POINT, "owner", n, True) for n, line in enumerate(run, 1)
        ]
    kept = [token for token in tokens if token.start not in taken]
    return sorted([*kept, *steps], key=lambda token: token.start)


def owner_lines(text: str) -> set[int]:
    """Where the lines of folded `text` begin that owners head, if that is the document's way; its
    paragraphs may be broken into lines."""
    lines = _headed(text)
    return {line.at for line in lines} if _are_often(lines) else set()


def _headed(text: str) -> list[_Line]:
    return [
        _Line(f.start(), f.start("owner") - 1, f.end() - 1, f["owner"], f["first"])
        for f in _OWNER.finditer(f"\n{text}")
        if header_role(f["owner"]) not in _NO_NAMES
    ]


def _are_often(lines: list[_Line]) -> bool:
    several = len({line.owner for line in lines}) >= _FEWEST_OWNERS
    return several and len(lines) >= _FEWEST_LINES

"""Which line of a row belongs to which column, where cells stand one below the other and some of
them are missing: merged into the row above, or left empty.

The rows that have all their cells show what each column holds; the lines of the others are laid
into the columns, in their order, so that they fit best.
"""

import re
from collections.abc import Sequence
from statistics import mean

from ingest.roles import Role
from ingest.stacks import DATE, is_state
from ingest.statement import DEFICIENCY

# Whose cells hold sentences; those of the first that a table has may take several lines.
_WIDE = (Role.MEASURE, Role.RESULT, Role.PROBLEM)
_NUMBER = re.compile(r"[0-9]{1,3}[.、]?")
_STEP = re.compile(r"[0-9一二三四]{1,2}[.、是]|[（①]")
# What it costs to leave a column empty. Categories and organisations are those that are merged.
_EMPTY = {Role.NUMBER: 9.0, Role.PROBLEM: 9.0, Role.NOTE: 0.0, Role.ORG: 0.0, Role.MEASURE: 2.0}
_EMPTY_OTHER = 1.0
_MORE = 0.5  # a line more in a cell


def lines_of_columns(
    lines: Sequence[str], roles: Sequence[Role | None], samples: Sequence[Sequence[str]]
) -> list[tuple[int, int]]:
    """For each column its lines, `[first, end)`; `samples` are the column's cells in whole rows."""
    worst = float("-inf")
    wide = next((role for role in _WIDE if role in roles), None)
    best = [[worst] * (len(lines) + 1) for _ in range(len(roles) + 1)]
    begun = [[0] * (len(lines) + 1) for _ in range(len(roles) + 1)]
    best[0][0] = 0.0
    for column, role in enumerate(roles):
        empty = _EMPTY.get(role, _EMPTY_OTHER) if role else _EMPTY_OTHER
        fits = [_fit(line, role, samples[column]) for line in lines]
        for end in range(len(lines) + 1):
            choices = [(best[column][end] - empty, end)]
            if end:
                choices.append((best[column][end - 1] + fits[end - 1], end - 1))
            if role is not None and role is wide:
                choices += [
                    (best[column][first] + fits[first] - _MORE * (end - first - 1), first)
                    for first in range(end - 1)
                ]
            best[column + 1][end], begun[column + 1][end] = max(choices)
    spans: list[tuple[int, int]] = []
    end = len(lines)
    for column in range(len(roles), 0, -1):
        spans.append((begun[column][end], end))
        end = begun[column][end]
    return spans[::-1]


def _fit(line: str, role: Role | None, samples: Sequence[str]) -> float:
    """How well a line fits a column; above 0 where it does."""
    if role is Role.NUMBER:
        return 5.0 if _NUMBER.fullmatch(line) else -9.0
    if role is Role.STATUS and is_state(line):
        return 4.0
    if role is Role.DEADLINE:
        return 4.0 if DATE.fullmatch(line) else -4.0
    if line in samples:
        return 4.0
    usual = mean(map(len, samples)) if samples else 10.0
    alike = min(len(line), usual) / max(len(line), usual, 1.0)
    if role is Role.PROBLEM:
        return (
            alike + (1.0 if DEFICIENCY.search(line) else 0.0) - (3.0 if _STEP.match(line) else 0.0)
        )
    if role in _WIDE:
        return alike + bool(_STEP.match(line)) + ("。" in line)
    odd = is_state(line) or DATE.fullmatch(line) or "。" in line
    return alike - (3.0 if odd else 0.0)

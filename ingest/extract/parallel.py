"""Reports that list the problems in one chapter and what was done about them in the next ones.

The chapters hold lists of one length; the third item of each speaks of the third problem.
"""

import re
from typing import NamedTuple

from ingest.extract.status import StatusFound
from ingest.model import Span
from ingest.node import Node
from ingest.statement import DEFICIENCY, trimmed
from ingest.status_words import state

_PROBLEMS = re.compile("问题|不足|事项")
_STATUSES = re.compile("结果|进度|进展|完成情况|状态")
_MEASURES = re.compile("措施|举措|做法|落实|整改|办法")
_FEWEST = 2


class Parallel(NamedTuple):
    """One problem: its unit, its words, and what the other chapters say of it."""

    node: Node
    title: Span
    measures: tuple[Span, ...]
    status: StatusFound | None


def parallel(text: str, root: Node) -> list[Parallel]:
    """The problems of a document of parallel chapters, in order; none where it is no such one."""
    chapters = [node for node in root.children if len(node.children) >= _FEWEST]
    if len(chapters) < _FEWEST or not _lists_problems(text, chapters[0]):
        return []
    problems = chapters[0].children
    others = [c for c in chapters[1:] if len(c.children) == len(problems)]
    statuses = next((c for c in others if _STATUSES.search(_heading(text, c))), None)
    steps = next(
        (c for c in others if c is not statuses and _MEASURES.search(_heading(text, c))), None
    )
    if statuses is None and steps is None:
        return []
    return [
        Parallel(
            problem,
            trimmed(text, problem.mark.end, problem.head_end),
            _measures(text, steps.children[i]) if steps else (),
            _status(text, statuses.children[i]) if statuses else None,
        )
        for i, problem in enumerate(problems)
    ]


def _heading(text: str, node: Node) -> str:
    return text[node.mark.end : node.head_end].split("\n")[0]


def _lists_problems(text: str, chapter: Node) -> bool:
    wrong = sum(bool(DEFICIENCY.search(_heading(text, item))) for item in chapter.children)
    bare = not any(item.passages for item in chapter.children)
    named = _PROBLEMS.search(_heading(text, chapter)) is not None
    return named and bare and 2 * wrong >= len(chapter.children)


def _measures(text: str, item: Node) -> tuple[Span, ...]:
    parts = item.children or [item]
    return tuple(trimmed(text, part.mark.end, part.end) for part in parts)


def _status(text: str, item: Node) -> StatusFound | None:
    start, end = trimmed(text, item.mark.end, item.end)
    found = state(text[start:end])
    return StatusFound(found, start, end) if found else None

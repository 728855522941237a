"""How well an index ranks what answers graded queries."""

import math
from collections.abc import Callable, Sequence

from bench.graded import Queries
from ingest.model import Record

PAGE = 10
Ask = Callable[[str], list[str]]
"""An index: the ids of the findings that it puts first for a query."""


class Scores(Record, frozen=True, kw_only=True):
    """`ndcg` over topics, `hit_1` over known items, `unanswered` over both: nothing that answers
    among the first ten; `empty` those of them without any hit."""

    ndcg: float
    hit_1: float
    reciprocal_rank: float
    unanswered: tuple[str, ...]
    empty: int


def scores(ask: Ask, queries: Queries, present: set[str]) -> Scores:
    """What an index makes of the queries whose answers are present."""
    gains, ranks, unanswered, empty = [], [], [], 0
    for topic in queries.topic:
        grades = topic.grades(present)
        if grades:
            found = ask(topic.text)
            gains.append(ndcg(found, grades))
            empty += not found
            if not set(found) & set(grades):
                unanswered.append(topic.text)
    for known in queries.known:
        if known.finding in present:
            found = ask(known.text)
            ranks.append(1 / (found.index(known.finding) + 1) if known.finding in found else 0.0)
            empty += not found
            if known.finding not in found:
                unanswered.append(known.text)
    return Scores(
        ndcg=_mean(gains),
        hit_1=_mean([float(rank == 1) for rank in ranks]),
        reciprocal_rank=_mean(ranks),
        unanswered=tuple(unanswered),
        empty=empty,
    )


def ndcg(found: Sequence[str], grades: dict[str, int]) -> float:
    """nDCG@10 with gains 2^grade − 1 (Burges and others, 2005)."""
    best = _dcg(sorted(grades.values(), reverse=True))
    return _dcg([grades.get(id, 0) for id in found]) / best if best else 1.0


def _dcg(grades: Sequence[int]) -> float:
    return sum((2.0**grade - 1) / math.log2(n + 2) for n, grade in enumerate(grades[:PAGE]))


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else math.nan

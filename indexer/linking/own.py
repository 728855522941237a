"""Pairs of findings of one organisation from different reports: all that may be of one kind."""

from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from indexer.linking.columns import NONE, Columns, Ints
from indexer.linking.features import features
from indexer.linking.grams import Floats, cosines, matrix
from indexer.linking.score import Weights

_SIMILAR_BODY = 0.12
_CHUNK = 2000
_BATCH = 500_000


class OwnPairs(NamedTuple):
    """Rows `a` < `b`, the cosine of their bodies and their score, all of shape (pairs,)."""

    a: Ints
    b: Ints
    body: Floats
    score: Floats


def own_pairs(columns: Columns, weights: Weights) -> OwnPairs:
    """The pairs that reach `weights.review`.

    An organisation's findings are few, so all its pairs are looked at; no index is needed.
    """
    parts = [_within(columns, rows) for rows in _by_org(columns.org)]
    if not parts:
        empty = np.zeros(0, np.int32)
        return OwnPairs(empty, empty, np.zeros(0, np.float32), np.zeros(0, np.float32))
    a, b, body = (np.concatenate(column) for column in zip(*parts, strict=True))
    score = np.empty(len(a), dtype=np.float32)
    for start in range(0, len(a), _BATCH):
        part = slice(start, start + _BATCH)
        score[part] = weights.scores(features(columns, a[part], b[part], body[part]))
    kept = score >= weights.review
    return OwnPairs(a[kept], b[kept], body[kept], score[kept])


def _by_org(org: Ints) -> list[Ints]:
    order = np.argsort(org, kind="stable").astype(np.int32)
    starts = np.flatnonzero(np.diff(org[order])) + 1
    groups = np.split(order, starts)
    return [rows for rows in groups if len(rows) > 1 and org[rows[0]] != NONE]


def _within(columns: Columns, rows: Ints) -> tuple[Ints, Ints, Floats]:
    """Pairs of an organisation's rows that have anything in common."""
    bodies = [columns.problems[row].body for row in rows]
    found: list[tuple[Ints, Ints, Floats]] = []
    for start in range(0, len(rows), _CHUNK):
        top = rows[start : start + _CHUNK]
        for below in range(start, len(rows), _CHUNK):
            side = rows[below : below + _CHUNK]
            one = matrix(bodies[start : start + _CHUNK], columns.weights)
            other = (
                one if below == start else matrix(bodies[below : below + _CHUNK], columns.weights)
            )
            similar = cosines(one, other)
            i, j = _upper(len(top)) if below == start else _all(len(top), len(side))
            a, b, body = top[i], side[j], similar[i, j]
            kept = (columns.report[a] != columns.report[b]) & (
                (body >= _SIMILAR_BODY)
                | ((columns.concept[a] == columns.concept[b]) & (columns.concept[a] != NONE))
                | ((columns.second[a] == columns.concept[b]) & (columns.concept[b] != NONE))
                | ((columns.concept[a] == columns.second[b]) & (columns.concept[a] != NONE))
                | ((columns.type[a] == columns.type[b]) & (columns.type[a] != NONE))
                | ((columns.field[a] == columns.field[b]) & (columns.field[a] != NONE))
                | (columns.object[a] == columns.object[b])
            )
            found.append((np.minimum(a, b)[kept], np.maximum(a, b)[kept], body[kept]))
    a, b, body = (np.concatenate(column) for column in zip(*found, strict=True))
    return a, b, body


_Indices = tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]


@lru_cache(maxsize=256)
def _upper(n: int) -> _Indices:
    i, j = np.triu_indices(n, 1)
    return i, j


def _all(n: int, m: int) -> _Indices:
    i, j = np.indices((n, m))
    return i.ravel(), j.ravel()

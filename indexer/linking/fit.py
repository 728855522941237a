"""Learns the weights of a score from labelled pairs."""

import numpy as np
import numpy.typing as npt

from indexer.linking.features import FEATURES
from indexer.linking.grams import Floats
from indexer.linking.score import Weights
from ingest.model import Record

_STEPS = 30
_RIDGE = 1.0
_SHORTEST = 1e-4


def fit(
    values: Floats,
    labels: npt.NDArray[np.bool_],
    *,
    same: float,
    review: float,
    importance: Floats | None = None,
    prior: Weights | None = None,
) -> Weights:
    """A logistic regression with ridge penalty, by Newton's method.

    `values` as of `features`, `labels` whether each pair is of one kind, `importance` how much
    each counts (by default 1). The penalty draws towards `prior`, by default towards zero, so that
    what the pairs say nothing of stays as it was. The thresholds are taken over.
    """
    x = np.column_stack((values, np.ones(len(values)))).astype(np.float64)
    y = labels.astype(np.float64)
    w = np.ones(len(y)) if importance is None else importance.astype(np.float64)
    start = np.zeros(x.shape[1])
    penalty = np.full(x.shape[1], _RIDGE)
    penalty[-1] = 0  # the bias is free
    if prior is not None:
        start[:] = [*(prior.features[name] for name in FEATURES), prior.bias]
        penalty[-1] = _RIDGE
    beta = start.copy()

    def loss(at: npt.NDArray[np.float64]) -> float:
        margin = np.where(labels, 1, -1) * (x @ at)
        return float(w @ np.logaddexp(0, -margin) + (penalty * (at - start) ** 2).sum() / 2)

    for _ in range(_STEPS):
        p = 1 / (1 + np.exp(-np.clip(x @ beta, -30, 30)))
        gradient = x.T @ (w * (p - y)) + penalty * (beta - start)
        hessian = (x * (w * p * (1 - p))[:, None]).T @ x + np.diag(penalty + 1e-6)
        step = np.linalg.solve(hessian, gradient)
        # Far from the pairs the curvature says too little: a step too long is halved.
        length = 1.0
        here = loss(beta)
        while loss(beta - length * step) > here and length > _SHORTEST:
            length /= 2
        beta -= length * step
    rounded = [round(float(value), 2) for value in beta]
    return Weights(
        bias=rounded[-1],
        same=same,
        review=review,
        features=dict(zip(FEATURES, rounded, strict=False)),
    )


class Quality(Record, frozen=True, kw_only=True):
    """How well pairs are told apart: of those called the same the share that is, and of those that
    are the share that is called so; 1 where there are none."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def quality(scores: Floats, labels: npt.NDArray[np.bool_], same: float) -> Quality:
    """Of pairs that are called the same from the score `same` on."""
    called = scores >= same
    right = int((called & labels).sum())
    return Quality(
        precision=right / max(1, int(called.sum())) if called.any() else 1.0,
        recall=right / max(1, int(labels.sum())) if labels.any() else 1.0,
    )


def with_threshold(weights: Weights, values: Floats, labels: npt.NDArray[np.bool_]) -> Weights:
    """The weights with the threshold of *same* that tells these pairs apart best (by F1); of equal
    ones the nearest to the present one. *review* keeps its share of it."""
    scores = weights.scores(values)
    steps = [step / 100 for step in range(10, 95)]
    best = max(
        steps, key=lambda step: (quality(scores, labels, step).f1, -abs(step - weights.same))
    )
    return Weights(
        bias=weights.bias,
        same=best,
        review=round(weights.review / weights.same * best, 2),
        features=weights.features,
    )

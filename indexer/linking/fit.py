"""Learns the weights of a score from labelled pairs."""

import numpy as np
import numpy.typing as npt

from indexer.linking.features import FEATURES
from indexer.linking.grams import Floats
from indexer.linking.score import Weights

_STEPS = 30
_RIDGE = 1.0


def fit(
    values: Floats,
    labels: npt.NDArray[np.bool_],
    *,
    same: float,
    review: float,
    importance: Floats | None = None,
) -> Weights:
    """A logistic regression with ridge penalty, by Newton's method.

    `values` as of `features`, `labels` whether each pair is of one kind, `importance` how much
    each counts (by default 1). The thresholds are taken over.
    """
    x = np.column_stack((values, np.ones(len(values)))).astype(np.float64)
    y = labels.astype(np.float64)
    w = np.ones(len(y)) if importance is None else importance.astype(np.float64)
    beta = np.zeros(x.shape[1])
    penalty = np.full(x.shape[1], _RIDGE)
    penalty[-1] = 0  # the bias is free
    for _ in range(_STEPS):
        p = 1 / (1 + np.exp(-np.clip(x @ beta, -30, 30)))
        gradient = x.T @ (w * (p - y)) + penalty * beta
        hessian = (x * (w * p * (1 - p))[:, None]).T @ x + np.diag(penalty + 1e-6)
        beta -= np.linalg.solve(hessian, gradient)
    rounded = [round(float(value), 2) for value in beta]
    return Weights(
        bias=rounded[-1],
        same=same,
        review=review,
        features=dict(zip(FEATURES, rounded, strict=False)),
    )

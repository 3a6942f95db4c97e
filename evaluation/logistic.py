"""Logistic regression with a ridge, by Newton's method (Hastie, Tibshirani & Friedman 2009, "The Elements of Statistical
Learning", 4.4.1), and how well likelihoods tell two kinds of questions apart."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

_RIDGE = 1.0
_STEPS = 30

Floats = NDArray[np.float64]


def learned(rows: Sequence[Sequence[float]], right: Sequence[bool], counts: Sequence[float]) -> list[float]:
    """The weights of the columns, that of no column first; `counts` says how much each row counts."""
    table, wanted, worth = np.array(rows, float), np.array(right, float), np.array(counts, float)
    mean, spread = table.mean(0), table.std(0) + 1e-9
    scaled = np.c_[np.ones(len(table)), (table - mean) / spread]
    ridge = np.diag([0.0] + [_RIDGE] * table.shape[1])
    weights = np.zeros(scaled.shape[1])
    for _ in range(_STEPS):
        told = 1 / (1 + np.exp(-scaled @ weights))
        slope = scaled.T @ (worth * (told - wanted)) + ridge @ weights
        curve = (scaled * (worth * told * (1 - told))[:, None]).T @ scaled + ridge
        weights -= np.linalg.solve(curve, slope)
    own = weights[1:] / spread
    return [float(weights[0] - own @ mean), *map(float, own)]


def area(with_answer: Sequence[float], without: Sequence[float]) -> float:
    """The area under the curve: how often a question with an answer is likelier than one without (Hanley & McNeil 1982)."""
    if not with_answer or not without:
        return float("nan")
    above = np.subtract.outer(np.array(with_answer), np.array(without))
    return float(np.mean((above > 0) + 0.5 * (above == 0)))

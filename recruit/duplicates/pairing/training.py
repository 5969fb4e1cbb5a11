"""Fit the weights to labelled pairs with scikit-learn.

One column for each level of each feature. Nothing in `LogisticRegression` keeps the levels of a
feature in their order, so an order that chance has broken is mended after the fit: neighbours are
pooled by how often they occur (isotonic regression).
"""

import math
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression

from recruit.duplicates.pairing.features import LEVELS, UNKNOWN, compare
from recruit.duplicates.pairing.made_pairs import Pair
from recruit.duplicates.pairing.scorer import Weights, is_ruled_out, score

STRENGTH = 3.0
"""Inverse of the penalty on large weights; among 0.3, 1, 3, 10 the best on the check pairs."""

WANTED_PRECISION = 0.998
"""Of the check pairs that are suggested; above the goal, as real people are harder."""

COLUMNS = [(feature, level) for feature, levels in LEVELS.items() for level in levels]


def fit(pairs: Sequence[Pair], check: Sequence[Pair]) -> Weights:
    """Weights from one set of pairs, the threshold from another."""
    table = levels_of(pairs)
    truth = np.array([pair.same for pair in pairs])
    model = LogisticRegression(C=STRENGTH, max_iter=2000).fit(table, truth)
    points = _in_order(model.coef_[0], table)
    start = float(np.round(model.intercept_[0], 3))
    weights = Weights(start, points, 1.0)
    return Weights(start, points, threshold_for(check, weights))


def levels_of(pairs: Sequence[Pair]) -> NDArray[np.float64]:
    """One row a pair, one column a level; an unknown level is all zeros."""
    table = np.zeros((len(pairs), len(COLUMNS)))
    places = {column: place for place, column in enumerate(COLUMNS)}
    for row, pair in enumerate(pairs):
        for feature, level in compare(pair.one, pair.other, pair.holders).levels.items():
            if level != UNKNOWN:
                table[row, places[feature, level]] = 1
    return table


def _in_order(
    coefficients: NDArray[np.float64], table: NDArray[np.float64]
) -> dict[str, dict[str, float]]:
    counts, points = table.sum(axis=0), {}
    for feature, levels in LEVELS.items():
        places = [COLUMNS.index((feature, level)) for level in levels]
        rising = IsotonicRegression().fit_transform(
            np.arange(len(levels)), coefficients[places], sample_weight=counts[places] + 1
        )
        # What is told and differs never speaks for one person, what is the same never against it.
        rising[0], rising[-1] = min(rising[0], 0.0), max(rising[-1], 0.0)
        points[feature] = {
            level: float(np.round(value, 3)) for level, value in zip(levels, rising, strict=True)
        }
    return points


def threshold_for(check: Sequence[Pair], weights: Weights) -> float:
    """The least probability from which on the suggested check pairs are right often enough."""
    compared = [(compare(pair.one, pair.other, pair.holders).levels, pair.same) for pair in check]
    scored = sorted(
        ((weights.sum(levels), same) for levels, same in compared if not is_ruled_out(levels)),
        reverse=True,
    )
    counts, best = Counter[bool](), scored[0][0]
    for place, (total, same) in enumerate(scored):
        counts[same] += 1
        next_total = scored[place + 1][0] if place + 1 < len(scored) else -math.inf
        if next_total < total and counts[True] >= WANTED_PRECISION * counts.total():
            best = total
    return round(1 / (1 + math.exp(-best)) - 0.00005, 4)


def quality(pairs: Sequence[Pair], weights: Weights) -> dict[str, float]:
    """Precision and recall of suggestions over labelled pairs, with the counts behind them."""
    counts = Counter(
        (pair.same, score(pair.one, pair.other, pair.holders, weights).is_suggested)
        for pair in pairs
    )
    right, wrong, missed = counts[True, True], counts[False, True], counts[True, False]
    return {
        "pairs": len(pairs),
        "right": right,
        "wrong": wrong,
        "missed": missed,
        "precision": round(right / max(1, right + wrong), 4),
        "recall": round(right / max(1, right + missed), 4),
    }

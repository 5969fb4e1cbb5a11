"""Whether a ranking favours a group of people, told from facts that the ranking itself never sees.

Selection rates and the four-fifths rule are those of the Uniform Guidelines on Employee Selection
Procedures (29 CFR 1607.4 D); how well a feature tells two groups apart is its area under the ROC
curve.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import fisher_exact

from matching.metrics import pairwise

FOUR_FIFTHS = 0.8
"""A group selected at less than this part of the rate of the most selected one is looked into."""

LEAST_PEOPLE = 30
"""Considered people of a group under which its rate is chance."""


@dataclass(frozen=True, slots=True)
class Rate:
    """How many of a group were considered and how many of them were selected."""

    considered: int
    selected: int

    @property
    def share(self) -> float:
        """Selected of considered; ``nan`` of nobody."""
        return self.selected / self.considered if self.considered else math.nan


@dataclass(frozen=True, slots=True)
class Telling:
    """How well one feature tells two groups apart.

    Attributes
    ----------
    auc : float
        0.5 where it tells nothing; above, where the second group stands higher.
    gap : float
        Mean level of the second group less that of the first, -1 to 1.
    """

    auc: float
    gap: float


def selection_rates(groups: Sequence[str], selected: Sequence[bool]) -> dict[str, Rate]:
    """Count who was considered and selected, by group.

    Parameters
    ----------
    groups : sequence of str, n_considered
        One entry for each time that somebody was considered.
    selected : sequence of bool, n_considered
    """
    return {
        group: Rate(
            sum(own == group for own in groups),
            sum(chosen for own, chosen in zip(groups, selected, strict=True) if own == group),
        )
        for group in sorted(set(groups))
    }


def impact_ratio(rates: Mapping[str, Rate]) -> float:
    """Return the lowest rate against the highest; ``nan`` where groups are too small to tell."""
    if len(rates) < 2 or min(rate.considered for rate in rates.values()) < LEAST_PEOPLE:
        return math.nan
    shares = [rate.share for rate in rates.values()]
    return min(shares) / max(shares) if max(shares) else math.nan


def chance(rates: Mapping[str, Rate]) -> float:
    """Return how likely chance alone makes two groups differ so much (Fisher's exact test).

    ``nan`` where there are not two groups. People who were considered often count each time, so the
    truth is rather higher.
    """
    if len(rates) != 2:
        return math.nan
    table = [[rate.selected, rate.considered - rate.selected] for rate in rates.values()]
    return float(fisher_exact(table).pvalue)


def telling(levels: NDArray[np.float64], second: NDArray[np.bool_]) -> list[Telling]:
    """Measure how well each feature tells the second group from the first.

    Parameters
    ----------
    levels : array of shape (n, n_features)
        From 0 to 1.
    second : array of shape (n,)

    Returns
    -------
    list of Telling, n_features
        ``nan`` where a group is empty.
    """
    if second.all() or not second.any():
        return [Telling(math.nan, math.nan)] * levels.shape[1]
    gaps = levels[second].mean(axis=0) - levels[~second].mean(axis=0)
    return [
        Telling(pairwise(column, second.astype(int)), float(gap))
        for column, gap in zip(levels.T, gaps, strict=True)
    ]

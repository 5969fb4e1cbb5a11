"""The scorer: a sum of one monotone curve for each feature, counted in whole hundredths of a point.

Integers make the sum exact: parts add up to the score in any order, and equal scores are equal.
Every curve is a table over the levels 0 to 1000 that a feature gives, so scoring is a lookup.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.optimize import nnls
from sklearn.base import BaseEstimator, RegressorMixin
from sklearn.utils.validation import check_is_fitted, validate_data

from matching.curves import FULL

UNITS = 100
"""Units of the fixed-point sum in one point of the score."""

TOTAL = 100 * UNITS
"""Units in a full score."""

PARTS = ("skills", "experience", "salary", "place", "title", "text")
"""The parts of a score, in the order in which they are shown."""

QUESTIONS: Mapping[str, tuple[str, ...]] = {
    # Titles and words tell who is of the trade at all, and say nothing of who is the better one.
    "profession": ("title", "text"),
    # Whom of those recruiters choose went by years, level and what the work needs.
    "choice": ("skills", "experience", "salary", "place"),
}
"""The two questions that a score answers, and the parts that answer each."""

PRIOR_WEIGHTS: Mapping[str, int] = {
    # A head of customer relations with all the skills asked and one year short of the experience
    # should stand above one with half the skills and the full experience.
    "skills": 30,
    # Of everything that was measured on recruiters' real choices among applicants, total and
    # relevant experience carried the most: three years as a head outweigh a perfect salary.
    "experience": 25,
    # 300,000 asked against an offer of 200,000 must cost more than one missing skill of five.
    "salary": 18,
    # Whether the last posts bore the wanted title told professions apart best of all signals; the
    # years in those posts are already in the experience, so the title alone weighs less.
    "title": 12,
    # A fit from another city who will move stays above a poor fit next door.
    "place": 9,
    # Words of the whole text are easy to write and hard to trust; they only part near equals.
    "text": 6,
}
"""Points of each part before there are verdicts; they sum to 100."""


@dataclass(frozen=True, slots=True)
class Feature:
    """One curve: its name, the part it belongs to, its share of the part in per cent."""

    name: str
    part: str
    share: int


FEATURES = (
    # Four of five must-haves beat one must-have with all the nice-to-haves.
    Feature("must", "skills", 62),
    Feature("nice", "skills", 18),
    Feature("languages", "skills", 12),
    Feature("education", "skills", 8),
    # Years in the wanted post say more than years in any; a head is chosen for years as a head.
    Feature("relevant", "experience", 40),
    Feature("total", "experience", 15),
    Feature("management", "experience", 30),
    # A senior asked for: one who bears the level stands a little above one who has yet to rise.
    Feature("seniority", "experience", 10),
    # Four years in one firm against ten firms in four years, all else equal.
    Feature("stability", "experience", 5),
    # The employer pays the offer; the market only tells whether the wish is usual for the band.
    Feature("offer", "salary", 75),
    Feature("market", "salary", 25),
    Feature("place", "place", 100),
    Feature("title", "title", 100),
    Feature("text", "text", 100),
)
FEATURE_NAMES = tuple(feature.name for feature in FEATURES)
FEATURE_NUMBER = {name: number for number, name in enumerate(FEATURE_NAMES)}
_PART_OF = np.array([PARTS.index(feature.part) for feature in FEATURES])

Weights = Mapping[str, float]


def allocate(shares: Sequence[float], total: int) -> NDArray[np.int32]:
    """Split ``total`` into whole units in proportion to ``shares``; the rest goes to the largest.

    Raises
    ------
    ValueError
        If a share is negative or not a number, or all are zero.
    """
    wanted = np.asarray(shares, dtype=float)
    if not np.all(np.isfinite(wanted)) or np.any(wanted < 0) or not wanted.sum() > 0:
        raise ValueError("weights must be numbers from 0 up, one of them above 0")
    exact = wanted / wanted.sum() * total
    units = np.floor(exact).astype(np.int32)
    rest = total - int(units.sum())
    for number in np.argsort(units - exact, kind="stable")[:rest]:
        units[number] += 1
    return np.asarray(units, dtype=np.int32)


@dataclass(frozen=True, slots=True, eq=False)
class Tables:
    """Curves compiled for one query.

    Attributes
    ----------
    points : array of shape (n_features, 1001)
        Units that a feature earns at each level; nowhere falling, 0 at level 0.
    weights : array of shape (n_parts,)
        Units of each part at most; they sum to ``TOTAL``.
    """

    points: NDArray[np.int32]
    weights: NDArray[np.int32]

    def parts(self, levels: NDArray[np.int16]) -> NDArray[np.int32]:
        """Return the units of each part, ``(n, n_parts)``, for levels ``(n, n_features)``."""
        parts = np.zeros((len(levels), len(PARTS)), dtype=np.int32)
        for number, part in enumerate(_PART_OF):
            if self.points[number, FULL]:
                parts[:, part] += np.take(self.points[number], levels[:, number])
        return parts


class AdditiveScorer(RegressorMixin, BaseEstimator):
    """Additive, monotone scorer with a documented prior.

    Parameters
    ----------
    weights : mapping of str to float, optional
        Points of each part in place of ``PRIOR_WEIGHTS``; brought to a sum of 100.
    prior_weight : float, default 50
        How many verdicts the prior counts for: with 50 verdicts seen and prior have an equal say.

    Attributes
    ----------
    weights_ : array of shape (n_parts,)
        Units of each part, summing to ``TOTAL``.
    curves_ : array of shape (n_features, 1001)
        For each feature the share of its full worth at each level, from 0 to 1000.

    Notes
    -----
    A part that the vacancy does not ask for (no salary, no city) is left out and its weight goes to
    the others in proportion, so that the weights always sum to 100 and nobody earns points for a
    question that was not asked. The same holds for the features inside a part.

    Examples
    --------
    >>> AdditiveScorer().fit().predict([[1000] * 14]).tolist()
    [100.0]
    """

    def __init__(self, weights: Weights | None = None, prior_weight: float = 50.0) -> None:
        self.weights = weights
        self.prior_weight = prior_weight

    def fit(self, X: ArrayLike | None = None, y: ArrayLike | None = None) -> Self:
        """Take the prior; with verdicts, move the weights of the parts towards what they tell.

        Parameters
        ----------
        X : array of shape (n, n_features), optional
            Levels from 0 to 1000.
        y : array of shape (n,), optional
            Verdicts, the higher the better, in any unit: they are brought to 0 to 100.

        Notes
        -----
        Ridge regression towards the prior: the weights minimise the squared error of the scores
        plus ``prior_weight`` times the squared distance from the prior, none negative, the sum 100.
        Verdicts that are all equal tell nothing and leave the prior.
        """
        prior = self.weights if self.weights is not None else PRIOR_WEIGHTS
        if set(prior) != set(PARTS):
            raise ValueError(f"weights must name each of {', '.join(PARTS)}")
        self.weights_ = allocate([prior[part] for part in PARTS], TOTAL)
        self.curves_ = np.tile(np.arange(FULL + 1, dtype=np.int32), (len(FEATURES), 1))
        if X is None:
            self.n_features_in_ = len(FEATURES)
            return self
        if y is None:
            validate_data(self, X)
            return self
        levels, verdicts = validate_data(self, X, y, y_numeric=True)
        spread = float(np.ptp(verdicts))
        if spread > 0:
            self.weights_ = self._learn(self._levels(levels), (verdicts - verdicts.min()) / spread)
        return self

    def _learn(self, levels: NDArray[np.int16], target: NDArray[np.float64]) -> NDArray[np.int32]:
        prior = self.weights_ / TOTAL
        worth = self.compile().parts(levels) / np.maximum(self.weights_, 1)
        worth -= worth.mean(axis=0)
        pull = np.sqrt(max(self.prior_weight, 1e-9)) * np.sqrt(np.mean(worth**2) + 1e-12)
        anchor = 1e3 * len(levels)  # the sum of the weights is a condition, not a wish
        rows = np.vstack([worth, pull * np.eye(len(PARTS)), np.full((1, len(PARTS)), anchor)])
        wanted = np.concatenate([target - target.mean(), pull * prior, [anchor]])
        learnt, _ = nnls(rows, wanted)
        return allocate(learnt.tolist(), TOTAL)

    def compile(
        self, emphasis: NDArray[np.float64] | None = None, weights: Weights | None = None
    ) -> Tables:
        """Return the tables of one query.

        Parameters
        ----------
        emphasis : array of shape (n_features,), optional
            How much of each feature's share counts: 0 where the vacancy does not ask, 1 for the
            whole; by default 1 for all.
        weights : mapping of str to float, optional
            A recruiter's own weights in place of the fitted ones; a part left out keeps its own.

        Raises
        ------
        ValueError
            If a weight is negative or not a number, or no asked part has one above zero.
        """
        check_is_fitted(self, "weights_")
        shares = np.array([feature.share for feature in FEATURES], dtype=float)
        whole = np.bincount(_PART_OF, weights=shares, minlength=len(PARTS))
        if emphasis is not None:
            whole = np.bincount(_PART_OF, weights=shares * (emphasis > 0), minlength=len(PARTS))
            shares *= emphasis
        in_part = np.bincount(_PART_OF, weights=shares, minlength=len(PARTS))
        # A part asked with less emphasis, as skills only guessed from a text are, weighs less.
        wanted = self.weights_ * in_part / np.maximum(whole, 1)
        for part, weight in (weights or {}).items():
            if part not in PARTS:
                raise ValueError(f"{part!r} is not a part; the parts are {', '.join(PARTS)}")
            wanted[PARTS.index(part)] = weight * UNITS
        units = allocate(np.where(in_part > 0, wanted, 0.0).tolist(), TOTAL)
        points = np.zeros((len(FEATURES), FULL + 1), dtype=np.int32)
        for number_of_part in np.flatnonzero(units):
            members = np.flatnonzero(number_of_part == _PART_OF)
            worths = allocate(shares[members].tolist(), int(units[number_of_part]))
            for number, worth in zip(members.tolist(), worths.tolist(), strict=True):
                points[number] = (int(worth) * self.curves_[number] + FULL // 2) // FULL
        return Tables(points, units)

    def predict(self, X: ArrayLike) -> NDArray[np.float64]:
        """Return scores from 0 to 100 for levels ``(n, n_features)``, every feature asked."""
        check_is_fitted(self, "weights_")
        levels = self._levels(validate_data(self, X, reset=False))
        return np.asarray(self.compile().parts(levels).sum(axis=1) / UNITS, dtype=np.float64)

    @staticmethod
    def _levels(X: NDArray[Any]) -> NDArray[np.int16]:
        if X.shape[1] != len(FEATURES):
            raise ValueError(f"X has {X.shape[1]} features, the scorer has {len(FEATURES)}")
        return np.asarray(np.clip(np.rint(X), 0, FULL), dtype=np.int16)

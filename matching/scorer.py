"""The scorer: a sum of one monotone curve for each feature, counted in whole hundredths of a point.

Integers make the sum exact: parts add up to the score in any order, and equal scores are equal.
Every curve is a table over the levels 0 to 1000 that a feature gives, so scoring is a lookup.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.base import BaseEstimator, RegressorMixin
from sklearn.utils import Tags
from sklearn.utils.validation import _check_sample_weight, check_is_fitted, validate_data

from matching.curves import FULL
from matching.rises import PIECES, climbed, learn_rises

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


PRIOR_VERDICTS = 200.0
"""Verdicts that the prior counts for: what one recruiter gives on a dozen vacancies moves it, what
one gives on a single vacancy hardly does."""


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
    # Years in the wanted post say more than years in any, yet of those who all have the trade
    # recruiters chose by years in all; a head is chosen for years as a head.
    Feature("relevant", "experience", 37),
    Feature("total", "experience", 23),
    Feature("management", "experience", 27),
    # A senior asked for: one who bears the level stands a little above one who has yet to rise.
    Feature("seniority", "experience", 8),
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
    part_of : array of shape (n_features,)
        The part of each feature.
    """

    points: NDArray[np.int32]
    weights: NDArray[np.int32]
    part_of: NDArray[np.int64]

    def parts(self, levels: NDArray[np.int16]) -> NDArray[np.int32]:
        """Return the units of each part, ``(n, n_parts)``, for levels ``(n, n_features)``."""
        parts = np.zeros((len(levels), len(self.weights)), dtype=np.int32)
        for number, part in enumerate(self.part_of):
            if self.points[number, FULL]:
                parts[:, part] += np.take(self.points[number], levels[:, number])
        return parts


class AdditiveScorer(RegressorMixin, BaseEstimator):
    """Additive, monotone scorer with a documented prior.

    Parameters
    ----------
    weights : mapping of str to float, optional
        Points of each part in place of ``PRIOR_WEIGHTS``; brought to a sum of 100.
    prior_weight : float, default 200
        How many verdicts the prior counts for: with 200 verdicts seen and prior have an equal say.
    features : sequence of Feature or None, default FEATURES
        The columns of ``X``. With ``None`` there are as many as ``X`` has, each a part of its own
        and all of equal weight, as for data that are not candidates.

    Attributes
    ----------
    parts_ : tuple of str
    weights_ : array of shape (n_parts,)
        Units of each part, summing to ``TOTAL``.
    shares_ : array of shape (n_features,)
        Share of each feature in its part.
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

    def __init__(
        self,
        weights: Weights | None = None,
        prior_weight: float = PRIOR_VERDICTS,
        features: Sequence[Feature] | None = FEATURES,
    ) -> None:
        self.weights = weights
        self.prior_weight = prior_weight
        self.features = features

    def __sklearn_tags__(self) -> Tags:
        tags = super().__sklearn_tags__()
        # It orders within 0 to 100 and pulls to a prior: no fit to a target's own scale is meant.
        tags.regressor_tags.poor_score = True
        return tags

    def fit(
        self,
        X: ArrayLike | None = None,
        y: ArrayLike | None = None,
        groups: ArrayLike | None = None,
        sample_weight: ArrayLike | None = None,
        emphasis: ArrayLike | None = None,
    ) -> Self:
        """Take the prior; with verdicts, move curves and weights towards what they tell.

        Parameters
        ----------
        X : array of shape (n, n_features), optional
            Levels from 0 to 1000. Without it the prior is all there is.
        y : array of shape (n,)
            Verdicts, the higher the better, in any unit.
        groups : array of shape (n,), optional
            Verdicts are compared within a group only, one recruiter on one vacancy: that one
            recruiter is stricter, or one vacancy harder, is no difference between candidates.
        sample_weight : array of shape (n,), optional
            How many verdicts each counts for.
        emphasis : array of shape (n, n_features), optional
            What the vacancy of each verdict asked for, as in :meth:`compile`; by default all.

        Notes
        -----
        The rises of all curves are learnt together, see
        :func:`matching.rises.learn_rises`. Verdicts that are all equal within their groups,
        or none at all, leave the prior exactly.
        """
        if X is None:
            if self.features is None:
                raise ValueError("without X the features must be named")
            self.n_features_in_ = len(self.features)
            self._take_prior(self.features)
            return self
        levels, verdicts = validate_data(self, X, y, y_numeric=True)
        features = self._columns(levels.shape[1])
        self._take_prior(features)
        weight = _check_sample_weight(sample_weight, levels, ensure_non_negative=True)
        places = np.zeros(len(verdicts)) if groups is None else groups
        _, group = np.unique(np.asarray(places), return_inverse=True)
        if len(group) != len(verdicts):
            raise ValueError(f"groups has {len(group)} entries, y has {len(verdicts)}")
        reached = climbed(_as_levels(levels))
        if emphasis is not None:
            reached *= self._served(np.asarray(emphasis, dtype=float))[..., None]
        rises = learn_rises(
            reached.reshape(len(reached), -1),
            np.asarray(verdicts, dtype=float),
            group,
            weight,
            prior=np.repeat(self._worths() / TOTAL / PIECES, PIECES),
            prior_weight=self.prior_weight,
        )
        if rises is not None:
            self._keep(np.round(rises.reshape(len(features), PIECES), 9))
        return self

    def _columns(self, n_features: int) -> Sequence[Feature]:
        if self.features is None:
            return [Feature(f"x{number}", f"x{number}", 100) for number in range(n_features)]
        if n_features != len(self.features):
            raise ValueError(
                f"X has {n_features} features, but {type(self).__name__} is expecting "
                f"{len(self.features)} features as input"
            )
        return self.features

    def _take_prior(self, features: Sequence[Feature]) -> None:
        self.parts_ = tuple(dict.fromkeys(feature.part for feature in features))
        self.part_of_ = np.array([self.parts_.index(feature.part) for feature in features])
        prior = self.weights
        if prior is None:
            prior = PRIOR_WEIGHTS if self.features is not None else dict.fromkeys(self.parts_, 1)
        if set(prior) != set(self.parts_):
            raise ValueError(f"weights must name each of {', '.join(self.parts_)}")
        self.weights_ = allocate([prior[part] for part in self.parts_], TOTAL)
        self.shares_ = np.array([feature.share for feature in features], dtype=float)
        self.curves_ = np.tile(np.arange(FULL + 1, dtype=np.int32), (len(features), 1))

    def _keep(self, learnt: NDArray[np.float64]) -> None:
        """Take learnt rises, ``(n_features, PIECES)``, as weights, shares and curves."""
        worths = learnt.sum(axis=1)
        in_part = np.bincount(self.part_of_, weights=worths, minlength=len(self.parts_))
        self.weights_ = allocate(in_part.tolist(), TOTAL)
        self.shares_ = np.where(
            worths > 0, 100 * worths / np.maximum(in_part[self.part_of_], 1e-12), 0
        )
        knots = np.linspace(0, FULL, PIECES + 1)
        for number, worth in enumerate(worths):
            if worth > 0:
                heights = np.concatenate([[0.0], np.cumsum(learnt[number]) / worth * FULL])
                curve = np.interp(np.arange(FULL + 1), knots, heights)
                self.curves_[number] = np.minimum(np.floor(np.round(curve, 6) + 0.5), FULL)

    def _served(self, emphasis: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return what each feature is worth where so much is asked, as a multiple of its worth."""
        asked, row = np.unique(emphasis, axis=0, return_inverse=True)
        full = np.maximum(self._worths(), 1e-12)
        multiples = np.array([self.compile(one).points[:, FULL] / full for one in asked])
        return np.asarray(multiples[row.ravel()])

    def _worths(self) -> NDArray[np.float64]:
        """Return the units of each feature when everything is asked, not rounded."""
        whole = np.bincount(self.part_of_, weights=self.shares_, minlength=len(self.parts_))
        return np.asarray(
            self.weights_[self.part_of_] * self.shares_ / np.maximum(whole, 1e-12)[self.part_of_]
        )

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
        n_parts, n_features = len(self.parts_), len(self.shares_)
        shares = self.shares_.copy()
        whole = np.bincount(self.part_of_, weights=shares, minlength=n_parts)
        if emphasis is not None:
            asked = shares * (emphasis > 0)
            whole = np.bincount(self.part_of_, weights=asked, minlength=n_parts)
            shares *= emphasis
        in_part = np.bincount(self.part_of_, weights=shares, minlength=n_parts)
        # A part asked with less emphasis, as skills only guessed from a text are, weighs less.
        wanted = self.weights_ * in_part / np.where(whole > 0, whole, 1)
        for part, weight in (weights or {}).items():
            if part not in self.parts_:
                raise ValueError(f"{part!r} is not a part; the parts are {', '.join(self.parts_)}")
            wanted[self.parts_.index(part)] = weight * UNITS
        units = allocate(np.where(in_part > 0, wanted, 0.0).tolist(), TOTAL)
        points = np.zeros((n_features, FULL + 1), dtype=np.int32)
        for number_of_part in np.flatnonzero(units):
            members = np.flatnonzero(number_of_part == self.part_of_)
            worths = allocate(shares[members].tolist(), int(units[number_of_part]))
            for number, worth in zip(members.tolist(), worths.tolist(), strict=True):
                points[number] = (int(worth) * self.curves_[number] + FULL // 2) // FULL
        return Tables(points, units, self.part_of_)

    def predict(self, X: ArrayLike) -> NDArray[np.float64]:
        """Return scores from 0 to 100 for levels ``(n, n_features)``, every feature asked."""
        check_is_fitted(self, "weights_")
        levels = _as_levels(validate_data(self, X, reset=False))
        return np.asarray(self.compile().parts(levels).sum(axis=1) / UNITS, dtype=np.float64)


def _as_levels(X: NDArray[Any]) -> NDArray[np.int16]:
    return np.asarray(np.clip(np.rint(X), 0, FULL), dtype=np.int16)

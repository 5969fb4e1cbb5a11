"""Learning from verdicts: what counts, how much, and whether the outcome is let in.

Only what a recruiter judged is learnt from: what was never shown is not a no. A verdict is compared
with others of the same recruiter on the same vacancy. Splits are by vacancy, never by row, since
candidates of one vacancy are not independent of each other.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.model_selection import GroupKFold

from matching.metrics import Estimate, bootstrap, pairwise
from matching.scorer import PRIOR_VERDICTS, AdditiveScorer

MIN_VERDICTS = 30
"""Verdicts without which nothing is learnt: less tells of one vacancy's luck."""

MIN_VACANCIES = 5
"""Vacancies with verdicts that differ, so that there is something to hold out."""

FOLDS = 5

TOLERANCE = 0.02
"""No worse than the prior is what surely loses at most two pairs of a hundred: the interval of the
gain ends above that. Of models learnt from 40 to 300 verdicts given at random it lets in a fifth,
and the bare sign of the gain a half."""

POSITION_POWER = 0.5
MOST_WEIGHT = 3.0
"""The chance that a place of a list is looked at falls about as its root; a verdict from place 9
stands for those that were not looked at there and counts 3 times, never more."""


@dataclass(frozen=True, slots=True, eq=False)
class Verdicts:
    """What recruiters judged.

    Attributes
    ----------
    levels : array of shape (n, n_features)
        As the candidates stand for the vacancy, 0 to 1000; 0 where the vacancy does not ask.
    emphasis : array of shape (n, n_features)
        How much of each feature the vacancy asks for.
    grades : array of shape (n,)
        The higher the better.
    vacancies, recruiters : arrays of shape (n,)
    ranks : array of shape (n,)
        The place in the list that was looked at, from 1; 0 where it is not known.
    """

    levels: NDArray[np.int16]
    emphasis: NDArray[np.float64]
    grades: NDArray[np.int64]
    vacancies: NDArray[np.int64]
    recruiters: NDArray[np.int64]
    ranks: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.grades)

    def groups(self) -> NDArray[np.int64]:
        """Return one number for each recruiter on each vacancy, ``(n,)``."""
        pairs = np.column_stack([self.vacancies, self.recruiters])
        _, group = np.unique(pairs, axis=0, return_inverse=True)
        return np.asarray(group, dtype=np.int64).ravel()

    def telling(self) -> int:
        """Return how many vacancies have verdicts that differ."""
        return sum(
            len(np.unique(self.grades[self.vacancies == vacancy])) > 1
            for vacancy in np.unique(self.vacancies)
        )


@dataclass(frozen=True, slots=True, eq=False)
class Training:
    """What came of it.

    Attributes
    ----------
    scorer : AdditiveScorer
        Learnt from all verdicts; the prior where there are too few.
    enough : bool
        Whether there were verdicts enough to learn from.
    admitted : bool
        Whether on held-out vacancies it orders pairs no worse than the prior: the gain is not
        below 0, nor its interval below ``-TOLERANCE``.
    prior, learnt, gain : Estimate
        Share of pairs ordered rightly on held-out vacancies, and the paired difference.
    """

    scorer: AdditiveScorer
    enough: bool
    admitted: bool
    prior: Estimate
    learnt: Estimate
    gain: Estimate


def propensity_weights(ranks: ArrayLike) -> NDArray[np.float64]:
    """Return how much each verdict counts by the place it was given at; 1 where not known."""
    place = np.maximum(np.asarray(ranks, dtype=np.float64), 1)
    return np.asarray(np.minimum(place**POSITION_POWER, MOST_WEIGHT), dtype=np.float64)


def train(verdicts: Verdicts, prior_weight: float = PRIOR_VERDICTS) -> Training:
    """Learn from verdicts and judge the outcome on vacancies that were held out."""
    unknown = Estimate(np.nan, np.nan, np.nan)
    if len(verdicts) < MIN_VERDICTS or verdicts.telling() < MIN_VACANCIES:
        prior = AdditiveScorer(prior_weight=prior_weight).fit()
        return Training(prior, False, False, unknown, unknown, unknown)
    held_out = _held_out(verdicts, prior_weight)
    prior_auc, learnt_auc, gain = bootstrap(
        np.column_stack([held_out, held_out[:, 1] - held_out[:, 0]])
    )
    everything = np.ones(len(verdicts), dtype=bool)
    scorer = _fit(verdicts, everything, prior_weight)
    admitted = gain.point >= 0 and gain.low >= -TOLERANCE
    return Training(scorer, True, admitted, prior_auc, learnt_auc, gain)


def _fit(verdicts: Verdicts, rows: NDArray[np.bool_], prior_weight: float) -> AdditiveScorer:
    return AdditiveScorer(prior_weight=prior_weight).fit(
        verdicts.levels[rows],
        verdicts.grades[rows],
        groups=verdicts.groups()[rows],
        sample_weight=propensity_weights(verdicts.ranks[rows]),
        emphasis=verdicts.emphasis[rows],
    )


def _held_out(verdicts: Verdicts, prior_weight: float) -> NDArray[np.float64]:
    """Return for each vacancy the pairs ordered rightly by prior and learnt, ``(n, 2)``.

    Each is judged as in service, by a model that has seen no verdict of it; ``nan`` where all
    verdicts are equal.
    """
    prior = AdditiveScorer().fit()
    folds = GroupKFold(min(FOLDS, len(np.unique(verdicts.vacancies))))
    found = []
    for seen, unseen in folds.split(verdicts.levels, groups=verdicts.vacancies):
        rows = np.zeros(len(verdicts), dtype=bool)
        rows[seen] = True
        learnt = _fit(verdicts, rows, prior_weight)
        for vacancy in np.unique(verdicts.vacancies[unseen]):
            judged = verdicts.vacancies == vacancy
            levels, grades = verdicts.levels[judged], verdicts.grades[judged]
            asked = verdicts.emphasis[judged][0]
            tables = [model.compile(asked) for model in (prior, learnt)]
            found.append([pairwise(own.parts(levels).sum(axis=1), grades) for own in tables])
    return np.array(found)

"""The index: candidates encoded once, ranked for any vacancy in one pass over columns."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from matching.band_rules import BandRules
from matching.bands import SalarySurvey
from matching.changes import Change, changes
from matching.cities import Cities
from matching.columns import Columns, assemble
from matching.encoding import EncodedCandidate, Encoder
from matching.evaluation import evaluate
from matching.explanations import Snapshot, explain
from matching.facts import Explanation
from matching.filters import Filters, masks
from matching.placement import place
from matching.profiles import CandidateProfile, VacancyProfile
from matching.query import compile_query
from matching.scorer import PARTS, UNITS, AdditiveScorer, Weights
from matching.skills import SkillVocabulary
from matching.standing import Standing, standing
from matching.supply import Supply, supply_of
from matching.titles import TitleGroups

__all__ = ["CandidateIndex", "Explanation", "Filters", "Key", "Ranking"]

Key = int | str

NO_FILTERS = Filters()


class Ranking:
    """All candidates that pass, best first; equal scores in the order of their keys.

    Attributes
    ----------
    keys : tuple
    scores, low, high : arrays of shape (n,)
        Points from 0 to 100: expected, and the least and most that unknown facts leave open.
    parts : array of shape (n, 6)
        Points of each of ``PARTS``; a row sums to its score.
    bands : array of shape (n,)
        1 to 4, or 0 where unknown or the post was not surveyed.
    weights : dict
        Points at most of each part in this ranking, summing to 100; 0 where nothing is asked.
    total : int
        Candidates before the filters.
    removed : dict
        How many each filter removed, one after the other, so that all add up.
    removed_alone : dict
        How many would pass without this filter and do not with it.
    """

    def __init__(
        self, snapshot: Snapshot, order: NDArray[np.int64], passed: dict[str, NDArray[np.bool_]]
    ) -> None:
        self._snapshot = snapshot
        self._order = order
        self.keys: tuple[Key, ...] = tuple(snapshot.keys[row] for row in order)
        self._ranks: dict[Key, int] | None = None
        units = snapshot.parts[order]
        self.parts: NDArray[np.float64] = units / UNITS
        self.scores: NDArray[np.float64] = units.sum(axis=1) / UNITS
        self.low: NDArray[np.float64] = snapshot.low[order].sum(axis=1) / UNITS
        self.high: NDArray[np.float64] = snapshot.high[order].sum(axis=1) / UNITS
        self.bands: NDArray[np.int8] = snapshot.evaluation.salary.bands[order]
        self.weights: dict[str, float] = dict(
            zip(PARTS, (snapshot.tables.weights / UNITS).tolist(), strict=True)
        )
        self.total = len(snapshot.keys)
        self.removed: dict[str, int] = {}
        self.removed_alone: dict[str, int] = {}
        left = np.ones(self.total, dtype=bool)
        for name, mask in passed.items():
            self.removed[name] = int((left & ~mask).sum())
            left &= mask
            others = [other for other_name, other in passed.items() if other_name != name]
            without = np.logical_and.reduce([*others, np.ones(self.total, dtype=bool)])
            self.removed_alone[name] = int((without & ~mask).sum())

    def __len__(self) -> int:
        return len(self.keys)

    @property
    def emphasis(self) -> NDArray[np.float64]:
        """How much of each feature the vacancy asks for, ``(n_features,)``; 0 is not asked."""
        return self._snapshot.evaluation.emphasis

    def rank_of(self, key: Key) -> int:
        """Return the place of a key, from 1; raises ``KeyError`` if it is not in the ranking."""
        if self._ranks is None:
            self._ranks = {key: rank for rank, key in enumerate(self.keys, start=1)}
        return self._ranks[key]

    def levels(self, keys: Sequence[Key]) -> NDArray[np.int16]:
        """Return the levels of ranked candidates, ``(n, n_features)``, 0 where nothing is asked."""
        rows = self._order[[self.rank_of(key) - 1 for key in keys]]
        asked = self._snapshot.evaluation.emphasis > 0
        return np.asarray(self._snapshot.evaluation.expected[rows] * asked, dtype=np.int16)

    def explain(self, key: Key) -> Explanation:
        """Return what the score of a ranked candidate is made of."""
        rank = self.rank_of(key)
        return explain(self._snapshot, int(self._order[rank - 1]), rank)

    def changes(self, key: Key, places: int) -> tuple[Change, ...]:
        """Return the smallest changes of single facts that lift a ranked candidate so far."""
        row = int(self._order[self.rank_of(key) - 1])
        return changes(self._snapshot, self._order, row, places)


class CandidateIndex:
    """Candidates ready to be ranked. Safe to use from several threads.

    Parameters
    ----------
    as_of : int
        The present month (:mod:`matching.months`): posts without an end last to it.
    vocabulary, titles, cities : optional
        By default those that ship with the package.
    """

    def __init__(
        self,
        as_of: int,
        vocabulary: SkillVocabulary | None = None,
        titles: TitleGroups | None = None,
        cities: Cities | None = None,
    ) -> None:
        self._encoder = Encoder(
            as_of,
            vocabulary or SkillVocabulary.load(),
            titles or TitleGroups.load(),
            cities or Cities.load(),
        )
        self._candidates: dict[Key, EncodedCandidate] = {}
        self._columns: tuple[tuple[Key, ...], Columns] | None = None
        self._prior = AdditiveScorer().fit()
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._candidates)

    def __contains__(self, key: object) -> bool:
        return key in self._candidates

    def update(self, changed: Iterable[tuple[Key, CandidateProfile]]) -> None:
        """Add candidates or replace those with the same key; the next ranking has them."""
        with self._lock:
            for key, profile in changed:
                self._candidates[key] = self._encoder.encode(profile)
                self._columns = None

    def remove(self, keys: Iterable[Key]) -> None:
        """Forget candidates; keys that are not there are passed over."""
        with self._lock:
            for key in keys:
                if self._candidates.pop(key, None) is not None:
                    self._columns = None

    def rank(
        self,
        vacancy: VacancyProfile,
        *,
        survey: SalarySurvey | None = None,
        scorer: AdditiveScorer | None = None,
        filters: Filters = NO_FILTERS,
        weights: Weights | None = None,
    ) -> Ranking:
        """Rank all candidates for a vacancy.

        Parameters
        ----------
        survey : SalarySurvey, optional
            The market; it counts only for a vacancy of the post that was surveyed.
        scorer : AdditiveScorer, optional
            A fitted scorer; by default the prior.
        weights : mapping of str to float, optional
            A recruiter's points for some parts; all together are brought to 100.

        Raises
        ------
        ValueError
            If a weight is negative or no part that the vacancy asks for has one.
        """
        with self._lock:
            keys, columns = self._current()
            query = compile_query(vacancy, self._encoder, survey)
        evaluation = evaluate(columns, query, self._encoder)
        tables = (scorer or self._prior).compile(evaluation.emphasis, weights)
        parts = tables.parts(evaluation.expected)
        snapshot = Snapshot(
            keys=keys,
            columns=columns,
            encoder=self._encoder,
            evaluation=evaluation,
            tables=tables,
            parts=parts,
            low=tables.parts(evaluation.low),
            high=tables.parts(evaluation.high),
        )
        passed = masks(filters, columns, evaluation, self._encoder)
        rows = np.flatnonzero(
            np.logical_and.reduce([np.ones(columns.n, dtype=bool), *passed.values()])
        )
        # Rows stand in the order of keys, so a stable sort leaves equal scores in that order.
        order = rows[np.argsort(-parts[rows].sum(axis=1), kind="stable")]
        return Ranking(snapshot, order, passed)

    def explain(
        self,
        vacancy: VacancyProfile,
        key: Key,
        *,
        survey: SalarySurvey | None = None,
        scorer: AdditiveScorer | None = None,
        weights: Weights | None = None,
    ) -> Explanation:
        """Return what the score of one candidate is made of; ``KeyError`` if there is none such."""
        ranking = self.rank(vacancy, survey=survey, scorer=scorer, weights=weights)
        return ranking.explain(key)

    def standings(self, rules: BandRules) -> dict[Key, Standing]:
        """Return where every candidate stands in the salary bands of a post."""
        with self._lock:
            keys, columns = self._current()
            placement = place(columns, rules, self._encoder)
            return {
                key: standing(placement, columns, self._encoder, row)
                for row, key in enumerate(keys)
            }

    def supply(self, vacancy: VacancyProfile, *, survey: SalarySurvey | None = None) -> Supply:
        """Count the candidates that a vacancy would have; its text and its assets do not matter.

        Parameters
        ----------
        survey : SalarySurvey, optional
            The market, by whose ratios the wishes of those who would move are converted.
        """
        with self._lock:
            _, columns = self._current()
            query = compile_query(replace(vacancy, text="", nice=()), self._encoder, survey)
        return supply_of(columns, query, self._encoder)

    def _current(self) -> tuple[tuple[Key, ...], Columns]:
        if self._columns is None:
            keys = tuple(sorted(self._candidates, key=_place))
            columns = assemble([self._candidates[key] for key in keys], self._encoder)
            self._columns = keys, columns
        return self._columns


def _place(key: Key) -> tuple[bool, int, str]:
    """Order numbers by value before words by letters."""
    return (False, key, "") if isinstance(key, int) else (True, 0, key)

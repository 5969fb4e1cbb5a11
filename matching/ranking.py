"""A ranking: all candidates that pass, best first, with what made their scores."""

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from matching.changes import Change, Standings, changes
from matching.explanations import Snapshot, explain
from matching.facts import Explanation
from matching.pool import Key
from matching.scorer import PARTS, UNITS


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
        self.total = snapshot.columns.n_live
        self.removed: dict[str, int] = {}
        self.removed_alone: dict[str, int] = {}
        left = snapshot.columns.live.copy()
        for name, mask in passed.items():
            self.removed[name] = int((left & ~mask).sum())
            left &= mask
            others = [other for other_name, other in passed.items() if other_name != name]
            without = np.logical_and.reduce([*others, snapshot.columns.live])
            self.removed_alone[name] = int((without & ~mask).sum())

    def __len__(self) -> int:
        return len(self._order)

    @cached_property
    def keys(self) -> tuple[Key, ...]:
        """Of all, best first."""
        keys = self._snapshot.keys
        return tuple([keys[row] for row in self._order.tolist()])

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
        now = self.rank_of(key)
        return changes(self._standings, int(self._order[now - 1]), now, places)

    @cached_property
    def _standings(self) -> Standings:
        return Standings(self._snapshot, self._order)

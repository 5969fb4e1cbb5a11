"""A ranking: all candidates that pass, best first, with what made their scores."""

from collections.abc import Hashable, Sequence
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.changes import Change, Standings, changes
from matching.conditions import Passing
from matching.explanations import Snapshot, explain
from matching.facts import Explanation
from matching.keys import Key
from matching.scorer import FEATURES, PARTS, UNITS


class Ranking:
    """Candidates who pass, all or some of them, best first; equal scores in the order of their
    keys.

    Attributes
    ----------
    keys : tuple
    ranks : array of shape (n,)
        Their places among all who pass, from 1.
    scores, low, high : arrays of shape (n,)
        Points from 0 to 100: expected, and the least and most that unknown facts leave open.
    parts : array of shape (n, 6)
        Points of each of ``PARTS``; a row sums to its score.
    bands : array of shape (n,)
        1 to 4, or 0 where unknown or the post was not surveyed.
    weights : dict
        Points at most of each part in this ranking, summing to 100; 0 where nothing is asked.
    asked : frozenset of str
        The parts that the vacancy asks for, whatever they weigh.
    total : int
        Candidates before the filters.
    n_passed : int
        Candidates who pass, whether or not they are among these.
    removed : dict
        How many each filter removed, one after the other, so that all add up.
    removed_alone : dict
        How many would pass without this filter and do not with it.
    alternatives : dict
        How many would pass each of the alternatives that were asked for.
    kept : dict
        Whatever those who show this ranking work out of it and want to find again; it goes with
        the ranking.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        rows: NDArray[np.int64],
        ranks: NDArray[np.int64],
        standings: Standings,
        passing: Passing,
    ) -> None:
        self._snapshot, self._rows, self._standings = snapshot, rows, standings
        self._explained: dict[tuple[Key, bool], Explanation] = {}
        self.kept: dict[Hashable, Any] = {}
        self.ranks = ranks
        units = snapshot.parts[rows]
        self.parts: NDArray[np.float64] = units / UNITS
        self.scores: NDArray[np.float64] = units.sum(axis=1) / UNITS
        self.low: NDArray[np.float64] = snapshot.low[rows].sum(axis=1) / UNITS
        self.high: NDArray[np.float64] = snapshot.high[rows].sum(axis=1) / UNITS
        self.bands: NDArray[np.int8] = snapshot.found.bands[rows]
        self.weights: dict[str, float] = dict(
            zip(PARTS, (snapshot.tables.weights / UNITS).tolist(), strict=True)
        )
        features = zip(FEATURES, snapshot.prepared.emphasis.tolist(), strict=True)
        self.asked = frozenset(feature.part for feature, emphasis in features if emphasis)
        self.total, self.n_passed = passing.total, passing.n
        self.removed, self.removed_alone = passing.removed, passing.removed_alone
        self.alternatives = passing.alternatives

    def __len__(self) -> int:
        return len(self._rows)

    @cached_property
    def keys(self) -> tuple[Key, ...]:
        """Of all, best first."""
        keys = self._snapshot.keys
        return tuple([keys[row] for row in self._rows.tolist()])

    @property
    def emphasis(self) -> NDArray[np.float64]:
        """How much of each feature the vacancy asks for, ``(n_features,)``; 0 is not asked."""
        return self._snapshot.prepared.emphasis

    def between(self, places: range) -> tuple[Key, ...]:
        """Return the keys that stand on some places, counted from 0."""
        first, end = np.searchsorted(self.ranks, (places.start + 1, places.stop + 1))
        return self.keys[first:end]

    @cached_property
    def _places(self) -> dict[Key, int]:
        return {key: place for place, key in enumerate(self.keys)}

    def __contains__(self, key: object) -> bool:
        return key in self._places

    def rank_of(self, key: Key) -> int:
        """Return the place of a key, from 1; raises ``KeyError`` if it is not in the ranking."""
        return int(self.ranks[self._places[key]])

    def levels(self, keys: Sequence[Key]) -> NDArray[np.int16]:
        """Return the levels of ranked candidates, ``(n, n_features)``, 0 where nothing is asked."""
        rows = self._rows[[self._places[key] for key in keys]]
        asked = self.emphasis > 0
        return np.asarray(self._snapshot.found.expected[rows] * asked, dtype=np.int16)

    def explain(self, key: Key, *, whole: bool = True) -> Explanation:
        """Return what the score of a ranked candidate is made of.

        Parameters
        ----------
        whole : bool
            Whether to tell also each curve, what lifts it above the average and where it stands in
            the bands, which takes the longest.
        """
        known = self._explained.get((key, whole))
        if known is None:
            row = int(self._rows[self._places[key]])
            known = explain(self._snapshot, row, self.rank_of(key), whole=whole)
            self._explained[key, whole] = known
        return known

    def changes(self, key: Key, places: int) -> tuple[Change, ...]:
        """Return the smallest changes of single facts that lift a ranked candidate so far."""
        row = int(self._rows[self._places[key]])
        return changes(self._standings, row, self.rank_of(key), places)

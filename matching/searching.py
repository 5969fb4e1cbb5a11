"""One vacancy looked for among all candidates: everybody's place, the first places, or some ones'.

A small base is scored whole. In a large one the bounds (:mod:`matching.bounds`) tell whom there is
no need to score; what comes out is the same to the last hundredth of a point.
"""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from matching.bounds import OutlinedBounds
from matching.changes import Standings
from matching.conditions import Alternatives, Conditions, Copied, Passing, Wanted
from matching.copies import copiers
from matching.encoding import Encoder
from matching.evaluation import evaluate
from matching.explanations import Snapshot
from matching.filters import evaluated
from matching.keys import Key
from matching.membership import is_among
from matching.outlined import outlined
from matching.outlines import RETOLD
from matching.overview import Overview
from matching.patching import in_order
from matching.pool import Pool
from matching.preparing import Prepared
from matching.pruning import Bounds, Look, best, reaching
from matching.ranking import Ranking
from matching.scorer import Tables

AT_ONCE = 8192
"""Rows that are scored together: of more, what they take in memory is felt."""

AGAIN = 512
"""Of the best at most so many are evaluated once more: more are not shown on one page."""

Turns = NDArray[np.int64]


class Search:
    """A vacancy and a pool, ready to be ranked."""

    def __init__(
        self,
        pool: Pool,
        prepared: Prepared,
        tables: Tables,
        encoder: Encoder,
        *,
        wanted: Wanted,
        alternatives: Alternatives,
    ) -> None:
        self._pool, self._prepared, self._tables = pool, prepared, tables
        self._encoder, self._wanted, self._alternatives = encoder, wanted, alternatives

    def asked(self, places: range | None, those: Iterable[Key] | None) -> Ranking:
        """Rank some places or some candidates, if that spares work, or else all."""
        overview = self._pool.overview
        if overview is not None and places is not None:
            return self.first(places, overview)
        if overview is not None and those is not None:
            return self.those(those, overview)
        return self.all()

    def all(self) -> Ranking:
        """Rank all who pass."""
        pool = self._pool
        snapshot = Snapshot.of(pool.keys, pool.columns, self._prepared, self._tables, self._encoder)
        facts = evaluated(pool.columns, self._encoder, snapshot.evaluation)
        conditions = Conditions(pool, facts, self._prepared.answers)
        passing = conditions.passing(self._wanted, self._alternatives)
        rows = pool.turns.rows(passing.passes)
        totals = snapshot.parts[rows].sum(axis=1, dtype=np.int64)
        # In the order of keys, so a stable sort leaves equal scores in that order.
        turns = np.argsort(-totals, kind="stable")
        own_turns = np.zeros(pool.columns.n, dtype=np.int64)
        own_turns[rows] = np.arange(len(rows))
        standings = Standings(snapshot, totals[turns], turns, own_turns)
        return Ranking(snapshot, rows[turns], np.arange(1, len(rows) + 1), standings, passing)

    def first(self, places: range, overview: Overview) -> Ranking:
        """Rank some of the first places, counted from 0."""
        passing = self._conditions(overview).passing(self._wanted, self._alternatives)
        rows = self._pool.turns.rows(passing.passes)
        n = min(places.stop, len(rows)) if places.start < len(rows) else 0
        scorer = _Scorer(self, rows, n)
        turns, scores = best(*self._looks(overview, rows), n, scorer)
        return self._some(scorer, (turns, scores), np.arange(n)[places.start :], passing)

    def those(self, keys: Iterable[Key], overview: Overview) -> Ranking:
        """Rank only some candidates, with their places among all who pass."""
        passing = self._conditions(overview).passing(self._wanted, self._alternatives)
        rows = self._pool.turns.rows(passing.passes)
        scorer = _Scorer(self, rows)
        wanted = np.flatnonzero(np.isin(rows, self._rows_of(keys)))
        turns, scores = reaching(*self._looks(overview, rows), wanted, scorer)
        return self._some(scorer, (turns, scores), np.flatnonzero(is_among(turns, wanted)), passing)

    def evaluated(self, rows: NDArray[np.int64]) -> Snapshot:
        """Evaluate some rows alone, which stand in the order of their keys."""
        columns = self._pool.columns
        return Snapshot.of(
            self._pool.keys.of_rows(rows),
            in_order(columns, rows, columns.statistics),
            self._prepared,
            self._tables,
            self._encoder,
        )

    def _rows_of(self, keys: Iterable[Key]) -> list[int]:
        return [row for row in map(self._pool.row_of, keys) if row is not None]

    def _looks(self, overview: Overview, rows: NDArray[np.int64]) -> tuple[Bounds, Look]:
        """Return the most that each of some rows can earn, by their turns, at two looks."""
        pool = self._pool
        bounds = OutlinedBounds(pool.columns, overview, self._prepared, self._tables, self._encoder)
        first = bounds.first_look
        if len(rows) < len(first) or len(pool.turns.late):
            first = first[rows]
        return first, lambda turns: bounds.second_look(rows[turns])

    def _conditions(self, overview: Overview) -> Conditions:
        """Return conditions that are read from outlines and lists, but for those who copied."""
        pool, prepared = self._pool, self._prepared
        facts = outlined(pool.columns, overview, prepared, self._encoder)

        def copied() -> Copied | None:
            # Of nobody else does a condition read words that could be copied.
            columns = pool.columns
            if not prepared.copiers:
                tell = overview.outline.flags & RETOLD > 0
                if prepared.query.must:
                    tell |= facts.musts().yes
                looked = np.flatnonzero(tell & columns.live)
                prepared.copiers.append(copiers(columns, prepared.query.copyable, looked))
            rows = prepared.copiers[0]
            if not len(rows):
                return None
            some = in_order(columns, rows, columns.statistics)
            found = evaluate(some, prepared, self._encoder)
            return Copied(rows, evaluated(some, self._encoder, found))

        return Conditions(pool, facts, prepared.answers, copied)

    def _some(
        self, scorer: "_Scorer", head: tuple[Turns, Turns], held: Turns, passing: Passing
    ) -> Ranking:
        """Return the ranking of those who are held of the best; all of these are known by turn
        and by score."""
        turns, scores = head
        own_turns, snapshot = scorer.told(turns[held])
        standings = Standings(snapshot, scores, turns, own_turns)
        rows = np.searchsorted(own_turns, turns[held])
        return Ranking(snapshot, rows, held + 1, standings, passing)


class _Scorer:
    """Scores rows by their turns; keeps all that it found out of the first and of the best.

    Parameters
    ----------
    count : int
        So many of the best, if they are few, are evaluated once more beside those that follow: a
        few rows more cost less than a time more.
    """

    def __init__(self, search: Search, rows: NDArray[np.int64], count: int = 0) -> None:
        self._search, self._rows = search, rows
        self._count = count if count <= AGAIN else 0
        self._best = np.zeros(0, dtype=np.int64)
        self._known: list[tuple[Turns, Snapshot]] = []

    def __call__(self, turns: Turns) -> Turns:
        totals = [np.zeros(0, dtype=np.int64)]
        for start in range(0, len(turns), AT_ONCE):
            some = turns[start : start + AT_ONCE]
            both = np.union1d(some, self._best)
            snapshot = self._search.evaluated(self._rows[both])
            found = snapshot.parts.sum(axis=1, dtype=np.int64)
            self._best = both[np.lexsort((both, -found))[: self._count]]
            self._known = [*self._known[:1], (both, snapshot)]
            totals.append(found[is_among(both, some)])
        return np.concatenate(totals)

    def told(self, turns: Turns) -> tuple[Turns, Snapshot]:
        """Return all that was found out of some at least, and their turns, which rise."""
        for known in reversed(self._known):
            if is_among(turns, known[0]).all():
                return known
        own = np.sort(turns)
        return own, self._search.evaluated(self._rows[own])

"""One vacancy looked for among all candidates: everybody's place, the first places, or some ones'.

A small base is scored whole. In a large one the bounds (:mod:`matching.bounds`) tell whom there is
no need to score; what comes out is the same to the last hundredth of a point.
"""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from matching.batches import Batch
from matching.bounds import OutlinedBounds
from matching.changes import Standings
from matching.conditions import Alternatives, Conditions, Copied, Passing, Wanted
from matching.copies import copiers
from matching.encoding import Encoder
from matching.evaluation import evaluate
from matching.explanations import Snapshot
from matching.filters import evaluated
from matching.found import Findings, Found
from matching.keys import Key
from matching.membership import is_among
from matching.outlined import outlined
from matching.outlines import RETOLD
from matching.overview import Overview
from matching.patching import in_order
from matching.pool import Pool
from matching.pruning import Bounds, Look, Score, Turns, best, reaching
from matching.ranking import Ranking
from matching.scorer import Tables

AT_ONCE = 8192
"""Rows that are scored together: of more, what they take in memory is felt."""


class Search:
    """A vacancy and a pool, ready to be ranked."""

    def __init__(
        self,
        pool: Pool,
        findings: Findings,
        tables: Tables,
        encoder: Encoder,
        *,
        wanted: Wanted,
        alternatives: Alternatives,
    ) -> None:
        self._pool, self._findings, self._tables = pool, findings, tables
        self._prepared = findings.prepared
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
        evaluation = evaluate(pool.columns, self._prepared, self._encoder)
        batch = Batch(pool.columns, evaluation, self._encoder)
        found = Found.of(np.arange(pool.columns.n), batch)
        snapshot = Snapshot.of(pool.keys, found, self._prepared, self._tables, self._encoder)
        facts = evaluated(pool.columns, self._encoder, evaluation)
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
        turns, scores = best(*self._looks(overview, rows), n, self._scores(rows))
        return self._some(rows, (turns, scores), np.arange(n)[places.start :], passing)

    def those(self, keys: Iterable[Key], overview: Overview) -> Ranking:
        """Rank only some candidates, with their places among all who pass."""
        passing = self._conditions(overview).passing(self._wanted, self._alternatives)
        rows = self._pool.turns.rows(passing.passes)
        wanted = np.flatnonzero(np.isin(rows, self._rows_of(keys)))
        turns, scores = reaching(*self._looks(overview, rows), wanted, self._scores(rows))
        return self._some(rows, (turns, scores), np.flatnonzero(is_among(turns, wanted)), passing)

    def _scores(self, rows: NDArray[np.int64]) -> Score:
        """Return what scores some of the rows by their turns."""

        def score(turns: Turns) -> Turns:
            totals = [np.zeros(0, dtype=np.int64)]
            for start in range(0, len(turns), AT_ONCE):
                found = self._findings.of(rows[turns[start : start + AT_ONCE]])
                totals.append(self._tables.parts(found.expected).sum(axis=1, dtype=np.int64))
            return np.concatenate(totals)

        return score

    def _rows_of(self, keys: Iterable[Key]) -> list[int]:
        return [row for row in map(self._pool.row_of, keys) if row is not None]

    def _looks(self, overview: Overview, rows: NDArray[np.int64]) -> tuple[Bounds, Look]:
        """Return the most that each of some rows can earn, by their turns, at two looks."""
        pool = self._pool
        bearings = self._findings.bearings(overview)
        bounds = OutlinedBounds(bearings, self._tables, self._encoder)
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
        self,
        rows: NDArray[np.int64],
        head: tuple[Turns, Turns],
        held: NDArray[np.int64],
        passing: Passing,
    ) -> Ranking:
        """Return the ranking of those who are held of the best; all of these are known by turn
        and by score."""
        turns, scores = head
        own = rows[turns[held]]
        found = self._findings.of(own)
        keys = self._pool.keys.of_rows(own)
        snapshot = Snapshot.of(keys, found, self._prepared, self._tables, self._encoder)
        standings = Standings(snapshot, scores, turns, turns[held])
        return Ranking(snapshot, np.arange(len(own)), held + 1, standings, passing)

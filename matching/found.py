"""What was found out of candidates for one vacancy, kept while recruiters move weights.

The levels of a row depend on the vacancy and on nothing that is set beside it. So a row that was
evaluated once is known for every order in which it may be shown.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.batches import Batch
from matching.bearings import Bearings
from matching.columns import Columns
from matching.encoding import Encoder
from matching.evaluation import evaluate
from matching.membership import places_among
from matching.overview import Overview
from matching.patching import in_order
from matching.preparing import Prepared

KEPT = 1024
"""Rows of a vacancy that are kept; the pages that are opened of it have some three hundred."""

KEPT_AT_ONCE = 512
"""Rows of one batch that are kept; whoever asks for more does not look at a page."""


@dataclass(frozen=True, eq=False)
class Found:
    """Rows that were evaluated, in any number of batches.

    Attributes
    ----------
    rows : array of shape (n,)
        Their numbers in the base.
    expected, low, high : arrays of shape (n, n_features)
        Levels.
    bands : array of shape (n,)
        Salary bands, as :class:`matching.features.salary.SalaryResult` has them.
    batch, place : arrays of shape (n,)
        In which of ``batches`` a row was evaluated, and as which of its rows.
    """

    rows: NDArray[np.int64]
    expected: NDArray[np.int16]
    low: NDArray[np.int16]
    high: NDArray[np.int16]
    bands: NDArray[np.int8]
    batch: NDArray[np.int32]
    place: NDArray[np.int64]
    batches: tuple[Batch, ...]

    @classmethod
    def of(cls, rows: NDArray[np.int64], batch: Batch) -> "Found":
        """Tell of all rows of one batch, by their numbers in the base."""
        found, n = batch.evaluation, len(rows)
        return cls(
            rows,
            found.expected,
            found.low,
            found.high,
            found.salary.bands,
            np.zeros(n, dtype=np.int32),
            np.arange(n),
            (batch,),
        )

    def __len__(self) -> int:
        return len(self.rows)

    def source(self, row: int) -> tuple[Batch, int]:
        """Return where a row was evaluated, and as which row."""
        return self.batches[self.batch[row]], int(self.place[row])

    def taken(self, chosen: NDArray[np.integer]) -> "Found":
        """Return some rows, in any order."""
        return Found(
            self.rows[chosen],
            self.expected[chosen],
            self.low[chosen],
            self.high[chosen],
            self.bands[chosen],
            self.batch[chosen],
            self.place[chosen],
            self.batches,
        )

    def beside(self, other: "Found") -> "Found":
        """Return all rows of both, those of the other behind."""
        return Found(
            np.concatenate([self.rows, other.rows]),
            np.concatenate([self.expected, other.expected]),
            np.concatenate([self.low, other.low]),
            np.concatenate([self.high, other.high]),
            np.concatenate([self.bands, other.bands]),
            np.concatenate([self.batch, other.batch + len(self.batches)]),
            np.concatenate([self.place, other.place]),
            (*self.batches, *other.batches),
        )


class Findings:
    """A vacancy with what was found out of the candidates of a base for it. Safe to use from
    several threads: of two that find at the same moment one may keep nothing.

    Parameters
    ----------
    columns : Columns
        The base that the vacancy was prepared for.
    """

    def __init__(self, columns: Columns, prepared: Prepared, encoder: Encoder) -> None:
        self.prepared = prepared
        self._columns, self._encoder = columns, encoder
        self._held: Found | None = None  # its rows rise
        self._bearings: Bearings | None = None

    def of(self, rows: NDArray[np.int64]) -> Found:
        """Return what is found of some rows, each once, in their order."""
        held = self._held
        if held is None:
            return self._kept(None, self._evaluated(rows))
        places, is_known = places_among(rows, held.rows)
        if is_known.all():
            return held.taken(places)
        fresh = self._kept(held, self._evaluated(rows[~is_known]))
        # Known ones stand first and fresh ones behind: where each row has gone, in its turn.
        order = np.argsort(np.argsort(~is_known, kind="stable"))
        return held.taken(places[is_known]).beside(fresh).taken(order)

    def bearings(self, overview: Overview) -> Bearings:
        """Return where everybody of the base stands."""
        known = self._bearings
        if known is None:
            known = self._bearings = Bearings(self._columns, overview, self.prepared)
        return known

    @property
    def n_bytes(self) -> int:
        """How much memory takes what is kept of everybody."""
        return 0 if self._bearings is None else self._bearings.n_bytes

    def let_go(self) -> None:
        """Keep nothing of everybody; it can be worked out again."""
        self._bearings = None

    def _evaluated(self, rows: NDArray[np.int64]) -> Found:
        columns = self._columns
        some = in_order(columns, rows, columns.statistics)
        evaluation = evaluate(some, self.prepared, self._encoder)
        return Found.of(rows, Batch(some, evaluation, self._encoder))

    def _kept(self, held: Found | None, fresh: Found) -> Found:
        """Keep rows beside those that are held, or in their place when they become too many."""
        if len(fresh) <= KEPT_AT_ONCE:
            fits = held is not None and len(held) + len(fresh) <= KEPT
            all_kept = held.beside(fresh) if held is not None and fits else fresh
            self._held = all_kept.taken(np.argsort(all_kept.rows))
        return fresh

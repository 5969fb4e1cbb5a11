"""Candidates by their keys, with their columns. A snapshot; a change makes the next one.

A large pool keeps a sample of itself, by whose best all texts are judged. Who is in the sample is
drawn by the key: it does not depend on what anybody writes, nor on who else comes and goes.
"""

import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from matching.assembling import assemble
from matching.columns import Columns
from matching.encoding import EncodedCandidate, Encoder
from matching.growing import Rooms
from matching.keys import Key, Keys, turn
from matching.overview import Overview
from matching.patching import appended, in_order
from matching.turns import Turns

SAMPLE = 4096
"""Candidates of a sample at most, and more than half so many; a pool of so many is its own. Of
sixty trades it holds as many people each as the feedback asks for, three times over."""

Changes = Mapping[Key, EncodedCandidate | None]
"""Candidates that came or changed, by key; ``None`` for those that went."""


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Pool:
    """Candidates that are ranked together.

    Attributes
    ----------
    keys : Keys
        The key of each row, also of those that count no more.
    turns : Turns
        Whose turn comes when of the rows that count.
    sampled : Pool or None
        The sample of a large pool.
    overview : Overview or None
        Of a large pool.
    rooms : Rooms
        Where the columns have room to grow.
    """

    keys: Keys
    turns: Turns
    columns: Columns
    sampled: "Pool | None" = None
    overview: Overview | None = None
    rooms: Rooms = field(default_factory=Rooms, repr=False)

    @classmethod
    def built(cls, candidates: Mapping[Key, EncodedCandidate], encoder: Encoder) -> "Pool":
        """Put candidates together for the first time."""
        keys = Keys(sorted(candidates, key=turn))
        columns = assemble([candidates[key] for key in keys], encoder)
        return cls(keys, Turns.of(len(keys)), columns).with_sample()

    def __len__(self) -> int:
        return self.columns.n_live

    @property
    def rows(self) -> NDArray[np.int64]:
        """The rows that count, in turn."""
        return self.turns.rows(self.columns.live)

    @property
    def sample(self) -> Columns:
        """The candidates by whom texts are judged."""
        return self.columns if self.sampled is None else self.sampled.columns

    def with_sample(self) -> "Pool":
        """Return the pool with a sample drawn and an overview, if it is large."""
        if self._one_in == 1:
            return self
        rows = np.array([row for row in self.rows if self._draws(self.keys[row])], np.int64)
        columns = in_order(self.columns, rows, self.columns.statistics)
        keys = Keys(self.keys[row] for row in rows)
        sampled = Pool(keys, Turns.of(len(keys)), columns)
        overview = Overview.of(self.columns)
        # What was worked out of all texts is let go: it takes more memory than all that is kept.
        lean = replace(self.columns, fitted=self.columns.statistics)
        return replace(self, columns=lean, sampled=sampled, overview=overview)

    @property
    def _one_in(self) -> int:
        return max(1, -(-self.columns.statistics.n_texts // SAMPLE))

    def _draws(self, key: Key) -> bool:
        return zlib.crc32(repr(key).encode()) % self._one_in == 0

    def changed(self, changes: Changes, encoder: Encoder) -> "Pool":
        """Return the pool with some changes, weighed by the statistics in force.

        It costs as much as the changes and, besides, a copy of one byte a row; the encoder must be
        the same always, and keys that go and are not there are passed over.
        """
        keys = sorted(changes, key=turn)
        gone = [row for row in map(self.row_of, keys) if row is not None]
        come = {key: encoded for key in keys if (encoded := changes[key]) is not None}
        if not (gone or come):
            return self
        more = assemble(list(come.values()), encoder, self.columns.statistics)
        columns = appended(self.columns, more, np.array(gone, dtype=np.int64), self.rooms)
        sampled = self.sampled
        if sampled is not None:
            drawn = {key: changes[key] for key in keys if self._draws(key)}
            sampled = sampled.changed(drawn, encoder)
        overview = self.overview and self.overview.joined(more, self.rooms)
        joined = self.keys.joined(come)
        turns = self.turns.changed(gone, range(self.columns.n, columns.n), joined)
        return Pool(joined, turns, columns, sampled, overview, self.rooms)

    def refitted(self) -> "Pool":
        """Return the pool with statistics of its own, its rows in the order of their keys."""
        rows = self.rows
        keys = Keys(self.keys[row] for row in rows)
        return Pool(keys, Turns.of(len(keys)), in_order(self.columns, rows)).with_sample()

    def roomy(self) -> "Pool":
        """Return the pool with everything worked out and with room for changes."""
        if self.overview is None:
            self.columns.weigh()
        none = in_order(self.columns, np.zeros(0, dtype=np.int64), self.columns.statistics)
        columns = appended(self.columns, none, np.zeros(0, dtype=np.int64), self.rooms)
        sampled = None if self.sampled is None else self.sampled.roomy()
        return replace(self, columns=columns, sampled=sampled)

    def part(self, first: int, end: int) -> "Pool":
        """Return the candidates whose keys stand on some places, judged as they are in the whole:
        by the same sample and the same statistics."""
        rows = self.rows[first:end]
        columns = in_order(self.columns, rows, self.columns.statistics)
        keys = Keys(self.keys[row] for row in rows)
        whole = replace(self, sampled=None, overview=None)
        return Pool(
            keys,
            Turns.of(len(keys)),
            columns,
            sampled=whole if self.sampled is None else self.sampled,  # an empty one is one, too
            overview=Overview.of(columns),
        )

    def row_of(self, key: Key) -> int | None:
        """Return the row of a key, ``None`` if it is not there."""
        return self.turns.row_of(key, self.keys, self.columns.live)

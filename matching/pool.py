"""Candidates by their keys, with their columns. A snapshot; a change makes the next one.

A large pool keeps a sample of itself, by whose best all texts are judged. Who is in the sample is
drawn by the key: it does not depend on what anybody writes, nor on who else comes and goes.
"""

import zlib
from bisect import bisect_left
from collections.abc import Mapping, Sequence
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
    by_key : array of shape (n_live,)
        The rows that count, in the order of their keys, which decides between equal scores.
    sampled : Pool or None
        The sample of a large pool.
    overview : Overview or None
        Of a large pool.
    rooms : Rooms
        Where the columns have room to grow.
    in_order : bool
        Whether it is known that rows stand in the order of their keys.
    """

    keys: Keys
    by_key: NDArray[np.int64]
    columns: Columns
    sampled: "Pool | None" = None
    overview: Overview | None = None
    rooms: Rooms = field(default_factory=Rooms, repr=False)
    in_order: bool = False

    @classmethod
    def built(cls, candidates: Mapping[Key, EncodedCandidate], encoder: Encoder) -> "Pool":
        """Put candidates together for the first time."""
        keys = Keys(sorted(candidates, key=turn))
        columns = assemble([candidates[key] for key in keys], encoder)
        return cls(keys, np.arange(len(keys)), columns, in_order=True).with_sample()

    def __len__(self) -> int:
        return len(self.by_key)

    @property
    def sample(self) -> Columns:
        """The candidates by whom texts are judged."""
        return self.columns if self.sampled is None else self.sampled.columns

    def with_sample(self) -> "Pool":
        """Return the pool with a sample drawn and an overview, if it is large."""
        if self._one_in == 1:
            return self
        rows = np.array([row for row in self.by_key if self._draws(self.keys[row])], np.int64)
        columns = in_order(self.columns, rows, self.columns.statistics)
        keys = Keys(self.keys[row] for row in rows)
        sampled = Pool(keys, np.arange(len(keys)), columns)
        return replace(self, sampled=sampled, overview=Overview.of(self.columns))

    @property
    def _one_in(self) -> int:
        return max(1, -(-self.columns.statistics.n_texts // SAMPLE))

    def _draws(self, key: Key) -> bool:
        return zlib.crc32(repr(key).encode()) % self._one_in == 0

    def changed(self, changes: Changes, encoder: Encoder) -> "Pool":
        """Return the pool with some changes, weighed by the statistics in force.

        It costs as much as the changes and, besides, a copy of one number a row; the encoder must
        be the same always, and keys that go and are not there are passed over.
        """
        keys = sorted(changes, key=turn)
        places = [self._place_of(key) for key in keys]
        gone = [place for key, place in zip(keys, places, strict=True) if self._has(key, place)]
        come = {key: encoded for key in keys if (encoded := changes[key]) is not None}
        if not (gone or come):
            return self
        more = assemble(list(come.values()), encoder, self.columns.statistics)
        columns = appended(self.columns, more, self.by_key[gone], self.rooms)
        sampled = self.sampled
        if sampled is not None:
            drawn = {key: changes[key] for key in keys if self._draws(key)}
            sampled = sampled.changed(drawn, encoder)
        overview = self.overview and self.overview.joined(more, self.rooms)
        by_key = self._in_turn(dict(zip(keys, places, strict=True)), list(come))
        return Pool(self.keys.joined(come), by_key, columns, sampled, overview, self.rooms)

    def _in_turn(self, places: Mapping[Key, int], come: Sequence[Key]) -> NDArray[np.int64]:
        """Return the rows that count, in the order of their keys, after a change.

        Parameters
        ----------
        places : mapping of Key to int
            Of all keys that change: before how many of ``by_key`` each stands; in their order.
        come : sequence of Key
            Those that have the further rows, in their order.
        """
        rows = dict(zip(come, range(self.columns.n, self.columns.n + len(come)), strict=True))
        held = {key for key, place in places.items() if self._has(key, place)}
        by_key = self.by_key.copy()
        for key in held & rows.keys():
            by_key[places[key]] = rows[key]
        leave = [places[key] for key in places if key in held and key not in rows]
        enter = [key for key in come if key not in held]
        if not (leave or enter):
            return by_key  # most often somebody has only changed, and is where they were
        # Those that come stand before the first key that is greater, whether that one goes or not.
        before = np.array([places[key] for key in enter], dtype=np.int64)
        return np.insert(
            np.delete(by_key, leave),
            before - np.searchsorted(np.array(leave, dtype=np.int64), before),
            [rows[key] for key in enter],
        )

    def refitted(self) -> "Pool":
        """Return the pool with statistics of its own, its rows in the order of their keys."""
        keys = Keys(self.keys[row] for row in self.by_key)
        columns = in_order(self.columns, self.by_key)
        return Pool(keys, np.arange(len(keys)), columns, in_order=True).with_sample()

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
        rows = self.by_key[first:end]
        columns = in_order(self.columns, rows, self.columns.statistics)
        keys = Keys(self.keys[row] for row in rows)
        whole = replace(self, sampled=None, overview=None)
        return Pool(
            keys,
            np.arange(len(keys)),
            columns,
            sampled=self.sampled or whole,
            overview=Overview.of(columns),
            in_order=True,
        )

    def row_of(self, key: Key) -> int | None:
        """Return the row of a key, ``None`` if it is not there."""
        place = self._place_of(key)
        return int(self.by_key[place]) if self._has(key, place) else None

    def _place_of(self, key: Key) -> int:
        """Return before how many of ``by_key`` a key stands."""
        return bisect_left(self.by_key, turn(key), key=lambda row: turn(self.keys[row]))

    def _has(self, key: Key, place: int) -> bool:
        return place < len(self.by_key) and self.keys[self.by_key[place]] == key

"""The rows that count in the order of their keys, which decides between equal scores.

A base is made with its rows in that order. Whoever changes or comes later has a row behind the
others; of these few it is kept where their turn is, and of the many nothing.
"""

from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.keys import Key, Keys, turn

Rows = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Turns:
    """Whose turn comes when.

    Attributes
    ----------
    n_first : int
        Rows before this one stand in the order of their keys, those that count no more too.
    late : array of int64
        Those of the others that count, in the order of their keys.
    before : array of int64
        How many of the first rows stand before each of ``late``.
    """

    n_first: int
    late: Rows
    before: Rows

    @classmethod
    def of(cls, n: int) -> "Turns":
        """Return the turns of rows that all stand in the order of their keys."""
        none = np.zeros(0, dtype=np.int64)
        return cls(n, none, none)

    def rows(self, count: NDArray[np.bool_]) -> Rows:
        """Return the rows that are marked, ``(n,)``, in turn."""
        first = np.flatnonzero(count[: self.n_first])
        marked = count[self.late]
        if not marked.any():
            return first
        return np.insert(first, np.searchsorted(first, self.before[marked]), self.late[marked])

    def row_of(self, key: Key, keys: Keys, live: NDArray[np.bool_]) -> int | None:
        """Return the row of a key that counts; ``None`` if there is none such."""
        place = self._place(key, keys)
        if place < len(self.late) and keys[self.late[place]] == key:
            return int(self.late[place])
        row = self._before(key, keys)
        return row if row < self.n_first and live[row] and keys[row] == key else None

    def changed(self, gone: Collection[int], come: Sequence[int], keys: Keys) -> "Turns":
        """Return the turns after a change.

        Parameters
        ----------
        gone : collection of int
            Rows that count no more.
        come : sequence of int
            Further rows, in the order of their keys.
        keys : Keys
            Of all rows, of the further ones too.
        """
        stays = ~np.isin(self.late, [row for row in gone if row >= self.n_first])
        left = Turns(self.n_first, self.late[stays], self.before[stays])
        if not come:
            return left
        places = [left._place(keys[row], keys) for row in come]
        before = [self._before(keys[row], keys) for row in come]
        return Turns(
            self.n_first,
            np.insert(left.late, places, come),
            np.insert(left.before, places, before),
        )

    def _place(self, key: Key, keys: Keys) -> int:
        """Return before how many of ``late`` a key stands."""
        return bisect_left(self.late, turn(key), key=lambda row: turn(keys[row]))

    def _before(self, key: Key, keys: Keys) -> int:
        """Return before how many of the first rows a key stands."""
        return bisect_left(range(self.n_first), turn(key), key=lambda row: turn(keys[row]))

"""Keys of rows: those that were stored stay in their file until they are asked for, further ones
are appended without a copy."""

from collections.abc import Iterable, Sequence
from typing import overload

import numpy as np
from numpy.typing import NDArray

Key = int | str


class Keys(Sequence[Key]):
    """The keys of rows, by row. A snapshot: what is appended later is not seen by it.

    Parameters
    ----------
    keys : iterable of int or str
        Those that are not stored.
    stored : array of int64, optional
        Those of the first rows.
    """

    def __init__(self, keys: Iterable[Key] = (), stored: NDArray[np.int64] | None = None) -> None:
        self._stored = np.zeros(0, dtype=np.int64) if stored is None else stored
        self._more = list(keys)
        self._n = len(self._stored) + len(self._more)

    def __len__(self) -> int:
        return self._n

    @overload
    def __getitem__(self, row: int) -> Key: ...
    @overload
    def __getitem__(self, row: slice) -> Sequence[Key]: ...
    def __getitem__(self, row: int | slice) -> Key | Sequence[Key]:
        if isinstance(row, slice):
            return [self[place] for place in range(*row.indices(self._n))]
        if not -self._n <= row < self._n:
            raise IndexError(row)
        row %= self._n
        n_stored = len(self._stored)
        return int(self._stored[row]) if row < n_stored else self._more[row - n_stored]

    def of_rows(self, rows: NDArray[np.int64]) -> tuple[Key, ...]:
        """Return the keys of some rows."""
        if int(rows.max(initial=-1)) < len(self._stored):
            return tuple(self._stored[rows].tolist())
        return tuple([self[row] for row in rows.tolist()])

    def joined(self, further: Iterable[Key]) -> "Keys":
        """Return these keys and then some more; one writer at a time."""
        found = Keys((), self._stored)
        is_last = self._n == len(self._stored) + len(self._more)
        found._more = self._more if is_last else self._more[: self._n - len(self._stored)]
        found._more.extend(further)
        found._n = len(self._stored) + len(found._more)
        return found


def turn(key: Key) -> tuple[bool, int, str]:
    """Order numbers by value before words by letters: so equal scores stand."""
    return (False, key, "") if isinstance(key, int) else (True, 0, key)

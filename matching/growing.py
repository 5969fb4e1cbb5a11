"""Arrays that grow at their end without being copied.

What is appended is written behind what was handed out before, into room that was left there. A
view handed out earlier ends before it, so that who reads it is never disturbed.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

SPARE_PART, LEAST_SPARE = 8, 64
"""Room left behind an array: an eighth of its length, and so many places at least."""

Array = NDArray[Any]


def roomy_length(length: int) -> int:
    """Return the places of an array of this length with room behind it."""
    return length + length // SPARE_PART + LEAST_SPARE


class Rooms:
    """Room behind arrays, by name. One writer at a time; readers need no lock."""

    def __init__(self) -> None:
        self._stores: dict[str, tuple[Array, Array]] = {}
        """Of each name the room, and what of it was last handed out."""

    def joined(self, name: str, held: Array, more: Array) -> Array:
        """Return ``held`` with ``more`` behind it, of the type of ``held``.

        Only ``more`` is written if ``held`` is what was last returned under this name and there is
        room. Else, as when somebody else has already gone on from ``held``, all is copied.
        """
        store, last = self._stores.get(name, (held, None))
        end = len(held) + len(more)
        if held is not last or end > len(store):
            store = np.empty((roomy_length(end), *held.shape[1:]), dtype=held.dtype)
            store[: len(held)] = held
        store[len(held) : end] = more
        self._stores[name] = store, store[:end]
        return self._stores[name][1]

    def adopted(self, name: str, store: Array, used: int) -> Array:
        """Return the first ``used`` places of an array, to be joined with more in the others."""
        self._stores[name] = store, store[:used]
        return self._stores[name][1]

    def joined_rows(
        self, name: str, held: sparse.csr_array, more: sparse.csr_array
    ) -> sparse.csr_array:
        """Return the rows of ``held`` and then those of ``more``, as wide as the wider one."""
        width = max(held.shape[1], more.shape[1])
        return sparse.csr_array(
            (
                self.joined(f"{name}.data", held.data, more.data),
                self.joined(f"{name}.indices", held.indices, more.indices),
                self.joined(f"{name}.indptr", held.indptr, more.indptr[1:] + held.indptr[-1]),
            ),
            shape=(held.shape[0] + more.shape[0], width),
        )

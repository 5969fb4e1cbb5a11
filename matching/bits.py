"""Yes or no of all candidates, a bit each: an eighth of the memory to keep, combine and count."""

import numpy as np
from numpy.typing import NDArray

Bits = NDArray[np.uint64]
"""Of shape ``(ceil(n / 64),)``; those beyond the last candidate are 0."""

WORD = 64


def packed(flags: NDArray[np.bool_]) -> Bits:
    """Return flags of shape ``(n,)`` as bits."""
    words = np.zeros(-(-len(flags) // WORD), dtype=np.uint64)
    found = np.packbits(flags, bitorder="little")
    words.view(np.uint8)[: len(found)] = found
    return words


def unpacked(bits: Bits, n: int) -> NDArray[np.bool_]:
    """Return the flags of ``n`` candidates."""
    return np.unpackbits(bits.view(np.uint8), count=n, bitorder="little").view(np.bool_)


def how_many(bits: Bits) -> int:
    """Return of how many it is true."""
    return int(np.bitwise_count(bits).sum(dtype=np.int64))

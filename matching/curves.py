"""Curves: straight pieces through named points, read at many values at once."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

FULL = 1000
"""The level of a wish wholly met; 0 is one not met at all."""


@dataclass(frozen=True, slots=True)
class Curve:
    """A monotone curve through points (value, level as a share of 1); flat beyond its ends."""

    points: tuple[tuple[float, float], ...]

    def __call__(self, values: ArrayLike) -> NDArray[np.float64]:
        """Return the shares at ``values``."""
        at, share = zip(*self.points, strict=True)
        return np.asarray(np.interp(np.asarray(values, dtype=float), at, share))


def to_levels(shares: ArrayLike) -> NDArray[np.int16]:
    """Return shares of 0 to 1 as whole levels of 0 to 1000."""
    # Rounding to nine places first makes 0.0005 and its float neighbours the same level.
    scaled = np.asarray(shares, dtype=float).round(9) * FULL
    return np.minimum(np.maximum(np.floor(scaled + 0.5), 0), FULL).astype(np.int16)


@dataclass(frozen=True, slots=True, eq=False)
class Levels:
    """A feature of all candidates: expected levels and how far they may really lie.

    Attributes
    ----------
    expected, low, high : arrays of shape (n,)
        Levels of 0 to 1000; equal where the fact is known.
    """

    expected: NDArray[np.int16]
    low: NDArray[np.int16]
    high: NDArray[np.int16]

    @classmethod
    def of(
        cls,
        shares: ArrayLike,
        low: ArrayLike | None = None,
        high: ArrayLike | None = None,
    ) -> "Levels":
        """Build from shares of 0 to 1; without ``low`` and ``high`` all is known."""
        if low is None or high is None:
            expected = to_levels(shares)
            return cls(expected, expected, expected)
        expected, least, most = to_levels(np.array([shares, low, high], dtype=float))
        return cls(expected, np.minimum(least, expected), np.maximum(most, expected))

    @classmethod
    def unknown_where(
        cls, unknown: NDArray[np.bool_], shares: ArrayLike, expected: float
    ) -> "Levels":
        """Build from shares known except where ``unknown``: there ``expected`` within [0, 1]."""
        # Rounded once and not three times: of some hundred rows each step costs the same.
        sure = to_levels(shares)
        ends = (np.where(unknown, level, sure) for level in (*to_levels([expected]), 0, FULL))
        return cls(*(end.astype(np.int16, copy=False) for end in ends))

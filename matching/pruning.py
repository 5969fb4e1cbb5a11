"""The best of many, exactly, while only those are scored who could be among them.

Whoever has the highest bounds is scored first; the last place among these is then what others must
be able to reach. Nobody whose bound is below it can be among the best, and nobody else is left out.

Everybody has a turn: a number from 0 up, which decides between equals.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

FIRST, GROWTH = 128, 4
"""Scored at once: so many more than are wanted at first, then each time so many times more."""

Turns = NDArray[np.int64]
Scores = NDArray[np.int64]
Score = Callable[[Turns], Scores]
"""Returns the scores of some, whose turns rise."""


def best(bounds: NDArray[np.integer], count: int, score: Score) -> tuple[Turns, Scores]:
    """Return the turns of the best and their scores, best first.

    Parameters
    ----------
    bounds : array of shape (n,)
        What each scores at most, by turn.
    count : int
        How many are wanted; all if there are no more.
    """
    turns = scores = np.zeros(0, dtype=np.int64)
    if not count:
        return turns, scores
    wanted = count + FIRST
    chosen = _highest(bounds, wanted)
    left: Turns | None = None
    while len(chosen):
        turns, scores = _ordered(
            np.concatenate([turns, chosen]), np.concatenate([scores, score(chosen)]), count
        )
        least, last = (scores[-1], turns[-1]) if len(turns) == count else (0, len(bounds))
        left = np.flatnonzero(bounds >= least) if left is None else left[bounds[left] >= least]
        left = left[(bounds[left] > least) | (left < last)]
        left = left[~np.isin(left, chosen, assume_unique=True)]
        wanted *= GROWTH
        chosen = left[_highest(bounds[left], wanted)]
    return turns, scores


def reaching(bounds: NDArray[np.integer], wanted: Turns, score: Score) -> tuple[Turns, Scores]:
    """Return all who stand no lower than the lowest of some, and their scores, best first.

    Parameters
    ----------
    bounds : array of shape (n,)
        What each scores at most, by turn.
    wanted : array
        Turns that rise.
    """
    if not len(wanted):
        return wanted, wanted
    own = score(wanted)
    others = np.flatnonzero(bounds >= own.min())
    others = others[~np.isin(others, wanted, assume_unique=True)]
    turns = np.concatenate([wanted, others])
    turns, scores = _ordered(turns, np.concatenate([own, score(others)]), len(turns))
    end = int(np.flatnonzero(np.isin(turns, wanted))[-1]) + 1
    return turns[:end], scores[:end]


def _ordered(turns: Turns, scores: Scores, count: int) -> tuple[Turns, Scores]:
    order = np.lexsort((turns, -scores))[:count]
    return turns[order], scores[order]


def _highest(bounds: NDArray[np.integer], count: int) -> Turns:
    """Return the places of the highest bounds in order; of equal ones the first."""
    if count >= len(bounds):
        return np.arange(len(bounds))
    # Bounds are whole numbers below ten thousand: counted, not sorted.
    at_least = np.cumsum(np.bincount(bounds)[::-1])
    lowest = len(at_least) - 1 - int(np.searchsorted(at_least, count))
    above = np.flatnonzero(bounds > lowest)
    equal = np.flatnonzero(bounds == lowest)[: count - len(above)]
    return np.sort(np.concatenate([above, equal]))

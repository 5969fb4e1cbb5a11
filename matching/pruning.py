"""The best of many, exactly, while only those are scored who could be among them.

A first look tells the most that everybody could score, a second one tells it more closely of few.
Whoever has the highest bounds is scored first; the last place among these is then what others must
be able to reach. Nobody whose bound is below it can be among the best, and nobody else is left out.

Everybody has a turn: a number from 0 up, which decides between equals.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from matching.membership import is_among

FIRST, GROWTH = 64, 4
"""Scored at once: so many more than are wanted at first, then each time so many times more."""

LOOKED = 32
"""Looked at closely before anybody is scored: so many for each one that then is."""

Turns = NDArray[np.int64]
Scores = NDArray[np.int64]
Bounds = NDArray[np.integer]
Score = Callable[[Turns], Scores]
"""Returns the scores of some, whose turns rise."""

Look = Callable[[Turns], Bounds]
"""Returns what some score at most, more closely than the first look does."""


def best(first_look: Bounds, look: Look, count: int, score: Score) -> tuple[Turns, Scores]:
    """Return the turns of the best and their scores, best first.

    Parameters
    ----------
    first_look : array of shape (n,)
        What each scores at most, by turn.
    look : callable
        The second look.
    count : int
        How many are wanted; all if there are no more.
    """
    turns = scores = scored = np.zeros(0, dtype=np.int64)
    if not count:
        return turns, scores
    wanted = count + FIRST
    left = _highest(first_look, LOOKED * wanted)
    bounds, whole = look(left), len(left) == len(first_look)
    chosen = left[_highest(bounds, wanted)]
    while len(chosen):
        scored = np.sort(np.concatenate([scored, chosen]))
        turns, scores = _ordered(
            np.concatenate([turns, chosen]), np.concatenate([scores, score(chosen)]), count
        )
        least, last = (scores[-1], turns[-1]) if len(turns) == count else (0, len(first_look))
        if not whole:
            others, theirs = _reaching(first_look, look, least, left)
            left, bounds = np.concatenate([left, others]), np.concatenate([bounds, theirs])
            whole = True
        possible = (bounds > least) | ((bounds == least) & (left < last))
        possible &= ~is_among(left, scored)
        left, bounds = left[possible], bounds[possible]
        wanted *= GROWTH
        chosen = np.sort(left[_highest(bounds, wanted)])
    return turns, scores


def reaching(first_look: Bounds, look: Look, wanted: Turns, score: Score) -> tuple[Turns, Scores]:
    """Return all who stand no lower than the lowest of some, and their scores, best first.

    Parameters
    ----------
    first_look, look
        As :func:`best` takes them.
    wanted : array
        Turns that rise.
    """
    if not len(wanted):
        return wanted, wanted
    own = score(wanted)
    others, _ = _reaching(first_look, look, own.min(), wanted)
    turns = np.concatenate([wanted, others])
    turns, scores = _ordered(turns, np.concatenate([own, score(others)]), len(turns))
    end = int(np.flatnonzero(is_among(turns, wanted))[-1]) + 1
    return turns[:end], scores[:end]


def _reaching(first_look: Bounds, look: Look, least: int, known: Turns) -> tuple[Turns, Bounds]:
    """Return the turns of all but the known ones who may score so much, and what each scores at
    most."""
    able = first_look >= least
    able[known] = False
    turns = np.flatnonzero(able)
    bounds = look(turns)
    able = bounds >= least
    return turns[able], bounds[able]


def _ordered(turns: Turns, scores: Scores, count: int) -> tuple[Turns, Scores]:
    order = np.lexsort((turns, -scores))[:count]
    return turns[order], scores[order]


def _highest(bounds: Bounds, count: int) -> Turns:
    """Return the places of the highest bounds in order; of equal ones the first."""
    if count >= len(bounds):
        return np.arange(len(bounds))
    # As many maxima of blocks are no lower than the lowest that is sought: few others remain.
    n_blocks = min(len(bounds), 4 * count)
    blocks = bounds[: len(bounds) // n_blocks * n_blocks].reshape(-1, n_blocks)
    border = np.partition(blocks.max(axis=0), n_blocks - count)[n_blocks - count]
    places = np.flatnonzero(bounds >= border)
    # Bounds are whole numbers below ten thousand: counted, not sorted.
    at_least = np.cumsum(np.bincount(bounds[places])[::-1])
    lowest = len(at_least) - 1 - int(np.searchsorted(at_least, count))
    above = places[bounds[places] > lowest]
    equal = places[bounds[places] == lowest][: count - len(above)]
    return np.sort(np.concatenate([above, equal]))

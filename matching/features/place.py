"""Place: whether the candidate is there, near, would move, or works from afar."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from matching.curves import Curve, Levels
from matching.encoding import Encoder, Int32s
from matching.numbering import UNKNOWN
from matching.query import Query

COMMUTE = Curve(((30.0, 0.9), (60.0, 0.7), (120.0, 0.0)))
"""Kilometres to level: from Khimki one rides to Moscow daily, from Tver nobody does."""

WILL_MOVE = 0.8
"""Who would move is worth a little less than who is there: a move takes months and may fail."""

MAY_MOVE = 0.3
"""Expected of one elsewhere who does not say whether to move: most do not."""

UNKNOWN_CITY = 0.5
"""Expected of one who names no city."""

NOT_ASKED_REMOTE = 0.8
"""Expected of one who does not say whether to work remotely, for a remote post."""

OFFICE_ONLY = 0.3
"""Level of one who says no to remote work, for a remote post elsewhere: it can be talked over."""


class Placed(Protocol):
    """What is read of a candidate's place; arrays of shape (n,)."""

    @property
    def city(self) -> Int32s:
        """Number of the city."""

    @property
    def relocation(self) -> Int32s:
        """1 yes, 0 no."""

    @property
    def remote(self) -> Int32s:
        """1 yes, 0 no."""


@dataclass(frozen=True, slots=True, eq=False)
class Distances:
    """Of each city number kilometres to the vacancy's, NaN if unknown, and whether it is that one;
    the last entry stands for no city."""

    kilometres: NDArray[np.float64]
    same: NDArray[np.bool_]

    @property
    def n_cities(self) -> int:
        """How many were known; further ones may have been read since."""
        return len(self.same) - 1


@dataclass(frozen=True, slots=True, eq=False)
class PlaceResult:
    """Levels of the family; kilometres of each city number to the vacancy's, NaN if unknown."""

    levels: dict[str, Levels]
    kilometres: NDArray[np.float64]
    there: NDArray[np.bool_]


def distances(query: Query, encoder: Encoder) -> Distances:
    """Measure how far every city is from the vacancy's."""
    n_cities = len(encoder.city_names)  # another thread may be reading candidates from further ones
    same = np.zeros(n_cities + 1, dtype=bool)
    if query.city is None:
        return Distances(np.full(n_cities + 1, np.nan), same)
    number = encoder.city_names.find(query.city)
    if 0 <= number < n_cities:
        same[number] = True
    return Distances(np.append(encoder.kilometres(query.city)[:n_cities], np.nan), same)


def evaluate(columns: Placed, query: Query, far: Distances) -> PlaceResult:
    """Judge the place; not asked when the vacancy names no city and is not remote."""
    there = far.same[columns.city]
    if query.city is None and not query.remote:
        return PlaceResult({}, far.kilometres, there)
    if query.remote:
        levels = _remote(columns, there)
    else:
        levels = _on_site(columns, there, far.kilometres[columns.city])
    return PlaceResult({"place": levels}, far.kilometres, there)


def _on_site(columns: Placed, there: NDArray[np.bool_], kilometres: NDArray[np.float64]) -> Levels:
    near = np.where(np.isnan(kilometres), 0.0, COMMUTE(np.nan_to_num(kilometres, nan=1e6)))
    moves, stays = columns.relocation == 1, columns.relocation == 0
    nowhere = columns.city == UNKNOWN
    away = np.maximum(near, np.where(moves, WILL_MOVE, np.where(stays, 0.0, MAY_MOVE)))
    expected = np.where(there, 1.0, np.where(nowhere, UNKNOWN_CITY, away))
    expected = np.where(nowhere & moves, WILL_MOVE, expected)
    least = np.where(moves, WILL_MOVE, near)
    most = np.where(stays, near, np.maximum(near, WILL_MOVE))
    low = np.where(there, 1.0, np.where(nowhere, np.where(moves, WILL_MOVE, 0.0), least))
    high = np.where(there, 1.0, np.where(nowhere, 1.0, most))
    return Levels.of(expected, low, high)


def _remote(columns: Placed, there: NDArray[np.bool_]) -> Levels:
    wants, refuses = columns.remote == 1, columns.remote == 0
    silent = ~there & ~wants & ~refuses
    known = np.where(there | wants, 1.0, OFFICE_ONLY)
    return Levels.of(
        np.where(silent, NOT_ASKED_REMOTE, known),
        np.where(silent, OFFICE_ONLY, known),
        np.where(silent, 1.0, known),
    )

"""What bounds read of a whole base for one vacancy, whatever the weights.

Skills and titles are taken from inverted lists for everybody; as long as a recruiter moves weights
or sets conditions, all of it stays.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray

from matching.bound_tables import Shares, of_undated
from matching.columns import Columns
from matching.encoding import Int32s
from matching.features import experience, skills, title
from matching.inverted import Inverted
from matching.numbering import UNKNOWN
from matching.outlines import N_FLAGS, TITLED, places
from matching.overview import Overview
from matching.preparing import Prepared
from matching.query import Sought

Wholes = NDArray[np.unsignedinteger]

WHOLE = 100
"""What a skill shown at work counts here, in whole numbers."""

NEAR_TITLE = 0.3
"""Titles at least so near are looked up; all others count as near as the nearest of them."""


class Nearest:
    """How near the nearest of the titles is that were looked up, 0 to 1; 0 for all other rows.

    Parameters
    ----------
    nearness : array
        Of each title, rising.
    lists : sequence of array
        The rows of each.
    """

    def __init__(self, n: int, nearness: Shares, lists: Sequence[Int32s]) -> None:
        self._nearness = np.concatenate([[0.0], nearness])
        # Numbers of two bytes where they do: all rows are looked through for those that have one.
        kind = np.uint16 if len(nearness) < np.iinfo(np.uint16).max else np.uint32
        self._nearest = np.zeros(n, dtype=kind)
        for number, rows in enumerate(lists, start=1):
            self._nearest[rows] = number  # what is written last stays

    @cached_property
    def rows(self) -> NDArray[np.int64]:
        """Who has such a title."""
        return np.flatnonzero(self._nearest != 0)

    def of(self, rows: NDArray[np.int64]) -> Shares:
        """Return how near the titles of some rows are."""
        return np.asarray(self._nearness[self._nearest[rows]])

    @property
    def n_bytes(self) -> int:
        """What it takes in memory."""
        rows = self.__dict__.get("rows")
        return int(self._nearest.nbytes + (0 if rows is None else rows.nbytes))


@dataclass(frozen=True, slots=True, eq=False)
class Held:
    """How much of the skills of one feature each row holds.

    Attributes
    ----------
    n_whole : int
        What all of them, shown at work, come to.
    numbers : array of shape (n,)
        What a row has of that; ``with_flags`` multiplied by ``N_FLAGS``, the flags of its outline
        added, so that both are looked up together: to look up all rows takes the longest.
    """

    feature: str
    n_whole: int
    numbers: Wholes
    with_flags: bool


class Bearings:
    """Where everybody stands; each thing is worked out when it is first asked for."""

    def __init__(self, columns: Columns, overview: Overview, prepared: Prepared) -> None:
        self.columns, self.overview, self.prepared = columns, overview, prepared

    @property
    def n_bytes(self) -> int:
        """What it takes in memory, as far as it is worked out."""
        own = self.__dict__
        nearest: list[Nearest] = [own[name] for name in ("titles", "posts") if name in own]
        held: tuple[Held, ...] = own.get("held", ())
        return sum(one.numbers.nbytes for one in held) + sum(one.n_bytes for one in nearest)

    @cached_property
    def held(self) -> tuple[Held, ...]:
        """The skills that are asked for."""
        found: list[Held] = []
        query, alone = self.prepared.query, True
        for feature, sought in (("must", query.must), ("nice", query.nice)):
            if sought:
                n_whole = len(sought) * WHOLE
                numbers = _held(self.columns, self.overview.lists, sought)
                with_flags = alone and n_whole < np.iinfo(numbers.dtype).max // N_FLAGS
                if with_flags:
                    numbers *= N_FLAGS
                    numbers += self.overview.outline.flags
                    alone = False
                found.append(Held(feature, n_whole, numbers, with_flags))
        return tuple(found)

    @cached_property
    def titles(self) -> Nearest:
        """How near the wished and the last titles are, where they were looked up."""
        near = _rising(self._nearness, NEAR_TITLE)
        lists = self.overview.lists.bearing(near.tolist())
        return Nearest(self.columns.n, self._nearness[near], lists)

    @cached_property
    def otherwise(self) -> Shares:
        """How near they are at most, by the flags of a row, whether they were looked up or not."""
        nearness = self._nearness
        rest = float(nearness[nearness < NEAR_TITLE].max(initial=0.0))
        otherwise = np.full(N_FLAGS, max(rest, title.UNKNOWN_TITLE))
        untold = np.arange(N_FLAGS) & TITLED == 0
        otherwise[untold] = np.maximum(otherwise[untold], title.TEXT_CREDIT)
        return otherwise

    @cached_property
    def _nearness(self) -> Shares:
        wished, held = self.prepared.near
        return np.stack([held, title.WISH_CREDIT * wished], axis=1).ravel()

    @cached_property
    def posts(self) -> Nearest:
        """How near the nearest post held is, where a text alone cannot bring as much."""
        _, held = self.prepared.near
        near = _rising(held, np.nextafter(experience.CONTENT_CEILING, 1))
        return Nearest(self.columns.n, held[near], self.overview.lists.holding(near.tolist()))

    @cached_property
    def undated(self) -> tuple[Shares, Shares]:
        """As :func:`matching.bound_tables.of_undated` gives it."""
        return of_undated(self.prepared.query.relevant or 0)

    @cached_property
    def cheaper(self) -> NDArray[np.bool_]:
        """From which places somebody would come, or work, to whom the prices of the vacancy's city
        may be lower: then the wish is taken for a usual one."""
        every = places(self.prepared.far.n_cities)
        goes = every.remote == 1 if self.prepared.query.remote else every.relocation == 1
        least = np.fmin.reduce(self.prepared.ratios, axis=1)[every.city]
        return np.asarray(goes & (least < 1))


def _held(columns: Columns, lists: Inverted, sought: Sequence[Sought]) -> Wholes:
    """Return how much of some skills each row holds, in whole numbers, ``(n,)``."""
    kind = np.uint16 if len(sought) * WHOLE <= np.iinfo(np.uint16).max else np.uint32
    total: Wholes = np.zeros(columns.n, dtype=kind)
    best: Wholes = np.zeros(columns.n, dtype=kind)  # of the kind of the sum: adds twice as fast
    for skill in sought:
        found: list[tuple[int, Int32s]] = []
        for share in sorted({share for _, share in skill.counting}):
            numbers = [number for number, one in skill.counting if one == share]
            listed, shown = (
                int(np.ceil(round(WHOLE * share * credit, 6)))
                for credit in (skills.CLAIM_CREDIT, 1)
            )
            found += [(listed, rows) for rows in lists.claiming(numbers)]
            found += [(listed, rows) for rows in lists.mentioning(numbers, told=False)]
            found += [(shown, rows) for rows in lists.mentioning(numbers, told=True)]
        if skill.phrase and UNKNOWN not in skill.phrase:
            found.append((WHOLE, lists.using(columns, skill.phrase)))
        found.sort(key=itemgetter(0))  # what is written last stays
        best.fill(0)
        for worth, rows in found:
            # Places of the machine's own width: any other is widened on the way, at twice the time.
            best[rows.astype(np.intp)] = worth
        total += best
    return total


def _rising(nearness: Shares, least: float) -> NDArray[np.int64]:
    """Return which titles are at least so near, the least near first."""
    near = np.flatnonzero(nearness >= least)
    return near[np.argsort(nearness[near])]

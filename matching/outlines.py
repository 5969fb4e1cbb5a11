"""Candidates in outline: of each row the few small numbers that tell what it can earn at most.

A number stands for a place, for a wish or for so many months; what it earns is read from a table
of one query (:mod:`matching.bounds`). Where the copy of a vacancy could take something away from a
resume, the outline holds the more favourable of what may be left.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache, lru_cache
from typing import Self

import numpy as np
from numpy.typing import NDArray

from matching.columns import Columns
from matching.copies import own_words
from matching.encoding import Int32s
from matching.features.experience import BY_AGE, SETTLED_MONTHS, known_months, led_months, of_posts
from matching.growing import Array, Rooms
from matching.numbering import UNKNOWN
from matching.qualifications import EDUCATION_LEVELS
from matching.title_names import LEVEL_HEAD

MOST_MONTHS = 1021
"""More months are told as so many: no career has eighty-five years."""

DOUBTFUL = 1024
"""Added to months that were told in a sentence alone: if that was copied, none are known."""

N_STAYS = SETTLED_MONTHS + 2
N_LEVELS = 10
N_EDUCATIONS = len(EDUCATION_LEVELS) + 1
ANSWERS = 3
"""Yes, no and no answer."""

STEP = 0.004
"""Wishes within less than half a per cent of each other are told as the smallest of them."""

N_WISHES = 8192
"""Steps from one kopeck up: to a hundred trillions."""

LEADING = MOST_MONTHS + 2
"""Stands for unknown months in management of who bears a leading title."""

TITLED, SKILLED, WORDED, RETOLD = 1, 2, 4, 8
"""Flags: titles in fields of their own, skills known, a text; and months in all or as a head that
words tell, which may be those of a vacancy."""

N_FLAGS = 16


@dataclass(frozen=True, slots=True, eq=False)
class Outline:
    """The outline of ``n`` rows; all arrays of shape (n,).

    Attributes
    ----------
    flags : array of uint8
    place : array of int32
        City, relocation and remote work, see :func:`places`.
    career : array of uint16
        Longest stay, highest level and education, see :func:`careers`.
    total_most, led_most : array of uint16
        0 where not known, else months and one more, ``DOUBTFUL`` added where only a sentence tells;
        ``LEADING`` for unknown months in management of one with a leading title.
    fresh_most : array of uint16
        0 where no post is dated, else months by their age and one more.
    wish : array of uint16
        0 where not told, else steps and one more.
    currency : array of int16
    total, led : array of int32
        Months, if nothing was copied; ``UNKNOWN`` (-1) where not known.
    """

    flags: NDArray[np.uint8]
    place: Int32s
    career: NDArray[np.uint16]
    total_most: NDArray[np.uint16]
    led_most: NDArray[np.uint16]
    fresh_most: NDArray[np.uint16]
    wish: NDArray[np.uint16]
    currency: NDArray[np.int16]
    total: Int32s
    led: Int32s

    @classmethod
    def of(cls, columns: Columns) -> Self:
        """Outline columns."""
        own = own_words(columns, np.zeros(0, np.int32))
        total, led = known_months(columns, own)
        by_posts = np.where(columns.dated, columns.post_months, UNKNOWN)
        led_by_posts = np.where(columns.dated, led_months(columns, own), UNKNOWN)
        fresh = np.ceil(np.round(columns.held_months(np.ones(len(columns.posts.rows)), BY_AGE), 6))
        return cls(
            flags=_flags(columns),
            place=(columns.city + 1) * ANSWERS**2
            + (columns.relocation + 1) * ANSWERS
            + (columns.remote + 1),
            career=_career(columns),
            total_most=_months(total, by_posts, columns.total),
            led_most=_led(_months(led, led_by_posts, columns.management), columns),
            fresh_most=_told(np.where(columns.dated, fresh, UNKNOWN)),
            wish=_steps(columns.expected),
            currency=columns.currency.astype(np.int16),
            total=total,
            led=led,
        )

    @classmethod
    def read(cls, arrays: Mapping[str, Array]) -> Self:
        """Return the outline of arrays as :meth:`arrays` gives them."""
        return cls(**{one.name: arrays[one.name] for one in fields(cls)})

    def arrays(self) -> dict[str, Array]:
        """Return all arrays by name."""
        return {one.name: getattr(self, one.name) for one in fields(self)}

    def of_rows(self, rows: NDArray[np.int64]) -> "Outline":
        """Return some rows."""
        return Outline.read({name: array[rows] for name, array in self.arrays().items()})

    def joined(self, more: "Outline", rooms: Rooms) -> "Outline":
        """Return these rows and then some more."""
        held, further = self.arrays(), more.arrays()
        return Outline.read(
            {name: rooms.joined(f"outline.{name}", held[name], further[name]) for name in held}
        )


@dataclass(frozen=True, slots=True, eq=False)
class Places:
    """Every place that an outline can tell, in the order of its numbers."""

    city: Int32s
    relocation: Int32s
    remote: Int32s


@lru_cache(maxsize=8)
def places(n_cities: int) -> Places:
    """Return what each number of :attr:`Outline.place` stands for, so many cities being known."""
    return Places(*_numbered(n_cities + 1, ANSWERS, ANSWERS))


@cache
def careers() -> tuple[Int32s, Int32s, Int32s]:
    """Return stay, level and education that each number of :attr:`Outline.career` stands for;
    ``UNKNOWN`` (-1) where not known."""
    stay, level, education = _numbered(N_STAYS, N_LEVELS, N_EDUCATIONS)
    return stay, level, education


@cache
def wishes() -> NDArray[np.float64]:
    """Return the least sum, in minor units, that each number of :attr:`Outline.wish` stands for."""
    return np.concatenate([[UNKNOWN], np.floor(np.expm1(STEP * np.arange(N_WISHES)))])


def _numbered(*sizes: int) -> list[Int32s]:
    """Return the values, from ``UNKNOWN`` (-1) up, that each number of a product stands for."""
    values = np.unravel_index(np.arange(np.prod(sizes)), sizes)
    return [(array - 1).astype(np.int32) for array in values]


def _flags(columns: Columns) -> NDArray[np.uint8]:
    words = np.diff(columns.token_ends, prepend=0) > 0
    marks = (
        (TITLED, columns.titles_told), (SKILLED, columns.skills_known), (WORDED, words),
        (RETOLD, _retold(columns)),
    )  # fmt: skip
    flags = np.zeros(columns.n, dtype=np.uint8)
    for flag, mark in marks:
        flags |= (flag * mark).astype(np.uint8)
    return flags


def _retold(columns: Columns) -> NDArray[np.bool_]:
    found = np.zeros(columns.n, dtype=bool)
    found[columns.statement_rows] = True
    by_words = columns.post_leads & (of_posts(columns, columns.known_titles.levels) < LEVEL_HEAD)
    found[columns.posts.rows[by_words]] = True
    return found


def _career(columns: Columns) -> NDArray[np.uint16]:
    stay = np.where(columns.dated, np.minimum(columns.longest_stay, SETTLED_MONTHS), UNKNOWN)
    level = columns.highest_level.astype(np.int64)
    codes = ((stay + 1) * N_LEVELS + level + 1) * N_EDUCATIONS + columns.education + 1
    return codes.astype(np.uint16)


def _told(months: NDArray[np.generic]) -> NDArray[np.uint16]:
    return np.asarray(np.minimum(months, MOST_MONTHS) + 1).astype(np.uint16)


def _months(known: Int32s, by_posts: Int32s, in_field: Int32s) -> NDArray[np.uint16]:
    """Tell the most that may count, and where a sentence alone may have told it."""
    doubtful = (in_field == UNKNOWN) & (by_posts == UNKNOWN) & (known != UNKNOWN)
    most = np.where(in_field != UNKNOWN, in_field, np.maximum(known, by_posts))
    return np.asarray(_told(most) + DOUBTFUL * doubtful).astype(np.uint16)


def _led(months: NDArray[np.uint16], columns: Columns) -> NDArray[np.uint16]:
    leading = (months == 0) & (columns.highest_level >= LEVEL_HEAD)
    return np.where(leading, LEADING, months).astype(np.uint16)


def _steps(expected: NDArray[np.int64]) -> NDArray[np.uint16]:
    told = np.floor(np.log1p(np.maximum(expected, 0)) / STEP).astype(np.int64)
    least = wishes()[1:]
    told = np.minimum(told, N_WISHES - 1)
    # A rounding error may have taken the next step, whose least is above the sum itself.
    told -= least[told] > expected
    return np.where(expected == UNKNOWN, 0, np.maximum(told, 0) + 1).astype(np.uint16)

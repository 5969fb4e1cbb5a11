"""Yes, no or not known, of all candidates at once: what filters and counts ask of them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.columns import Columns
from matching.features.place import COMMUTE, Placed, PlaceResult
from matching.features.skills import Credit
from matching.numbering import UNKNOWN

Flags = NDArray[np.bool_]

NEAR_ENOUGH = 0.5
"""Level of commuting from which a city counts as the vacancy's."""


@dataclass(frozen=True, slots=True, eq=False)
class Answers:
    """One question, answered by everybody; who neither says yes nor is unknown says no.

    Attributes
    ----------
    yes, unknown : arrays of shape (n,)
        Never both.
    """

    yes: Flags
    unknown: Flags

    @classmethod
    def of(cls, yes: Flags, silent: Flags) -> "Answers":
        """Build from who is known to say yes and who left something open."""
        return cls(yes, silent & ~yes)

    def passed(self, keep_unknown: bool) -> Flags:
        """Return who says yes, with those of whom it is not known if they are kept."""
        return self.yes | (self.unknown & keep_unknown)

    def living(self, columns: Columns) -> "Answers":
        """Return the answers of those who count."""
        return Answers(columns.living(self.yes), columns.living(self.unknown))

    def __or__(self, other: "Answers") -> "Answers":
        """Return who says yes to one of two questions at least."""
        return Answers.of(self.yes | other.yes, self.unknown | other.unknown)


def at_least(values: NDArray[np.int32], least: int) -> Answers:
    """Return whether values reach ``least``; ``UNKNOWN`` is not known."""
    known = values != UNKNOWN
    return Answers(known & (values >= least), ~known)


def holds_all(columns: Columns, credit: Credit) -> Answers:
    """Return whether all of the sought skills are claimed or shown; a near one does not do."""
    return Answers.of(np.all(credit.held, axis=1), ~columns.skills_known)


def speaks(columns: Columns, code: int, level: int) -> Answers:
    """Return whether the language with the number ``code`` is spoken at ``level`` or above."""
    fluent = (columns.language_codes.values == code) & (columns.language_levels >= level)
    return Answers.of(
        marked(columns.n, columns.language_codes.rows[fluent]), ~columns.languages_known
    )


def on_site(columns: Placed, place: PlaceResult) -> Answers:
    """Return whether one lives in the vacancy's city or near, or would move."""
    distance = np.nan_to_num(place.kilometres[columns.city], nan=1e6)
    near = np.asarray(place.there | (COMMUTE(distance) >= NEAR_ENOUGH))
    silent = (columns.city == UNKNOWN) | (columns.relocation == UNKNOWN)
    return Answers.of(near | (columns.relocation == 1), silent)


def from_afar(columns: Placed, place: PlaceResult) -> Answers:
    """Return whether one lives in the vacancy's city or may work remotely."""
    return Answers.of(place.there | (columns.remote == 1), columns.remote == UNKNOWN)


def marked(n: int, rows: NDArray[np.integer]) -> Flags:
    """Return ``n`` flags, those of ``rows`` up."""
    found = np.zeros(n, dtype=bool)
    found[rows] = True
    return found

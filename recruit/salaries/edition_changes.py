"""What changed from one edition of a survey to another: pure, over rows of sums."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from matching.profiles import SEGMENTS
from recruit.salaries.survey_files import AMOUNT_COLUMNS

# Hundredths of a per cent, as an index is kept.
WHOLE = 10_000
# A change beyond this is more often a slip than the market.
JUMP = 5_000


class Row(Protocol):
    """The sums of a city and segment, stored or only read from a file."""

    @property
    def city(self) -> str:
        """The canonical name."""

    @property
    def segment(self) -> str:
        """One of `SEGMENTS`."""


@dataclass(frozen=True, slots=True)
class Change:
    """One sum before and after, in minor units."""

    before: int
    after: int

    @property
    def basis_points(self) -> int:
        """The change in hundredths of a per cent, half away from zero."""
        difference = self.after - self.before
        size = (2 * WHOLE * abs(difference) + self.before) // (2 * self.before)
        return size if difference >= 0 else -size

    @property
    def is_jump(self) -> bool:
        """Whether somebody should ask if this can be."""
        return abs(self.basis_points) > JUMP


@dataclass(frozen=True, slots=True)
class RowChange:
    """The changes of a city and segment by column."""

    city: str
    segment: str
    sums: Mapping[str, Change]

    @property
    def bands(self) -> tuple[tuple[Change, Change], ...]:
        """The lower and the upper end of each band."""
        return tuple(
            (self.sums[f"band{band}_min"], self.sums[f"band{band}_max"]) for band in (1, 2, 3, 4)
        )

    @property
    def median(self) -> Change:
        """The change of the median."""
        return self.sums["median"]


@dataclass(frozen=True, slots=True)
class MedianSummary:
    """How the medians of a segment moved over the cities that both editions have."""

    segment: str
    cities: int
    risen: int
    fallen: int
    # The mean of the cities' changes, in hundredths of a per cent.
    mean: int


@dataclass(frozen=True, slots=True)
class EditionChanges:
    """Everything that differs; rows in the order of the later edition."""

    rows: tuple[RowChange, ...]
    new_cities: tuple[str, ...]
    dropped_cities: tuple[str, ...]

    @property
    def jumps(self) -> int:
        """How many sums changed so much that somebody should ask."""
        return sum(change.is_jump for row in self.rows for change in row.sums.values())

    @property
    def sums(self) -> int:
        """How many sums are compared."""
        return len(self.rows) * len(AMOUNT_COLUMNS)

    @property
    def is_nothing(self) -> bool:
        """Whether the two tables say the same."""
        changed = any(c.before != c.after for row in self.rows for c in row.sums.values())
        return not (changed or self.new_cities or self.dropped_cities)

    @property
    def medians(self) -> tuple[MedianSummary, ...]:
        """A summary for each segment that both editions have."""
        return tuple(
            _summary(segment, changes)
            for segment in SEGMENTS
            if (changes := [row.median for row in self.rows if row.segment == segment])
        )


def compare(before: Iterable[Row], after: Iterable[Row]) -> EditionChanges:
    """What changed from the rows of one edition to those of a later one."""
    old = {(row.city, row.segment): row for row in before}
    new = {(row.city, row.segment): row for row in after}
    rows = [
        RowChange(
            city,
            segment,
            {
                column: Change(getattr(old[city, segment], column), getattr(row, column))
                for column in AMOUNT_COLUMNS
            },
        )
        for (city, segment), row in new.items()
        if (city, segment) in old
    ]
    old_cities, new_cities = (dict.fromkeys(city for city, _ in places) for places in (old, new))
    return EditionChanges(
        tuple(rows),
        tuple(city for city in new_cities if city not in old_cities),
        tuple(city for city in old_cities if city not in new_cities),
    )


def _summary(segment: str, changes: Sequence[Change]) -> MedianSummary:
    total, count = sum(change.basis_points for change in changes), len(changes)
    # Half away from zero, as each of them is rounded.
    mean = (2 * abs(total) + count) // (2 * count)
    return MedianSummary(
        segment=segment,
        cities=count,
        risen=sum(change.after > change.before for change in changes),
        fallen=sum(change.after < change.before for change in changes),
        mean=mean if total >= 0 else -mean,
    )

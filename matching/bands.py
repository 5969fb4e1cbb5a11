"""A salary survey: what a city pays for a post, by segment and by years in management.

All sums are integer minor units a month. The lookup is pure: the survey is handed in.
"""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from matching.profiles import SEGMENTS

BAND_NAMES = ("I", "II", "III", "IV")

BAND_MONTHS = (0, 12, 24, 36)
"""Months in management from which a band is open: none, one year, two, three (the survey's own)."""

MINOR_UNITS = 100

Range = tuple[int, int]


class SurveyError(ValueError):
    """A survey file is not as it must be; the message names row and column."""


@dataclass(frozen=True, slots=True)
class SurveyCell:
    """What one city pays in one segment: four ranges and the median, minor units a month."""

    city: str
    segment: str
    bands: tuple[Range, Range, Range, Range]
    median: int

    def band(self, number: int) -> Range:
        """Return the range of band ``number``, 1 to 4."""
        return self.bands[number - 1]


def band_for(management_months: int | None) -> int | None:
    """Return the band, 1 to 4, that months in management open; ``None`` when they are unknown."""
    if management_months is None:
        return None
    return sum(management_months >= least for least in BAND_MONTHS)


def bands_for(months: NDArray[np.int32]) -> NDArray[np.int8]:
    """Return the bands of many candidates at once; months below zero are unknown, band 0."""
    bands = np.searchsorted(np.array(BAND_MONTHS), months, side="right")
    return bands.astype(np.int8)


class SalarySurvey:
    """One edition of a survey for one post.

    Attributes
    ----------
    role : str
        Id of the title group that was surveyed; other posts have no market cell.
    currency, edition : str
    cities : tuple of str
        In the survey's own order.
    """

    def __init__(
        self, cells: Iterable[SurveyCell], *, role: str, currency: str = "RUB", edition: str = ""
    ) -> None:
        self.role, self.currency, self.edition = role, currency, edition
        self._cells = {(cell.city, cell.segment): cell for cell in cells}
        self.cities = tuple(dict.fromkeys(city for city, _ in self._cells))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SalarySurvey) and self._told == other._told

    def __hash__(self) -> int:
        return hash((self.role, self.currency, self.edition))

    @property
    def _told(self) -> tuple[object, ...]:
        return self.role, self.currency, self.edition, self._cells

    @classmethod
    def from_rows(
        cls,
        rows: Iterable[Mapping[str, str | None]],
        *,
        role: str,
        currency: str = "RUB",
        edition: str = "",
    ) -> "SalarySurvey":
        """Build from rows of ``city, segment, band1_min … band4_max, median`` in whole units.

        Raises
        ------
        SurveyError
            If a sum is not a whole number; the row (the first after the header is 2) and the column
            are named. Gaps and the like are the importer's to refuse.
        """
        cells = []
        for number, row in enumerate(rows, start=2):
            sums = {}
            for column in (
                *(f"band{n}_{end}" for n in range(1, 5) for end in ("min", "max")),
                "median",
            ):
                text = (row.get(column) or "").strip()
                if not (text.isascii() and text.isdigit()):
                    raise SurveyError(f"row {number}, column {column}: {text!r} is not a whole sum")
                sums[column] = int(text) * MINOR_UNITS
            one, two, three, four = (
                (sums[f"band{n}_min"], sums[f"band{n}_max"]) for n in range(1, 5)
            )
            city, segment = (row.get("city") or "").strip(), (row.get("segment") or "").strip()
            if not city or segment not in SEGMENTS:
                raise SurveyError(f"row {number}: city and segment ({', '.join(SEGMENTS)}) wanted")
            cells.append(SurveyCell(city, segment, (one, two, three, four), sums["median"]))
        return cls(cells, role=role, currency=currency, edition=edition)

    @classmethod
    def from_csv(
        cls,
        path: Path,
        *,
        role: str = "head-of-customer-relations",
        currency: str = "RUB",
        edition: str = "2015-04",
    ) -> "SalarySurvey":
        """Build from a CSV file with a header; raises :class:`SurveyError` or ``OSError``."""
        with path.open(encoding="utf-8-sig", newline="") as file:
            return cls.from_rows(
                csv.DictReader(file), role=role, currency=currency, edition=edition
            )

    def cell(self, city: str | None, segment: str | None) -> SurveyCell | None:
        """Return the cell of a canonical city and a segment, or ``None`` if the survey lacks it.

        A segment of ``None`` means companies: they are the most employers.
        """
        if city is None:
            return None
        return self._cells.get((city, segment or "company"))

    def convert(
        self, minor: int, from_city: str, to_city: str, segment: str | None, band: int
    ) -> int | None:
        """Return what a sum in one city is worth in another, by the same band's middles.

        Returns
        -------
        int or None
            ``None`` if the survey lacks either city.
        """
        ratio = self.ratio(from_city, to_city, segment, band)
        return None if ratio is None else round(minor * ratio)

    def ratio(self, from_city: str, to_city: str, segment: str | None, band: int) -> float | None:
        """Return how many times more the same band is paid in ``to_city``, or ``None``."""
        here, there = self.cell(from_city, segment), self.cell(to_city, segment)
        if here is None or there is None:
            return None
        return sum(there.band(band)) / sum(here.band(band))

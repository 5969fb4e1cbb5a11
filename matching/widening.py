"""How a question about the market widens where too few people stand in its cell.

The nodes that an observation lies in form a ladder, each rung wholly inside the next: the band of a
city and segment, the pair of bands, the city, its region, both segments, a longer period. Nodes
never cross, so two answers can be subtracted only along a ladder, and `matching.market` sees to it
that no such difference is small.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from fractions import Fraction
from typing import Literal, NamedTuple

from matching.bands import BAND_NAMES, SalarySurvey
from matching.cities import Cities
from matching.profiles import SEGMENTS

Side = Literal["expectation", "offer"]
SIDES: tuple[Side, ...] = ("expectation", "offer")

RECENT_MONTHS = 12
"""Months back that count at first, the present one included."""

LONG_MONTHS = 36
"""Months back that count on the last rung."""

UNITED_REGIONS = {
    "Московская область": "Москва",
    "Ленинградская область": "Санкт-Петербург",
}
"""A capital and the region around it are one market of labour: people go there and back daily."""


class Rung(IntEnum):
    """Where on the ladder a node stands."""

    BAND = 0
    PAIR = 1
    CITY = 2
    AREA = 3
    SEGMENTS = 4
    PERIOD = 5


StepName = Literal["pair", "bands", "region", "segments", "period"]


class Step(NamedTuple):
    """One step wider, and what it adds: bands, regions, the other segment or a number of months."""

    name: StepName
    added: tuple[str, ...]


class Cell(NamedTuple):
    """A place in the market; a segment or band of ``None`` is not known, or not asked."""

    city: str
    segment: str | None
    band: int | None


@dataclass(frozen=True, slots=True)
class Area:
    """The cities that are told together with a city.

    Attributes
    ----------
    key : str
        The same for all cities of the area.
    regions : tuple of str
        What it is called; empty where the survey knows no city of it. Such a city stands alone,
        without bands: nothing tells how its sums compare with those of others.
    reference : str
        The city whose cells stand for the asked one; empty where there is none.
    """

    key: str
    regions: tuple[str, ...]
    reference: str

    @property
    def surveyed(self) -> bool:
        """Whether sums can be carried between cities and bands."""
        return bool(self.reference)


def region_of(city: str, cities: Cities) -> str:
    """Return the region of a city, capitals with theirs; a city that the table lacks is its own."""
    found = cities.find(city)
    return UNITED_REGIONS.get(found.region, found.region) if found else cities.canonical(city)


def area_of(city: str, survey: SalarySurvey | None, cities: Cities) -> Area:
    """Return the area of a city: its region if the survey knows a city there, else itself."""
    name = cities.canonical(city)
    region = region_of(name, cities)
    known = [
        surveyed
        for surveyed in (survey.cities if survey else ())
        if survey is not None
        and all(survey.cell(surveyed, segment) for segment in SEGMENTS)
        and region_of(surveyed, cities) == region
    ]
    if not known:
        return Area(f"city {name}", (), "")
    around = tuple(outer for outer, capital in UNITED_REGIONS.items() if capital == region)
    return Area(f"region {region}", (region, *around), name if name in known else known[0])


def rungs(side: Side, asked: Cell, area: Area) -> Iterator[tuple[Rung, tuple[Step, ...]]]:
    """Yield the rungs of a question, nearest first, each with the steps that lead to it.

    A rung that holds the same people as the one before by its nature is left out: expectations
    know no segments, a city without a survey no bands and no region.
    """
    bands = asked.band if area.surveyed else None
    others = tuple(name for name in BAND_NAMES if bands and name != BAND_NAMES[bands - 1])
    region = (Step("region", area.regions),) if area.surveyed else ()
    if side == "offer" and asked.segment is None:
        yield Rung.SEGMENTS, ((Step("bands", others),) if others else ()) + region
    else:
        if bands:
            low = (bands - 1) // 2 * 2
            pair = BAND_NAMES[low : low + 2]
            yield Rung.BAND, ()
            yield Rung.PAIR, (Step("pair", tuple(name for name in others if name in pair)),)
            far = tuple(name for name in others if name not in pair)
            yield Rung.CITY, (Step("bands", far),)
        else:
            yield Rung.CITY, ()
        if area.surveyed:
            yield Rung.AREA, region
        if side == "offer":
            other = tuple(segment for segment in SEGMENTS if segment != asked.segment)
            yield Rung.SEGMENTS, (Step("segments", other),)
    yield Rung.PERIOD, (Step("period", (str(LONG_MONTHS),)),)


def path(
    side: Side, cell: Cell, area: Area, *, recent: bool
) -> Iterator[tuple[object, ...] | None]:
    """Yield the node of each rung that a sum in this cell lies in; ``None`` below what is known."""
    segment = cell.segment if side == "offer" else None
    placed = recent and (side == "expectation" or segment is not None)
    banded = placed and cell.band is not None and area.surveyed
    band = cell.band or 0
    yield (side, cell.city, segment, band) if banded else None
    yield (side, cell.city, segment, (band + 1) // 2) if banded else None
    yield (side, cell.city, segment) if placed else None
    yield (side, area.key, segment) if placed else None
    yield (side, area.key) if recent else None
    yield (side, area.key)


def ratio(survey: SalarySurvey, own: Cell, asked: Cell) -> Fraction | None:
    """Return how many times more ``asked`` pays than ``own``, by the middles of bands.

    A question without a band asks about each one in their own band. Who has no known band stands at
    the median of the cell.

    Returns
    -------
    Fraction or None
        Exact; ``None`` if the survey lacks a cell.
    """
    band = own.band if asked.band is None else asked.band
    here, there = _middle(survey, own), _middle(survey, asked._replace(band=band))
    return Fraction(there, here) if here and there else None


def _middle(survey: SalarySurvey, cell: Cell) -> int | None:
    """Return twice the middle of a band, or twice the median."""
    found = survey.cell(cell.city, cell.segment)
    if found is None:
        return None
    return 2 * found.median if cell.band is None else sum(found.band(cell.band))

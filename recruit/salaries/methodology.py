"""The worked example of the method: a sum carried from one city to another, step by step."""

from dataclasses import dataclass
from fractions import Fraction

from matching.bands import BAND_NAMES, SalarySurvey
from matching.disclosure import LEAST
from matching.market import ROUNDING
from matching.widening import LONG_MONTHS, RECENT_MONTHS
from recruit.cities import canonical_city, city_label
from recruit.money import MINOR_UNITS
from recruit.salaries.presentation import DEFAULT_SEGMENT

# The example as the edition of April 2015 gives it; a survey without it takes its own ends.
FROM_CITY, TO_CITY, BAND, SUM = "Kazan", "Moscow", 3, 90_000 * MINOR_UNITS

# What the page tells of the market of our own base.
MARKET_RULES = {
    "step": ROUNDING,
    "people": LEAST,
    "recent_months": RECENT_MONTHS,
    "long_months": LONG_MONTHS,
}


@dataclass(frozen=True)
class Step:
    """A sum in one city carried into another; sums in minor units a month."""

    amount: int
    converted: int


@dataclass(frozen=True)
class Example:
    """A conversion with all that it is made of; `here` and `there` are the ends of the band."""

    segment: str
    numeral: str
    from_city: str
    to_city: str
    here: tuple[int, int]
    there: tuple[int, int]
    ratio: float
    expected: Step
    back: int
    median: Step
    median_there: int
    currency: str

    @property
    def here_twice(self) -> int:
        """Both ends of the band added up: twice its middle."""
        return sum(self.here)

    @property
    def there_twice(self) -> int:
        """The same in the other city."""
        return sum(self.there)


def worked_example(survey: SalarySurvey, language: str) -> Example | None:
    """The example for an edition; None where it has one city only."""
    if len(survey.cities) < 2:
        return None
    from_city, to_city = canonical_city(FROM_CITY), canonical_city(TO_CITY)
    if not {from_city, to_city} <= set(survey.cities):
        from_city, to_city = survey.cities[-1], survey.cities[0]
    cell, other = survey.cell(from_city, DEFAULT_SEGMENT), survey.cell(to_city, DEFAULT_SEGMENT)
    ratio = survey.ratio(from_city, to_city, DEFAULT_SEGMENT, BAND)
    if cell is None or other is None or ratio is None:
        return None
    amount = SUM if cell.bands[0][0] <= SUM <= cell.bands[-1][1] else cell.median

    def carried(minor: int) -> Step:
        there = survey.convert(minor, from_city, to_city, DEFAULT_SEGMENT, BAND)
        return Step(minor, whole(there or 0))

    expected = carried(amount)
    back = survey.convert(expected.converted, to_city, from_city, DEFAULT_SEGMENT, BAND)
    return Example(
        segment=DEFAULT_SEGMENT,
        numeral=BAND_NAMES[BAND - 1],
        from_city=city_label(from_city, language),
        to_city=city_label(to_city, language),
        here=cell.band(BAND),
        there=other.band(BAND),
        ratio=ratio,
        expected=expected,
        back=whole(back or 0),
        median=carried(cell.median),
        median_there=other.median,
        currency=survey.currency,
    )


def whole(minor: int) -> int:
    """A sum to whole units of the currency, half up, in minor units still."""
    return int(Fraction(minor, MINOR_UNITS) + Fraction(1, 2)) * MINOR_UNITS

"""Salary: the expectation against the offer, and against the market of city, segment and band."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.bands import BAND_NAMES, SurveyCell, bands_for
from matching.columns import Columns
from matching.curves import Curve, Levels
from matching.numbering import UNKNOWN, Numbers
from matching.query import Query

ABOVE = Curve(((1.0, 1.0), (1.1, 0.75), (1.2, 0.48), (1.5, 0.12), (1.75, 0.05), (2.5, 0.0)))
"""Expectation as a multiple of what is paid to level: asking less earns nothing more; a tenth above
is talked over, a fifth above is worse than not knowing, half as much again hardly ever agreed."""

UNKNOWN_EXPECTATION = 0.5
"""Expected where the wish is not told: below one inside the offer, above one a fifth beyond it."""

FAR_BELOW = 0.7
"""Under this part of the band's lower end a wish raises a question, and costs or earns nothing."""


@dataclass(frozen=True, slots=True, eq=False)
class SalaryResult:
    """Levels of the family and the facts behind them.

    Attributes
    ----------
    bands : array of shape (n,)
        1 to 4; 0 where management is unknown or the post was not surveyed.
    expected : array of shape (n,)
        Expectation in minor units of the query's currency, ``UNKNOWN`` (-1) where not comparable.
    converted : array of shape (n,)
        The same in the prices of the vacancy's city for those who would move or work from afar,
        else unchanged.
    moved : array of shape (n,)
        Who would move: compared in the vacancy's city, converted.
    afar : array of shape (n,)
        Who would work from another city: compared in both, and judged by the kinder.
    ratios : array of shape (n_cities + 1, 5)
        How many times more each band (0: unknown) is paid in the vacancy's city, or NaN.
    check : array of shape (n,)
        Whether the wish is so far below the market that it raises a question.
    """

    levels: dict[str, Levels]
    bands: NDArray[np.int8]
    expected: NDArray[np.int64]
    converted: NDArray[np.int64]
    moved: NDArray[np.bool_]
    afar: NDArray[np.bool_]
    ratios: NDArray[np.float64]
    check: NDArray[np.bool_]


def evaluate(
    columns: Columns,
    query: Query,
    *,
    management: NDArray[np.int32],
    there: NDArray[np.bool_],
    ratios: NDArray[np.float64],
    currencies: Numbers[str],
    highest: NDArray[np.int8] | None = None,
) -> SalaryResult:
    """Compare expectations; another currency than the vacancy's is an unknown expectation.

    Parameters
    ----------
    ratios : array of shape (n_cities + 1, 5)
        As :func:`ratios_of` gives them.
    highest : array of shape (n,), optional
        The highest band that a candidate's resume leaves open, 0 if it closes even the first.
    """
    comparable = (columns.expected != UNKNOWN) & (
        columns.currency == currencies.find(query.currency)
    )
    expected = np.where(comparable, columns.expected, UNKNOWN)
    bands = bands_for(management) if query.survey else np.zeros(columns.n, np.int8)
    if highest is not None:
        bands = paid_bands(bands, highest)
    own_ratios = ratios[columns.city, bands]
    elsewhere = comparable & ~there & ~np.isnan(own_ratios)
    moved = elsewhere & (columns.relocation == 1) & (not query.remote)
    afar = elsewhere & (columns.remote == 1) & query.remote
    converted = np.rint(expected * np.where(moved | afar, own_ratios, 1.0)).astype(np.int64)
    levels = {}
    if query.offer is not None:
        share = ABOVE(np.maximum(expected, 0) / max(query.offer, 1))
        levels["offer"] = Levels.unknown_where(~comparable, share, UNKNOWN_EXPECTATION)
    check = np.zeros(columns.n, dtype=bool)
    if query.cell is not None:
        # A wish is usual where the person lives, or where the employer sits: either is enough.
        judged = np.where(afar, np.minimum(converted, expected), converted)
        levels["market"] = _market(query.cell, judged, comparable, bands)
        floors = np.array([0] + [low for low, _ in query.cell.bands])
        dearer = np.where(afar, np.maximum(converted, expected), converted)
        check = comparable & (dearer < FAR_BELOW * floors[bands])
    return SalaryResult(levels, bands, expected, converted, moved, afar, ratios, check)


def paid_bands(by_years: NDArray[np.int8], highest: NDArray[np.int8]) -> NDArray[np.int8]:
    """Return the bands that wishes are compared with.

    The survey heads its columns with years as a head, so these decide, and what a resume leaves
    unsaid costs nobody a band; what it rules out does. Below the first band there is none.
    """
    return np.minimum(by_years, np.maximum(highest, 1)).astype(np.int8)


def ratios_of(query: Query, city_names: Numbers[str], n_cities: int) -> NDArray[np.float64]:
    """Return how many times more each band (0: unknown) is paid in the vacancy's city, or NaN.

    Parameters
    ----------
    n_cities : int
        The first so many: another thread may be reading candidates from further ones.
    """
    ratios = np.full((n_cities + 1, len(BAND_NAMES) + 1), np.nan)
    if query.survey is not None and query.city is not None:
        for name in query.survey.cities:
            number = city_names.find(name)
            for band in range(1, len(BAND_NAMES) + 1):
                paid = query.survey.ratio(name, query.city, query.vacancy.segment, band)
                if 0 <= number < n_cities and paid is not None:
                    ratios[number, band] = paid
    return ratios


def band_tops(cell: SurveyCell) -> NDArray[np.int64]:
    """Return what the market pays at most by band, minor units; without a band the median."""
    return np.array([cell.median, *(high for _, high in cell.bands)], dtype=np.int64)


def _market(
    cell: SurveyCell,
    converted: NDArray[np.int64],
    comparable: NDArray[np.bool_],
    bands: NDArray[np.int8],
) -> Levels:
    """Judge the wish by its band's upper end; without a band it lies between the outer two."""
    wish = np.maximum(converted, 0)
    tops = band_tops(cell)
    least, most = tops.copy(), tops.copy()
    least[0], most[0] = cell.bands[0][1], cell.bands[-1][1]
    return Levels.of(
        np.where(comparable, ABOVE(wish / tops[bands]), UNKNOWN_EXPECTATION),
        np.where(comparable, ABOVE(wish / least[bands]), 0.0),
        np.where(comparable, ABOVE(wish / most[bands]), 1.0),
    )

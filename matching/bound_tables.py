"""What the numbers of an outline earn at most for one query.

The curves of :mod:`matching.features`, read once for every number that an outline can hold.
"""

import numpy as np
from numpy.typing import NDArray

from matching.bands import bands_for
from matching.curves import FULL, to_levels
from matching.features import experience, skills
from matching.numbering import UNKNOWN
from matching.outlines import DOUBTFUL, LEADING, MOST_MONTHS, careers
from matching.query import Query
from matching.scorer import FEATURE_NUMBER, Tables

Units = NDArray[np.int32]
Shares = NDArray[np.float64]


class Points:
    """Units of one query, by feature, read at shares of 0 to 1."""

    def __init__(self, tables: Tables) -> None:
        self._tables = {name: tables.points[number] for name, number in FEATURE_NUMBER.items()}

    def asks(self, name: str) -> bool:
        """Return whether a feature counts."""
        return bool(self._tables[name][FULL])

    def of(self, name: str, shares: Shares) -> Units:
        """Return what shares of a feature earn."""
        return np.asarray(self._tables[name][to_levels(shares)])

    def at(self, name: str, levels: NDArray[np.int16]) -> Units:
        """Return what levels of a feature earn."""
        return np.asarray(np.take(self._tables[name], levels))

    def most(self, *names: str) -> int:
        """Return what some features earn together, perfectly met."""
        return sum(int(self._tables[name][FULL]) for name in names)


def of_careers(points: Points, query: Query) -> Units:
    """Return what stay, level and education earn together, by the numbers of an outline."""
    stay, level, education = careers()
    units = np.zeros(len(stay), dtype=np.int32)
    if query.relevant is not None:
        settled = np.minimum(1.0, stay / experience.SETTLED_MONTHS)
        units += points.of("stability", np.where(stay == UNKNOWN, experience.UNKNOWN_STAY, settled))
        units += points.at("seniority", experience.seniority(level, query.title.level).expected)
    if query.education != UNKNOWN:
        units += points.at("education", skills.schooled(education, query.education).expected)
    return units


def of_months(asked: int, unknown: float) -> Shares:
    """Return the share of each number of months that an outline can hold."""
    months = np.arange(-1, DOUBTFUL - 1)
    shares = np.where(months == UNKNOWN, unknown, experience.share(months, asked))
    shares[MOST_MONTHS + 1] = 1.0  # or more
    shares[LEADING] = experience.UNDATED_LEAD
    doubtful = np.maximum(shares, max(unknown, experience.UNDATED_LEAD))
    return np.concatenate([shares, doubtful])


def of_undated(asked: int) -> tuple[Shares, Shares]:
    """Return the share of what is asked that careers without dates may have at most, by the
    numbers of an outline for months in all and for months as a head."""
    months = np.arange(-1, DOUBTFUL - 1)
    likely = experience.share(experience.LIKELY_RELEVANT * months, asked)
    likely[[0, LEADING, MOST_MONTHS + 1]] = experience.UNKNOWN_EXPERIENCE, 0.0, 1.0
    led = experience.share(months, asked)
    led[[LEADING, MOST_MONTHS + 1]] = 0.0, 1.0
    return likely, led


BANDS_OF_LED = np.tile(
    np.append(bands_for(np.arange(-1, LEADING - 1, dtype=np.int32)), np.int8(0)), 2
)
"""The salary band by years as a head, by the numbers of an outline."""

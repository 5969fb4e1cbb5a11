"""What would change a rank: for each fact, the smallest change that lifts a candidate far enough.

Nothing is guessed: a changed fact gives a level, the level its units in the tables of the ranking,
and the new sum its place among the others.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from matching.bands import BAND_MONTHS, bands_for
from matching.curves import FULL, to_levels
from matching.explanations import Snapshot
from matching.features import experience, place, salary
from matching.features.skills import EDUCATION_STEP
from matching.numbering import UNKNOWN
from matching.qualifications import EDUCATION_LEVELS, LANGUAGE_LEVELS
from matching.query import Sought
from matching.scorer import FEATURE_NUMBER, UNITS
from matching.title_names import LEVEL_HEAD

Fact = Literal[
    "salary_expected",
    "must",
    "nice",
    "experience",
    "languages",
    "education",
    "relocation",
    "remote",
]

MOST_MONTHS = 240
"""Months of further work that are looked through: twenty years change all that can change."""

SALARY_STEPS = 100
"""Steps between nothing and the offer in which a wish is lowered; each is a round sum."""

MOST_SALARY_STEPS = 1000
"""Steps between nothing and the wish; of ten times as many all are looked at. An offer of one
rouble would else be come down to rouble by rouble."""


@dataclass(frozen=True, slots=True)
class Change:
    """One fact as it would have to be.

    Attributes
    ----------
    fact : str
    amount : int or None
        The sum a month in minor units, or the further months in a post like the wanted one.
    names : tuple of str
        Skills to be shown at work, by key; ``code:level`` of languages; the level of education.
    points : float
        What the score gains.
    rank : int
        The place it would give, from 1, while all others stay as they are.
    reached : bool
        Whether that is as far as was asked; if not, this fact alone cannot do more.
    """

    fact: Fact
    amount: int | None
    names: tuple[str, ...]
    points: float
    rank: int
    reached: bool


@dataclass(frozen=True, slots=True)
class _Step:
    """A possible change of one fact and the units of the features it touches."""

    amount: int | None
    names: tuple[str, ...]
    gain: int


class _Row:
    """One candidate in the tables of a ranking."""

    def __init__(self, snapshot: Snapshot, row: int) -> None:
        self.snapshot, self.row = snapshot, row
        self.evaluation, self.columns = snapshot.evaluation, snapshot.columns
        self.query = snapshot.evaluation.query

    def asked(self, feature: str) -> bool:
        return bool(self.snapshot.tables.points[FEATURE_NUMBER[feature], FULL])

    def ratio(self, band: int) -> float:
        """Return what converts the wish into the prices that it is judged by."""
        result = self.evaluation.salary
        if not (result.moved[self.row] or result.afar[self.row]):
            return 1.0
        ratio = float(result.ratios[self.columns.city[self.row], band])
        return min(ratio, 1.0) if result.afar[self.row] else ratio

    def market(self, sums: NDArray[np.int64], bands: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return the units that wishes, each in its band, would gain on the market."""
        if self.query.cell is None:
            return np.zeros(len(sums), dtype=np.int64)
        ratios = np.array([self.ratio(band) for band in range(len(BAND_MONTHS) + 1)])
        worth = np.rint(sums * ratios[bands])
        return self.gains("market", salary.ABOVE(worth / salary.band_tops(self.query.cell)[bands]))

    def paid(self, by_years: NDArray[np.int64], opened: NDArray[np.int8]) -> NDArray[np.int64]:
        """Return the units that the wish would gain in other bands on the market."""
        wish = int(self.evaluation.salary.expected[self.row])
        if wish == UNKNOWN or self.query.survey is None:
            return np.zeros(len(opened), dtype=np.int64)
        bands = salary.paid_bands(by_years.astype(np.int8), opened).astype(np.int64)
        return self.market(np.full(len(bands), wish), bands)

    def opened(self, education: int | None = None, shown: Collection[str] = ()) -> int:
        """Return the units on the market that other facts, which open bands, would gain."""
        placement = self.evaluation.placement
        if placement is None:
            return 0
        opened = placement.open_bands(self.row, education=education, shown=shown)
        led = np.array([self.evaluation.experience.management[self.row]])
        return int(self.paid(bands_for(led).astype(np.int64), opened)[0])

    def gains(self, feature: str, shares: NDArray[np.float64]) -> NDArray[np.int64]:
        """Return the units that shares of 0 to 1 would bring over what the feature earns now."""
        number = FEATURE_NUMBER[feature]
        points = self.snapshot.tables.points[number].astype(np.int64)
        now = int(self.evaluation.expected[self.row, number])
        return np.asarray(points[to_levels(shares)] - points[now], dtype=np.int64)


class Standings:
    """The sums of the best, to tell at once where another sum would stand.

    Parameters
    ----------
    snapshot : Snapshot
        Of the rows that are asked for.
    totals, turns : arrays of shape (n,)
        Of the best, best first: their sums, and their turns among all when sums are equal.
    own_turns : array
        The turn of each row of the snapshot.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        totals: NDArray[np.int64],
        turns: NDArray[np.int64],
        own_turns: NDArray[np.int64],
    ) -> None:
        self.snapshot = snapshot
        self._falling, self._turns, self._own_turns = -totals, turns, own_turns

    def place(self, row: int, total: int) -> int:
        """Return the place of a row with another sum: behind those with more, and with as much and
        an earlier key."""
        first, last = np.searchsorted(self._falling, [-total, -total + 1])
        turn = self._own_turns[row]
        return int(first + np.searchsorted(self._turns[first:last], turn)) + 1

    def reaches(self, row: int, total: int, place: int) -> bool:
        """Return whether a row with another sum would stand on a place or above it."""
        border = -int(self._falling[place - 1])
        return total > border or (total == border and self.place(row, total) <= place)


def changes(standings: Standings, row: int, now: int, places: int) -> tuple[Change, ...]:
    """Return for each fact the smallest change that lifts a row by so many places, best first.

    Parameters
    ----------
    row, now : int
        A row that is ranked, and its place.
    places : int
        Places to rise; more than there are above means to the top.

    Returns
    -------
    tuple of Change
        Those that reach the place come first, then those that come nearest to it. A fact that
        lifts by no place at all is left out.
    """
    total = int(standings.snapshot.parts[row].sum())
    wanted = max(1, now - places)
    found = []
    for fact, steps in _ladders(_Row(standings.snapshot, row)):
        step, is_enough = _smallest(standings, row, total, list(steps), wanted)
        then = now if step is None else standings.place(row, total + step.gain)
        if step is not None and then < now:
            points = step.gain / UNITS
            found.append(Change(fact, step.amount, step.names, points, then, is_enough))
    # The order of the facts, easiest first, decides among those that are enough.
    return tuple(sorted(found, key=lambda c: (not c.reached, 0 if c.reached else c.rank)))


def _smallest(
    standings: Standings, row: int, total: int, steps: list[_Step], wanted: int
) -> tuple[_Step | None, bool]:
    """Return the first step that is enough or, if none is, the first that lifts as far as any."""
    for step in steps:
        if standings.reaches(row, total + step.gain, wanted):
            return step, True
    gain = max((step.gain for step in steps), default=0)
    if gain <= 0:
        return None, False
    most = standings.place(row, total + gain)
    return next(s for s in steps if standings.reaches(row, total + s.gain, most)), False


def _ladders(own: _Row) -> Iterator[tuple[Fact, Iterator[_Step]]]:
    """Yield the facts that can change, each with its changes from the smallest to the largest."""
    yield "relocation", _relocation(own)
    yield "remote", _remote(own)
    yield "salary_expected", _salary(own)
    yield "must", _skills(own, "must", own.query.must, own.evaluation.skills.must.earned)
    yield "nice", _skills(own, "nice", own.query.nice, own.evaluation.skills.nice.earned)
    yield "languages", _languages(own)
    yield "education", _education(own)
    yield "experience", _experience(own)


def _salary(own: _Row) -> Iterator[_Step]:
    """Lower the wish by round sums until it earns the whole."""
    result = own.evaluation.salary
    now, band = int(result.expected[own.row]), int(result.bands[own.row])
    ends = [] if own.query.offer is None else [float(own.query.offer)]
    if own.query.cell is not None:
        ends.append(salary.band_tops(own.query.cell)[band] / own.ratio(band))
    if not ends:
        return
    start = now if now != UNKNOWN else int(max(ends) * salary.ABOVE.points[-1][0])
    least = max(min(ends) / SALARY_STEPS, start / MOST_SALARY_STEPS, 1)
    step = 10 ** int(np.log10(least))
    sums = np.arange(start // step, max(int(min(ends)) // step, 1) - 1, -1, dtype=np.int64) * step
    gains = np.zeros(len(sums), dtype=np.int64)
    if own.query.offer is not None:
        gains += own.gains("offer", salary.ABOVE(sums / max(own.query.offer, 1)))
    gains += own.market(sums, np.full(len(sums), band))
    for amount, gain in zip(sums.tolist(), gains.tolist(), strict=True):
        if now == UNKNOWN or amount < now:
            yield _Step(amount, (), gain)


def _skills(
    own: _Row, feature: str, sought: tuple[Sought, ...], credit: NDArray[np.float64]
) -> Iterator[_Step]:
    """Show at work what is missing or only listed, the fewest skills first."""
    if not own.asked(feature):
        return
    held = credit[own.row].copy()
    names: list[str] = []
    for number in np.argsort(held, kind="stable").tolist():
        if held[number] >= 1:
            break
        held[number] = 1.0
        names.append(sought[number].key)
        gain = int(own.gains(feature, held.mean(keepdims=True))[0])
        yield _Step(None, tuple(names), gain + own.opened(shown=names))


def _languages(own: _Row) -> Iterator[_Step]:
    """Know the languages that are asked, one after the other."""
    if not own.asked("languages"):
        return
    columns = own.columns
    spoken = slice(*np.searchsorted(columns.language_codes.rows, (own.row, own.row + 1)))
    codes = columns.language_codes.values[spoken].tolist()
    levels = dict(zip(codes, columns.language_levels[spoken].tolist(), strict=True))
    shares = np.array([min(1.0, levels.get(n, 0) / level) for n, _, level in own.query.languages])
    names: list[str] = []
    for number in np.argsort(shares, kind="stable").tolist():
        if shares[number] >= 1:
            break
        shares[number] = 1.0
        _, code, level = own.query.languages[number]
        names.append(f"{code}:{LANGUAGE_LEVELS[level - 1]}")
        yield _Step(None, tuple(names), int(own.gains("languages", shares.mean(keepdims=True))[0]))


def _education(own: _Row) -> Iterator[_Step]:
    """Rise step by step to the education that is asked."""
    if not own.asked("education"):
        return
    asked = own.query.education
    for level in range(max(int(own.columns.education[own.row]) + 1, 0), asked + 1):
        share = np.array([max(0.0, 1 - EDUCATION_STEP * (asked - level))])
        gain = int(own.gains("education", share)[0]) + own.opened(education=level)
        yield _Step(None, (EDUCATION_LEVELS[level],), gain)


def _relocation(own: _Row) -> Iterator[_Step]:
    """Be willing to move."""
    moves = own.columns.relocation[own.row] == 1
    if own.asked("place") and not own.query.remote and not moves:
        gain = own.gains("place", np.array([place.WILL_MOVE]))
        yield _Step(None, (), int(gain[0]))


def _remote(own: _Row) -> Iterator[_Step]:
    """Be willing to work from afar."""
    if own.asked("place") and own.query.remote and own.columns.remote[own.row] != 1:
        yield _Step(None, (), int(own.gains("place", np.ones(1))[0]))


def _experience(own: _Row) -> Iterator[_Step]:
    """Go on working in a post like the wanted one, month by month."""
    columns, query, served = own.columns, own.query, own.evaluation.experience
    if not columns.dated[own.row]:
        return
    months = np.arange(1, MOST_MONTHS + 1)
    gains = np.zeros(MOST_MONTHS, dtype=np.int64)
    if query.total is not None:
        gains += own.gains("total", experience.share(served.total[own.row] + months, query.total))
    if query.relevant is not None:
        fresh = experience.fresh_after(columns, served.closeness, own.row, months)
        gains += own.gains("relevant", experience.share(fresh, query.relevant))
    if query.management is not None and query.title.level >= LEVEL_HEAD:
        led = served.management[own.row] + months
        gains += own.gains("management", experience.share(led, query.management))
        placement = own.evaluation.placement
        opened = (
            np.full(MOST_MONTHS, len(BAND_MONTHS), dtype=np.int8)
            if placement is None
            else placement.open_bands(own.row, months=months)
        )
        gains += own.paid(bands_for(led).astype(np.int64), opened)
    for month, gain in zip(months.tolist(), gains.tolist(), strict=True):
        yield _Step(month, (), gain)

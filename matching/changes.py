"""What would change a rank: for each fact, the smallest change that lifts a candidate far enough.

Nothing is guessed: a changed fact gives a level, the level its units in the tables of the ranking,
and the new sum its place among the others.
"""

from collections.abc import Collection, Iterator, Sequence
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


@dataclass(frozen=True, slots=True, eq=False)
class _Ladder:
    """Possible changes of one fact, from the smallest to the largest.

    Attributes
    ----------
    gains : array of shape (n_steps,)
        What each gains, in units.
    amounts, names : sequence
        What each changes, as :class:`Change` tells it; empty where nothing is to be told.
    """

    gains: NDArray[np.int64]
    amounts: Sequence[int] | NDArray[np.integer] = ()
    names: Sequence[tuple[str, ...]] = ()

    def amount(self, step: int) -> int | None:
        return int(self.amounts[step]) if len(self.amounts) else None

    def name(self, step: int) -> tuple[str, ...]:
        return self.names[step] if self.names else ()


class _Row:
    """One candidate where they were evaluated, in the tables of a ranking."""

    def __init__(self, snapshot: Snapshot, row: int) -> None:
        batch, self.row = snapshot.found.source(row)
        self.evaluation, self.columns = batch.evaluation, batch.columns
        self.query, self._points = snapshot.prepared.query, snapshot.tables.points
        self._opened: dict[tuple[int | None, frozenset[str]], int] = {}

    def asked(self, feature: str) -> bool:
        return bool(self._points[FEATURE_NUMBER[feature], FULL])

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
        known = education, placement.shown.intersection(shown)
        if known not in self._opened:
            opened = placement.open_bands(self.row, education=education, shown=known[1])
            led = np.array([self.evaluation.experience.management[self.row]])
            self._opened[known] = int(self.paid(bands_for(led).astype(np.int64), opened)[0])
        return self._opened[known]

    def gains(self, feature: str, shares: NDArray[np.float64]) -> NDArray[np.int64]:
        """Return the units that shares of 0 to 1 would bring over what the feature earns now."""
        number = FEATURE_NUMBER[feature]
        points = self._points[number].astype(np.int64)
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

    def first_reaching(self, row: int, totals: NDArray[np.int64], place: int) -> int | None:
        """Return the first of some sums with which a row would stand on a place or above it."""
        border = -int(self._falling[place - 1])
        least = border if self.place(row, border) <= place else border + 1
        reaching = totals >= least
        step = int(reaching.argmax()) if len(totals) else 0
        return step if len(totals) and reaching[step] else None


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
    for fact, ladder in _ladders(_Row(standings.snapshot, row)):
        step, is_enough = _smallest(standings, row, total, ladder.gains, wanted)
        then = now if step is None else standings.place(row, total + int(ladder.gains[step]))
        if step is not None and then < now:
            points = int(ladder.gains[step]) / UNITS
            amount, names = ladder.amount(step), ladder.name(step)
            found.append(Change(fact, amount, names, points, then, is_enough))
    # The order of the facts, easiest first, decides among those that are enough.
    return tuple(sorted(found, key=lambda c: (not c.reached, 0 if c.reached else c.rank)))


def _smallest(
    standings: Standings, row: int, total: int, gains: NDArray[np.int64], wanted: int
) -> tuple[int | None, bool]:
    """Return the first step that is enough or, if none is, the first that lifts as far as any."""
    step = standings.first_reaching(row, total + gains, wanted)
    if step is not None:
        return step, True
    most = int(gains.max(initial=0))
    if most <= 0:
        return None, False
    best = standings.place(row, total + most)
    return standings.first_reaching(row, total + gains, best), False


def _ladders(own: _Row) -> Iterator[tuple[Fact, _Ladder]]:
    """Yield the facts that can change, each with its changes."""
    if own.asked("place"):
        if own.query.remote and own.columns.remote[own.row] != 1:
            yield "remote", _Ladder(own.gains("place", np.ones(1)))
        if not own.query.remote and own.columns.relocation[own.row] != 1:
            yield "relocation", _Ladder(own.gains("place", np.array([place.WILL_MOVE])))
    yield "salary_expected", _salary(own)
    for name, sought, credit in (
        ("must", own.query.must, own.evaluation.skills.must),
        ("nice", own.query.nice, own.evaluation.skills.nice),
    ):
        if sought and own.asked(name):
            yield _SKILLS[name], _skills(own, name, sought, credit.earned[own.row])
    if own.query.languages and own.asked("languages"):
        yield "languages", _languages(own)
    if own.asked("education"):
        yield "education", _education(own)
    if own.columns.dated[own.row]:
        yield "experience", _experience(own)


_SKILLS: dict[str, Fact] = {"must": "must", "nice": "nice"}


def _salary(own: _Row) -> _Ladder:
    """Lower the wish by round sums until it earns the whole."""
    result = own.evaluation.salary
    now, band = int(result.expected[own.row]), int(result.bands[own.row])
    ends = [] if own.query.offer is None else [float(own.query.offer)]
    if own.query.cell is not None:
        ends.append(salary.band_tops(own.query.cell)[band] / own.ratio(band))
    if not ends:
        return _Ladder(np.zeros(0, dtype=np.int64))
    start = now if now != UNKNOWN else int(max(ends) * salary.ABOVE.points[-1][0])
    least = max(min(ends) / SALARY_STEPS, start / MOST_SALARY_STEPS, 1)
    step = 10 ** int(np.log10(least))
    sums = np.arange(start // step, max(int(min(ends)) // step, 1) - 1, -1, dtype=np.int64) * step
    if now != UNKNOWN:
        sums = sums[sums < now]
    gains = np.zeros(len(sums), dtype=np.int64)
    if own.query.offer is not None:
        gains += own.gains("offer", salary.ABOVE(sums / max(own.query.offer, 1)))
    gains += own.market(sums, np.full(len(sums), band))
    return _Ladder(gains, amounts=sums)


def _skills(
    own: _Row, feature: str, sought: tuple[Sought, ...], credit: NDArray[np.float64]
) -> _Ladder:
    """Show at work what is missing or only listed, the fewest skills first."""
    order, shares = _fulfilled(credit)
    names = _growing([sought[number].key for number in order])
    opened = [own.opened(shown=shown) for shown in names]
    return _Ladder(own.gains(feature, shares) + np.array(opened, dtype=np.int64), names=names)


def _languages(own: _Row) -> _Ladder:
    """Know the languages that are asked, one after the other."""
    columns = own.columns
    spoken = slice(*np.searchsorted(columns.language_codes.rows, (own.row, own.row + 1)))
    codes = columns.language_codes.values[spoken].tolist()
    levels = dict(zip(codes, columns.language_levels[spoken].tolist(), strict=True))
    asked = own.query.languages
    order, shares = _fulfilled(
        np.array([min(1.0, levels.get(n, 0) / most) for n, _, most in asked])
    )
    names = [f"{asked[n][1]}:{LANGUAGE_LEVELS[asked[n][2] - 1]}" for n in order]
    return _Ladder(own.gains("languages", shares), names=_growing(names))


def _fulfilled(shares: NDArray[np.float64]) -> tuple[list[int], NDArray[np.float64]]:
    """Return which of some shares are not whole, the least first, and what all are in the mean
    when so many of these are."""
    order = [n for n in np.argsort(shares, kind="stable").tolist() if shares[n] < 1]
    held = np.tile(shares, (len(order), 1))
    for step, number in enumerate(order):
        held[step:, number] = 1.0
    return order, held.mean(axis=1)


def _growing(names: Sequence[str]) -> list[tuple[str, ...]]:
    """Return the first, the first two and so on."""
    return [tuple(names[: number + 1]) for number in range(len(names))]


def _education(own: _Row) -> _Ladder:
    """Rise step by step to the education that is asked."""
    asked = own.query.education
    levels = range(max(int(own.columns.education[own.row]) + 1, 0), asked + 1)
    shares = np.maximum(0.0, 1 - EDUCATION_STEP * (asked - np.array(levels)))
    opened = np.array([own.opened(education=level) for level in levels], dtype=np.int64)
    names = [(EDUCATION_LEVELS[level],) for level in levels]
    return _Ladder(own.gains("education", shares) + opened, names=names)


def _experience(own: _Row) -> _Ladder:
    """Go on working in a post like the wanted one, month by month."""
    columns, query, served = own.columns, own.query, own.evaluation.experience
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
    return _Ladder(gains, amounts=months)

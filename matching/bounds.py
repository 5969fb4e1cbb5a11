"""The most that each candidate can earn for a vacancy, found without reading a resume.

A bound is the sum of what an outline (:mod:`matching.outlines`) and inverted lists
(:mod:`matching.inverted`) tell: place, months and wishes exactly or nearly so, skills exactly for
whoever copied nothing and lists no end of them, and of texts that they may be as near as any. The
curves are those of :mod:`matching.features`, read once for every number that an outline can hold.
"""

from collections.abc import Sequence
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray

from matching.bands import BAND_NAMES, bands_for
from matching.columns import Columns
from matching.curves import FULL, to_levels
from matching.encoding import Encoder, Int32s
from matching.features import experience, place, salary, skills, text, title
from matching.inverted import Inverted
from matching.numbering import UNKNOWN
from matching.outlines import (
    DOUBTFUL,
    LEADING,
    MOST_MONTHS,
    N_FLAGS,
    SKILLED,
    TITLED,
    WORDED,
    Outline,
    careers,
    places,
    wishes,
)
from matching.overview import Overview
from matching.preparing import Prepared
from matching.query import Sought
from matching.scorer import FEATURE_NUMBER, Tables

Units = NDArray[np.int32]
Bounds = NDArray[np.int16]
Shares = NDArray[np.float64]

WHOLE = 100
"""What a skill shown at work counts here, in whole numbers."""

NEAR_TITLE = 0.3
"""Titles at least so near are looked up; all others count as near as the nearest of them."""


class Sum:
    """What rows earn at most, added up; whole scores fit into two bytes, which is twice as fast."""

    def __init__(self, n: int) -> None:
        self.units = np.zeros(n, dtype=np.int16)
        self._some = np.empty(n, dtype=np.int16)

    def add(self, table: NDArray[np.int32], numbers: NDArray[np.integer]) -> None:
        """Add what a table tells of the number of each row."""
        # No number is beyond its table; «clip» only lets take() write without a buffer.
        np.take(table.astype(np.int16), numbers, out=self._some, mode="clip")
        self.units += self._some


class Nearest:
    """How near the nearest of the titles is that were looked up, 0 to 1; 0 for all other rows.

    Parameters
    ----------
    nearness : array
        Of each title, rising.
    lists : sequence of array
        The rows of each.
    """

    def __init__(self, n: int, nearness: Shares, lists: Sequence[Int32s]) -> None:
        self._nearness = np.concatenate([[0.0], nearness])
        # Numbers of two bytes where they do: all rows are looked through for those that have one.
        kind = np.uint16 if len(nearness) < np.iinfo(np.uint16).max else np.uint32
        self._nearest = np.zeros(n, dtype=kind)
        for number, rows in enumerate(lists, start=1):
            self._nearest[rows] = number  # what is written last stays

    @property
    def rows(self) -> NDArray[np.int64]:
        """Who has such a title."""
        return np.flatnonzero(self._nearest)

    def of(self, rows: NDArray[np.int64]) -> Shares:
        """Return how near the titles of some rows are."""
        return np.asarray(self._nearness[self._nearest[rows]])


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


def bounds(
    columns: Columns, overview: Overview, prepared: Prepared, tables: Tables, encoder: Encoder
) -> Bounds:
    """Return the most units that each row can earn, ``(n,)``."""
    query, outline, points = prepared.query, overview.outline, Points(tables)
    flags = np.arange(N_FLAGS)
    by_flags = points.of("text", np.where(flags & WORDED, 1.0, text.UNKNOWN_TEXT))
    found = Sum(columns.n)
    found.add(_of_careers(points, prepared), outline.career)
    if points.asks("place"):
        every = places(prepared.far.n_cities)
        placed = place.evaluate(every, query, prepared.far).levels["place"]
        found.add(points.at("place", placed.expected), outline.place)
    for name, codes, asked, unknown in (
        ("total", outline.total_most, query.total, experience.UNKNOWN_EXPERIENCE),
        ("management", outline.led_most, query.management, experience.UNKNOWN_MANAGEMENT),
    ):
        if asked is not None and points.asks(name):
            found.add(points.of(name, _of_months(asked, unknown)), codes)
    if query.offer is not None or query.cell is not None:
        _add_wishes(found, points, outline, prepared, encoder)
    claims = skills.UNKNOWN_SKILLS
    for name, sought in (("must", query.must), ("nice", query.nice)):
        if sought:
            n_whole = len(sought) * WHOLE
            silent = claims * skills.CLAIM_CREDIT / len(sought)
            by_flags += points.of(name, np.where(flags & SKILLED, 0.0, silent))
            held = points.of(name, np.arange(n_whole + 1) / n_whole)
            found.add(held, _held(columns, overview.lists, sought))
            claims = 0
    if points.asks("languages"):
        found.units += points.at("languages", skills.spoken(columns, query).expected)
    titles, otherwise = _titles(columns, overview.lists, prepared)
    by_flags += points.of("title", otherwise)
    found.add(by_flags, outline.flags)
    if points.asks("title"):
        rows = titles.rows
        flagged = otherwise[outline.flags[rows]]
        more = points.of("title", np.maximum(titles.of(rows), flagged))
        found.units[rows] += more - points.of("title", flagged)
    if points.asks("relevant"):
        asked = query.relevant or 0
        _add_dated(found, points, outline, asked, _posts(columns, overview.lists, prepared))
        rows = np.flatnonzero(outline.fresh_most == 0)
        best = np.maximum(titles.of(rows), otherwise[outline.flags[rows]])
        found.units[rows] += points.of("relevant", best * _undated(outline, asked, rows))
    return found.units


def _of_careers(points: Points, prepared: Prepared) -> Units:
    """Return what stay, level and education earn together, by the numbers of an outline."""
    query = prepared.query
    stay, level, education = careers()
    units = np.zeros(len(stay), dtype=np.int32)
    if query.relevant is not None:
        settled = np.minimum(1.0, stay / experience.SETTLED_MONTHS)
        units += points.of("stability", np.where(stay == UNKNOWN, experience.UNKNOWN_STAY, settled))
        units += points.at("seniority", experience.seniority(level, query.title.level).expected)
    if query.education != UNKNOWN:
        units += points.at("education", skills.schooled(education, query.education).expected)
    return units


def _of_months(asked: int, unknown: float) -> Shares:
    """Return the share of each number of months that an outline can hold."""
    months = np.arange(-1, DOUBTFUL - 1)
    shares = np.where(months == UNKNOWN, unknown, experience.share(months, asked))
    shares[MOST_MONTHS + 1] = 1.0  # or more
    shares[LEADING] = experience.UNDATED_LEAD
    doubtful = np.maximum(shares, max(unknown, experience.UNDATED_LEAD))
    return np.concatenate([shares, doubtful])


def _add_wishes(
    found: Sum, points: Points, outline: Outline, prepared: Prepared, encoder: Encoder
) -> None:
    """Add what the wish earns at most, held against the offer and against the market."""
    query = prepared.query
    sums, n_bands = wishes(), len(BAND_NAMES) + 1
    wish = outline.wish
    known = outline.currency == encoder.currencies.find(query.currency)
    if not known.all():
        wish = wish * known
    unknown = np.array([salary.UNKNOWN_EXPECTATION])
    if query.offer is not None:
        earned = points.of("offer", salary.ABOVE(np.maximum(sums, 0) / max(query.offer, 1)))
        earned[0] = points.of("offer", unknown)[0]
        found.add(earned, wish)
    if query.cell is None:
        return
    # Whose months turn out to be fewer is held against a lower band, or against the median.
    tops = np.maximum.accumulate(salary.band_tops(query.cell))
    usual = points.of("market", salary.ABOVE(np.maximum(sums, 0)[:, np.newaxis] / tops))
    usual[0] = points.of("market", unknown)
    cells = wish.astype(np.int32) * n_bands + np.take(_BANDS_OF_LED, outline.led_most)
    found.add(usual.ravel(), cells)
    # Prices of the vacancy's city may be lower: then the wish is taken for a usual one.
    every = places(prepared.far.n_cities)
    goes = every.remote == 1 if query.remote else every.relocation == 1
    least = np.fmin.reduce(prepared.ratios, axis=1)[every.city]
    cheaper = np.flatnonzero(np.take(goes & (least < 1), outline.place) & (wish > 0))
    most = points.of("market", np.ones(1))[0]
    found.units[cheaper] += most - usual.ravel()[cells[cheaper]]


def _held(columns: Columns, lists: Inverted, sought: Sequence[Sought]) -> NDArray[np.uint16]:
    """Return how much of some skills each row holds, in whole numbers, ``(n,)``."""
    total = np.zeros(columns.n, dtype=np.uint16)
    best = np.zeros(columns.n, dtype=np.uint8)
    for skill in sought:
        found: list[tuple[int, Int32s]] = []
        for share in sorted({share for _, share in skill.counting}):
            numbers = [number for number, one in skill.counting if one == share]
            listed, shown = (
                int(np.ceil(round(WHOLE * share * credit, 6)))
                for credit in (skills.CLAIM_CREDIT, 1)
            )
            found += [(listed, rows) for rows in lists.claiming(columns, numbers)]
            found += [(listed, rows) for rows in lists.mentioning(columns, numbers, told=False)]
            found += [(shown, rows) for rows in lists.mentioning(columns, numbers, told=True)]
        if skill.phrase and UNKNOWN not in skill.phrase:
            found.append((WHOLE, lists.using(columns, skill.phrase)))
        found.sort(key=itemgetter(0))  # what is written last stays
        for worth, rows in found:
            best[rows] = worth
        total += best
        for _, rows in found:
            best[rows] = 0
    return total


def _titles(columns: Columns, lists: Inverted, prepared: Prepared) -> tuple[Nearest, Shares]:
    """Return how near the wished and the last titles are, and how near at most, by the flags of a
    row, whether they were looked up or not."""
    wished, held = prepared.near
    nearness = np.stack([held, title.WISH_CREDIT * wished], axis=1).ravel()
    rest = float(nearness[nearness < NEAR_TITLE].max(initial=0.0))
    otherwise = np.full(N_FLAGS, max(rest, title.UNKNOWN_TITLE))
    untold = np.arange(N_FLAGS) & TITLED == 0
    otherwise[untold] = np.maximum(otherwise[untold], title.TEXT_CREDIT)
    near = _rising(nearness, NEAR_TITLE)
    return Nearest(columns.n, nearness[near], lists.bearing(columns, near.tolist())), otherwise


def _posts(columns: Columns, lists: Inverted, prepared: Prepared) -> Nearest:
    """Return how near the nearest post held is, where a text alone cannot bring as much."""
    _, held = prepared.near
    near = _rising(held, np.nextafter(experience.CONTENT_CEILING, 1))
    return Nearest(columns.n, held[near], lists.holding(columns, near.tolist()))


def _rising(nearness: Shares, least: float) -> NDArray[np.int64]:
    """Return which titles are at least so near, the least near first."""
    near = np.flatnonzero(nearness >= least)
    return near[np.argsort(nearness[near])]


def _add_dated(found: Sum, points: Points, outline: Outline, asked: int, posts: Nearest) -> None:
    """Add what dated months in the wanted post earn at most; nothing where none is dated."""
    months = np.arange(-1, MOST_MONTHS + 1).astype(float)
    by_content = experience.share(experience.CONTENT_CEILING * months, asked)
    by_content[-1] = 1.0  # or more
    earned = points.of("relevant", by_content)
    found.add(earned, outline.fresh_most)
    rows = posts.rows
    told = outline.fresh_most[rows]
    fresh = told.astype(float) - 1
    # A trifle above any error of arithmetic.
    shares = experience.share(posts.of(rows) * fresh + 1e-6, asked)
    more = points.of("relevant", np.where(fresh >= MOST_MONTHS, 1.0, shares))
    found.units[rows] += more - earned[told]


def _undated(outline: Outline, asked: int, rows: NDArray[np.int64]) -> Shares:
    """Return the share of what is asked that careers without dates may have at most."""
    likely = experience.share(experience.LIKELY_RELEVANT * np.arange(-1, DOUBTFUL - 1), asked)
    likely[[0, LEADING, MOST_MONTHS + 1]] = experience.UNKNOWN_EXPERIENCE, 0.0, 1.0
    led = experience.share(np.arange(-1, DOUBTFUL - 1), asked)
    led[[LEADING, MOST_MONTHS + 1]] = 0.0, 1.0
    told = np.maximum(
        likely[outline.total_most[rows] % DOUBTFUL], led[outline.led_most[rows] % DOUBTFUL]
    )
    return np.maximum(told, experience.UNKNOWN_EXPERIENCE)


_BANDS_OF_LED = np.tile(
    np.append(bands_for(np.arange(-1, LEADING - 1, dtype=np.int32)), np.int8(0)), 2
)
"""The salary band by years as a head, by the numbers of an outline."""

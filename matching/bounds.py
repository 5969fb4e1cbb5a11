"""The most that each candidate can earn for a vacancy, found without reading a resume.

A bound is the sum of what an outline (:mod:`matching.outlines`) and inverted lists
(:mod:`matching.inverted`) tell: place, months and wishes exactly or nearly so, skills exactly for
whoever copied nothing and lists no end of them, and of texts that they may be as near as any. The
curves are those of :mod:`matching.features`, read once for every number that an outline can hold.
"""

from collections.abc import Sequence
from dataclasses import dataclass
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
Shares = NDArray[np.float64]

WHOLE = 100
"""What a skill shown at work counts here, in whole numbers."""

NEAR_TITLE = 0.3
"""Titles at least so near are looked up; all others count as near as the nearest of them."""


@dataclass(frozen=True, slots=True, eq=False)
class Nearness:
    """How near titles are at most, 0 to 1.

    Attributes
    ----------
    named : array of shape (n,)
        Of rows with a title that was looked up, else 0.
    otherwise : array of shape (N_FLAGS,)
        Of all rows with such flags, looked up or not.
    """

    named: Shares
    otherwise: Shares


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
) -> Units:
    """Return the most units that each row can earn, ``(n,)``."""
    query, outline, points = prepared.query, overview.outline, Points(tables)
    flags = np.arange(N_FLAGS)
    by_flags = points.of("text", np.where(flags & WORDED, 1.0, text.UNKNOWN_TEXT))
    units = np.take(_of_careers(points, prepared), outline.career)
    if points.asks("place"):
        every = places(len(encoder.city_names))
        placed = place.evaluate(every, query, prepared.far).levels["place"]
        units += np.take(points.at("place", placed.expected), outline.place)
    for name, codes, asked, unknown in (
        ("total", outline.total_most, query.total, experience.UNKNOWN_EXPERIENCE),
        ("management", outline.led_most, query.management, experience.UNKNOWN_MANAGEMENT),
    ):
        if asked is not None and points.asks(name):
            units += np.take(points.of(name, _of_months(asked, unknown)), codes)
    if query.offer is not None or query.cell is not None:
        units += _wishes(points, outline, prepared, encoder)
    claims = skills.UNKNOWN_SKILLS
    for name, sought in (("must", query.must), ("nice", query.nice)):
        if sought:
            n_whole = len(sought) * WHOLE
            silent = claims * skills.CLAIM_CREDIT / len(sought)
            by_flags += points.of(name, np.where(flags & SKILLED, 0.0, silent))
            held = points.of(name, np.arange(n_whole + 1) / n_whole)
            units += np.take(held, _held(columns, overview.lists, sought))
            claims = 0
    if points.asks("languages"):
        units += points.at("languages", skills.spoken(columns, query).expected)
    titles = _titles(columns, overview.lists, prepared)
    by_flags += points.of("title", titles.otherwise)
    units += np.take(by_flags, outline.flags)
    units += _named(points, titles, outline)
    if points.asks("relevant"):
        posts = _posts(columns, overview.lists, prepared)
        units += _relevant(points, outline, query.relevant or 0, titles, posts)
    return units


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


def _wishes(points: Points, outline: Outline, prepared: Prepared, encoder: Encoder) -> Units:
    """Return what the wish earns at most, held against the offer and against the market."""
    query = prepared.query
    sums = wishes()
    bands = np.arange(len(BAND_NAMES) + 1)
    units = np.zeros((len(sums), len(bands)), dtype=np.int32)
    if query.offer is not None:
        within = salary.ABOVE(np.maximum(sums, 0) / max(query.offer, 1))
        units += points.of("offer", within)[:, np.newaxis]
        units[0] = points.of("offer", np.array([salary.UNKNOWN_EXPECTATION]))
    if query.cell is not None:
        # Whose months turn out to be fewer is held against a lower band, or against the median.
        tops = np.maximum.accumulate(salary.band_tops(query.cell))
        usual = points.of("market", salary.ABOVE(np.maximum(sums, 0)[:, np.newaxis] / tops))
        usual[0] = points.of("market", np.array([salary.UNKNOWN_EXPECTATION]))
        units += usual
        most = int(points.of("market", np.ones(1))[0])
    known = outline.currency == encoder.currencies.find(query.currency)
    wish = np.where(known, outline.wish, 0)
    if query.cell is None:
        return np.asarray(np.take(units[:, 0], wish))
    led = np.take(_BANDS_OF_LED, outline.led_most)
    found = np.take(units, wish * len(bands) + led)
    # Prices of the vacancy's city may be lower: then the wish is taken for a usual one.
    every = places(len(encoder.city_names))
    goes = every.remote == 1 if query.remote else every.relocation == 1
    least = np.fmin.reduce(prepared.ratios, axis=1)[every.city]
    cheaper = np.take(goes & (least < 1), outline.place) & (wish > 0)
    found[cheaper] += most - np.take(usual, wish[cheaper] * len(bands) + led[cheaper])
    return np.asarray(found)


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


def _titles(columns: Columns, lists: Inverted, prepared: Prepared) -> Nearness:
    """Return how near the wished and the last titles are."""
    wished, held = prepared.near
    nearness = np.stack([held, title.WISH_CREDIT * wished], axis=1).ravel()
    near, rest = _looked_up(nearness)
    otherwise = np.full(N_FLAGS, max(rest, title.UNKNOWN_TITLE))
    untold = np.arange(N_FLAGS) & TITLED == 0
    otherwise[untold] = np.maximum(otherwise[untold], title.TEXT_CREDIT)
    bearing = lists.bearing(columns, near.tolist())
    return Nearness(_scattered(columns.n, nearness[near], bearing), otherwise)


def _looked_up(nearness: Shares) -> tuple[NDArray[np.int64], float]:
    """Return which titles are near, the least near first, and how near the others are at most."""
    is_near = nearness >= NEAR_TITLE
    near = np.flatnonzero(is_near)
    return near[np.argsort(nearness[near])], float(nearness[~is_near].max(initial=0.0))


def _scattered(n: int, nearness: Shares, lists: Sequence[Int32s]) -> NDArray[np.float64]:
    """Return for each row the last of the numbers whose list it is on, else 0, ``(n,)``."""
    found = np.zeros(n)
    for worth, rows in zip(nearness.tolist(), lists, strict=True):
        found[rows] = worth
    return found


def _named(points: Points, titles: Nearness, outline: Outline) -> Units:
    """Return what titles that were looked up earn above what their flags earn already."""
    units = np.zeros(len(outline.flags), dtype=np.int32)
    if points.asks("title"):
        rows = np.flatnonzero(titles.named)
        otherwise = titles.otherwise[outline.flags[rows]]
        whole = np.maximum(titles.named[rows], otherwise)
        units[rows] = points.of("title", whole) - points.of("title", otherwise)
    return units


def _posts(columns: Columns, lists: Inverted, prepared: Prepared) -> Shares:
    """Return how near the nearest post held is, if a text alone cannot bring as much; else 0."""
    _, held = prepared.near
    near = np.flatnonzero(held > experience.CONTENT_CEILING)
    near = near[np.argsort(held[near])]
    return _scattered(columns.n, held[near], lists.holding(columns, near.tolist()))


def _relevant(
    points: Points, outline: Outline, asked: int, titles: Nearness, posts: Shares
) -> Units:
    """Return what months in the wanted post earn at most."""
    months = np.arange(-1, MOST_MONTHS + 1).astype(float)
    by_content = experience.share(experience.CONTENT_CEILING * months, asked)
    by_content[-1] = 1.0  # or more
    units = np.take(points.of("relevant", by_content), outline.fresh_most)
    rows = np.flatnonzero(posts)
    fresh = outline.fresh_most[rows].astype(float) - 1
    # A trifle above any error of arithmetic.
    shares = experience.share(posts[rows] * fresh + 1e-6, asked)
    units[rows] = points.of("relevant", np.where(fresh >= MOST_MONTHS, 1.0, shares))
    undated = np.flatnonzero(outline.fresh_most == 0)
    best = np.maximum(titles.named[undated], titles.otherwise[outline.flags[undated]])
    likely = experience.share(experience.LIKELY_RELEVANT * np.arange(-1, DOUBTFUL - 1), asked)
    likely[[0, LEADING, MOST_MONTHS + 1]] = experience.UNKNOWN_EXPERIENCE, 0.0, 1.0
    led = experience.share(np.arange(-1, DOUBTFUL - 1), asked)
    led[[LEADING, MOST_MONTHS + 1]] = 0.0, 1.0
    told = np.maximum(
        np.maximum(likely[outline.total_most[undated] % DOUBTFUL], experience.UNKNOWN_EXPERIENCE),
        led[outline.led_most[undated] % DOUBTFUL],
    )
    units[undated] = points.of("relevant", best * told)
    return units


_BANDS_OF_LED = np.tile(
    np.append(bands_for(np.arange(-1, LEADING - 1, dtype=np.int32)), np.int8(0)), 2
)
"""The salary band by years as a head, by the numbers of an outline."""

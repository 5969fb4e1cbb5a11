"""The most that each candidate can earn for a vacancy, found without reading a resume.

Two looks. The first, at everybody, tells skills and titles from inverted lists
(:mod:`matching.inverted`) and supposes that all else is perfect: of a million that leaves ten
thousand or so. The second reads the outlines (:mod:`matching.outlines`) of these: place, months
and wishes exactly or nearly so, skills exactly for whoever copied nothing and lists no end of them,
and of texts that they may be as near as any.
"""

from collections.abc import Sequence
from functools import cached_property
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray

from matching.bound_tables import (
    BANDS_OF_LED,
    Points,
    Shares,
    Units,
    of_careers,
    of_months,
    of_undated,
)
from matching.columns import Columns
from matching.encoding import Encoder, Int32s
from matching.features import experience, place, salary, skills, text, title
from matching.inverted import Inverted
from matching.numbering import UNKNOWN
from matching.outlines import (
    DOUBTFUL,
    MOST_MONTHS,
    N_FLAGS,
    SKILLED,
    TITLED,
    WORDED,
    Outline,
    places,
    wishes,
)
from matching.overview import Overview
from matching.preparing import Prepared
from matching.query import Sought
from matching.scorer import TOTAL, Tables

Bounds = NDArray[np.int16]
Rows = NDArray[np.int64]

WHOLE = 100
"""What a skill shown at work counts here, in whole numbers."""

NEAR_TITLE = 0.3
"""Titles at least so near are looked up; all others count as near as the nearest of them."""

CLOSELY = (
    "relevant", "total", "management", "seniority", "stability", "education", "languages",
    "place", "offer", "market",
)  # fmt: skip
"""Features that only the second look tells."""


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
        return np.flatnonzero(self._nearest != 0)

    def of(self, rows: NDArray[np.int64]) -> Shares:
        """Return how near the titles of some rows are."""
        return np.asarray(self._nearness[self._nearest[rows]])


class OutlinedBounds:
    """The most units that each row can earn."""

    def __init__(
        self,
        columns: Columns,
        overview: Overview,
        prepared: Prepared,
        tables: Tables,
        encoder: Encoder,
    ) -> None:
        self._columns, self._overview, self._prepared = columns, overview, prepared
        self._points, self._encoder = Points(tables), encoder
        self._titles, self._otherwise = _titles(columns, overview.lists, prepared)

    @cached_property
    def first_look(self) -> Bounds:
        """The most that each row can earn by its skills and titles, ``(n,)``."""
        query, flags = self._prepared.query, self._overview.outline.flags
        if not self._prepared.asked.any():
            return np.full(self._columns.n, TOTAL, dtype=np.int16)  # all are equal
        units = np.full(self._columns.n, self._points.most(*CLOSELY), dtype=np.int16)
        some = np.empty_like(units)

        def add(table: Units, numbers: NDArray[np.integer]) -> None:
            # No number is beyond its table; «clip» only lets take() write without a buffer.
            np.take(table.astype(np.int16), numbers, out=some, mode="clip")
            np.add(units, some, out=units)

        numbers: NDArray[np.integer] = flags
        table, alone = self._by_flags(), True
        for name, sought in (("must", query.must), ("nice", query.nice)):
            if sought:
                n_whole = len(sought) * WHOLE
                held = self._points.of(name, np.arange(n_whole + 1) / n_whole)
                told = _held(self._columns, self._overview.lists, sought)
                if alone and n_whole < np.iinfo(told.dtype).max // N_FLAGS:
                    # Looked up together with the flags: to look up all rows takes the longest.
                    told *= N_FLAGS
                    told += flags
                    table, numbers, alone = np.add.outer(held, table).ravel(), told, False
                else:
                    add(held, told)
        add(table, numbers)
        rows = self._titles.rows
        flagged = self._otherwise[flags[rows]]
        more = self._points.of("title", np.maximum(self._titles.of(rows), flagged))
        units[rows] += (more - self._points.of("title", flagged)).astype(np.int16)
        return units

    def second_look(self, rows: Rows) -> Bounds:
        """Return the most that some rows can earn by all that is known without their texts."""
        if not self._prepared.asked.any():
            return self.first_look[rows]
        points, outline = self._points, self._overview.outline.of_rows(rows)
        units = self.first_look[rows].astype(np.int32) - points.most(*CLOSELY)
        for name, table in self._by_number.items():
            units += table[getattr(outline, name)]
        units += self._of_wishes(outline)
        if points.asks("languages"):
            units += self._spoken[rows]
        if points.asks("relevant"):
            units += points.of("relevant", self._relevant(rows, outline))
        return units.astype(np.int16)

    @cached_property
    def _by_number(self) -> dict[str, Units]:
        """What the numbers of an outline earn that need no others, by the names of these."""
        query, far, points = self._prepared.query, self._prepared.far, self._points
        tables = {"career": of_careers(points, query)}
        if points.asks("place"):
            placed = place.evaluate(places(far.n_cities), query, far).levels["place"]
            tables["place"] = points.at("place", placed.expected)
        for name, number, asked, unknown in (
            ("total", "total_most", query.total, experience.UNKNOWN_EXPERIENCE),
            ("management", "led_most", query.management, experience.UNKNOWN_MANAGEMENT),
        ):
            if asked is not None and points.asks(name):
                tables[number] = points.of(name, of_months(asked, unknown))
        return tables

    def _by_flags(self) -> Units:
        """Return what a text, unknown skills and titles that nobody looked up earn at most, by the
        flags of an outline."""
        query, flags = self._prepared.query, np.arange(N_FLAGS)
        units = self._points.of("text", np.where(flags & WORDED, 1.0, text.UNKNOWN_TEXT))
        claims = skills.UNKNOWN_SKILLS
        for name, sought in (("must", query.must), ("nice", query.nice)):
            if sought:
                silent = claims * skills.CLAIM_CREDIT / len(sought)
                units += self._points.of(name, np.where(flags & SKILLED, 0.0, silent))
                claims = 0
        return units + self._points.of("title", self._otherwise)

    def _of_wishes(self, outline: Outline) -> Units:
        """Return what wishes earn at most, held against the offer and against the market."""
        query, points = self._prepared.query, self._points
        wish = outline.wish * (outline.currency == self._encoder.currencies.find(query.currency))
        units = np.zeros(len(wish), dtype=np.int32)
        if query.offer is not None:
            units += self._offered[wish]
        if query.cell is None:
            return units
        # Whose months turn out to be fewer is held against a lower band, or against the median.
        tops = np.maximum.accumulate(salary.band_tops(query.cell))
        bands = BANDS_OF_LED[outline.led_most]
        usual = points.of("market", salary.ABOVE(np.maximum(wishes()[wish], 0) / tops[bands]))
        usual[wish == 0] = self._unknown_wish("market")
        cheaper = self._cheaper[outline.place] & (wish > 0)
        return units + np.where(cheaper, points.most("market"), usual)

    def _unknown_wish(self, name: str) -> int:
        return int(self._points.of(name, np.array([salary.UNKNOWN_EXPECTATION]))[0])

    @cached_property
    def _offered(self) -> Units:
        """What each wish earns at most, held against the offer."""
        offer = self._prepared.query.offer or 0
        earned = self._points.of("offer", salary.ABOVE(np.maximum(wishes(), 0) / max(offer, 1)))
        earned[0] = self._unknown_wish("offer")
        return earned

    @cached_property
    def _cheaper(self) -> NDArray[np.bool_]:
        """From which places somebody would come, or work, to whom the prices of the vacancy's city
        may be lower: then the wish is taken for a usual one."""
        every = places(self._prepared.far.n_cities)
        goes = every.remote == 1 if self._prepared.query.remote else every.relocation == 1
        least = np.fmin.reduce(self._prepared.ratios, axis=1)[every.city]
        return np.asarray(goes & (least < 1))

    def _relevant(self, rows: Rows, outline: Outline) -> Shares:
        """Return the share of what is asked that months in the wanted post may come to."""
        asked = self._prepared.query.relevant or 0
        fresh = outline.fresh_most.astype(float) - 1
        # Where no title brings as much, a text alone may. A trifle above any error of arithmetic.
        near = np.maximum(self._posts.of(rows), experience.CONTENT_CEILING)
        dated = np.where(fresh >= MOST_MONTHS, 1.0, experience.share(near * fresh + 1e-6, asked))
        likely, led = self._undated
        guess = np.maximum(likely[outline.total_most % DOUBTFUL], led[outline.led_most % DOUBTFUL])
        best = np.maximum(self._titles.of(rows), self._otherwise[outline.flags])
        undated = best * np.maximum(guess, experience.UNKNOWN_EXPERIENCE)
        return np.where(fresh < 0, undated, dated)

    @cached_property
    def _undated(self) -> tuple[Shares, Shares]:
        return of_undated(self._prepared.query.relevant or 0)

    @cached_property
    def _posts(self) -> Nearest:
        """How near the nearest post held is, where a text alone cannot bring as much."""
        _, held = self._prepared.near
        near = _rising(held, np.nextafter(experience.CONTENT_CEILING, 1))
        return Nearest(self._columns.n, held[near], self._overview.lists.holding(near.tolist()))

    @cached_property
    def _spoken(self) -> Units:
        levels = skills.spoken(self._columns, self._prepared.query)
        return self._points.at("languages", levels.expected)


def _held(columns: Columns, lists: Inverted, sought: Sequence[Sought]) -> NDArray[np.uint16]:
    """Return how much of some skills each row holds, in whole numbers, ``(n,)``."""
    total = np.zeros(columns.n, dtype=np.uint16)
    best = np.zeros(columns.n, dtype=np.uint16)  # of the kind of the sum: adds twice as fast
    for skill in sought:
        found: list[tuple[int, Int32s]] = []
        for share in sorted({share for _, share in skill.counting}):
            numbers = [number for number, one in skill.counting if one == share]
            listed, shown = (
                int(np.ceil(round(WHOLE * share * credit, 6)))
                for credit in (skills.CLAIM_CREDIT, 1)
            )
            found += [(listed, rows) for rows in lists.claiming(numbers)]
            found += [(listed, rows) for rows in lists.mentioning(numbers, told=False)]
            found += [(shown, rows) for rows in lists.mentioning(numbers, told=True)]
        if skill.phrase and UNKNOWN not in skill.phrase:
            found.append((WHOLE, lists.using(columns, skill.phrase)))
        found.sort(key=itemgetter(0))  # what is written last stays
        best.fill(0)
        for worth, rows in found:
            # Places of the machine's own width: any other is widened on the way, at twice the time.
            best[rows.astype(np.intp)] = worth
        total += best
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
    return Nearest(columns.n, nearness[near], lists.bearing(near.tolist())), otherwise


def _rising(nearness: Shares, least: float) -> NDArray[np.int64]:
    """Return which titles are at least so near, the least near first."""
    near = np.flatnonzero(nearness >= least)
    return near[np.argsort(nearness[near])]

"""The most that each candidate can earn for a vacancy, found without reading a resume.

Two looks. The first, at everybody, tells skills and titles from inverted lists
(:mod:`matching.inverted`) and supposes that all else is perfect: of a million that leaves ten
thousand or so. The second reads the outlines (:mod:`matching.outlines`) of these: place, months
and wishes exactly or nearly so, skills exactly for whoever copied nothing and lists no end of them,
and of texts that they may be as near as any.
"""

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from matching.bearings import Bearings
from matching.bound_tables import (
    BANDS_OF_LED,
    Points,
    Shares,
    Units,
    of_careers,
    of_months,
)
from matching.encoding import Encoder
from matching.features import experience, place, salary, skills, text
from matching.outlines import (
    DOUBTFUL,
    MOST_MONTHS,
    N_FLAGS,
    SKILLED,
    WORDED,
    Outline,
    places,
    wishes,
)
from matching.scorer import TOTAL, Tables

Bounds = NDArray[np.int16]
Rows = NDArray[np.int64]

CLOSELY = (
    "relevant", "total", "management", "seniority", "stability", "education", "languages",
    "place", "offer", "market",
)  # fmt: skip
"""Features that only the second look tells."""


class OutlinedBounds:
    """The most units that each row can earn."""

    def __init__(self, bearings: Bearings, tables: Tables, encoder: Encoder) -> None:
        self._bearings, self._points, self._encoder = bearings, Points(tables), encoder
        self._prepared = bearings.prepared
        self._columns, self._outline = bearings.columns, bearings.overview.outline

    @cached_property
    def first_look(self) -> Bounds:
        """The most that each row can earn by its skills and titles, ``(n,)``."""
        flags, bearings = self._outline.flags, self._bearings
        if not self._prepared.asked.any():
            return np.full(self._columns.n, TOTAL, dtype=np.int16)  # all are equal
        units = np.full(self._columns.n, self._points.most(*CLOSELY), dtype=np.int16)
        some = np.empty_like(units)

        def add(table: Units, numbers: NDArray[np.integer]) -> None:
            # No number is beyond its table; «clip» only lets take() write without a buffer.
            np.take(table.astype(np.int16), numbers, out=some, mode="clip")
            np.add(units, some, out=units)

        by_flags, alone = self._by_flags(), True
        for held in bearings.held:
            table = self._points.of(held.feature, np.arange(held.n_whole + 1) / held.n_whole)
            if held.with_flags:
                table, alone = np.add.outer(table, by_flags).ravel(), False
            add(table, held.numbers)
        if alone:
            add(by_flags, flags)
        rows = bearings.titles.rows
        flagged = bearings.otherwise[flags[rows]]
        more = self._points.of("title", np.maximum(bearings.titles.of(rows), flagged))
        units[rows] += (more - self._points.of("title", flagged)).astype(np.int16)
        return units

    def second_look(self, rows: Rows) -> Bounds:
        """Return the most that some rows can earn by all that is known without their texts."""
        if not self._prepared.asked.any():
            return self.first_look[rows]
        points, outline = self._points, self._outline.of_rows(rows)
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
        return units + self._points.of("title", self._bearings.otherwise)

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
        cheaper = self._bearings.cheaper[outline.place] & (wish > 0)
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

    def _relevant(self, rows: Rows, outline: Outline) -> Shares:
        """Return the share of what is asked that months in the wanted post may come to."""
        asked = self._prepared.query.relevant or 0
        fresh = outline.fresh_most.astype(float) - 1
        # Where no title brings as much, a text alone may. A trifle above any error of arithmetic.
        near = np.maximum(self._bearings.posts.of(rows), experience.CONTENT_CEILING)
        dated = np.where(fresh >= MOST_MONTHS, 1.0, experience.share(near * fresh + 1e-6, asked))
        likely, led = self._bearings.undated
        guess = np.maximum(likely[outline.total_most % DOUBTFUL], led[outline.led_most % DOUBTFUL])
        best = np.maximum(self._bearings.titles.of(rows), self._bearings.otherwise[outline.flags])
        undated = best * np.maximum(guess, experience.UNKNOWN_EXPERIENCE)
        return np.where(fresh < 0, undated, dated)

    @cached_property
    def _spoken(self) -> Units:
        levels = skills.spoken(self._columns, self._prepared.query)
        return self._points.at("languages", levels.expected)

"""The supply curve: how many people fit at each offer, and where its marks stand."""

from collections.abc import Sequence
from dataclasses import dataclass

from recruit.web import charts

NEAREST, FARTHEST = 0.6, 1.6
"""The part of the offer's surroundings that is drawn: beyond it nobody would go."""

MOST_OFFERS = 16
MOST_MARKS = 4
BOX = 1000
"""Sides of the stretched box in which the line is drawn."""


def offers_around(offer: int) -> list[int]:
    """Round sums around an offer, in minor units, and the offer itself."""
    return sorted({*offers_between(offer * NEAREST, offer * FARTHEST), offer})


def offers_between(low: float, high: float) -> list[int]:
    """Round sums from one to another, in minor units."""
    return charts.ticks((low, high), MOST_OFFERS)


@dataclass(frozen=True)
class SupplyCurve:
    """Counts by offer, both rising. ``now`` is the present offer with its count, if there is one.

    ``marks`` are the counts at the vertical axis, from 0; the last is the upper edge.
    """

    points: tuple[tuple[int, int], ...]
    now: tuple[int, int] | None
    scale: charts.Scale
    marks: tuple[int, ...]

    @classmethod
    def of(
        cls, offers: Sequence[int], counts: Sequence[int], offer: int | None
    ) -> "SupplyCurve | None":
        """The curve through some offers; None where nobody would come at any of them."""
        if len(offers) < MOST_MARKS or not max(counts):
            return None
        points = tuple(zip(offers, counts, strict=True))
        # At least as many people as marks, so that people are counted in whole ones.
        ticks = charts.ticks((0, max(MOST_MARKS, *counts)), MOST_MARKS)
        step = ticks[1]
        marks = tuple(range(0, max(counts) + step, step))
        now = next((point for point in points if point[0] == offer), None)
        return cls(points, now, (offers[0], offers[-1]), marks)

    def height(self, count: int) -> float:
        """How high a count stands, as a share of the box."""
        return count / self.marks[-1]

    @property
    def line(self) -> str:
        """The steps as an SVG path in a box of ``BOX`` by ``BOX``, its origin at the upper left."""
        (first, count), *rest = self.points
        steps = [f"M{self._x(first)} {self._y(count)}"]
        steps += [f"H{self._x(offer)}V{self._y(count)}" for offer, count in rest]
        return "".join(steps)

    @property
    def area(self) -> str:
        """The same with what is below it."""
        return f"{self.line}V{BOX}H0Z"

    @property
    def told(self) -> list[tuple[int, int]]:
        """A few of the points, first and last among them, for a sentence."""
        stride = max(1, (len(self.points) - 1) // MOST_MARKS)
        return list(dict.fromkeys([*self.points[:-1:stride], self.points[-1]]))

    def _x(self, offer: int) -> int:
        low, high = self.scale
        return round((offer - low) / (high - low) * BOX)

    def _y(self, count: int) -> int:
        return round((1 - self.height(count)) * BOX)

"""Where the marks of the score bar and the range plot stand: arithmetic, no drawing.

Everything is in per cent of the width, so that the drawing needs no script and no style.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from math import floor, log10
from typing import NamedTuple

from flask import Flask

PERCENT = 100.0
# An expectation far above the market would squeeze every band into a corner.
FARTHEST_AMOUNT = 1.5
PADDING = 0.025


class ScorePart(NamedTuple):
    """One part of a score in points; `low` and `high` differ while a fact is unknown."""

    label: str
    weight: float
    low: float
    high: float
    text: str = ""


class Segment(NamedTuple):
    """A part as it is drawn: its place on the bar and the whole points written under it."""

    label: str
    weight: int
    low: int
    high: int
    text: str
    x: float
    width: float
    filled: float
    unknown: float

    @property
    def known(self) -> bool:
        """Whether one number says it: nothing is unknown, or less than a point."""
        return self.low == self.high


@dataclass(frozen=True)
class Market:
    """What a post is paid in a place: four bands and the median, minor units a month."""

    place: str
    bands: Sequence[tuple[int, int]]
    median: int
    currency: str = "RUB"

    @property
    def low(self) -> int:
        """Where the first band begins."""
        return self.bands[0][0]

    @property
    def high(self) -> int:
        """Where the last band ends."""
        return self.bands[-1][1]


Scale = tuple[float, float]


def whole_points(values: Sequence[float], limits: Sequence[float]) -> list[int]:
    """Round so that the sum is the rounded sum, none passing its limit: the largest remainders."""
    # Sums of thirds and the like fall a hair below the whole they stand for.
    steady = [round(value, 6) for value in values]
    whole = [floor(value) for value in steady]
    missing = floor(sum(steady) + 0.5) - sum(whole)
    by_remainder = sorted(range(len(steady)), key=lambda i: whole[i] - steady[i])
    for i in by_remainder:
        if missing > 0 and whole[i] + 1 <= limits[i]:
            whole[i] += 1
            missing -= 1
    return whole


def segments(parts: Sequence[ScorePart]) -> list[Segment]:
    """The parts side by side, each as wide as its weight."""
    weights = tuple([part.weight for part in parts])
    lows, highs = written_points(
        weights, [part.low for part in parts], [part.high for part in parts]
    )
    stretch = PERCENT / sum(weights)
    return [
        Segment(
            label=part.label,
            weight=weight,
            low=low,
            high=high,
            text=part.text,
            x=x,
            width=width,
            filled=round(part.low * stretch, 2),
            unknown=round((part.high - part.low) * stretch, 2),
        )
        for part, low, high, (x, width, weight) in zip(
            parts, lows, highs, _tracks(weights), strict=True
        )
    ]


def written_points(
    weights: Sequence[float], low: Sequence[float], high: Sequence[float]
) -> tuple[list[int], list[int]]:
    """The whole points of each part that are written under a bar: known, and at most; what is known
    is the same in both."""
    lows = whole_points(low, weights)
    if low == high:
        return lows, lows
    gaps = [most - least for least, most in zip(low, high, strict=True)]
    room = [
        (weight if gap else 0) - least
        for weight, gap, least in zip(weights, gaps, lows, strict=True)
    ]
    return lows, [least + more for least, more in zip(lows, whole_points(gaps, room), strict=True)]


# All rows of a list have the same weights.
@lru_cache(maxsize=64)
def _tracks(weights: tuple[float, ...]) -> Sequence[tuple[float, float, int]]:
    """Where each track begins, how wide it is, and its whole points."""
    stretch = PERCENT / sum(weights)
    begins = accumulate((weight * stretch for weight in weights), initial=0.0)
    return [
        (round(x, 2), round(weight * stretch, 2), round(weight))
        for x, weight in zip(begins, weights, strict=False)
    ]


def score_of(parts: Sequence[ScorePart]) -> tuple[int, int]:
    """The whole points that the parts, as written under the bar, add up to: known, and at most."""
    drawn = segments(parts)
    return sum(part.low for part in drawn), sum(part.high for part in drawn)


def common_scale(markets: Iterable[Market], amounts: Iterable[int | None] = ()) -> Scale:
    """One scale for a whole list, so that its rows can be compared by eye."""
    shown = list(markets)
    low, high = min(market.low for market in shown), max(market.high for market in shown)
    near = [amount for amount in amounts if amount is not None and amount <= high * FARTHEST_AMOUNT]
    low, high = min([low, *near]), max([high, *near])
    padding = (high - low) * PADDING
    return low - padding, high + padding


def place(amount: float, scale: Scale) -> str:
    """Where an amount stands on the scale, as `53.1%`; what lies outside stands at the edge."""
    low, high = scale
    share = min(max((amount - low) / (high - low), 0.0), 1.0)
    return f"{round(share * PERCENT, 2):g}%"


def span(start: float, end: float, scale: Scale) -> str:
    """How wide an interval is on the scale, as `9.5%`."""
    low, high = scale
    return f"{round((end - start) / (high - low) * PERCENT, 2):g}%"


def ticks(scale: Scale, most: int = 6) -> list[int]:
    """Round amounts for an axis: steps of 1, 2 or 5 times a power of ten."""
    low, high = scale
    rough = (high - low) / most
    power = 10 ** floor(log10(rough))
    step = next(power * factor for factor in (1, 2, 5, 10) if power * factor >= rough)
    first = -int(-low // step)
    return [round(step * i) for i in range(first, int(high // step) + 1)]


def register(app: Flask) -> None:
    """Make the arithmetic available to the drawing macros."""
    app.jinja_env.globals.update(
        score_segments=segments,
        score_of=score_of,
        common_scale=common_scale,
        scale_place=place,
        scale_span=span,
        scale_ticks=ticks,
    )

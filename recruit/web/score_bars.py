"""The bar of a score as markup.

A list has fifty, each of dozens of marks: drawn by a template they took a third of its time.
"""

from collections.abc import Sequence
from typing import NamedTuple

from flask import Flask
from markupsafe import Markup, escape

from recruit.web.charts import PERCENT, ScorePart, Segment, segments, written_points
from recruit.web.i18n import unfilled

FILL_END = '%" height="12"/>'
HEIGHT, WITH_DIGITS = 12, 32
"""Of the bar alone, and with the points written under it."""


def score_bar(
    parts: Sequence[ScorePart], *, digits: bool = True, decorative: bool = False
) -> Markup:
    """Draw the parts side by side: each track as wide as its weight, filled as far as was earned,
    hatched where it is unknown."""
    drawn = segments(parts)
    label = "" if decorative else escape(_in_words(drawn))
    role = 'aria-hidden="true"' if decorative else f'role="img" aria-label="{label}"'
    kind, height = ("score-bar has-digits", WITH_DIGITS) if digits else ("score-bar", HEIGHT)
    write = _marks_and_digits if digits else _marks
    marks = "".join(write(part, part is drawn[0]) for part in drawn)
    bar = f'<svg class="{kind}" width="100%" height="{height}" {role}>{marks}</svg>'
    return Markup(bar)  # noqa: S704  (numbers of our own, and the label escaped)


class Bar(NamedTuple):
    """A bar of a list, and the whole points written under it: known, and at most."""

    low: int
    high: int
    markup: Markup


class ListBars:
    """The bars of one list, whose parts weigh the same in every row: what they stand on is drawn
    once, and where things stand is worked out once.

    Parameters
    ----------
    head : sequence of ScorePart
        The parts with their labels and weights.
    """

    def __init__(self, head: Sequence[ScorePart]) -> None:
        drawn = segments(head)
        self._weights = [part.weight for part in head]
        self._stretch = PERCENT / sum(self._weights)
        self._known = [_said(part, known=True) for part in drawn]
        self._between = [_said(part, known=False) for part in drawn]
        self._places = [
            (part.x, _fill_at(part.x), _digits_at(part.x, part is drawn[0])) for part in drawn
        ]
        tracks, gaps = "".join(map(_track, drawn)), "".join(map(_gap, drawn[1:]))
        ground = f'<g id="bar-tracks">{tracks}</g><g id="bar-gaps">{gaps}</g>'
        self.ground = Markup(ground)  # noqa: S704  (numbers of our own)

    def bar(self, low: Sequence[float], high: Sequence[float]) -> Bar:
        """Draw the bar of one row by the points of its parts."""
        lows, highs = written_points(self._weights, low, high)
        stretch, earned, digits, said = self._stretch, "", "", []
        for number, (x, fill_at, digits_at) in enumerate(self._places):
            least, most = lows[number], highs[number]
            filled = round(low[number] * stretch, 2)
            if filled:
                earned += f"{fill_at}{filled}{FILL_END}"
            if high[number] > low[number]:
                earned += _unknown(x + filled, round((high[number] - low[number]) * stretch, 2))
            digits += f"{digits_at}{_figures(least, most)}</text>"
            words = self._known[number] if least == most else self._between[number]
            said.append(words % {"low": least, "high": most})
        markup = (
            f'<svg class="score-bar has-digits" width="100%" height="{WITH_DIGITS}" role="img"'
            f' aria-label="{escape(". ".join(said))}">'
            f'<use href="#bar-tracks"/>{earned}<use href="#bar-gaps"/>{digits}</svg>'
        )
        # Numbers of our own, and the label escaped.
        return Bar(sum(lows), sum(highs), Markup(markup))  # noqa: S704


def part_points(part: Segment) -> str:
    """The points of a part in figures."""
    return _figures(part.low, part.high)


def _figures(low: int, high: int) -> str:
    return str(low) if low == high else f"{low}–{high}"


def _in_words(parts: Sequence[Segment]) -> str:
    """The points of all parts in words, for who cannot see the bar."""
    return ". ".join(
        _said(part, known=part.known) % {"low": part.low, "high": part.high} for part in parts
    )


def _said(part: Segment, *, known: bool) -> str:
    """Words on a part, its points still to be put in."""
    told = {"label": part.label.replace("%", "%%"), "weight": part.weight, "low": "%(low)s"}
    if known:
        return unfilled("%(label)s: %(points)s of %(weight)s") % (told | {"points": "%(low)s"})
    words = unfilled("%(label)s: from %(low)s to %(high)s of %(weight)s")
    return words % (told | {"high": "%(high)s"})


def _marks(part: Segment, first: bool) -> str:
    marks = _track(part)
    if part.filled:
        marks += f"{_fill_at(part.x)}{part.filled}{FILL_END}"
    if part.unknown:
        marks += _unknown(part.x + part.filled, part.unknown)
    return marks if first else marks + _gap(part)


def _marks_and_digits(part: Segment, first: bool) -> str:
    return f"{_marks(part, first)}{_digits_at(part.x, first)}{part_points(part)}</text>"


def _track(part: Segment) -> str:
    return f'<rect class="track" x="{part.x}%" width="{part.width}%" height="12"/>'


def _fill_at(x: float) -> str:
    return f'<rect class="fill" x="{x}%" width="'


def _unknown(begin: float, width: float) -> str:
    return f'<rect class="unknown" x="{round(begin, 2)}%" y="0.5" width="{width}%" height="11"/>'


def _gap(part: Segment) -> str:
    return f'<line class="gap" x1="{part.x}%" x2="{part.x}%" y1="0" y2="12"/>'


def _digits_at(x: float, first: bool) -> str:
    return f'<text x="{x}%" dx="{0 if first else 2}" y="27">'


def register(app: Flask) -> None:
    """Let templates draw the bar."""
    app.jinja_env.globals.update(score_bar=score_bar, part_points=part_points)

"""The bar of a score as markup.

A list has fifty, each of dozens of marks: drawn by a template they took a third of its time.
"""

from collections.abc import Sequence

from flask import Flask
from markupsafe import Markup, escape

from recruit.web.charts import ScorePart, Segment, segments
from recruit.web.i18n import unfilled

HEIGHT, WITH_DIGITS = 12, 32
"""Of the bar alone, and with the points written under it."""


def score_bar(
    parts: Sequence[ScorePart], *, digits: bool = True, decorative: bool = False
) -> Markup:
    """Draw the parts side by side: each track as wide as its weight, filled as far as was earned,
    hatched where it is unknown."""
    return drawn_bar(segments(parts), digits=digits, decorative=decorative)


def drawn_bar(drawn: Sequence[Segment], *, digits: bool = True, decorative: bool = False) -> Markup:
    """The same of parts that are laid out already."""
    label = "" if decorative else escape(_in_words(drawn))
    role = 'aria-hidden="true"' if decorative else f'role="img" aria-label="{label}"'
    kind, height = ("score-bar has-digits", WITH_DIGITS) if digits else ("score-bar", HEIGHT)
    write = _marks_and_digits if digits else _marks
    marks = "".join(write(part, part is drawn[0]) for part in drawn)
    bar = f'<svg class="{kind}" width="100%" height="{height}" {role}>{marks}</svg>'
    return Markup(bar)  # noqa: S704  (numbers of our own, and the label escaped)


def bar_ground(drawn: Sequence[Segment]) -> Markup:
    """What all bars of a list have in common, to be drawn once: the tracks and the gaps between."""
    tracks = "".join(map(_track, drawn))
    gaps = "".join(_gap(part) for part in drawn[1:])
    ground = f'<g id="bar-tracks">{tracks}</g><g id="bar-gaps">{gaps}</g>'
    return Markup(ground)  # noqa: S704  (numbers of our own)


def bar_on_ground(drawn: Sequence[Segment]) -> Markup:
    """A bar with its points in a list that has drawn :func:`bar_ground`."""
    earned = "".join(map(_earned, drawn))
    digits = "".join(_digits(part, part is drawn[0]) for part in drawn)
    bar = (
        f'<svg class="score-bar has-digits" width="100%" height="{WITH_DIGITS}" role="img"'
        f' aria-label="{escape(_in_words(drawn))}">'
        f'<use href="#bar-tracks"/>{earned}<use href="#bar-gaps"/>{digits}</svg>'
    )
    return Markup(bar)  # noqa: S704  (numbers of our own, and the label escaped)


def part_points(part: Segment) -> str:
    """The points of a part in figures."""
    return str(part.low) if part.known else f"{part.low}–{part.high}"


def _in_words(parts: Sequence[Segment]) -> str:
    """The points of all parts in words, for who cannot see the bar."""
    known = unfilled("%(label)s: %(points)s of %(weight)s")
    between = unfilled("%(label)s: from %(low)s to %(high)s of %(weight)s")
    return ". ".join(
        (known if part.known else between)
        % {
            "label": part.label,
            "weight": part.weight,
            "points": part.low,
            "low": part.low,
            "high": part.high,
        }
        for part in parts
    )


def _marks(part: Segment, first: bool) -> str:
    return _track(part) + _earned(part) + ("" if first else _gap(part))


def _marks_and_digits(part: Segment, first: bool) -> str:
    return _marks(part, first) + _digits(part, first)


def _track(part: Segment) -> str:
    return f'<rect class="track" x="{part.x}%" width="{part.width}%" height="12"/>'


def _earned(part: Segment) -> str:
    marks = ""
    if part.filled:
        marks = f'<rect class="fill" x="{part.x}%" width="{part.filled}%" height="12"/>'
    if part.unknown:
        begin = round(part.x + part.filled, 2)
        marks += f'<rect class="unknown" x="{begin}%" y="0.5" width="{part.unknown}%" height="11"/>'
    return marks


def _gap(part: Segment) -> str:
    return f'<line class="gap" x1="{part.x}%" x2="{part.x}%" y1="0" y2="12"/>'


def _digits(part: Segment, first: bool) -> str:
    return f'<text x="{part.x}%" dx="{0 if first else 2}" y="27">{part_points(part)}</text>'


def register(app: Flask) -> None:
    """Let templates draw the bar."""
    app.jinja_env.globals.update(score_bar=score_bar, part_points=part_points)

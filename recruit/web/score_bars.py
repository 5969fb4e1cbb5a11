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
    marks = (
        f'<rect class="track" x="{part.x}%" width="{part.width}%" height="12"/>'
        f'<rect class="fill" x="{part.x}%" width="{part.filled}%" height="12"/>'
    )
    if part.unknown:
        begin = round(part.x + part.filled, 2)
        marks += f'<rect class="unknown" x="{begin}%" y="0.5" width="{part.unknown}%" height="11"/>'
    if not first:
        marks += f'<line class="gap" x1="{part.x}%" x2="{part.x}%" y1="0" y2="12"/>'
    return marks


def _marks_and_digits(part: Segment, first: bool) -> str:
    digits = f'<text x="{part.x}%" dx="{0 if first else 2}" y="27">{part_points(part)}</text>'
    return _marks(part, first) + digits


def register(app: Flask) -> None:
    """Let templates draw the bar."""
    app.jinja_env.globals.update(score_bar=score_bar, part_points=part_points)

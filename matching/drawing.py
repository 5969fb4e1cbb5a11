"""Curves of a scorer as SVG: points over levels, the prior, dashed beside what was learnt."""

from collections.abc import Sequence
from html import escape

import numpy as np
from numpy.typing import NDArray

from matching.curves import FULL

WIDTH, HEIGHT = 240, 120
MARGIN = 24
STEP = 10
"""Levels from one drawn point to the next; a curve has ten straight pieces of a hundred."""


def curve_svg(
    title: str,
    prior: NDArray[np.float64],
    learnt: NDArray[np.float64] | None,
    most: float,
    names: tuple[str, str],
) -> str:
    """Return a drawing that needs neither script nor style sheet.

    Parameters
    ----------
    title : str
        What the curve measures; read out to those who do not see it.
    prior, learnt : arrays of shape (1001,)
        Points earned at each level; ``learnt`` is ``None`` where there is only the prior.
    most : float
        Points at the top of the axis: one for all curves, so that they can be compared.
    names : (str, str)
        Words for the prior and for what was learnt.
    """
    dashed = "" if learnt is None else 'stroke-dasharray="5 4" opacity="0.7" '
    lines = [_line("curve-prior", prior, most, f'{dashed}stroke-width="2"')]
    told = f"{names[0]}: {prior[FULL]:.1f}"
    if learnt is not None:
        lines.append(_line("curve-learnt", learnt, most, 'stroke-width="2.5"'))
        told += f"; {names[1]}: {learnt[FULL]:.1f}"
    left, bottom = MARGIN, HEIGHT - MARGIN
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="curve" role="img" '
        f'viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
        f'font-family="sans-serif" font-size="11" fill="currentColor">'
        f"<title>{escape(title)}</title><desc>{escape(told)}</desc>"
        f'<path class="axis" d="M{left} {MARGIN / 2:g}V{bottom}H{WIDTH - MARGIN / 2:g}" '
        f'fill="none" stroke="currentColor" opacity="0.4"/>'
        f"{_tick(left - 4, MARGIN / 2 + 8, f'{most:.0f}')}{_tick(left - 4, bottom, '0')}"
        f"{_tick(left + 4, HEIGHT - 8, '0')}{_tick(WIDTH - MARGIN / 2, HEIGHT - 8, '1')}"
        f"{''.join(lines)}</svg>"
    )


def _tick(x: float, y: float, text: str) -> str:
    return f'<text class="tick" x="{x:g}" y="{y:g}" text-anchor="end">{text}</text>'


def _line(name: str, points: NDArray[np.float64], most: float, look: str) -> str:
    across, down = WIDTH - 1.5 * MARGIN, HEIGHT - 1.5 * MARGIN
    levels = np.arange(0, FULL + 1, STEP)
    right = MARGIN + levels / FULL * across
    up = HEIGHT - MARGIN - points[levels] / most * down
    spots = _thinned([f"{x:.1f},{y:.1f}" for x, y in zip(right, up, strict=True)])
    return (
        f'<polyline class="{name}" fill="none" stroke="currentColor" {look} '
        f'points="{" ".join(spots)}"/>'
    )


def _thinned(spots: Sequence[str]) -> list[str]:
    """Leave out repeated spots."""
    return [spot for number, spot in enumerate(spots) if number == 0 or spot != spots[number - 1]]

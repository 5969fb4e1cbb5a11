"""Gutters: vertical strips that no text crosses for some height."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from recruit.intake.reading.rows import SAME_EDGE, Row, halves, row_of
from recruit.intake.reading.runs import Run, run_of

# In heights of the type: a narrower gap between words is a space.
LEAST_GUTTER = 0.55

FEWEST_EDGES = 3

MOST_CANDIDATES = 12

# In heights of the type: a wider break in a short column ends it.
BREAK = 2.6


@dataclass(frozen=True, slots=True)
class Gutter:
    """A strip that parts a region, and the zones of rows where it does."""

    x: float
    zones: tuple[tuple[int, int], ...]
    score: float


def gutters_of(rows: list[Row]) -> list[Gutter]:
    """Strips that part the region, the best first."""
    edges: dict[int, list[float]] = {}
    leftmost = min(row.x0 for row in rows)
    for row in rows:
        for run in row.runs:
            if run.x0 > leftmost + SAME_EDGE:
                edges.setdefault(round(run.x0 / SAME_EDGE), []).append(run.x0)
    candidates = []
    for key, found in edges.items():
        near = found + edges.get(key + 1, [])
        if len(near) >= FEWEST_EDGES:
            candidates.append((len(near), min(near)))
    candidates.sort(reverse=True)
    gutters = [_gutter(rows, x - 0.5) for _, x in candidates[:MOST_CANDIDATES]]
    return sorted((one for one in gutters if one), key=lambda one: -one.score)


def _gutter(rows: list[Row], x: float) -> Gutter | None:
    """The zones in which nothing crosses a place, with text at both sides."""
    zones: list[tuple[int, int]] = []
    score = 0.0
    start = 0
    for place in range(len(rows) + 1):
        if place < len(rows) and not _crosses(rows[place], x):
            continue
        if place > start:
            trimmed = _trimmed(rows, start, place, x)
            if trimmed:
                zones.append(trimmed[:2])
                score += trimmed[2]
        start = place + 1
    return Gutter(x, tuple(zones), score) if zones else None


def _trimmed(rows: list[Row], start: int, end: int, x: float) -> tuple[int, int, float] | None:
    """A zone without the rows far above and below that have text at the left only."""
    sides = [
        (
            any(run.x0 < x - SAME_EDGE for run in row.runs),
            any(run.x0 >= x - SAME_EDGE for run in row.runs) or _splits(row, x),
        )
        for row in rows[start:end]
    ]
    lefts = sum(left for left, _ in sides)
    rights = sum(right for _, right in sides)
    edged = sum(
        any(abs(run.x0 - x - 0.5) <= SAME_EDGE for run in row.runs) or _splits(row, x)
        for row in rows[start:end]
    )
    if not lefts or rights < 2 or edged < 2:
        return None
    first = next(number for number, (_, right) in enumerate(sides) if right)
    while first and _near(rows[start + first - 1], rows[start + first]):
        first -= 1  # a left column may begin above the right one, or go on below it
    last = max(number for number, (_, right) in enumerate(sides) if right)
    while last + 1 < len(sides) and _near(rows[start + last], rows[start + last + 1]):
        last += 1
    # Where most of the right side begins level, it is a column; dates at a right edge do not.
    aligned = 0.5 + 0.5 * min(1.0, edged / rights)
    return start + first, start + last + 1, min(lefts, rights) * aligned


def tight(rows: list[Row], start: int, end: int, x: float) -> Iterator[tuple[int, int]]:
    """Stretches of a zone in which the right side goes on without a wide break."""
    begins: int | None = None
    last = start
    for place in range(start, end):
        row = rows[place]
        if not halves([row], x)[1]:
            goes_on = (
                place == last + 1
                and not row.bold
                and (row.base - rows[last].base <= 1.7 * row.height)
            )
            if begins is not None and goes_on:
                last = place  # the left column ends a few lines below the right one
            continue
        if begins is None:
            begins = place
        elif row.base - rows[last].base > BREAK * row.height:
            yield begins, last + 1
            begins = place
        last = place
    if begins is not None:
        yield begins, last + 1


def _near(row: Row, after: Row) -> bool:
    return after.base - row.base < 3 * max(row.height, after.height)


def _crosses(row: Row, x: float) -> bool:
    return any(run.x0 < x - SAME_EDGE and run.x1 > x + SAME_EDGE for run in row.runs) and (
        not _splits(row, x)
    )


def _splits(row: Row, x: float) -> bool:
    """Whether a run that crosses a place can be cut there: a word begins after a wide gap."""
    for run in row.runs:
        if run.x0 < x - SAME_EDGE and run.x1 > x + SAME_EDGE:
            return _cut(run, x) is not None
    return False


def _cut(run: Run, x: float) -> tuple[Run, Run] | None:
    for place, (word, after) in enumerate(pairwise(run.words), 1):
        if abs(after.box.x0 - x - 0.5) <= SAME_EDGE and (
            after.box.x0 - word.box.x1 >= LEAST_GUTTER * run.height
        ):
            return run_of(run.words[:place], run.page), run_of(run.words[place:], run.page)
    return None


def cut_at(rows: list[Row], x: float) -> list[Row]:
    """The rows with the runs cut that only a wide gap joins over the gutter."""
    result = []
    for row in rows:
        runs: list[Run] = []
        for run in row.runs:
            crosses = run.x0 < x - SAME_EDGE and run.x1 > x + SAME_EDGE
            runs.extend((_cut(run, x) if crosses else None) or (run,))
        result.append(row_of(runs))
    return result

"""Rows of a page: pieces of text that stand on one line, and how rows lie to each other."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from recruit.intake.reading.runs import Run, run_of
from recruit.intake.reading.words import DURATION, NOW

SAME_BASELINE = 0.4

SAME_EDGE = 2.0

WIDE_LEADING = 1.45

_DATE = re.compile(
    rf"(?<!\d)(?:19[5-9]|20[0-4])\d(?!\d)|\d{{1,2}}[./]\d{{2,4}}|\b(?:{NOW})"
    rf"|\d{{1,2}}\s?(?:{DURATION})",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Row:
    """Runs that stand on one line across a region, from left to right."""

    runs: tuple[Run, ...]
    base: float
    height: float

    @property
    def x0(self) -> float:
        """Where it begins."""
        return self.runs[0].x0

    @property
    def x1(self) -> float:
        """Where it ends."""
        return max(run.x1 for run in self.runs)

    @property
    def text(self) -> str:
        """What it says."""
        return " ".join(run.text for run in self.runs)

    @property
    def bold(self) -> bool:
        """Whether it is bold as a whole."""
        return all(run.bold for run in self.runs)

    @property
    def size(self) -> float:
        """The largest type in it."""
        return max(run.size for run in self.runs)


def rows_of(runs: Iterable[Run]) -> list[Row]:
    """Runs put together by the line they stand on, from top to bottom."""
    groups: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: run.base):
        group = groups[-1] if groups else []
        if group and abs(run.base - group[0].base) <= SAME_BASELINE * min(
            run.height, group[0].height
        ):
            group.append(run)
        else:
            groups.append([run])
    return [row_of(_with_marks(sorted(group, key=lambda run: run.x0))) for group in groups]


def row_of(runs: Sequence[Run]) -> Row:
    return Row(tuple(runs), max(run.base for run in runs), max(run.height for run in runs))


def _with_marks(runs: list[Run]) -> list[Run]:
    """The mark of an item, drawn by itself, and its text as one run."""
    result: list[Run] = []
    for run in runs:
        before = result[-1] if result else None
        if before and before.is_mark and run.x0 - before.x1 < 3 * run.height:
            result[-1] = run_of((*before.words, *run.words), run.page)
        else:
            result.append(run)
    return result


def halves(rows: Iterable[Row], x: float) -> tuple[list[Row], list[Row]]:
    """What stands left and right of a gutter."""
    left, right = [], []
    for row in rows:
        one = [run for run in row.runs if run.x0 < x - SAME_EDGE]
        other = [run for run in row.runs if run.x0 >= x - SAME_EDGE]
        if one:
            left.append(row_of(one))
        if other:
            right.append(row_of(other))
    return left, right


def blocks_of(rows: list[Row]) -> list[list[Row]]:
    """Rows cut where the space is wider or the look changes."""
    leading = leading_of(rows)
    blocks: list[list[Row]] = []
    for row in rows:
        before = blocks[-1][-1] if blocks else None
        if (
            before is None
            or row.base - before.base > WIDE_LEADING * leading
            or (row.bold and not before.bold)
            or row.size > before.size + 0.6
        ):
            blocks.append([row])
        else:
            blocks[-1].append(row)
    return blocks


def leading_of(rows: list[Row]) -> float:
    """The usual distance of lines."""
    steps = [after.base - row.base for row, after in pairwise(rows)]
    usual = 1.15 * median(row.height for row in rows) if rows else 1.0
    close = [step for step in steps if 0.5 * usual < step <= 1.4 * usual]
    return median(close) if close else usual


def top(row: Row) -> float:
    return row.base - 0.8 * row.height


def bottom(row: Row) -> float:
    return row.base + 0.2 * row.height


def letters(rows: Iterable[Row]) -> int:
    return sum(len(run.text) for row in rows for run in row.runs)


def width(rows: Sequence[Row]) -> float:
    return max(row.x1 for row in rows) - min(row.x0 for row in rows) if rows else 0.0


def extent(rows: Sequence[Row]) -> float:
    return rows[-1].base - rows[0].base if rows else 0.0


def dates_share(rows: Sequence[Row]) -> float:
    return sum(bool(_DATE.search(row.text)) for row in rows) / len(rows) if rows else 0.0

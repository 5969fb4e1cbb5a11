"""Rows of a table without lines: which label at the left goes with what at the right.

Labels stand level with the first line of what they name, or at the middle of it.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from statistics import median

from recruit.intake.reading.rows import (
    SAME_BASELINE,
    WIDE_LEADING,
    Row,
    bottom,
    dates_share,
    leading_of,
    top,
)
from recruit.intake.reading.words import BEFORE_END, MONTHS, NOW

_OPEN_END = re.compile(
    rf"(?:[-\u2010-\u2015\u2212]|\b(?:{BEFORE_END}|(?:{MONTHS})\w*\.?))\s*$", re.IGNORECASE
)
_YEAR = re.compile(rf"(?<!\d)(?:19|20)\d\d(?!\d)|\b(?:{NOW})", re.IGNORECASE)
# In heights of the type: how far from the middle of its lines a label may stand.
MIDDLE_WAVERS = 1.5
# Share of labels that stand level from which all do.
MOSTLY_LEVEL = 0.75


def _row_starts(left: list[Row], right: list[Row]) -> list[list[Row]]:
    """The left side cut into what begins a row each."""
    beside = [row.base for row in right]
    dated = dates_share(left) >= 0.4
    groups: list[list[Row]] = []
    leading = min(leading_of(left), 1.25 * median(row.height for row in left)) if left else 1.0
    for row in left:
        group = groups[-1] if groups else []
        if not group:
            groups.append([row])
            continue
        said = " ".join(one.text for one in group)
        level = any(abs(row.base - base) <= SAME_BASELINE * row.height for base in beside)
        is_open = bool(_OPEN_END.search(said))
        whole = len(_YEAR.findall(said)) > 1 and not is_open and bool(_YEAR.search(row.text))
        goes_on = is_open or (not whole and (row.text[:1].islower() or row.text[:1] in "(-–—"))
        new = (
            (row.base - group[-1].base > WIDE_LEADING * leading and not goes_on)
            or row.bold != group[-1].bold
            or abs(row.size - group[-1].size) > 0.6
        )
        if not new and level and not goes_on:
            new = not dated or bool(_YEAR.search(said) and _YEAR.search(row.text))
        if new:
            groups.append([row])
        else:
            group.append(row)
    return groups


def table_rows(left: list[Row], right: list[Row]) -> Iterator[tuple[list[Row], list[Row]]]:
    """Labels with what belongs to them; first what stands above all labels."""
    groups = _row_starts(left, right)
    starts = [len(_split_at(right, group[0].base)[0]) for group in groups]
    for tried in (groups, [[row] for row in left]):
        middled = _middled(tried, right)
        if (
            middled
            and not _level(groups, right)
            and _breaks(right, middled) > 1.05 * _breaks(right, starts)
        ):
            groups, starts = tried, middled
    yield [], right[: starts[0]] if starts else right
    for group, (begin, end) in zip(groups, pairwise([*starts, len(right)]), strict=True):
        yield group, right[begin:end]


def _level(groups: list[list[Row]], right: list[Row]) -> bool:
    """Whether labels stand level with lines that space or weight sets off from above.

    Headings between the rows of a table have nothing beside them, and do not count; where most
    labels are level, one beside tags or a picture may waver.
    """
    leading = leading_of(right)
    starts = [
        row
        for before, row in pairwise([None, *right])
        if row and (before is None or row.bold > before.bold
                    or row.base - before.base > WIDE_LEADING * leading)
    ]  # fmt: skip
    beside = [
        group
        for group in groups
        if any(top(row) < bottom(group[-1]) and bottom(row) > top(group[0]) for row in right)
    ]
    level = sum(
        any(abs(group[0].base - row.base) <= 0.25 * row.height for row in starts)
        for group in beside
    )
    return level >= MOSTLY_LEVEL * len(beside)


def _middled(groups: list[list[Row]], right: list[Row]) -> list[int] | None:
    """Where each label's lines begin if labels stand at the middle of them; None if they do not."""
    starts: list[int] = []
    begin = 0
    for group in groups:
        starts.append(begin)
        if begin >= len(right):
            return None
        if bottom(group[-1]) <= top(right[begin]):
            continue  # a heading between rows of the table
        middle = (top(group[0]) + bottom(group[-1])) / 2
        wanted = 2 * middle - top(right[begin])
        near = [
            place
            for place in range(begin, len(right))
            if abs(bottom(right[place]) - wanted) <= MIDDLE_WAVERS * right[place].height
        ]
        if not near:
            return None
        begin = 1 + max(near, key=lambda place: (_space_below(right, place), -place))
    return starts if begin == len(right) else None


def _space_below(rows: list[Row], place: int) -> float:
    if place + 1 == len(rows):
        return float("inf")
    return round(rows[place + 1].base - rows[place].base, 1)


def _breaks(rows: list[Row], starts: list[int]) -> float:
    """How much space there is, on average, where rows of a table begin."""
    spaces = [rows[start].base - rows[start - 1].base for start in starts if 0 < start < len(rows)]
    return sum(spaces) / len(spaces) if spaces else 0.0


def _split_at(rows: list[Row], base: float) -> tuple[list[Row], list[Row]]:
    """Rows above a line, and from it on; a taller one that stands level belongs below."""
    for place, row in enumerate(rows):
        if row.base > base - 0.6 * row.height:
            return rows[:place], rows[place:]
    return rows, []

"""What a gutter parts, told by what stands at its sides.

- A table: dates or labels at one side, what they belong to at the other; rows stay together.
- A line with something at its right end, mostly dates: one line, the parts set apart by a tab.
- A side column, that goes down a good part of the page and is read apart from the main flow.
- Two short columns in place, read one after the other where they stand.
"""

from collections.abc import Iterable
from enum import Enum, auto
from itertools import pairwise

from recruit.intake.reading.rows import (
    Row,
    blocks_of,
    dates_share,
    extent,
    halves,
    leading_of,
    letters,
    width,
)

# Shares of the height of a page.
SIDE_COLUMN = 0.4

FEWEST_SIDE_ROWS = 4

# Lines of a date or label at the left of a table, on average.
MOST_LABEL_ROWS = 3
# Wide breaks at the left of a table, and in points how exactly its lines stand level.
FEWEST_BREAKS = 2
LEVEL = 0.8
# With so few blocks at the left, only what stands exactly level is a sign.
FEW_STARTS = 3


class Kind(Enum):
    """What a gutter parts."""

    TABLE = auto()
    INLINE = auto()
    SIDE = auto()
    LOCAL = auto()


def kind_of(
    rows: list[Row], zones: Iterable[tuple[int, int]], x: float, page_height: float
) -> Kind:
    """What the zones of a gutter are."""
    left: list[Row] = []
    right: list[Row] = []
    pairs: list[tuple[Row, Row]] = []
    for zone in zones:
        for row in rows[slice(*zone)]:
            one, other = halves([row], x)
            left.extend(one)
            right.extend(other)
            if one and other:
                pairs.append((one[0], other[0]))
    if not left or not right:
        return Kind.LOCAL
    if len(right) == len(pairs) and _is_tail(left, right):
        return Kind.INLINE
    if _are_rows(left, right) or _labels(left, right, pairs) or _is_further_cell(left, right):
        return Kind.TABLE
    if min(len(left), len(right)) >= FEWEST_SIDE_ROWS and (
        max(extent(left), extent(right)) >= SIDE_COLUMN * min(page_height, 1.5 * extent(rows))
    ):
        return Kind.SIDE
    return Kind.INLINE if _is_grid(pairs) else Kind.LOCAL


def _are_rows(left: list[Row], right: list[Row]) -> bool:
    """Whether dates or labels at a narrow left side belong to what stands beside them."""
    return width(left) < 1.2 * width(right) and (
        dates_share(left) >= 0.5
        or _dates_at_left(left, right)
        or _begin_together(left, right)
        or _stand_level(left, right)
    )


def _is_tail(left: list[Row], right: list[Row]) -> bool:
    """Whether the right side only holds what ends lines of the left: dates, a city."""
    if len(right) * 3 <= len(left) and width(right) < width(left) and len(right) > 1:
        return True
    if _are_headings(left[0], right[0]):
        return False
    if dates_share(right) >= 0.5 and letters(right) < letters(left):
        return True
    return len(right) * 3 <= len(left) and width(right) < width(left)


def _begin_together(left: list[Row], right: list[Row]) -> bool:
    """Whether what is set apart at the left begins level with what is set apart at the right.

    In independent columns it mostly begins beside the middle of something.
    """
    starts = [block[0] for block in blocks_of(left)]
    blocks = blocks_of(right)
    if len(starts) < 2 or letters(left) * 2 > letters(right):
        return False
    if len(left) > MOST_LABEL_ROWS * len(starts):
        return False
    met = inside = 0
    for row in starts:
        reach = 0.5 * row.height if len(starts) > FEW_STARTS else LEVEL
        if any(abs(row.base - block[0].base) <= reach for block in blocks):
            met += 1
        elif any(block[0].base < row.base < block[-1].base + reach for block in blocks):
            inside += 1
    return inside * 10 <= len(starts) and met * 2 >= len(starts)


def _dates_at_left(left: list[Row], right: list[Row]) -> bool:
    """Whether each date at the left stands level with something, and all else there is alone.

    What is alone are headings and lines of the head that end before the gutter.
    """
    dated = [row for row in left if dates_share([row])]
    others = [row for row in left if row not in dated]
    if not dated or len(dated) * 2 > 3 * len(right):
        return False
    level = sum(_is_level(row, right) for row in dated)
    return level * 10 >= 6 * len(dated) and not any(_is_beside(row, right) for row in others)


def _is_further_cell(left: list[Row], right: list[Row]) -> bool:
    """Whether the right side is one more column of a table whose left has dates in some rows.

    Each date has something level with it at the right, and most that stands there is level.
    """
    dated = [row for row in left if dates_share([row])]
    if len(dated) < FEWEST_BREAKS or any(_are_headings(row, right[0]) for row in left):
        return False
    met = sum(any(abs(row.base - other.base) <= LEVEL for other in right) for row in dated)
    level = sum(any(abs(row.base - other.base) <= LEVEL for other in left) for row in right)
    return met * 10 >= 9 * len(dated) and level * 10 >= 6 * len(right)


def _is_level(row: Row, right: list[Row]) -> bool:
    return any(abs(row.base - other.base) <= 0.25 * row.height for other in right)


def _is_beside(row: Row, right: list[Row]) -> bool:
    """Whether text goes on at the right of a row: level with it, or on both sides close to it."""
    if any(abs(row.base - other.base) <= 0.5 * row.height for other in right):
        return True
    above = [row.base - other.base for other in right if other.base < row.base]
    below = [other.base - row.base for other in right if other.base > row.base]
    return bool(above and below) and min(above) + min(below) < 2 * leading_of(right)


def _stand_level(left: list[Row], right: list[Row]) -> bool:
    """Whether lines at the left, with wide breaks between, stand exactly level with others."""
    leading = leading_of(right)
    breaks = sum(after.base - row.base > 3 * leading for row, after in pairwise(left))
    if breaks < FEWEST_BREAKS or len(left) * 10 > len(right) * 6:
        return False
    level = sum(any(abs(row.base - other.base) <= LEVEL for other in right) for row in left)
    return level * 100 >= 85 * len(left)


def _labels(left: list[Row], right: list[Row], pairs: list[tuple[Row, Row]]) -> bool:
    """Whether nearly each line at the left names the value that begins beside it."""
    if len(pairs) < 2 or len(pairs) * 10 < len(left) * 8 or len(left) * 10 < len(right) * 3:
        return False
    if _is_grid(pairs) or _are_headings(*pairs[0]):
        return False
    values = sum(not other.text[:1].islower() for _, other in pairs)
    labels = sum(not one.text[:1].islower() and len(one.text) <= 40 for one, _ in pairs)
    set_off = all(one.bold and not other.bold for one, other in pairs)
    return (set_off or values * 100 >= 85 * len(pairs)) and labels * 10 >= 9 * len(pairs)


def _are_headings(one: Row, other: Row) -> bool:
    """Whether two headings stand side by side."""
    return one.bold and other.bold and one.size == other.size


def _is_grid(pairs: list[tuple[Row, Row]]) -> bool:
    """Whether three and more stand beside each other: a list set in columns, read by lines."""
    return sum(len(one.runs) + len(other.runs) for one, other in pairs) > 2.5 * len(pairs)

"""Rows in reading order as lines of a document: blocks, bullets, running heads."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from recruit.intake.reading.columns import Placed
from recruit.intake.reading.layout import bullet_of, clean, join_spaced
from recruit.intake.reading.runs import Run
from recruit.parsing.document import Line

# In heights of the type: runs further apart on one line are parted by a tab.
TAB_GAP = 1.2
PARAGRAPH_GAP = 1.4
SAME_SIZE = 0.6
# Share of the width of its column: a line that ends before it did not want to be longer.
ROOM_LEFT = 1.0


def lines_of(placed: Sequence[Placed], page_of: Sequence[float]) -> Iterator[Line]:
    """The lines; ``page_of`` says how far down the tall page each page begins."""
    rights: dict[tuple[int, int | None], float] = {}
    for part in placed:
        key = part.column, part.cell
        rights[key] = max(rights.get(key, 0.0), part.row.x1)
    block = 0
    before: Placed | None = None
    for part in placed:
        runs = part.row.runs
        marked, text = bullet_of(_text(runs))
        text = clean(join_spaced(text))
        if not text:
            continue
        if before is None or marked or _begins_block(before, part, rights):
            block += 1
        before = part
        page = runs[0].page
        offset = page_of[page - 1]
        letters = sum(len(run.text) for run in runs)
        yield Line(
            text=text,
            page=page,
            x0=round(part.row.x0, 1),
            y0=round(min(run.y0 for run in runs) - offset, 1),
            x1=round(part.row.x1, 1),
            y1=round(max(run.y1 for run in runs) - offset, 1),
            size=max(run.size for run in runs),
            bold=sum(len(run.text) for run in runs if run.bold) * 10 >= letters * 6,
            block=block,
            row=part.table_row,
            cell=part.cell,
            column=part.column,
            bullet=marked,
        )


def _text(runs: Sequence[Run]) -> str:
    text = runs[0].text
    for run, after in pairwise(runs):
        gap = after.x0 - run.x1
        wide = gap > TAB_GAP * min(run.height, after.height)
        text += ("\t" if wide else " " if gap > 0.05 * run.height else "") + after.text
    return text


def _has_tab(runs: Sequence[Run]) -> bool:
    return any(
        after.x0 - run.x1 > TAB_GAP * min(run.height, after.height) for run, after in pairwise(runs)
    )


def _begins_block(
    before: Placed, part: Placed, rights: dict[tuple[int, int | None], float]
) -> bool:
    """Whether a line begins another paragraph than the line before it."""
    if (before.column, before.table_row, before.cell) != (part.column, part.table_row, part.cell):
        return True
    row, last = part.row, before.row
    if abs(row.size - last.size) > SAME_SIZE or row.bold != last.bold:
        return True
    if row.runs[0].page == last.runs[0].page and not (
        0 < row.base - last.base <= PARAGRAPH_GAP * 1.15 * max(row.height, last.height)
    ):
        return True
    if _has_tab(row.runs) or _has_tab(last.runs):
        return True
    first_word = row.runs[0].words[0].box
    room = rights[part.column, part.cell] - last.x1
    return room > (first_word.x1 - first_word.x0) + ROOM_LEFT * row.height

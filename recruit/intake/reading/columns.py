"""Columns of a page, found again from places, and their rows put in reading order."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from recruit.intake.reading.gutters import Gutter, cut_at, gutters_of, tight
from recruit.intake.reading.rows import Row, halves, letters, rows_of
from recruit.intake.reading.runs import Run
from recruit.intake.reading.sides import Kind, kind_of
from recruit.intake.reading.table_rows import table_rows

MOST_DEPTH = 5
# Share of the score of the best gutter at which another may be taken for its place.
LIKELY = 0.6


@dataclass(frozen=True, slots=True)
class Placed:
    """A row in reading order with its place in a table or column."""

    row: Row
    table_row: int | None = None
    cell: int | None = None
    column: int = 0


@dataclass(frozen=True)
class Cut:
    """A gutter, what it parts, and the rows with what crosses it only by a wide gap cut there."""

    kind: Kind
    gutter: Gutter
    rows: list[Row]

    @cached_property
    def left_is_main(self) -> bool:
        """Whether the left side says more."""
        said = [0, 0]
        for zone in self.gutter.zones:
            for side, half in enumerate(halves(self.rows[slice(*zone)], self.gutter.x)):
                said[side] += letters(half)
        return said[0] >= said[1]

    def is_before(self, other: "Cut") -> bool:
        """A side column is taken out first, as what is left is simpler; then leftmost labels."""
        if Kind.SIDE in (self.kind, other.kind):
            return self.kind == Kind.SIDE != other.kind
        return (
            self.kind == other.kind == Kind.TABLE
            and self.gutter.x < other.gutter.x
            and self.gutter.score >= LIKELY * other.gutter.score
        )


class Reader:
    """Puts the rows of all pages in reading order; pages are stacked into one tall page."""

    def __init__(self, page_height: float) -> None:
        self.page_height = page_height
        self._table_rows = 0
        self._columns = 0

    def read(self, runs: Sequence[Run]) -> list[Placed]:
        """The rows in the order a reader takes."""
        main, sides = self._region(rows_of(runs), 0, allow_side=True)
        if sides and _largest(sides) > 1.1 * _largest(main):
            return [*sides, *main]  # the name stands in the side column: it is read first
        return [*main, *sides]

    def _region(
        self, rows: list[Row], depth: int, *, allow_side: bool
    ) -> tuple[list[Placed], list[Placed]]:
        """The main flow of a region, and what stands in side columns of it."""
        cut: Cut | None = None
        if len(rows) > 1 and depth <= MOST_DEPTH:
            cut = self._best_cut(rows, allow_side=allow_side)
        if cut is None:
            return [Placed(row) for row in rows], []
        if cut.kind == Kind.SIDE:
            self._columns += 1
        main: list[Placed] = []
        sides: list[Placed] = []
        place = 0
        for start, end in (*cut.gutter.zones, (len(rows), len(rows))):
            flow, aside = self._region(cut.rows[place:start], depth + 1, allow_side=allow_side)
            main.extend(flow)
            sides.extend(aside)
            flow, aside = self._zone(cut, (start, end), depth, allow_side=allow_side)
            main.extend(flow)
            sides.extend(aside)
            place = end
        return main, sides

    def _best_cut(self, rows: list[Row], *, allow_side: bool) -> Cut | None:
        """The gutter to part a region at first."""
        best: Cut | None = None
        for gutter in gutters_of(rows):
            parted = cut_at(rows, gutter.x)
            kind = kind_of(parted, gutter.zones, gutter.x, self.page_height)
            if kind == Kind.TABLE or (kind == Kind.SIDE and allow_side):
                cut = Cut(kind, gutter, parted)
            else:
                cut = Cut(Kind.LOCAL, self._in_place(parted, gutter), parted)
            if cut.gutter.zones and (best is None or cut.is_before(best)):
                best = cut
        return best

    def _in_place(self, rows: list[Row], gutter: Gutter) -> Gutter:
        """The zones, cut where the right side ends for a while: each is judged by itself."""
        zones = [
            zone
            for start, end in gutter.zones
            for zone in tight(rows, start, end, gutter.x)
            if zone[1] - zone[0] > 1
            and kind_of(rows, [zone], gutter.x, self.page_height) != Kind.INLINE
        ]
        return Gutter(gutter.x, tuple(zones), gutter.score)

    def _zone(
        self, cut: Cut, zone: tuple[int, int], depth: int, *, allow_side: bool
    ) -> tuple[list[Placed], list[Placed]]:
        """What a gutter parts, in the order it is read."""
        left, right = halves(cut.rows[slice(*zone)], cut.gutter.x)
        if cut.kind == Kind.SIDE:
            column = self._columns
            inner, outer = (left, right) if cut.left_is_main else (right, left)
            main, sides = self._region(inner, depth + 1, allow_side=allow_side)
            beside, _ = self._region(outer, depth + 1, allow_side=False)
            return main, [*sides, *(replace(part, column=column) for part in beside)]
        kind: Kind = cut.kind
        if kind == Kind.LOCAL:
            kind = kind_of(cut.rows, [zone], cut.gutter.x, self.page_height)
        if kind == Kind.TABLE:
            return list(self._table(left, right, depth)), []
        return [
            part
            for half in (left, right)
            for part in self._region(half, depth + 1, allow_side=False)[0]
        ], []

    def _table(self, left: list[Row], right: list[Row], depth: int) -> Iterator[Placed]:
        """Rows of a table: what stands left, then what stands beside it, down to the next."""
        for labels, beside in table_rows(left, right):
            if not labels or not beside:
                yield from (Placed(row) for row in labels)
                yield from self._region(beside, depth + 1, allow_side=False)[0]
                continue
            self._table_rows += 1
            table_row = self._table_rows
            yield from (Placed(row, table_row, 0) for row in labels)
            parts = self._region(beside, depth + 1, allow_side=False)[0]
            inner = {part.table_row for part in parts} - {None}
            for part in parts:
                if part.table_row is None:
                    yield Placed(part.row, table_row, 1)
                elif len(inner) == 1:  # one row within one: its cells are further cells of this
                    yield Placed(part.row, table_row, 1 + (part.cell or 0))
                else:
                    yield part


def _largest(parts: Sequence[Placed]) -> float:
    return max((part.row.size for part in parts), default=0.0)

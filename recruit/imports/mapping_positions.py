"""The positions of a row, told by numbered columns."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol, TypeVar

from recruit.imports import mapping_values as read
from recruit.imports.mapping import position_of
from recruit.imports.mapping_values import MONTH_LENGTH, Refused
from recruit.imports.table_faults import Remark, RowCode, RowFault
from recruit.imports.tables import Row
from recruit.typed_text import clean

Value = TypeVar("Value")
LONGEST_NAME, LONGEST_TEXT = 200, 20_000


class Found(Protocol):
    """Where values, faults and remarks of a row go."""

    values: dict[str, Any]
    faults: list[RowFault]
    remarks: list[RowFault]


class PositionReader:
    """Reads the positions of the rows of one table.

    Parameters
    ----------
    places : mapping of str to list of int
        The columns of each field.
    columns : sequence of str
    this_month : str
        ``YYYY-MM``.
    """

    def __init__(
        self, places: Mapping[str, list[int]], columns: Sequence[str], this_month: str
    ) -> None:
        self._columns = columns
        self._this_month = this_month
        self._parts: dict[int, dict[str, list[int]]] = {}
        for field, own in places.items():
            if position := position_of(field):
                self._parts.setdefault(position[0], {})[position[1]] = own

    def read(self, row: Row, found: Found, first_post: str = "") -> None:
        """Add the row's positions, in the order of their numbers; empty ones are none.

        The first one is called `first_post` where that is told.
        """
        for number in sorted(self._parts.keys() | ({0} if first_post else set())):
            parts = self._parts.get(number, {})
            cells = {
                part: "\n".join(
                    cell for place in own if not read.is_unknown(cell := row.cell(place))
                )
                for part, own in parts.items()
            }
            if number == 0 and first_post:
                cells["title"] = first_post
            if any(cells.values()):
                position = _OnePosition(parts, self._columns, cells, found)
                found.values["positions"].append(position.read(self._this_month))


class _OnePosition:
    """One position being read."""

    def __init__(
        self,
        parts: Mapping[str, list[int]],
        columns: Sequence[str],
        cells: Mapping[str, str],
        found: Found,
    ) -> None:
        self._parts, self._columns, self._cells, self._found = parts, columns, cells, found

    def read(self, this_month: str) -> dict[str, Any]:
        """The position as a row of the form."""
        title = self._text("title", LONGEST_NAME)
        if not title:
            self._fault("title", RowCode.NO_POST)
        employer = self._text("employer", LONGEST_NAME)
        start, end, words = self._months(this_month)
        description = self._text("description", LONGEST_TEXT)
        if words:
            description = f"{words}\n{description}".strip()
        return {
            "title": title,
            "employer": employer,
            "start": start,
            "end": end,
            "description": description,
        }

    def _months(self, this_month: str) -> tuple[str | None, str | None, str]:
        """Start, end, and the dates in words where a month is missing and so neither is kept.

        A year alone is no month, and never taken for January.
        """
        is_period = bool(self._cells.get("period"))
        parts = ("period", "period") if is_period else ("start", "end")
        told = self._value("period", read.read_period) if is_period else self._start_and_end()
        if told is None:
            return None, None, ""
        self._check_months(told, parts, this_month)
        if any(month and len(month) < MONTH_LENGTH for month in told):
            self._remark(parts[0] if told[0] else parts[1], Remark.YEAR_ALONE)
            cells = (self._cells.get(part, "") for part in dict.fromkeys(parts))
            return None, None, " – ".join(filter(None, cells))
        return told[0] or None, told[1] or None, ""

    def _start_and_end(self) -> tuple[str, str] | None:
        """Both months, empty where nothing is told; None where one cannot be understood."""
        start, end = (
            self._value(part, read.read_month) if self._cells.get(part) else ""
            for part in ("start", "end")
        )
        return None if start is None or end is None else (start, end)

    def _check_months(self, told: tuple[str, str], parts: tuple[str, str], this_month: str) -> None:
        start, end = told
        if end and not start:
            self._fault(parts[1], RowCode.NO_START)
        for part, month in zip(parts, told, strict=True):
            if month and month > this_month[: len(month)]:
                self._fault(part, RowCode.FUTURE, month=month)
        width = min(len(start), len(end))
        if start and end and end[:width] < start[:width]:
            self._fault(parts[1], RowCode.END_BEFORE_START, start=start, end=end)

    def _text(self, part: str, most: int) -> str:
        text = clean(self._cells.get(part, ""))
        if len(text) > most:
            self._fault(part, RowCode.LONG, most=most, length=len(text))
        return text

    def _value(self, part: str, reader: Callable[[str], Value]) -> Value | None:
        try:
            return reader(self._cells[part])
        except Refused as error:
            self._fault(part, error.code, **error.params)
            return None

    def _fault(self, part: str, code: RowCode, **params: str | int) -> None:
        place = self._parts[part][0] if part in self._parts else None
        column = "" if place is None else self._columns[place]
        self._found.faults.append(RowFault(code, column, place, params))

    def _remark(self, part: str, code: Remark) -> None:
        place = self._parts[part][0]
        self._found.remarks.append(RowFault(code, self._columns[place], place))

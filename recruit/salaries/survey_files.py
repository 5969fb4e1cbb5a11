"""A salary survey as a table file: read strictly, every fault told at once with its place.

The table has one row for each city and segment and these columns, named in its first row:
``city, segment, band1_min, band1_max, ..., band4_min, band4_max, median``. Amounts are in whole
units of the currency («65 000» and 65000 are the same); what is returned is in minor units.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from openpyxl.utils import get_column_letter

from matching.profiles import SEGMENTS
from recruit.salaries.faults import FaultCode, SurveyErrors, SurveyFault, survey_errors
from recruit.salaries.survey_amounts import quoted, read_amount
from recruit.tables.delimited import cleaned, read_lines
from recruit.tables.faults import TableError

BANDS = (1, 2, 3, 4)
BAND_COLUMNS = tuple(f"band{band}_{end}" for band in BANDS for end in ("min", "max"))
AMOUNT_COLUMNS = (*BAND_COLUMNS, "median")
COLUMNS = ("city", "segment", *AMOUNT_COLUMNS)
# Many times what a survey of every city of the country needs.
MOST_ROWS = 2_000
# A name of a city is looked for among the known ones by so many letters at most.
LONGEST_NAME = 100
# How far down the names of the columns are looked for where the first row lacks them.
HEADER_WITHIN = 20


@dataclass(frozen=True, slots=True)
class SurveyRow:
    """The market in one city and segment, in minor units."""

    city: str
    segment: str
    band1_min: int
    band1_max: int
    band2_min: int
    band2_max: int
    band3_min: int
    band3_max: int
    band4_min: int
    band4_max: int
    median: int


@dataclass(frozen=True, slots=True)
class SurveyTable:
    """A whole survey, in the order of the file."""

    rows: tuple[SurveyRow, ...]

    @property
    def cities(self) -> tuple[str, ...]:
        """The cities of the survey, each once, as they come."""
        return tuple(dict.fromkeys(row.city for row in self.rows))


def read_survey(
    source: bytes | Iterable[Sequence[str]],
    *,
    required_cities: Collection[str],
    known_cities: Collection[str] = (),
    minor_units: int = 100,
    least: int = 0,
) -> SurveyTable:
    """Return the survey of a file or of its rows, header first; `SurveyErrors` if it has any fault.

    Every required city must be there in every segment; a city known but not required may be.
    A row all of whose sums are below `least`, in whole units, was written in thousands.
    """
    numbered = _numbered(source) if isinstance(source, bytes) else list(enumerate(source, start=1))
    # With a line break inside a cell, lines of the text are no longer rows of the sheet.
    is_sheet = all(number == place for place, (number, _) in enumerate(numbered, start=1))
    lines = [(number, cells) for number, raw in numbered if (cells := cleaned(raw))]
    if not lines:
        raise SurveyErrors([SurveyFault(FaultCode.EMPTY_TABLE)])
    (header_number, header), body = lines[0], lines[1:]
    names = [name.lower() for name in header]
    faults = _header_faults(header_number, names) or _size_faults(header_number, body)
    if not set(names) & set(COLUMNS):
        faults = [_no_header(header_number, body)]
    if faults:
        raise SurveyErrors(_with_cells(faults, names, is_sheet))
    reader = _RowReader([*required_cities, *known_cities], minor_units, least)
    for number, cells in body:
        reader.read(number, names, cells)
    faults = reader.found() + list(_absences(required_cities, reader.places))
    if faults:
        raise SurveyErrors(_with_cells(faults, names, is_sheet))
    return SurveyTable(tuple(reader.rows))


def _numbered(content: bytes) -> list[tuple[int, list[str]]]:
    try:
        return read_lines(content)
    except TableError as error:
        raise survey_errors(error) from error


class _RowReader:
    """Reads the rows one by one and keeps what they hold, good and bad."""

    def __init__(self, cities: Iterable[str], minor_units: int, least: int) -> None:
        self.rows: list[SurveyRow] = []
        self.places: dict[tuple[str, str], int] = {}
        self._faults: list[SurveyFault] = []
        self._cities = {_folded(city): city for city in cities}
        self._minor_units = minor_units
        self._least = least * minor_units
        self._count = 0

    def found(self) -> list[SurveyFault]:
        """Return the faults; one for all rows where all of them are in thousands."""
        thousands = [fault for fault in self._faults if fault.code == FaultCode.IN_THOUSANDS]
        if len(thousands) == self._count:
            return [fault for fault in self._faults if fault not in thousands[1:]]
        return self._faults

    def read(self, number: int, names: Sequence[str], written: Sequence[str]) -> None:
        """Take in one row, its cells in the order of the names of the columns."""
        self._count += 1
        if [cell.lower() for cell in written] == list(names):
            self._faults.append(SurveyFault(FaultCode.REPEATED_HEADER, number))
            return
        cells = dict(zip(names, written, strict=False))
        found: list[SurveyFault] = []
        place = self._place(number, cells, found)
        extra = len(written) - len(names)
        if extra > 0:  # what stands under which name cannot be told any more
            found.append(SurveyFault(FaultCode.TOO_MANY_CELLS, number, None, {"extra": extra}))
        else:
            amounts = self._amounts(number, cells, found)
            if place and not found:
                self.rows.append(SurveyRow(*place, *(amounts[name] for name in AMOUNT_COLUMNS)))
        self._faults.extend(found)

    def _amounts(
        self, number: int, cells: Mapping[str, str], found: list[SurveyFault]
    ) -> dict[str, int]:
        """Return the row's good sums; what is wrong with them goes to `found`."""
        amounts: dict[str, int] = {}
        for column in AMOUNT_COLUMNS:
            amount = read_amount(number, column, cells.get(column, ""), self._minor_units)
            if isinstance(amount, SurveyFault):
                found.append(amount)
            else:
                amounts[column] = amount
        found.extend(_order_faults(number, amounts))
        if len(amounts) == len(AMOUNT_COLUMNS) and max(amounts.values()) < self._least:
            lowest = amounts[AMOUNT_COLUMNS[0]]
            params = {"low": lowest, "meant": 1000 * lowest, "least": self._least}
            found.append(SurveyFault(FaultCode.IN_THOUSANDS, number, AMOUNT_COLUMNS[0], params))
        return amounts

    def _place(
        self, number: int, cells: Mapping[str, str], found: list[SurveyFault]
    ) -> tuple[str, str] | None:
        """Return the row's canonical city and segment; what is wrong with them goes to `found`."""

        def fault(code: FaultCode, column: str, **params: str | int) -> None:
            found.append(SurveyFault(code, number, column, params))

        written, segment = cells.get("city", ""), cells.get("segment", "").lower()
        if written.lower() in SEGMENTS and _folded(segment) in self._cities:
            fault(FaultCode.SWAPPED_PLACE, "city", value=quoted(written))
            written, segment = segment, written.lower()
        city = self._cities.get(_folded(written))
        if not written:
            fault(FaultCode.EMPTY, "city")
        elif written.startswith("="):
            fault(FaultCode.FORMULA, "city", value=quoted(written))
        elif city is None:
            nearest = self._nearest(written[:LONGEST_NAME])
            fault(FaultCode.UNKNOWN_CITY, "city", value=quoted(written), nearest=nearest)
        if not segment:
            fault(FaultCode.EMPTY, "segment")
        elif segment not in SEGMENTS:
            fault(FaultCode.UNKNOWN_SEGMENT, "segment", value=quoted(segment))
        if city is None or segment not in SEGMENTS:
            return None
        first = self.places.setdefault((city, segment), number)
        if first != number:
            fault(FaultCode.DUPLICATE_ROW, "city", city=city, segment=segment, first=first)
        return city, segment

    def _nearest(self, written: str) -> str:
        close = difflib.get_close_matches(_folded(written), self._cities, n=1, cutoff=0.7)
        return self._cities[close[0]] if close else ""


def _no_header(number: int, body: Iterable[tuple[int, Sequence[str]]]) -> SurveyFault:
    """Tell that the first row names no column, and where they are named if that is further down."""
    for below, cells in body:
        if below > number + HEADER_WITHIN:
            break
        if {"city", "segment"} <= {cell.lower() for cell in cells}:
            return SurveyFault(FaultCode.LATE_HEADER, number, None, {"found": below})
    return SurveyFault(FaultCode.NO_HEADER, number)


def _header_faults(number: int, names: Sequence[str]) -> list[SurveyFault]:
    faults = [
        SurveyFault(FaultCode.MISSING_COLUMN, number, name) for name in COLUMNS if name not in names
    ]
    for position, name in enumerate(names):
        cell = f"{get_column_letter(position + 1)}{number}"
        if name not in COLUMNS:
            shown = quoted(name) or str(position + 1)
            faults.append(SurveyFault(FaultCode.EXTRA_COLUMN, number, shown, cell=cell))
        elif name in names[:position]:
            faults.append(SurveyFault(FaultCode.REPEATED_COLUMN, number, name, cell=cell))
    return faults


def _size_faults(number: int, body: Sequence[tuple[int, Sequence[str]]]) -> list[SurveyFault]:
    """Tell that there are no rows below the header, or far too many."""
    if not body:
        return [SurveyFault(FaultCode.NO_ROWS, number)]
    if len(body) > MOST_ROWS:
        return [SurveyFault(FaultCode.TOO_MANY_ROWS, body[MOST_ROWS][0], None, {"most": MOST_ROWS})]
    return []


def _with_cells(
    faults: Iterable[SurveyFault], names: Sequence[str], is_sheet: bool
) -> list[SurveyFault]:
    """Return the faults with what a spreadsheet calls their cells, where that can be told."""
    letters = {name: get_column_letter(place) for place, name in enumerate(names, start=1)}
    return [
        replace(fault, cell=f"{letters[fault.column]}{fault.row}")
        if is_sheet and fault.row and fault.column in letters and not fault.cell
        else fault
        for fault in faults
    ]


def _order_faults(number: int, amounts: Mapping[str, int]) -> Iterator[SurveyFault]:
    """Check that bands rise, that each begins where the last ended, and where the median lies."""
    for band in BANDS:
        low, high = amounts.get(f"band{band}_min"), amounts.get(f"band{band}_max")
        if low is not None and high is not None and low >= high:
            params = {"band": band, "low": low, "high": high}
            yield SurveyFault(FaultCode.BAND_NOT_RISING, number, f"band{band}_max", params)
    for band in BANDS[1:]:
        ends, begins = amounts.get(f"band{band - 1}_max"), amounts.get(f"band{band}_min")
        if ends is not None and begins is not None and ends != begins:
            code = FaultCode.BAND_GAP if begins > ends else FaultCode.BAND_OVERLAP
            params = {"band": band, "previous": band - 1, "ends": ends, "begins": begins}
            yield SurveyFault(code, number, f"band{band}_min", params)
    low, high, median = (amounts.get(name) for name in ("band1_min", "band4_max", "median"))
    if low is not None and high is not None and median is not None and not low <= median <= high:
        params = {"median": median, "low": low, "high": high}
        yield SurveyFault(FaultCode.MEDIAN_OUTSIDE, number, "median", params)


def _absences(
    required_cities: Iterable[str], places: Collection[tuple[str, str]]
) -> Iterator[SurveyFault]:
    """Tell of each city that is not in the table at all, and of each that lacks a segment."""
    present = dict.fromkeys(city for city, _ in places)
    for city in dict.fromkeys([*required_cities, *present]):
        if city not in present:
            yield SurveyFault(FaultCode.MISSING_CITY, None, "city", {"city": city})
            continue
        for segment in SEGMENTS:
            if (city, segment) not in places:
                params = {"city": city, "segment": segment}
                yield SurveyFault(FaultCode.MISSING_SEGMENT, None, "segment", params)


def _folded(city: str) -> str:
    """Return what two spellings of a city have in common: case, ё and dashes set aside."""
    return re.sub(r"[\s‐‑–—-]+", " ", city.casefold().replace("ё", "е")).strip()

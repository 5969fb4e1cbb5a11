"""A salary survey as a table file: read strictly, every fault told at once with its place.

The table has one row for each city and segment and these columns, named in its first row:
``city, segment, band1_min, band1_max, ..., band4_min, band4_max, median``. Amounts are in whole
units of the currency («65 000» and 65000 are the same); what is returned is in minor units.
"""

from __future__ import annotations

import csv
import difflib
import io
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from matching.profiles import SEGMENTS
from recruit.salaries.faults import FaultCode, SurveyErrors, SurveyFault

BANDS = (1, 2, 3, 4)
BAND_COLUMNS = tuple(f"band{band}_{end}" for band in BANDS for end in ("min", "max"))
AMOUNT_COLUMNS = (*BAND_COLUMNS, "median")
COLUMNS = ("city", "segment", *AMOUNT_COLUMNS)
# Above any wage, and small enough for every database and every sum over a survey.
LARGEST_AMOUNT_FIGURES = 9
# How much of a wrong cell is quoted back.
QUOTED = 40

_SPACES = re.compile(r"[\s\u00a0\u2007\u2009\u202f]+")
_AMOUNT = re.compile(r"(?P<whole>[0-9]{1,3}(?: [0-9]{3})+|[0-9]+)(?:[.,](?P<cents>[0-9]{2}))?")


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
) -> SurveyTable:
    """Return the survey of a file or of its rows, header first; `SurveyErrors` if it has any fault.

    Every required city must be there in every segment; a city known but not required may be.
    """
    numbered = _lines(source) if isinstance(source, bytes) else list(enumerate(source, start=1))
    lines = [(number, _cleaned(cells)) for number, cells in numbered]
    lines = [(number, cells) for number, cells in lines if cells]
    if not lines:
        raise SurveyErrors([SurveyFault(FaultCode.NOT_A_TABLE)])
    (header_number, header), body = lines[0], lines[1:]
    names = [name.lower() for name in header]
    faults = list(_header_faults(header_number, names))
    if faults:
        raise SurveyErrors(faults)
    reader = _RowReader([*required_cities, *known_cities], minor_units)
    for number, cells in body:
        reader.read(number, dict(zip(names, cells, strict=False)), extra=len(cells) - len(names))
    faults = reader.faults + list(_absences(required_cities, reader.places))
    if faults:
        raise SurveyErrors(faults)
    return SurveyTable(tuple(reader.rows))


class _RowReader:
    """Reads the rows one by one and keeps what they hold, good and bad."""

    def __init__(self, cities: Iterable[str], minor_units: int) -> None:
        self.rows: list[SurveyRow] = []
        self.faults: list[SurveyFault] = []
        self.places: dict[tuple[str, str], int] = {}
        self._cities = {_folded(city): city for city in cities}
        self._minor_units = minor_units

    def read(self, number: int, cells: Mapping[str, str], extra: int) -> None:
        found: list[SurveyFault] = []
        if extra > 0:
            found.append(SurveyFault(FaultCode.TOO_MANY_CELLS, number, None, {"extra": extra}))
        place = self._place(number, cells, found)
        amounts: dict[str, int] = {}
        for column in AMOUNT_COLUMNS:
            amount = _amount(number, column, cells.get(column, ""), self._minor_units)
            if isinstance(amount, SurveyFault):
                found.append(amount)
            else:
                amounts[column] = amount
        found.extend(_order_faults(number, amounts))
        if place and not found:
            self.rows.append(SurveyRow(*place, *(amounts[name] for name in AMOUNT_COLUMNS)))
        self.faults.extend(found)

    def _place(
        self, number: int, cells: Mapping[str, str], found: list[SurveyFault]
    ) -> tuple[str, str] | None:
        """Return the row's canonical city and segment; what is wrong with them goes to `found`."""

        def fault(code: FaultCode, column: str, **params: str | int) -> None:
            found.append(SurveyFault(code, number, column, params))

        written, segment = cells.get("city", ""), cells.get("segment", "").lower()
        city = self._cities.get(_folded(written))
        if not written:
            fault(FaultCode.EMPTY, "city")
        elif city is None:
            fault(
                FaultCode.UNKNOWN_CITY,
                "city",
                value=_quoted(written),
                nearest=self._nearest(written),
            )
        if not segment:
            fault(FaultCode.EMPTY, "segment")
        elif segment not in SEGMENTS:
            fault(FaultCode.UNKNOWN_SEGMENT, "segment", value=_quoted(segment))
        if city is None or segment not in SEGMENTS:
            return None
        first = self.places.setdefault((city, segment), number)
        if first != number:
            fault(FaultCode.DUPLICATE_ROW, "city", city=city, segment=segment, first=first)
        return city, segment

    def _nearest(self, written: str) -> str:
        close = difflib.get_close_matches(_folded(written), self._cities, n=1, cutoff=0.7)
        return self._cities[close[0]] if close else ""


def _lines(content: bytes) -> list[tuple[int, list[str]]]:
    """Return the cells of a file with the number of the line each record begins on."""
    text = decoded(content)
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(";,\t", key=first.count)
    table = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    lines = []
    begins = 1
    try:
        for cells in table:
            lines.append((begins, cells))
            begins = table.line_num + 1
    except csv.Error as error:
        raise SurveyErrors([SurveyFault(FaultCode.NOT_A_TABLE, begins)]) from error
    return lines


def decoded(content: bytes) -> str:
    """Return the text of a file that a spreadsheet saved as UTF-8, UTF-16 or Windows-1251."""
    is_utf_16 = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    if b"\0" in content and not is_utf_16:
        raise SurveyErrors([SurveyFault(FaultCode.NOT_A_TABLE)])  # a workbook, not a text
    for encoding in ("utf-16",) if is_utf_16 else ("utf-8-sig", "cp1251"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise SurveyErrors([SurveyFault(FaultCode.NOT_A_TABLE)])


def _cleaned(cells: Iterable[str]) -> list[str]:
    """Return the cells with plain spaces, without the blank ones that a sheet trails behind."""
    clean = [_SPACES.sub(" ", cell).strip() for cell in cells]
    while clean and not clean[-1]:
        clean.pop()
    return clean


def _header_faults(number: int, names: Sequence[str]) -> Iterator[SurveyFault]:
    for name in COLUMNS:
        if name not in names:
            yield SurveyFault(FaultCode.MISSING_COLUMN, number, name)
    for position, name in enumerate(names):
        if name not in COLUMNS:
            yield SurveyFault(FaultCode.EXTRA_COLUMN, number, name or str(position + 1))
        elif name in names[:position]:
            yield SurveyFault(FaultCode.REPEATED_COLUMN, number, name)


def _amount(number: int, column: str, cell: str, minor_units: int) -> int | SurveyFault:
    """Return the amount of a cell in minor units, or what is wrong with it."""
    if not cell:
        return SurveyFault(FaultCode.EMPTY, number, column)
    sign, digits = ("-", cell[1:].lstrip()) if cell[0] in "-−–" else ("", cell)
    shown = _quoted(cell)
    match = _AMOUNT.fullmatch(digits)
    if match is None:
        return SurveyFault(FaultCode.NOT_A_NUMBER, number, column, {"value": shown})
    figures = match["whole"].replace(" ", "").lstrip("0")
    if len(figures) > LARGEST_AMOUNT_FIGURES:
        return SurveyFault(FaultCode.TOO_LARGE, number, column, {"value": shown})
    whole = int(figures or 0)
    amount = whole * minor_units + int(match["cents"] or 0) * minor_units // 100
    if sign or amount == 0:
        return SurveyFault(FaultCode.NOT_POSITIVE, number, column, {"value": shown})
    return amount


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


def _quoted(cell: str) -> str:
    return cell if len(cell) <= QUOTED else f"{cell[:QUOTED]}…"


def _folded(city: str) -> str:
    """Return what two spellings of a city have in common: case, ё and dashes set aside."""
    return re.sub(r"[\s‐‑–—-]+", " ", city.casefold().replace("ё", "е")).strip()

"""What can be wrong with a salary survey: codes with their places, put into words elsewhere."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from recruit.tables.faults import TableError


class FaultCode(StrEnum):
    """What can be wrong with a survey file."""

    NOT_A_TABLE = "not_a_table"
    OLD_WORKBOOK = "old_workbook"
    DAMAGED_WORKBOOK = "damaged_workbook"
    LARGE_FILE = "large_file"
    SEVERAL_SHEETS = "several_sheets"
    EMPTY_TABLE = "empty_table"
    TOO_MANY_ROWS = "too_many_rows"
    BAD_QUOTES = "bad_quotes"
    LONG_CELL = "long_cell"
    NO_HEADER = "no_header"
    LATE_HEADER = "late_header"
    REPEATED_HEADER = "repeated_header"
    NO_ROWS = "no_rows"
    MISSING_COLUMN = "missing_column"
    EXTRA_COLUMN = "extra_column"
    REPEATED_COLUMN = "repeated_column"
    TOO_MANY_CELLS = "too_many_cells"
    EMPTY = "empty"
    FORMULA = "formula"
    DATE = "date"
    NOT_A_NUMBER = "not_a_number"
    AMBIGUOUS = "ambiguous"
    FRACTION = "fraction"
    NOT_POSITIVE = "not_positive"
    TOO_LARGE = "too_large"
    IN_THOUSANDS = "in_thousands"
    UNKNOWN_CITY = "unknown_city"
    UNKNOWN_SEGMENT = "unknown_segment"
    SWAPPED_PLACE = "swapped_place"
    MISSING_CITY = "missing_city"
    MISSING_SEGMENT = "missing_segment"
    DUPLICATE_ROW = "duplicate_row"
    BAND_NOT_RISING = "band_not_rising"
    BAND_GAP = "band_gap"
    BAND_OVERLAP = "band_overlap"
    MEDIAN_OUTSIDE = "median_outside"


@dataclass(frozen=True, slots=True)
class SurveyFault:
    """One fault: `row` counts lines as a spreadsheet does, the header being row 1.

    Both are None where the fault is of the whole table. `cell` is how a spreadsheet calls the
    place, such as D3, or empty. Amounts in `params` are minor units.
    """

    code: FaultCode
    row: int | None = None
    column: str | None = None
    params: Mapping[str, str | int] = field(default_factory=dict)
    cell: str = ""


class SurveyErrors(ValueError):
    """The table was refused; `faults` has everything that is wrong with it, in reading order."""

    def __init__(self, faults: Sequence[SurveyFault]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(f"{f.code} ({f.row}, {f.column})" for f in self.faults))


def survey_errors(error: TableError) -> SurveyErrors:
    """The fault of a file that is no table, as one of a survey."""
    return SurveyErrors([SurveyFault(FaultCode(error.code), error.row, None, error.params)])

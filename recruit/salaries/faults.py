"""What can be wrong with a salary survey: codes with their places, put into words elsewhere."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum


class FaultCode(StrEnum):
    """What can be wrong with a survey file."""

    NOT_A_TABLE = "not_a_table"
    MISSING_COLUMN = "missing_column"
    EXTRA_COLUMN = "extra_column"
    REPEATED_COLUMN = "repeated_column"
    TOO_MANY_CELLS = "too_many_cells"
    EMPTY = "empty"
    NOT_A_NUMBER = "not_a_number"
    NOT_POSITIVE = "not_positive"
    TOO_LARGE = "too_large"
    UNKNOWN_CITY = "unknown_city"
    UNKNOWN_SEGMENT = "unknown_segment"
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

    Both are None where the fault is of the whole table. Amounts in `params` are minor units.
    """

    code: FaultCode
    row: int | None = None
    column: str | None = None
    params: Mapping[str, str | int] = field(default_factory=dict)


class SurveyErrors(ValueError):
    """The table was refused; `faults` has everything that is wrong with it, in reading order."""

    def __init__(self, faults: Sequence[SurveyFault]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(f"{f.code} ({f.row}, {f.column})" for f in self.faults))

"""Faults of a survey file in words: where each is, what is wrong and what to do."""

from collections.abc import Callable, Mapping

from flask_babel import gettext

from matching.profiles import SEGMENTS
from recruit.salaries.faults import FaultCode, SurveyFault
from recruit.salaries.survey_files import COLUMNS
from recruit.web.formats import money
from recruit.web.i18n import get_language

# Parameters of a fault that are sums, in minor units.
_SUMS = frozenset({"low", "high", "ends", "begins", "median", "meant", "least"})


def fault_place(fault: SurveyFault) -> str:
    """Where in the sheet the fault is."""
    if fault.row is None:
        return gettext("The whole table")
    if fault.column is None:
        return gettext("Row %(row)s", row=fault.row)
    if not fault.cell:
        return gettext("Row %(row)s, column %(column)s", row=fault.row, column=fault.column)
    return gettext(
        "Row %(row)s, column %(column)s (%(cell)s)",
        row=fault.row,
        column=fault.column,
        cell=fault.cell,
    )


def fault_sentence(fault: SurveyFault, currency: str = "RUB") -> str:
    """What is wrong and what to do about it."""
    words = {
        name: money(int(value), currency, get_language()) if name in _SUMS else str(value)
        for name, value in fault.params.items()
    }
    return _SENTENCES[fault.code](words)


def fault_line(fault: SurveyFault, currency: str = "RUB") -> str:
    """Place and sentence in one line, for a terminal or a list."""
    return f"{fault_place(fault)}: {fault_sentence(fault, currency)}"


def _unknown_city(words: Mapping[str, str]) -> str:
    if words["nearest"]:
        return gettext("There is no city “%(value)s” here. Did you mean %(nearest)s?", **words)
    return gettext(
        "There is no city “%(value)s” here. Check the name; a row of totals has to go", **words
    )


# gettext is written out in each line so that the messages can be extracted.
_SENTENCES: dict[FaultCode, Callable[[Mapping[str, str]], str]] = {
    FaultCode.NOT_A_TABLE: lambda words: gettext(
        "This cannot be read as a table. Save the sheet as XLSX or as CSV in UTF-8 and send it "
        "again"
    ),
    FaultCode.OLD_WORKBOOK: lambda words: gettext(
        "This is an old Excel file (.xls) or one with a password. Save it as XLSX without a "
        "password and send it again"
    ),
    FaultCode.DAMAGED_WORKBOOK: lambda words: gettext(
        "The workbook cannot be opened. Open it on your computer, save it as XLSX anew or as CSV "
        "and send that"
    ),
    FaultCode.LARGE_FILE: lambda words: gettext(
        "The file holds far more than a survey. Leave nothing but the table in it and send it again"
    ),
    FaultCode.SEVERAL_SHEETS: lambda words: gettext(
        "More than one sheet is filled in: %(sheets)s. Leave the one with the survey", **words
    ),
    FaultCode.EMPTY_TABLE: lambda words: gettext(
        "There is nothing in the table. Name the columns in the first row and put the rows below"
    ),
    FaultCode.TOO_MANY_ROWS: lambda words: gettext(
        "A survey has at most %(most)s rows. Delete this row and those below it", **words
    ),
    FaultCode.BAD_QUOTES: lambda words: gettext(
        "A quotation mark is opened here and not closed, or closed in the middle of a cell. "
        "Correct the marks"
    ),
    FaultCode.LONG_CELL: lambda words: gettext(
        "A cell of the row is far too long. Check whether a quotation mark is missing"
    ),
    FaultCode.NO_HEADER: lambda words: gettext(
        "The first row has to name the columns, in this spelling: %(columns)s",
        columns=", ".join(COLUMNS),
    ),
    FaultCode.LATE_HEADER: lambda words: gettext(
        "The first row has to name the columns, and they are named in row %(found)s. Delete the "
        "rows above it",
        **words,
    ),
    FaultCode.REPEATED_HEADER: lambda words: gettext(
        "The names of the columns stand here once more. Delete the row"
    ),
    FaultCode.NO_ROWS: lambda words: gettext(
        "There are names of columns and nothing below them. Add a row for each city and segment"
    ),
    FaultCode.MISSING_COLUMN: lambda words: gettext(
        "The column is missing. Add it and name it in the first row"
    ),
    FaultCode.EXTRA_COLUMN: lambda words: gettext(
        "A survey has no such column. Delete it or correct its name"
    ),
    FaultCode.REPEATED_COLUMN: lambda words: gettext(
        "The column is there twice. Keep one of the two"
    ),
    FaultCode.TOO_MANY_CELLS: lambda words: gettext(
        "The row is longer than the header (extra cells: %(extra)s). "
        "Put sums with a comma in quotation marks or delete the extra cells",
        **words,
    ),
    FaultCode.EMPTY: lambda words: gettext("The cell is empty. Fill it in"),
    FaultCode.FORMULA: lambda words: gettext(
        "There is a formula in the cell: “%(value)s”. Copy the column and paste it as values",
        **words,
    ),
    FaultCode.DATE: lambda words: gettext(
        "There is a date in the cell: “%(value)s”. Write the sum, and give the cell the format of "
        "a number",
        **words,
    ),
    FaultCode.NOT_A_NUMBER: lambda words: gettext(
        "“%(value)s” is not a number. Write the whole sum in figures, for example 65000 or 65 000",
        **words,
    ),
    FaultCode.AMBIGUOUS: lambda words: gettext(
        "“%(value)s” can be read in two ways: the mark parts thousands or a fraction. Write "
        "%(plain)s without the mark, or what else was meant",
        **words,
    ),
    FaultCode.FRACTION: lambda words: gettext(
        "“%(value)s” has more than two digits after the point. Round the sum", **words
    ),
    FaultCode.NOT_POSITIVE: lambda words: gettext(
        "The sum is %(value)s, and it must be above zero", **words
    ),
    FaultCode.TOO_LARGE: lambda words: gettext(
        "The sum %(value)s is too large for a wage. Check the number of zeros", **words
    ),
    FaultCode.IN_THOUSANDS: lambda words: gettext(
        "All sums are below %(least)s: perhaps they are in thousands. Write them whole, %(meant)s "
        "and not %(low)s",
        **words,
    ),
    FaultCode.UNKNOWN_CITY: _unknown_city,
    FaultCode.UNKNOWN_SEGMENT: lambda words: gettext(
        "There is no segment “%(value)s”. Write one of these: %(segments)s",
        segments=", ".join(SEGMENTS),
        **words,
    ),
    FaultCode.SWAPPED_PLACE: lambda words: gettext(
        "City and segment are swapped: “%(value)s” is a segment. Change their places or the names "
        "of the columns",
        **words,
    ),
    FaultCode.MISSING_CITY: lambda words: gettext(
        "%(city)s is missing. Add its rows, one for each segment", **words
    ),
    FaultCode.MISSING_SEGMENT: lambda words: gettext(
        "%(city)s has no row of the segment %(segment)s. Add it", **words
    ),
    FaultCode.DUPLICATE_ROW: lambda words: gettext(
        "%(city)s, %(segment)s is already in row %(first)s. Keep one of the two", **words
    ),
    FaultCode.BAND_NOT_RISING: lambda words: gettext(
        "Band %(band)s goes from %(low)s to %(high)s. Its upper end must be above the lower; "
        "perhaps the two are swapped",
        **words,
    ),
    FaultCode.BAND_GAP: lambda words: gettext(
        "Band %(previous)s ends at %(ends)s and band %(band)s begins at %(begins)s: "
        "there is a gap. Make the two equal",
        **words,
    ),
    FaultCode.BAND_OVERLAP: lambda words: gettext(
        "Band %(previous)s ends at %(ends)s and band %(band)s begins at %(begins)s: "
        "they overlap. Make the two equal",
        **words,
    ),
    FaultCode.MEDIAN_OUTSIDE: lambda words: gettext(
        "The median %(median)s is outside the range from %(low)s to %(high)s. Check all three",
        **words,
    ),
}

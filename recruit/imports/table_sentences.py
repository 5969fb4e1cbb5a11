"""Tables of candidates in words: why a file is none, what is wrong where, and what to do."""

from collections.abc import Callable, Mapping

from flask_babel import gettext
from openpyxl.utils import get_column_letter

from recruit.imports.table_faults import FileCode, Remark, RowCode, RowFault
from recruit.imports.tables import LARGEST_FILE, MEGABYTE
from recruit.intake.faults import Fault
from recruit.tables.faults import TableCode, TableError

Words = Mapping[str, str]


def file_sentence(error: TableError) -> str:
    """Why a file is not taken, with the row where there is one."""
    sentence = code_sentence(str(error.code), {n: str(v) for n, v in error.params.items()})
    if error.row is None:
        return sentence
    return gettext("Row %(row)s: %(sentence)s", row=error.row, sentence=sentence)


def code_sentence(code: str, words: Words) -> str:
    """Why a file is not taken."""
    return _FILE[code](words)


def place_of(number: int, fault: RowFault, *, is_sheet: bool) -> str:
    """Where in the table a fault is."""
    if not fault.column:
        return gettext("Row %(row)s", row=number)
    if not is_sheet or fault.place is None:
        return gettext("Row %(row)s, column %(column)s", row=number, column=fault.column)
    cell = f"{get_column_letter(fault.place + 1)}{number}"
    return gettext(
        "Row %(row)s, column %(column)s (%(cell)s)", row=number, column=fault.column, cell=cell
    )


def row_sentence(fault: RowFault) -> str:
    """What is wrong with a cell or a row, and what to write; or what a remark says."""
    return _ROW[fault.code]({name: str(value) for name, value in fault.params.items()})


# gettext is written out in each line so that the messages can be extracted.
_FILE: dict[str, Callable[[Words], str]] = {
    TableCode.NOT_A_TABLE: lambda words: gettext(
        "This cannot be read as a table. Save the sheet as XLSX or as CSV in UTF-8 and send it "
        "again"
    ),
    TableCode.OLD_WORKBOOK: lambda words: gettext(
        "This is an old Excel file (.xls) or one with a password. Save it as XLSX without a "
        "password and send it again"
    ),
    TableCode.DAMAGED_WORKBOOK: lambda words: gettext(
        "The workbook cannot be opened. Open it on your computer, save it as XLSX anew or as CSV "
        "and send that"
    ),
    TableCode.LARGE_FILE: lambda words: gettext(
        "The table is larger than %(most)s MB. Divide it and send the parts",
        most=LARGEST_FILE // MEGABYTE,
    ),
    TableCode.SEVERAL_SHEETS: lambda words: gettext(
        "More than one sheet is filled in: %(sheets)s. Leave the one with the people", **words
    ),
    TableCode.EMPTY_TABLE: lambda words: gettext(
        "There is nothing in the table. Name the columns in the first row and put the people below"
    ),
    TableCode.BAD_QUOTES: lambda words: gettext(
        "A quotation mark is opened here and not closed, or closed in the middle of a cell. "
        "Correct the marks"
    ),
    TableCode.LONG_CELL: lambda words: gettext(
        "A cell of the row is far too long. Check whether a quotation mark is missing"
    ),
    FileCode.BAD_JSON: lambda words: gettext(
        "This is not valid JSON (character %(column)s of the line). Write one object a line, or a "
        "list of objects",
        **words,
    ),
    FileCode.DEEP_JSON: lambda words: gettext(
        "Objects are nested too deeply. At most %(most)s levels are read", **words
    ),
    FileCode.REPEATED_KEY: lambda words: gettext(
        "“%(key)s” stands twice in the object. Keep one of the two", **words
    ),
    FileCode.NOT_AN_OBJECT: lambda words: gettext(
        "This is no object. Write each person as an object in braces"
    ),
    FileCode.MIXED_OBJECTS: lambda words: gettext(
        "Some objects are JSON Resume (with “basics”) and some are not. Send them in two files"
    ),
    FileCode.TOO_MANY_ROWS: lambda words: gettext(
        "A table has at most %(most)s people. Divide it here and send the parts", **words
    ),
    FileCode.TOO_MANY_COLUMNS: lambda words: gettext(
        "A table has at most %(most)s columns. Delete those that are not needed", **words
    ),
    FileCode.NO_ROWS: lambda words: gettext(
        "There are names of columns and nobody below them. Write a person in each row"
    ),
    Fault.MISSING: lambda words: gettext("The file is gone from the store. Send it again"),
}
_SHAPES: dict[str, Callable[[], str]] = {
    "text": lambda: gettext("a text in quotation marks"),
    "texts": lambda: gettext("a list of texts"),
    "list": lambda: gettext("a list of objects"),
    "object": lambda: gettext("an object in braces"),
}
_ROW: dict[RowCode | Remark, Callable[[Words], str]] = {
    RowCode.TOO_MANY_CELLS: lambda words: gettext(
        "The row is longer than the header (extra cells: %(extra)s). Put texts with a delimiter in "
        "quotation marks or delete the extra cells",
        **words,
    ),
    RowCode.BAD_SHAPE: lambda words: gettext(
        "“%(key)s” has to be %(shape)s", key=words["key"], shape=_SHAPES[words["expected"]]()
    ),
    RowCode.MANY_WORKS: lambda words: gettext(
        "There are more than %(most)s jobs. Leave the latest ones", **words
    ),
    RowCode.EMPTY: lambda words: gettext("The cell is empty. Fill it in"),
    RowCode.FORMULA: lambda words: gettext(
        "There is a formula in the cell: “%(value)s”. Copy the column and paste it as values",
        **words,
    ),
    RowCode.LONG: lambda words: gettext(
        "Shorten this to %(most)s characters; there are %(length)s now", **words
    ),
    RowCode.NO_CONTACT: lambda words: gettext(
        "Neither e-mail nor phone is told. Write one of them, so that the person can be reached"
    ),
    RowCode.NOT_MAIL: lambda words: gettext(
        "“%(value)s” is no e-mail address. Write one such as name@example.com", **words
    ),
    RowCode.NOT_PHONE: lambda words: gettext(
        "“%(value)s” is no phone number. Write it with its code, such as +7 900 000-00-00", **words
    ),
    RowCode.NOT_YES_NO: lambda words: gettext(
        "“%(value)s” is neither yes nor no. Write “yes” or “no”, or leave the cell empty", **words
    ),
    RowCode.NOT_A_SUM: lambda words: gettext(
        "“%(value)s” is no sum a month. Write for example “80 000 rub. net”, or leave the cell "
        "empty",
        **words,
    ),
    RowCode.SEVERAL_SUMS: lambda words: gettext(
        "There are several sums in “%(value)s”. Write one, the least that the person agrees to",
        **words,
    ),
    RowCode.SUM_OUTSIDE: lambda words: gettext(
        "“%(value)s” is too little or too much for a month. Write the whole sum, such as 80 000",
        **words,
    ),
    RowCode.NOT_CURRENCY: lambda words: gettext(
        "“%(value)s” is no known currency. Write RUB, USD, EUR, KZT or BYN", **words
    ),
    RowCode.NOT_TAX: lambda words: gettext(
        "“%(value)s” does not tell the tax. Write “net” or “gross”, or leave the cell empty",
        **words,
    ),
    RowCode.NOT_YEARS: lambda words: gettext(
        "“%(value)s” is no number of years up to 60. Write for example 3, or “3 years 2 months”",
        **words,
    ),
    RowCode.MANAGEMENT_ABOVE: lambda words: gettext(
        "Years of managing people (%(led)s) are more than years of work (%(years)s). Correct one "
        "of the two",
        **words,
    ),
    RowCode.NOT_EDUCATION: lambda words: gettext(
        "“%(value)s” is no level of education. Write “higher”, “vocational”, “secondary” or "
        "“degree”, or choose “Where they studied” for the column",
        **words,
    ),
    RowCode.NOT_LANGUAGE: lambda words: gettext(
        "No known language is named in “%(value)s”. Write for example “English B2; German A1”",
        **words,
    ),
    RowCode.NO_LEVEL: lambda words: gettext(
        "A language in “%(value)s” has no level. Write it next to the language: “English B2”",
        **words,
    ),
    RowCode.LANGUAGE_TWICE: lambda words: gettext(
        "A language in “%(value)s” is named twice with different levels. Leave one", **words
    ),
    RowCode.MANY_SKILLS: lambda words: gettext(
        "There are %(count)s skills, and at most %(most)s are kept. Leave the main ones", **words
    ),
    RowCode.LONG_SKILL: lambda words: gettext(
        "“%(value)s” is longer than a skill may be (%(most)s characters). Part skills with commas",
        **words,
    ),
    RowCode.NO_POST: lambda words: gettext(
        "The post of this job is not told. Write what it was called"
    ),
    RowCode.NOT_MONTH: lambda words: gettext(
        "“%(value)s” is no month. Write for example 03.2015, or “now” for the end", **words
    ),
    RowCode.NOT_PERIOD: lambda words: gettext(
        "“%(value)s” is no period. Write for example “03.2015 – 06.2018” or “03.2015 – now”",
        **words,
    ),
    RowCode.FUTURE: lambda words: gettext(
        "%(month)s is still to come. Correct the month, or leave the cell empty", **words
    ),
    RowCode.NO_START: lambda words: gettext(
        "The end is told and the start is not. Write when the job began, or leave both empty"
    ),
    RowCode.END_BEFORE_START: lambda words: gettext(
        "The end (%(end)s) is before the start (%(start)s). Correct one of the two", **words
    ),
    RowCode.REFUSED: lambda words: gettext(
        "The row could not be stored; the administrator finds the reason in the log"
    ),
    Remark.YEAR_ALONE: lambda words: gettext(
        "Only a year is told, no month: the dates stay in the description and do not count as "
        "experience"
    ),
    Remark.SECOND_PHONE: lambda words: gettext("Only the first of several phones is kept"),
    Remark.RARE_LANGUAGE: lambda words: gettext(
        "A profile has no place for one of the languages; it is left out"
    ),
    Remark.UNFINISHED: lambda words: gettext(
        "Higher education is not finished: the level is left open, the words are kept"
    ),
}

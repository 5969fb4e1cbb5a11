"""From a workbook to a table, for the process that may die of it."""

from pathlib import Path

from recruit.imports.table_reading import sheet_table
from recruit.imports.tables import LARGEST_FILE, MOST_COLUMNS, MOST_ROWS, Format, Table
from recruit.tables.files import check_one_sheet
from recruit.tables.workbook import Limits, read_workbook

# Blank lines between the rows are no rows.
LIMITS = Limits(lines=2 * MOST_ROWS, columns=2 * MOST_COLUMNS, characters=2 * LARGEST_FILE)


def read_book_table(path: Path) -> Table:
    """The table of the one filled sheet; `TableError` or `Unreadable` for what is none."""
    sheets = read_workbook(path, LIMITS)
    check_one_sheet(sheets.names)
    return sheet_table(Format.XLSX, list(enumerate(sheets.rows, start=1)))

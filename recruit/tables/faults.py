"""Why a file is no table: codes with their place, which each kind of import puts into words."""

from collections.abc import Mapping
from enum import StrEnum


class TableCode(StrEnum):
    """What can be wrong with a file before anything is known of what it should hold."""

    NOT_A_TABLE = "not_a_table"
    OLD_WORKBOOK = "old_workbook"
    DAMAGED_WORKBOOK = "damaged_workbook"
    LARGE_FILE = "large_file"
    SEVERAL_SHEETS = "several_sheets"
    EMPTY_TABLE = "empty_table"
    BAD_QUOTES = "bad_quotes"
    LONG_CELL = "long_cell"


class TableError(ValueError):
    """The file was refused; `row` counts lines as a spreadsheet does, None for the whole file."""

    def __init__(
        self, code: StrEnum, row: int | None = None, params: Mapping[str, str | int] | None = None
    ) -> None:
        self.code, self.row, self.params = code, row, dict(params or {})
        super().__init__(f"{code} ({row})")

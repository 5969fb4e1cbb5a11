"""A table of candidates, whatever the format of its file: columns with names, rows of texts."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from recruit.imports.table_faults import RowFault, fault_from_json

MEGABYTE = 1024 * 1024
LARGEST_FILE = 10 * MEGABYTE
MOST_ROWS = 10_000
MOST_COLUMNS = 200


class Format(StrEnum):
    """What a file was recognised as."""

    CSV = "csv"
    XLSX = "xlsx"
    JSON = "json"
    JSON_RESUME = "json_resume"


@dataclass(frozen=True, slots=True)
class Row:
    """One person as written. `number`: the line or row of the file, or which object of a list.

    `cells` may be shorter than the columns; faults are what was wrong before any column had a
    meaning.
    """

    number: int
    cells: tuple[str, ...]
    faults: tuple[RowFault, ...] = ()

    def cell(self, place: int) -> str:
        """What stands in a column, counted from 0."""
        return self.cells[place] if place < len(self.cells) else ""


@dataclass(frozen=True, slots=True)
class Table:
    """All of a file. `is_sheet`: rows and columns are those that a spreadsheet shows.

    `left_out` are parts of objects that have no column, told so that nothing is lost unseen.
    """

    format: Format
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    is_sheet: bool = False
    left_out: tuple[str, ...] = ()

    def example(self, place: int) -> str:
        """The first text that stands in a column."""
        return next((cell for row in self.rows if (cell := row.cell(place))), "")

    def as_json(self) -> dict[str, Any]:
        """The table as one process hands it to another."""
        return {
            "format": self.format.value,
            "columns": self.columns,
            "rows": [
                [row.number, row.cells, [f.as_json() for f in row.faults]] for row in self.rows
            ],
            "is_sheet": self.is_sheet,
            "left_out": self.left_out,
        }


def table_from_json(found: Mapping[str, Any]) -> Table:
    """A table that another process handed over."""
    return Table(
        format=Format(found["format"]),
        columns=tuple(found["columns"]),
        rows=tuple(
            Row(number, tuple(cells), tuple(map(fault_from_json, faults)))
            for number, cells, faults in found["rows"]
        ),
        is_sheet=found["is_sheet"],
        left_out=tuple(found["left_out"]),
    )

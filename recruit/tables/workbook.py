"""The one filled sheet of a workbook as texts; to be read in a process that may die of it.

See `recruit.intake.child` for the limits of such a process.
"""

import zipfile
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from itertools import chain
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.formula import ArrayFormula

from recruit.intake.archives import check_member, check_size
from recruit.intake.faults import Fault, Unreadable

WORKBOOK_PART = "xl/workbook.xml"


@dataclass(frozen=True, slots=True)
class Limits:
    """Far above what a table may have, so that what is too long can be told by its row."""

    lines: int
    columns: int
    characters: int


@dataclass(frozen=True, slots=True)
class Sheets:
    """The names of the filled sheets, and the rows of the first, each at its number."""

    names: list[str]
    rows: list[list[str]]


def read_workbook(path: Path, limits: Limits, left_out: Collection[str] = ()) -> Sheets:
    """The filled sheets and the first one's rows; `Unreadable` for what is no workbook.

    Hidden sheets are not read, nor those with a name (in small letters) of `left_out`.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            check_size(archive)
            for member in archive.infolist():
                check_member(member)
            if WORKBOOK_PART not in archive.namelist():
                raise Unreadable(Fault.TYPE_MISMATCH)
    except zipfile.BadZipFile as error:
        raise Unreadable(Fault.TYPE_MISMATCH) from error
    # Whatever else is wrong inside ends this process, which its parent tells as a broken file.
    # Opened here: by its name the library would refuse a file that is stored without an ending.
    with path.open("rb") as file:
        book = load_workbook(file, read_only=True, data_only=False, keep_links=False)
        return _sheets(book, limits, left_out)


def _sheets(book: Workbook, limits: Limits, left_out: Collection[str]) -> Sheets:
    found = Sheets([], [])
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible" or sheet.title.casefold() in left_out:
            continue
        lines = _filled_lines(sheet)
        first = next(lines, None)
        if first is None:
            continue
        found.names.append(sheet.title)
        if len(found.names) == 1:
            found.rows.extend(_in_place(chain([first], lines), limits))
    return found


def _filled_lines(sheet: Any) -> Iterator[tuple[int, list[str]]]:
    """The rows in which something stands, by number; what a sheet says of its size is a claim."""
    sheet.reset_dimensions()
    for number, row in enumerate(sheet.iter_rows(), start=1):
        texts = [_text_of(cell) for cell in row]
        while texts and not texts[-1].strip():
            texts.pop()
        if texts:
            yield number, texts


def _in_place(lines: Iterator[tuple[int, list[str]]], limits: Limits) -> list[list[str]]:
    """The rows at their numbers, with empty ones between them."""
    rows: list[list[str]] = []
    characters = 0
    for number, texts in lines:
        characters += sum(map(len, texts))
        too_wide = len(texts) > limits.columns
        if number > limits.lines or too_wide or characters > limits.characters:
            raise Unreadable(Fault.UNPACKED_TOO_LARGE)
        rows.extend([] for _ in range(len(rows) + 1, number))
        rows.append(texts)
    return rows


def _text_of(cell: Any) -> str:
    """What stands in a cell, as it would stand in a table of text."""
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "f":
        formula = value.text if isinstance(value, ArrayFormula) else value
        return formula if isinstance(formula, str) and formula.startswith("=") else f"={formula}"
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        # The digits that the spreadsheet itself shows: it counts in binary fractions.
        return format(Decimal(f"{value:.15g}"), "f")
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return str(value)

"""The process that opens workbooks from strangers; see `recruit.intake.child` for its limits.

It answers with JSON: which sheets are filled in, and the cells of the first of them as texts.
"""

import json
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from itertools import chain
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.worksheet.formula import ArrayFormula

from recruit.intake.archives import check_member, check_size
from recruit.intake.child import main
from recruit.intake.faults import Fault, Unreadable

WORKBOOK_PART = "xl/workbook.xml"
# The sheet beside a survey that tells what its numbers are; for people, not read back.
ABOUT = "about"
# Far above what a survey may have, so that what is too long can be told by its row.
MOST_LINES = 10_000
MOST_COLUMNS = 200
MOST_CHARACTERS = 1_000_000


def read_workbook(path: Path, _media_type: str = "") -> str:
    """The filled sheets and the first one's rows; `Unreadable` for what is no workbook."""
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
    book = load_workbook(path, read_only=True, data_only=False, keep_links=False)
    names: list[str] = []
    rows: list[list[str]] = []
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible" or sheet.title.casefold() == ABOUT:
            continue
        lines = _filled_lines(sheet)
        first = next(lines, None)
        if first is None:
            continue
        names.append(sheet.title)
        if len(names) == 1:
            rows = _in_place(chain([first], lines))
    return json.dumps({"sheets": names, "rows": rows})


def _filled_lines(sheet: Any) -> Iterator[tuple[int, list[str]]]:
    """The rows in which something stands, by number; what a sheet says of its size is a claim."""
    sheet.reset_dimensions()
    for number, row in enumerate(sheet.iter_rows(), start=1):
        texts = [_text_of(cell) for cell in row]
        while texts and not texts[-1].strip():
            texts.pop()
        if texts:
            yield number, texts


def _in_place(lines: Iterator[tuple[int, list[str]]]) -> list[list[str]]:
    """The rows at their numbers, with empty ones between them."""
    rows: list[list[str]] = []
    characters = 0
    for number, texts in lines:
        characters += sum(map(len, texts))
        if number > MOST_LINES or len(texts) > MOST_COLUMNS or characters > MOST_CHARACTERS:
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


if __name__ == "__main__":
    main(read_workbook)

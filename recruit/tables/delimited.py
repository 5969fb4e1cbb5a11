"""A table as text with delimiters, as spreadsheets save it: bytes into rows of cells, and back."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

from recruit.intake.kinds import OLE, TXT, kind_of
from recruit.tables.faults import TableCode, TableError

# What a spreadsheet would compute if it stood at the start of a cell.
_COMPUTED = ("=", "+", "-", "@", "\t", "\r")
_SPACES = re.compile(r"[\s\u00a0\u2007\u2009\u202f]+")


def read_lines(content: bytes) -> list[tuple[int, list[str]]]:
    """Return the cells of a file with the number of the line each record begins on."""
    return split_lines(decoded(content))


def split_lines(text: str) -> list[tuple[int, list[str]]]:
    """Return the cells of a text with the number of the line each record begins on."""
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
        is_long = "limit" in str(error)
        code = TableCode.LONG_CELL if is_long else TableCode.BAD_QUOTES
        raise TableError(code, begins) from error
    return lines


def decoded(content: bytes) -> str:
    """Return the text of a file that a spreadsheet saved as UTF-8, UTF-16 or Windows-1251."""
    kind = kind_of(io.BytesIO(content))
    if kind == OLE:
        raise TableError(TableCode.OLD_WORKBOOK)
    is_utf_16 = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    if kind == TXT and (is_utf_16 or b"\0" not in content):
        for encoding in ("utf-16",) if is_utf_16 else ("utf-8-sig", "cp1251"):
            try:
                return content.decode(encoding)
            except UnicodeDecodeError:
                continue
    raise TableError(TableCode.NOT_A_TABLE)


def cleaned(cells: Iterable[str]) -> list[str]:
    """Return the cells with plain spaces, without the blank ones that a sheet trails behind."""
    clean = [_SPACES.sub(" ", cell).strip() for cell in cells]
    while clean and not clean[-1]:
        clean.pop()
    return clean


def to_text(rows: Iterable[Sequence[str]]) -> str:
    """Return rows as text, each on the line of its own number: an empty row is an empty line."""
    sheet = io.StringIO()
    csv.writer(sheet, lineterminator="\n").writerows(cleaned(cells) for cells in rows)
    return sheet.getvalue()


def to_guarded_text(rows: Iterable[Sequence[str]]) -> str:
    """Return rows for a spreadsheet: no cell is a formula, whoever wrote it."""
    sheet = io.StringIO()
    guarded = ([guarded_cell(cell) for cell in cells] for cells in rows)
    csv.writer(sheet, delimiter=";", lineterminator="\r\n").writerows(guarded)
    return sheet.getvalue()


def guarded_cell(cell: str) -> str:
    """Return a cell with an apostrophe before what a spreadsheet would compute."""
    return f"'{cell}" if cell.startswith(_COMPUTED) else cell


def unguarded_cell(cell: str) -> str:
    """Return a cell as it was before its apostrophe."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_COMPUTED) else cell

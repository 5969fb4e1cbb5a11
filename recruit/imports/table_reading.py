"""From a file of text to a table: JSON begins with a bracket, all else has delimiters."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from recruit.imports.table_faults import FileCode
from recruit.imports.table_json import read_json
from recruit.imports.tables import LARGEST_FILE, MOST_COLUMNS, MOST_ROWS, Format, Row, Table
from recruit.tables.delimited import decoded, split_lines, unguarded_cell
from recruit.tables.faults import TableCode, TableError


def read_text_table(path: Path) -> Table:
    """The table of a file of text; `TableError` for what is none."""
    content = path.read_bytes()
    if len(content) > LARGEST_FILE:
        raise TableError(TableCode.LARGE_FILE)
    text = decoded(content)
    if not text.strip():
        raise TableError(TableCode.EMPTY_TABLE)
    if text.lstrip()[0] in "[{":
        return read_json(text)
    return sheet_table(Format.CSV, split_lines(text))


def sheet_table(format_: Format, numbered: Sequence[tuple[int, Sequence[str]]]) -> Table:
    """The table of lines, the first of which that says anything names the columns."""
    lines = [(number, cells) for number, raw in numbered if (cells := _cells(raw))]
    if not lines:
        raise TableError(TableCode.EMPTY_TABLE)
    (header, names), body = lines[0], lines[1:]
    if not body:
        raise TableError(FileCode.NO_ROWS, header)
    if len(body) > MOST_ROWS:
        raise TableError(FileCode.TOO_MANY_ROWS, body[MOST_ROWS][0], {"most": MOST_ROWS})
    if len(names) > MOST_COLUMNS:
        raise TableError(FileCode.TOO_MANY_COLUMNS, header, {"most": MOST_COLUMNS})
    return Table(
        format=format_,
        columns=tuple(" ".join(name.split()) for name in names),
        rows=tuple(Row(number, tuple(cells)) for number, cells in body),
        # With a line break inside a cell, lines of the text are no longer rows of the sheet.
        is_sheet=all(number == place for place, (number, _) in enumerate(numbered, start=1)),
    )


def _cells(raw: Iterable[str]) -> list[str]:
    """Cells without outer space, and without the blank ones that a sheet trails behind."""
    cells = [unguarded_cell(cell.strip()) for cell in raw]
    while cells and not cells[-1]:
        cells.pop()
    return [cell.replace("\r\n", "\n").replace("\r", "\n") for cell in cells]

"""A table as text with delimiters, as spreadsheets save it: bytes into rows of cells, and back."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

from recruit.intake.kinds import OLE, TXT, kind_of
from recruit.salaries.faults import FaultCode, SurveyErrors, SurveyFault

_SPACES = re.compile(r"[\s\u00a0\u2007\u2009\u202f]+")


def read_lines(content: bytes) -> list[tuple[int, list[str]]]:
    """Return the cells of a file with the number of the line each record begins on."""
    text = decoded(content)
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
        code = FaultCode.LONG_CELL if is_long else FaultCode.BAD_QUOTES
        raise SurveyErrors([SurveyFault(code, begins)]) from error
    return lines


def decoded(content: bytes) -> str:
    """Return the text of a file that a spreadsheet saved as UTF-8, UTF-16 or Windows-1251."""
    kind = kind_of(io.BytesIO(content))
    if kind == OLE:
        raise SurveyErrors([SurveyFault(FaultCode.OLD_WORKBOOK)])
    is_utf_16 = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    if kind == TXT and (is_utf_16 or b"\0" not in content):
        for encoding in ("utf-16",) if is_utf_16 else ("utf-8-sig", "cp1251"):
            try:
                return content.decode(encoding)
            except UnicodeDecodeError:
                continue
    raise SurveyErrors([SurveyFault(FaultCode.NOT_A_TABLE)])


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

"""The table of a survey in a file that somebody sent, text or workbook."""

import json
import tempfile
from pathlib import Path

from recruit.intake.faults import Unreadable
from recruit.intake.pool import Pool
from recruit.salaries.faults import survey_errors
from recruit.tables.delimited import decoded, to_text
from recruit.tables.faults import TableCode, TableError
from recruit.tables.files import check_one_sheet, is_workbook, table_error

LARGEST_FILE = 2 * 1024 * 1024
CHILD = "recruit.salaries.workbook_child"
SECONDS = 10.0


def table_text(content: bytes) -> str:
    """The table as text, each row on the line of its number; `SurveyErrors` if there is none."""
    try:
        if len(content) > LARGEST_FILE:
            raise TableError(TableCode.LARGE_FILE)
        text = _sheet_text(content) if is_workbook(content) else decoded(content)
        if not text.strip():
            raise TableError(TableCode.EMPTY_TABLE)
    except TableError as error:
        raise survey_errors(error) from error
    return text


def _sheet_text(content: bytes) -> str:
    """The one filled sheet of a workbook as text."""
    try:
        with tempfile.NamedTemporaryFile(suffix=".xlsx") as file, Pool(SECONDS, CHILD) as pool:
            file.write(content)
            file.flush()
            found = json.loads(pool.read(Path(file.name), ""))
    except Unreadable as error:
        raise table_error(error) from error
    check_one_sheet(found["sheets"])
    return to_text(found["rows"])

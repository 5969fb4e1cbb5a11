"""A table in a file that somebody sent, text or workbook: which one, its content tells."""

import json
import tempfile
from pathlib import Path

from recruit.intake.faults import Fault, Unreadable
from recruit.intake.pool import Pool
from recruit.salaries.delimited import decoded, to_text
from recruit.salaries.faults import FaultCode, SurveyErrors, SurveyFault

LARGEST_FILE = 2 * 1024 * 1024
ZIP = b"PK\x03\x04"
CHILD = "recruit.salaries.workbook_child"
SECONDS = 10.0

_CODES = {
    Fault.UNPACKED_TOO_LARGE: FaultCode.LARGE_FILE,
    Fault.ENCRYPTED: FaultCode.OLD_WORKBOOK,
    Fault.TYPE_MISMATCH: FaultCode.NOT_A_TABLE,
}


def is_workbook(content: bytes) -> bool:
    """Whether a file is read by another process, which may take its time."""
    return content.startswith(ZIP)


def table_text(content: bytes) -> str:
    """The table as text, each row on the line of its number; `SurveyErrors` if there is none."""
    if len(content) > LARGEST_FILE:
        raise SurveyErrors([SurveyFault(FaultCode.LARGE_FILE)])
    text = _sheet_text(content) if is_workbook(content) else decoded(content)
    if not text.strip():
        raise SurveyErrors([SurveyFault(FaultCode.EMPTY_TABLE)])
    return text


def _sheet_text(content: bytes) -> str:
    """The one filled sheet of a workbook as text."""
    try:
        with tempfile.NamedTemporaryFile(suffix=".xlsx") as file, Pool(SECONDS, CHILD) as pool:
            file.write(content)
            file.flush()
            found = json.loads(pool.read(Path(file.name), ""))
    except Unreadable as error:
        code = _CODES.get(error.fault, FaultCode.DAMAGED_WORKBOOK)
        raise SurveyErrors([SurveyFault(code)]) from error
    if len(found["sheets"]) > 1:
        sheets = {"sheets": ", ".join(found["sheets"])}
        raise SurveyErrors([SurveyFault(FaultCode.SEVERAL_SHEETS, params=sheets)])
    return to_text(found["rows"])

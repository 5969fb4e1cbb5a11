"""A table in a file that somebody sent, text or workbook: which one, its content tells."""

from recruit.intake.faults import Fault, Unreadable
from recruit.tables.faults import TableCode, TableError

ZIP = b"PK\x03\x04"

_CODES = {
    Fault.UNPACKED_TOO_LARGE: TableCode.LARGE_FILE,
    Fault.TOO_MANY_MEMBERS: TableCode.LARGE_FILE,
    Fault.ENCRYPTED: TableCode.OLD_WORKBOOK,
    Fault.TYPE_MISMATCH: TableCode.NOT_A_TABLE,
}


def is_workbook(content: bytes) -> bool:
    """Whether a file is read by another process, which may take its time."""
    return content.startswith(ZIP)


def table_error(error: Unreadable) -> TableError:
    """What a child's fault means of a table."""
    return TableError(_CODES.get(error.fault, TableCode.DAMAGED_WORKBOOK))


def check_one_sheet(names: list[str]) -> None:
    """Refuse a workbook of which nobody can tell which sheet is meant."""
    if len(names) > 1:
        raise TableError(TableCode.SEVERAL_SHEETS, params={"sheets": ", ".join(names)})

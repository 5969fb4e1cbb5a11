"""How rows of a table went: codes of items, beside the faults of `table_faults`."""

from enum import StrEnum


class RowOutcome(StrEnum):
    """Codes of items that are rows; `detail` has the faults of a refused one."""

    FAULTY = "faulty_row"
    SAME_PERSON = "same_person"

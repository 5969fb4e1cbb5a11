"""A table in a file, read and understood by another process: strangers send it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from recruit.imports.mapping_rows import Understood, understood_from_json
from recruit.imports.table_faults import FileCode
from recruit.imports.tables import Table, table_from_json
from recruit.intake.faults import Unreadable
from recruit.intake.pool import Pool
from recruit.tables.faults import TableCode, TableError
from recruit.tables.files import ZIP, is_workbook, table_error

# The library of workbooks takes half a second to load: only where there is a workbook.
TEXT_CHILD = "recruit.imports.table_child"
BOOK_CHILD = "recruit.imports.table_book_child"
# Patience with the largest table; its processor time is bounded more narrowly.
SECONDS = 60.0


@dataclass(frozen=True)
class Reading:
    """A table with what each of its rows says by a mapping, in its order."""

    table: Table
    fields: tuple[str, ...]
    rows: tuple[Understood, ...]


def read_table_file(path: Path) -> Table:
    """The table of a file; `TableError` where there is none."""
    return table_from_json(_ask(path, "")["table"])


def understand_file(path: Path, fields: Sequence[str], this_month: str) -> Reading:
    """The table of a file with its rows understood by a checked mapping; `TableError` if none."""
    found = _ask(path, json.dumps({"fields": fields, "this_month": this_month}))
    rows = tuple(map(understood_from_json, found["rows"]))
    return Reading(table_from_json(found["table"]), tuple(fields), rows)


def _ask(path: Path, order: str) -> dict[str, Any]:
    try:
        with path.open("rb") as file:
            child = BOOK_CHILD if is_workbook(file.read(len(ZIP))) else TEXT_CHILD
        with Pool(SECONDS, child) as pool:
            found: dict[str, Any] = json.loads(pool.read(path, order))
    except Unreadable as error:
        raise table_error(error) from error
    if "table" in found:
        return found
    is_of_any = found["code"] in TableCode.__members__.values()
    code = TableCode(found["code"]) if is_of_any else FileCode(found["code"])
    raise TableError(code, found["row"], found["params"])

"""The process that opens tables of text from strangers; see `recruit.intake.child` for its limits.

It answers with JSON: the table, or why there is none; with an order, what each row says, too.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from recruit.imports.mapping_rows import read_rows
from recruit.imports.table_reading import read_text_table
from recruit.imports.tables import Table
from recruit.intake.child import Reader, main
from recruit.tables.faults import TableError


def answering(read_table: Callable[[Path], Table]) -> Reader:
    """How a child answers with what `read_table` makes of a file.

    The second word, where readers of resumes get the media type, is the order: empty, or JSON with
    the mapping (``fields``) and ``this_month``.
    """

    def read(path: Path, order: str = "") -> str:
        try:
            table = read_table(path)
        except TableError as error:
            return json.dumps({"code": error.code, "row": error.row, "params": error.params})
        found: dict[str, Any] = {"table": table.as_json()}
        if order:
            asked = json.loads(order)
            rows = read_rows(table, asked["fields"], asked["this_month"])
            found["rows"] = [row.as_json() for row in rows]
        return json.dumps(found)

    return read


if __name__ == "__main__":
    main(answering(read_text_table))

"""The process that opens workbooks of surveys; see `recruit.intake.child` for its limits.

It answers with JSON: which sheets are filled in, and the cells of the first of them as texts.
"""

import json
from pathlib import Path

from recruit.intake.child import main
from recruit.tables.workbook import Limits, read_workbook

# The sheet beside a survey that tells what its numbers are; for people, not read back.
ABOUT = "about"
LIMITS = Limits(lines=10_000, columns=200, characters=1_000_000)


def read_survey_book(path: Path, _media_type: str = "") -> str:
    """The filled sheets and the first one's rows; `Unreadable` for what is no workbook."""
    sheets = read_workbook(path, LIMITS, left_out={ABOUT})
    return json.dumps({"sheets": sheets.names, "rows": sheets.rows})


if __name__ == "__main__":
    main(read_survey_book)

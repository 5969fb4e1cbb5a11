"""The process that reads resumes and parses them; see `recruit.intake.child` for its limits.

It answers with the document and the draft as JSON. What the parser knows, some seconds' worth, is
loaded once, before it says that it is ready.
"""

import json
from pathlib import Path
from typing import Any

from recruit.intake.child import main, place_of
from recruit.intake.document_json import dump_document
from recruit.intake.faults import Fault, Unreadable
from recruit.intake.reading.files import read
from recruit.parsing.document import Document, Line
from recruit.parsing.output import draft_object
from recruit.parsing.parse import parse

# A little of everything, so that every vocabulary is loaded.
SAMPLE = Path(__file__).parent / "sample_resume.txt"


def read_and_parse(path: Path, task: str) -> str:
    """A document with its draft as JSON; `Unreadable` for what cannot be read.

    The task is JSON: ``received``, the month that "now" means; ``media``, the media type or null;
    and ``ocr``, whether scans are recognised.
    """
    asked: dict[str, Any] = json.loads(task)
    if not path.is_file():
        raise Unreadable(Fault.MISSING)
    document = read(path, asked["media"], ocr=asked["ocr"])
    found: dict[str, Any] = {"document": dump_document(document)}
    try:
        found["draft"] = draft_object(parse(document, asked["received"]), document)
    except Exception as error:
        # The text is there, and whoever asked decides what to do without a draft.
        found["failure"] = place_of(error)
    return json.dumps(found)


def load() -> None:
    """Load what the parser knows."""
    lines = SAMPLE.read_text(encoding="utf-8").splitlines()
    parse(Document(tuple(Line(line) for line in lines)), "2026-01")


if __name__ == "__main__":
    main(read_and_parse, load)

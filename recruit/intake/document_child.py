"""The process that opens resumes from strangers; see `recruit.intake.child` for its limits.

It answers with the document as JSON: lines with their places, for the parser in the parent.
"""

from pathlib import Path

from recruit.intake.child import main
from recruit.intake.document_json import dump_document
from recruit.intake.reading.files import read


def read_document(path: Path, media_type: str = "") -> str:
    """The lines of a file; `Unreadable` for what cannot be read. No media type: by its content."""
    return dump_document(read(path, media_type or None))


if __name__ == "__main__":
    main(read_document)

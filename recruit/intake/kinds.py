"""What kind a file is, by its content: names and declared types are only claims.

This runs in the web process, so it looks at bytes and parses nothing. Whether a file of a known
kind is whole, is found out later, in a process that may die of it.
"""

import codecs
from typing import IO

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TXT = "text/plain"
# Old Word files and DOCX with a password look alike from outside. Not read, but worth a sentence.
OLE = "application/x-ole-storage"

HEAD = 1024
SAMPLE = 64 * 1024
CHUNK = 256 * 1024
DOCUMENT_PART = b"word/document.xml"
BOMS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# Kinds that are text to the eye of a program, or begin with letters, but are no plain text.
OTHER_KINDS = (
    b"mz\x90",
    b"{\\rtf",
    b"<!",
    b"<html",
    b"<svg",
    b"<?xml",
    b"#!",
    b"gif8",
    b"rar!",
    b"%!ps",
)
TEXT_CONTROLS = frozenset(b"\t\n\r\f\x1a")
# A text may hold a few stray control characters, random bytes hold one in ten.
FEW_CONTROLS, MOST_CONTROLS = 4, 0.05


def kind_of(file: IO[bytes]) -> str | None:
    """The media type, or None for a kind we have no name for; leaves the file at its start."""
    file.seek(0)
    sample = file.read(SAMPLE)
    if b"%PDF-" in sample[:HEAD]:
        found: str | None = PDF
    elif sample.startswith(b"PK\x03\x04"):
        found = DOCX if _contains(file, DOCUMENT_PART) else None
    elif sample.startswith(b"\xd0\xcf\x11\xe0"):
        found = OLE
    else:
        found = TXT if _is_text(sample) else None
    file.seek(0)
    return found


def _contains(file: IO[bytes], wanted: bytes) -> bool:
    """Whether the bytes occur anywhere: a zip lists its members' names as they are."""
    file.seek(0)
    carried = b""
    while chunk := file.read(CHUNK):
        if wanted in carried + chunk:
            return True
        carried = chunk[-len(wanted) :]
    return False


def _is_text(sample: bytes) -> bool:
    if sample.startswith(BOMS):
        return True
    if sample.lstrip().lower().startswith(OTHER_KINDS):
        return False
    controls = sum(byte < 32 and byte not in TEXT_CONTROLS for byte in sample)
    return controls <= max(FEW_CONTROLS, MOST_CONTROLS * len(sample))

"""What kind a file is, by its content: names and declared types are only claims.

This runs in the web process, so it looks at bytes and parses nothing. Whether a file of a known
kind is whole, is found out later, in a process that may die of it.
"""

import codecs
import re
from typing import IO

from recruit.intake.plain_text import bare_utf16

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TXT = "text/plain"
# Old Word files and DOCX with a password look alike from outside.
OLE = "application/x-ole-storage"
DOC = "application/msword"
LOCKED = "application/x-locked-office"
ODT = "application/vnd.oasis.opendocument.text"
RTF = "application/rtf"
HTML = "text/html"

HEAD = 1024
SAMPLE = 64 * 1024
CHUNK = 256 * 1024
ZIP = b"PK\x03\x04"
PDF_MARK = b"%PDF-"
# What may stand before the mark: mail programs add line ends and a byte order mark.
BLANK = b" \t\r\n\x00\xef\xbb\xbf"
ODT_PARTS = (b"content.xml", b"META-INF/manifest.xml")
DOCUMENT_PART = b"word/document.xml"
# The names of the streams of an old Office file stand in its directory in UTF-16.
DOC_STREAM = "WordDocument".encode("utf-16-le")
LOCKED_STREAM = "EncryptedPackage".encode("utf-16-le")
HTML_TAG = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|table|div|h[1-6]|p|meta|section|article)\b",
    re.IGNORECASE,
)
SVG_TAG = re.compile(rb"^\s*(?:<\?xml[^>]*>\s*)?<svg", re.IGNORECASE)
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
    found: str | None
    if PDF_MARK in sample[:HEAD]:
        # With something else before it, it is that to one program and a PDF to another.
        found = PDF if sample.lstrip(BLANK).startswith(PDF_MARK) else None
    elif sample.startswith(ZIP):
        found = DOCX if _contains(file, DOCUMENT_PART) else None
    elif sample.startswith(b"\xd0\xcf\x11\xe0"):
        found = OLE
    else:
        found = TXT if _is_text(sample) else None
    file.seek(0)
    return found


def document_kind(file: IO[bytes]) -> str | None:
    """The media type, told more finely: all kinds that resumes are read from have their own.

    Names lie: job sites hand out rich text and web pages as ``.doc``.
    """
    file.seek(0)
    sample = file.read(SAMPLE)
    found = kind_of(file)
    if PDF_MARK in sample[:HEAD]:
        file.seek(0)
        return found
    if found == OLE:
        found = _ole_kind(file)
    elif sample.startswith(ZIP) and found is None and _is_odt(file, sample):
        found = ODT
    elif sample.lstrip()[:5].lower() == b"{\\rtf":
        found = RTF
    elif found in (None, TXT) and _is_page(sample):
        found = HTML
    elif found is None and bare_utf16(sample[:HEAD]):
        found = TXT
    file.seek(0)
    return found


def _ole_kind(file: IO[bytes]) -> str:
    """What an old Office file holds, by the names of its streams."""
    if _contains(file, LOCKED_STREAM):
        return LOCKED
    return DOC if _contains(file, DOC_STREAM) else OLE


def _is_odt(file: IO[bytes], sample: bytes) -> bool:
    """Whether a zip says so of itself at its head, or has the parts if its head is packed."""
    if b"application/vnd.oasis.opendocument." in sample[:HEAD]:
        return ODT.encode() in sample[:HEAD]
    return all(_contains(file, part) for part in ODT_PARTS)


def _is_page(sample: bytes) -> bool:
    """Whether the text begins with a tag of a web page, in one byte a letter or in two."""
    narrow = sample.replace(b"\0", b"") if sample.startswith(BOMS[1:]) else sample
    start = narrow.removeprefix(BOMS[0]).removeprefix(BOMS[1]).removeprefix(BOMS[2]).lstrip()
    if not start.startswith(b"<") or SVG_TAG.match(start):
        return False
    return bool(HTML_TAG.search(start[: 4 * HEAD]))


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

"""A file of any kind as a document: the one way in."""

from collections.abc import Callable
from pathlib import Path

from recruit.intake.archives import has_list
from recruit.intake.faults import Fault, Unreadable
from recruit.intake.kinds import DOC, DOCX, HTML, LOCKED, ODT, PDF, RTF, TXT, ZIP, document_kind
from recruit.intake.reading.doc import read_doc
from recruit.intake.reading.docx import read_docx
from recruit.intake.reading.html import read_html
from recruit.intake.reading.odt import read_odt
from recruit.intake.reading.pdf import read_pdf
from recruit.intake.reading.rtf import read_rtf
from recruit.intake.reading.txt import read_txt
from recruit.parsing.document import Document

READERS: dict[str, Callable[[Path], Document]] = {
    DOCX: read_docx,
    ODT: read_odt,
    RTF: read_rtf,
    HTML: read_html,
    DOC: read_doc,
    TXT: read_txt,
}


def read(path: Path, media: str | None = None, *, ocr: bool = True) -> Document:
    """The lines of a file, or `Unreadable` with the reason.

    Parameters
    ----------
    media : str, optional
        The media type, where it is known already; else it is told by the content.
    ocr : bool
        Whether pages without text are recognised; if not, such a file has the fault
        `Fault.SCAN_WITHOUT_OCR`.
    """
    if media is None:
        media = known_kind(path)
    if media == PDF:
        return read_pdf(path, ocr=ocr)
    if media == LOCKED:
        raise Unreadable(Fault.ENCRYPTED)
    if media not in READERS:
        raise Unreadable(Fault.TYPE_MISMATCH)
    return READERS[media](path)


def known_kind(path: Path) -> str:
    """The media type by the content, or `Unreadable` for what is not read at all."""
    if not path.is_file():
        raise Unreadable(Fault.MISSING)
    with path.open("rb") as file:
        media = document_kind(file)
        head = file.read(len(ZIP))
        if not head:
            raise Unreadable(Fault.EMPTY)
        if media == LOCKED:
            raise Unreadable(Fault.ENCRYPTED)
        if media is None and head == ZIP and not has_list(file):
            raise Unreadable(Fault.CORRUPT)  # the rest of some document
        if media == PDF and has_list(file):
            raise Unreadable(Fault.POLYGLOT)
    if media is None:
        raise Unreadable(Fault.TYPE_MISMATCH)
    return media

"""A file of any kind as a document: the one way in."""

from collections.abc import Callable
from pathlib import Path

from recruit.intake.faults import Fault, Unreadable
from recruit.intake.kinds import DOC, DOCX, HTML, LOCKED, ODT, PDF, RTF, TXT, document_kind
from recruit.intake.reading.doc import read_doc
from recruit.intake.reading.docx import read_docx
from recruit.intake.reading.html import read_html
from recruit.intake.reading.odt import read_odt
from recruit.intake.reading.pdf import read_pdf
from recruit.intake.reading.rtf import read_rtf
from recruit.intake.reading.txt import read_txt
from recruit.parsing.document import Document

READERS: dict[str, Callable[[Path], Document]] = {
    PDF: read_pdf,
    DOCX: read_docx,
    ODT: read_odt,
    RTF: read_rtf,
    HTML: read_html,
    DOC: read_doc,
    TXT: read_txt,
}


def read(path: Path, media: str | None = None) -> Document:
    """The lines of a file, or `Unreadable` with the reason.

    Parameters
    ----------
    media : str, optional
        The media type, where it is known already; else it is told by the content.
    """
    if not path.is_file():
        raise Unreadable(Fault.MISSING)
    if media is None:
        with path.open("rb") as file:
            media = document_kind(file)
    if media == LOCKED:
        raise Unreadable(Fault.ENCRYPTED)
    if media not in READERS:
        raise Unreadable(Fault.TYPE_MISMATCH)
    return READERS[media](path)

"""What may come in: a file is read as a whole before it is taken, without recognising scans.

Content decides, and the name must not lie about it: a file that is kept as ``.docx`` is opened by
people in a program for that.
"""

from dataclasses import dataclass
from pathlib import Path

from recruit.intake.faults import Fault, Oddity, Unreadable
from recruit.intake.kinds import DOC, DOCX, HTML, ODT, PDF, RTF, TXT
from recruit.intake.names import ending_of
from recruit.intake.reading.files import known_kind, read
from recruit.parsing.document import Document

# Word opens all of these by their content, and job sites call them all ``.doc``.
FOR_WORD = frozenset((DOC, DOCX, RTF, HTML))
KINDS_BY_ENDING = {
    "pdf": frozenset((PDF,)),
    "docx": frozenset((DOCX,)),
    "odt": frozenset((ODT,)),
    "doc": FOR_WORD,
    "rtf": FOR_WORD,
    "txt": frozenset((TXT, HTML, RTF)),
    "htm": frozenset((HTML, TXT)),
    "html": frozenset((HTML, TXT)),
}


@dataclass(frozen=True)
class Examined:
    """A file that is taken: its media type and its document, without lines where it is a scan."""

    media_type: str
    document: Document


def examine(path: Path, name: str = "") -> Examined:
    """Look at a file that somebody sent; `Unreadable` for what is not taken.

    Parameters
    ----------
    name : str
        What the sender calls the file. Its ending is compared with the content; an unknown one, or
        none, claims nothing.
    """
    media = known_kind(path)
    ending = ending_of(name)
    if media not in KINDS_BY_ENDING.get(ending, (media,)):
        raise Unreadable(Fault.TYPE_MISMATCH)
    if media == TXT and ending in ("htm", "html"):
        media = HTML  # words with tags among them
    try:
        return Examined(media, read(path, media, ocr=False))
    except Unreadable as error:
        if error.fault != Fault.SCAN_WITHOUT_OCR:
            raise
        return Examined(media, Document((), media="pdf", warnings=(Oddity.NO_TEXT,)))

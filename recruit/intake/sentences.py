"""What a candidate reads about a file: its state, and what to do when it cannot be read."""

from typing import Any

from flask_babel import lazy_gettext

from recruit.intake.faults import Fault, Oddity
from recruit.models import ResumeState

FAULTS = {
    Fault.NO_FILE: lazy_gettext("choose a file"),
    Fault.BAD_NAME: lazy_gettext(
        "the name of the file does not end like that of a résumé. Call it, for example, "
        "resume.pdf and choose it again"
    ),
    Fault.EMPTY: lazy_gettext("the file is empty. Check it on your computer and choose it again"),
    Fault.TOO_LARGE: lazy_gettext("the file is too large. Save it without pictures"),
    Fault.TOO_MANY_FILES: lazy_gettext(
        "there are very many files already. Write to the agency which ones to remove"
    ),
    Fault.TYPE_MISMATCH: lazy_gettext(
        "the file is not what its name says, or of a kind that is not read. Save it as PDF or "
        "DOCX and choose it again"
    ),
    Fault.CORRUPT: lazy_gettext(
        "the file is damaged. Open it on your computer, save it as PDF anew and send that"
    ),
    Fault.ENCRYPTED: lazy_gettext(
        "the file is protected with a password. Send it without a password or fill in the form"
    ),
    Fault.MACRO: lazy_gettext(
        "there is a program (a macro) in the file. Save it as DOCX without macros or as PDF"
    ),
    Fault.POLYGLOT: lazy_gettext(
        "there are two files in one. Open it on your computer, save it as PDF anew and send that"
    ),
    Fault.UNPACKED_TOO_LARGE: lazy_gettext(
        "the file unpacks to too much. Save it as PDF without pictures and send that"
    ),
    Fault.TOO_MANY_MEMBERS: lazy_gettext(
        "the file consists of too many parts. Save it as PDF and send that"
    ),
    Fault.BAD_MEMBER_NAME: lazy_gettext(
        "a part of the file has a name that is not allowed. Save it as PDF and send that"
    ),
    Fault.DTD_FORBIDDEN: lazy_gettext(
        "the file holds definitions that office programs never write. Save it as PDF and send that"
    ),
    Fault.TOO_DEEP: lazy_gettext(
        "parts of the file are nested too deeply. Save it as a plain PDF or TXT and send that"
    ),
    Fault.TOO_COMPLEX: lazy_gettext(
        "reading took too long. Save it as a plain PDF or TXT and send that"
    ),
    Fault.TOO_MANY_PAGES: lazy_gettext(
        "the file has too many pages for a résumé. Send only the pages that tell of you"
    ),
    Fault.NO_TEXT: lazy_gettext(
        "there is no text in the file, perhaps it is a scan. Send a file with text or fill in "
        "the form"
    ),
    Fault.CRASHED: lazy_gettext(
        "the file cannot be opened safely. Save it as PDF anew and send that"
    ),
    Fault.MISSING: lazy_gettext("the file is no longer in our store. Send it again"),
    Fault.SCAN_WITHOUT_OCR: lazy_gettext(
        "the file holds pictures of pages, and we cannot read pictures here. Send a file with "
        "text or fill in the form"
    ),
    Fault.CONVERTER_MISSING: lazy_gettext(
        "old Word files are not read here. Save it as DOCX or PDF and send that"
    ),
}
WARNINGS = {
    Oddity.HIDDEN_TEXT: lazy_gettext("text that nobody sees on the page"),
    Oddity.EMBEDDED_FILE: lazy_gettext("another file inside, not opened"),
    Oddity.EXTERNAL_REFERENCE: lazy_gettext("a reference to another address, not followed"),
    Oddity.ACTIVE_CONTENT: lazy_gettext("a script or an action inside, not run"),
    Oddity.REPAIRED: lazy_gettext("damaged in places and mended"),
    Oddity.FONT_MAPPING: lazy_gettext("letters on the page that read as other letters"),
    Oddity.MIXED_SCRIPT: lazy_gettext("Latin and Cyrillic letters mixed within words"),
    Oddity.INVISIBLE_CHARS: lazy_gettext("invisible characters, taken out"),
    Oddity.KEYWORD_STUFFING: lazy_gettext("one word repeated very many times"),
    Oddity.NO_TEXT: lazy_gettext("no text, perhaps a scan"),
}
STATES = {
    ResumeState.RECEIVED: lazy_gettext("The file is stored and waits for its turn."),
    ResumeState.READING: lazy_gettext("The file is being read."),
    ResumeState.READ: lazy_gettext("The file is read."),
    ResumeState.UNREADABLE: lazy_gettext("The file could not be read."),
    ResumeState.MANUAL: lazy_gettext("No program can read the file; a person has to look."),
}
ONE_FILE = lazy_gettext("send one file at a time")


def larger_than(megabytes: int) -> Any:
    """The refusal of a large file."""
    return lazy_gettext(
        "the file is larger than %(limit)s MB. Save it without pictures and choose it again",
        limit=megabytes,
    )

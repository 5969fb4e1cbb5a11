"""What a candidate reads about a file: its state, and what to do when it cannot be read."""

from typing import Any

from flask_babel import lazy_gettext

from recruit.intake.faults import Fault

FAULTS = {
    Fault.ENCRYPTED: lazy_gettext(
        "the file is protected with a password. Send it without a password or fill in the form"
    ),
    Fault.BROKEN: lazy_gettext(
        "the file is damaged. Open it on your computer, save it as PDF anew and send that"
    ),
    Fault.TOO_LARGE: lazy_gettext(
        "the file unpacks to too much. Save it as PDF without pictures and send that"
    ),
    Fault.NO_TEXT: lazy_gettext(
        "there is no text in the file, perhaps it is a scan. Send a file with text or fill in "
        "the form"
    ),
    Fault.TIMEOUT: lazy_gettext(
        "reading took too long. Save it as a plain PDF or TXT and send that"
    ),
    Fault.CRASHED: lazy_gettext(
        "the file cannot be opened safely. Save it as PDF anew and send that"
    ),
    Fault.UNSUPPORTED: lazy_gettext("this kind of file is not read. Send PDF, DOCX or TXT"),
    Fault.SCAN_WITHOUT_OCR: lazy_gettext(
        "the file holds pictures of pages, and we cannot read pictures here. Send a file with "
        "text or fill in the form"
    ),
    Fault.CONVERTER_MISSING: lazy_gettext(
        "old Word files are not read here. Save it as DOCX or PDF and send that"
    ),
    Fault.MISSING: lazy_gettext("the file is no longer in our store. Send it again"),
}
WRONG_KIND = lazy_gettext(
    "We read PDF, DOCX and TXT; this is another kind of file. Save it as PDF and choose it again"
)
OLD_WORD = lazy_gettext(
    "This is an old Word file (.doc) or one with a password. Save it as DOCX or PDF without a "
    "password and choose it again"
)
EMPTY = lazy_gettext("The file is empty. Check it on your computer and choose it again")
NO_FILE = lazy_gettext("Choose a file")
MANY = lazy_gettext("There are very many files already. Write to the agency which ones to remove")


def larger_than(megabytes: int) -> Any:
    """The refusal of a large file."""
    return lazy_gettext(
        "The file is larger than %(limit)s MB. Save it without pictures and choose it again",
        limit=megabytes,
    )

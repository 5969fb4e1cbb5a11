"""What recruiters read about an import: its files' outcomes, the reasons, and what to do."""

from typing import Any

from flask_babel import gettext, lazy_gettext

from recruit.imports.codes import MOST_MEMBERS, Reason
from recruit.intake import sentences as intake
from recruit.intake.faults import Fault
from recruit.models import ItemState

# The label of an outcome, the kind of its tag, and its icon.
OUTCOMES = {
    ItemState.IMPORTED: (lazy_gettext("brought in"), "ok", "check2"),
    ItemState.KNOWN: (lazy_gettext("there already"), "note", "arrow-repeat"),
    ItemState.ATTACHED: (lazy_gettext("new file"), "note", "paperclip"),
    ItemState.MANUAL: (lazy_gettext("needs a look"), "warn", "exclamation-triangle"),
    ItemState.REJECTED: (lazy_gettext("not taken"), "bad", "x-lg"),
    ItemState.WAITING: (lazy_gettext("waiting"), "", "hourglass-split"),
}
TO_DO = {
    ItemState.IMPORTED: lazy_gettext("nothing"),
    ItemState.KNOWN: lazy_gettext("nothing: these very files were here before"),
    ItemState.ATTACHED: lazy_gettext(
        "known people: compare the file with the profile, which has stayed as it was"
    ),
    ItemState.MANUAL: lazy_gettext("complete by hand what was not read for sure"),
    ItemState.REJECTED: lazy_gettext("the reason stands beside each file"),
    ItemState.WAITING: lazy_gettext("nothing: their turn comes"),
}
REASONS = {
    Reason.NESTED_ARCHIVE: lazy_gettext(
        "an archive inside another one, a folder or a letter is not opened. Bring it in by itself"
    ),
    Reason.ENCRYPTED_MEMBER: lazy_gettext(
        "this file has a password inside the archive. Pack it without one and bring it in again"
    ),
    Reason.UNKNOWN_PACKING: lazy_gettext(
        "packed in a way that is not read here. Make an ordinary ZIP and bring it in again"
    ),
    Reason.BROKEN_LETTER: lazy_gettext("the letter is damaged. Save it from the mail program anew"),
    Reason.EMPTY_LETTER: lazy_gettext("there is neither a file nor a text in the letter"),
    Reason.NO_RESUME_IN_LETTER: lazy_gettext(
        "the letter tells of no post and no work: this is no résumé"
    ),
    Reason.CONSENT_WITHDRAWN: lazy_gettext(
        "this person has withdrawn the consent, so nothing may be added. Record a new consent "
        "first, if they have given one"
    ),
    Reason.PARSER_FAILED: lazy_gettext(
        "the text could not be taken apart. Enter the person by hand and tell the developers"
    ),
    Reason.SOURCE_CHANGED: lazy_gettext(
        "the folder has changed since; the file belongs to its next import"
    ),
    Reason.NO_NAME: lazy_gettext("no name was read for sure"),
    Reason.NO_POST: lazy_gettext("no post was read for sure"),
    Reason.NO_CONTACT: lazy_gettext("neither an e-mail nor a phone was read for sure"),
    Reason.SAME_FILE: lazy_gettext("this very file was here before"),
    Reason.NEW_FILE: lazy_gettext("the same e-mail or phone, and the name fits"),
}
# Why nothing at all was brought in.
BATCH_FAULTS = {
    Fault.MISSING: lazy_gettext("The file is no longer in our store. Send it again."),
    Fault.CORRUPT: lazy_gettext(
        "The archive is damaged. Check that it opens on your computer, pack it anew and send that."
    ),
    Fault.UNPACKED_TOO_LARGE: lazy_gettext(
        "The archive unpacks to more than 4 GB. Divide it and send the parts."
    ),
    Fault.TOO_LARGE: lazy_gettext(
        "The letter is larger than 50 MB. Save its files and send those."
    ),
    Reason.SOURCE_CHANGED: lazy_gettext("The folder has changed since; see its next import."),
}
NO_FILES = lazy_gettext("Choose files, a ZIP or a mailbox")
EMPTY_FILE = intake.FAULTS[Fault.EMPTY]


def reason_of(code: str | None) -> Any:
    """Why a file went as it did; empty where nothing has to be said."""
    if not code:
        return ""
    return REASONS.get(code) or intake.FAULTS.get(code, "")  # type: ignore[call-overload]


def batch_fault(code: str | None) -> str:
    """Why a whole import has ended."""
    if code == Fault.TOO_MANY_MEMBERS:
        return gettext(
            "There are more than %(most)s files in it. Divide it and send the parts.",
            most=MOST_MEMBERS,
        )
    known = BATCH_FAULTS.get(code)  # type: ignore[call-overload]
    return (
        str(known) if known else gettext("It cannot be opened safely. Pack it anew and send that.")
    )


def too_many_files(count: int, most: int) -> str:
    """The refusal of very many files at once."""
    return gettext(
        "There are %(count)s files, and %(most)s may come at once. Pack them into a ZIP",
        count=count,
        most=most,
    )


def too_large(megabytes: int) -> str:
    """The refusal of too much at once."""
    return gettext(
        "Together the files are larger than %(limit)s MB. Send them in parts", limit=megabytes
    )

"""What `recruit import resumes` says at a terminal, where no request is at hand."""

from recruit.imports.codes import MOST_MEMBERS, Reason
from recruit.intake.faults import Fault
from recruit.intake.parse_words import FAULTS, said
from recruit.models import ItemState

OUTCOMES = {
    ItemState.IMPORTED: "people came in",
    ItemState.KNOWN: "files were there already",
    ItemState.ATTACHED: "new files of people who were there already",
    ItemState.MANUAL: "files wait for a person to look at them",
    ItemState.REJECTED: "files were not taken",
    ItemState.WAITING: "files still wait",
}

REASONS: dict[str, str] = {
    Reason.NESTED_ARCHIVE: "This is an archive inside another one, or in a folder. Import it alone",
    Reason.ENCRYPTED_MEMBER: "This file of the archive has a password. Pack it without one",
    Reason.UNKNOWN_PACKING: "This file is packed in a way that is not read. Make a plain ZIP",
    Reason.BROKEN_LETTER: "The letter is damaged. Save it from the mail program anew",
    Reason.EMPTY_LETTER: "There is neither a file nor a text in the letter",
    Reason.NO_RESUME_IN_LETTER: "The letter tells of no post and no work: this is no résumé",
    Reason.CONSENT_WITHDRAWN: "This person has withdrawn the consent; nothing may be added",
    Reason.PARSER_FAILED: "The file could not be made into a profile. Tell the developers",
    Reason.SOURCE_CHANGED: "The folder has changed since; see its next import",
    Reason.NO_NAME: "No name was found for sure. Complete it by hand",
    Reason.NO_POST: "No post was found for sure. Complete it by hand",
    Reason.NO_CONTACT: "Neither e-mail nor phone was found. Complete it by hand",
    Fault.TOO_LARGE: "The file is too large",
    Fault.TOO_MANY_MEMBERS: f"More than {MOST_MEMBERS} files at once. Import them in parts",
}


def reason_words(code: str) -> str:
    """A code as a sentence."""
    if code in REASONS:
        return REASONS[code]
    return said(FAULTS[code], "en") if code in FAULTS else code

"""Why one file or row of an import went as it did, beside the faults of reading.

Like `recruit.intake.faults` the codes stand in the database and in answers to programs.
"""

from enum import StrEnum

MOST_MEMBERS = 20_000
"""Files, or letters, of one import."""


class Reason(StrEnum):
    """Codes that are stored; `recruit.imports.sentences` says them to people."""

    # Rejected, by where it lies.
    NESTED_ARCHIVE = "nested_archive"
    ENCRYPTED_MEMBER = "encrypted_member"
    UNKNOWN_PACKING = "unknown_packing"
    BROKEN_LETTER = "broken_letter"
    EMPTY_LETTER = "empty_letter"
    # Rejected, by what was read.
    NO_RESUME_IN_LETTER = "no_resume_in_letter"
    CONSENT_WITHDRAWN = "consent_withdrawn"
    PARSER_FAILED = "parser_failed"
    SOURCE_CHANGED = "source_changed"
    # Kept, and a person has to look.
    NO_NAME = "no_name"
    NO_POST = "no_post"
    NO_CONTACT = "no_contact"
    # Known.
    SAME_FILE = "same_file"
    NEW_FILE = "new_file"

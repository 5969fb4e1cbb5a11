"""Why the text of a file could not be taken, and what is strange about one that was read.

The child process that reads files imports this, so it stays free of everything else. The codes are
part of the interface: they stand in the database, in answers to programs and in `recruit parse`.
"""

from enum import StrEnum


class Fault(StrEnum):
    """Codes that are stored; `sentences.py` says them to people."""

    # Of the sending: told before anything is kept.
    NO_FILE = "no_file"
    BAD_NAME = "bad_name"
    EMPTY = "empty"
    TOO_LARGE = "too_large"
    TOO_MANY_FILES = "too_many_files"
    # Of the content: told by the gate.
    TYPE_MISMATCH = "type_mismatch"
    CORRUPT = "corrupt"
    ENCRYPTED = "encrypted"
    MACRO = "macro"
    POLYGLOT = "polyglot"
    UNPACKED_TOO_LARGE = "unpacked_too_large"
    TOO_MANY_MEMBERS = "too_many_members"
    BAD_MEMBER_NAME = "bad_member_name"
    DTD_FORBIDDEN = "dtd_forbidden"
    TOO_DEEP = "too_deep"
    TOO_COMPLEX = "too_complex"
    TOO_MANY_PAGES = "too_many_pages"
    NO_TEXT = "no_text"
    # Of this installation and of chance.
    CRASHED = "crashed"
    MISSING = "missing"
    SCAN_WITHOUT_OCR = "scan_without_ocr"
    CONVERTER_MISSING = "converter_missing"


class Oddity(StrEnum):
    """What is strange about a file that was read all the same; shown to recruiters."""

    HIDDEN_TEXT = "hidden_text"
    EMBEDDED_FILE = "embedded_file"
    EXTERNAL_REFERENCE = "external_reference"
    ACTIVE_CONTENT = "active_content"
    REPAIRED = "repaired"
    FONT_MAPPING = "font_mapping"
    MIXED_SCRIPT = "mixed_script"
    INVISIBLE_CHARS = "invisible_chars"
    KEYWORD_STUFFING = "keyword_stuffing"
    NO_TEXT = "no_text"


class Unreadable(Exception):
    """The text cannot be taken; ``fault`` says why."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        super().__init__(fault.value)

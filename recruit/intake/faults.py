"""Why the text of a file could not be taken.

The child process that reads files imports this, so it stays free of everything else.
"""

from enum import StrEnum


class Fault(StrEnum):
    """Codes that are stored; `sentences.py` says them to people."""

    ENCRYPTED = "encrypted"
    BROKEN = "broken"
    TOO_LARGE = "too_large"
    NO_TEXT = "no_text"
    TIMEOUT = "timeout"
    CRASHED = "crashed"
    UNSUPPORTED = "unsupported"
    MISSING = "missing"
    SCAN_WITHOUT_OCR = "scan_without_ocr"
    CONVERTER_MISSING = "converter_missing"


class Unreadable(Exception):
    """The text cannot be taken; ``fault`` says why."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        super().__init__(fault.value)

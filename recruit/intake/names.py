"""The name a person gave to a file: checked, shown, never used as a path."""

import re
import unicodedata

from recruit.intake.faults import Fault, Unreadable

# As UTF-8, which is what file systems and headers count.
LONGEST_BYTES = 255
LONGEST_ENDING = 8
# Nobody types a longer name; what is beyond is not even looked at.
LONGEST_TYPED = 4096
NAMELESS = "resume"
ENDINGS = frozenset(("pdf", "docx", "doc", "rtf", "odt", "txt", "htm", "html"))
# Format characters include the ones that turn the direction of reading: «exe.fdp» as «pdf.exe».
INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
MOST_MARKS = re.compile(r"([\u0300-\u036f])[\u0300-\u036f]+")
# An end that nobody sees, and letters that stand in another order than they are read.
_LYING = re.compile("[\x00\u202b\u202d\u202e\u2067]")
_PATH_SIGN = re.compile(r"[\\/]")


def display_name(typed: str | None) -> str:
    """A name that is safe to show and to put into a header; the ending survives shortening."""
    last = _PATH_SIGN.split((typed or "")[-LONGEST_TYPED:])[-1]
    visible = "".join(c for c in last if unicodedata.category(c) not in INVISIBLE)
    # Runs of marks are cut before normalising, which is quadratic in their length.
    composed = unicodedata.normalize("NFC", MOST_MARKS.sub(r"\1", visible))
    return _shortened(" ".join(composed.split()).strip(". ")) or NAMELESS


def checked_name(typed: str | None) -> str:
    """The name to show; `Unreadable` for one that lies, or that no resume has.

    The last ending decides, whatever stands before it.
    """
    typed = typed or ""
    last = _PATH_SIGN.split(typed[-LONGEST_TYPED:])[-1].strip(" .")
    stem, _, ending = last.rpartition(".")
    if _LYING.search(typed) or not stem.strip(" .") or ending.lower() not in ENDINGS:
        raise Unreadable(Fault.BAD_NAME)
    return display_name(typed)


def ending_of(name: str) -> str:
    """The last ending of a name in small letters, without its dot; empty where there is none."""
    return name.rpartition(".")[2].lower() if "." in name else ""


def _shortened(name: str) -> str:
    """The name in so many bytes as are bearable, cut between characters."""
    if len(name.encode()) <= LONGEST_BYTES:
        return name
    stem, dot, ending = name.rpartition(".")
    kept = f".{ending[:LONGEST_ENDING]}" if dot and stem else ""
    room = LONGEST_BYTES - len(kept.encode())
    return (stem if kept else name).encode()[:room].decode("utf-8", "ignore").rstrip() + kept

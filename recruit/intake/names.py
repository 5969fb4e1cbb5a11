"""The name a person gave to a file: shown, never used as a path."""

import re
import unicodedata

LONGEST = 120
NAMELESS = "resume"
# Format characters include the ones that turn the direction of reading: «exe.fdp» as «pdf.exe».
INVISIBLE = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
MOST_MARKS = re.compile(r"([\u0300-\u036f])[\u0300-\u036f]+")


def display_name(typed: str | None) -> str:
    """A name that is safe to show and to put into a header; the ending survives shortening."""
    last = re.split(r"[\\/]", typed or "")[-1]
    visible = "".join(c for c in last if unicodedata.category(c) not in INVISIBLE)
    # Runs of marks are cut before normalising, which is quadratic in their length.
    composed = unicodedata.normalize("NFC", MOST_MARKS.sub(r"\1", visible))
    name = " ".join(composed.split()).strip(". ")
    if len(name) > LONGEST:
        stem, dot, ending = name.rpartition(".")
        kept = f".{ending[:8]}" if dot and stem else ""
        name = name[: LONGEST - len(kept)].rstrip() + kept
    return name or NAMELESS

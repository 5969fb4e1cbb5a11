"""What people type, as it is stored: for forms, and for whoever reads values without a form."""

import re
import unicodedata

# Good enough to catch a slip; whether somebody reads the mail only a letter can tell.
MAIL = re.compile(r"[^@\s,;<>\"]+@[^@\s,;<>\"]+\.[^@\s,;<>\".]{2,}")


# They turn the letters behind them, and those of whatever stands behind the text, the other way.
TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# Letters and marks to Unicode, and nothing to see: fillers, a joiner, Braille without a dot.
UNSEEN = frozenset("\u115f\u1160\u3164\uffa0\u034f\u2800")


def clean(text: str) -> str:
    """Without control characters (but line breaks and tabs) and outer space; a text that holds
    nothing to see is empty."""
    kept = "".join(c for c in text if c in "\n\t" or _is_kept(c)).strip()
    return kept if any(map(_is_seen, kept)) else ""


def _is_kept(char: str) -> bool:
    return char not in TURNING and unicodedata.category(char) not in ("Cc", "Cs")


def _is_seen(char: str) -> bool:
    return char not in UNSEEN and unicodedata.category(char)[0] not in "CZ"

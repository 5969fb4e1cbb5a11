"""What people type, as it is stored: for forms, and for whoever reads values without a form."""

import re
import unicodedata

# Good enough to catch a slip; whether somebody reads the mail only a letter can tell.
MAIL = re.compile(r"[^@\s,;<>\"]+@[^@\s,;<>\"]+\.[^@\s,;<>\".]{2,}")


def clean(text: str) -> str:
    """Without control characters (but line breaks and tabs) and outer space."""
    kept = (c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs"))
    return "".join(kept).strip()

"""The day that a resume was printed or last changed, where it says so itself.

"Now" in its jobs ends then; a file that is read again years later tells the same.
"""

import re

from recruit.parsing.document import Document
from recruit.parsing.draft import Found
from recruit.parsing.plain import plain
from recruit.parsing.spans import found

_STEMS = (
    ("январ", "jan"), ("феврал", "feb"), ("март", "mar"), ("апрел", "apr"), ("ма", "may"),
    ("июн", "jun"), ("июл", "jul"), ("август", "aug"), ("сентябр", "sep"), ("октябр", "oct"),
    ("ноябр", "nov"), ("декабр", "dec"),
)  # fmt: skip
_UPDATED = re.compile(
    r"(?:обновлен[оа]?|дата (?:обновления|составления|заполнения)|составлен[оа]?|"
    r"актуальн[оа] на|last updated?|updated|printed)(?: on)?\s?[:—–-]?\s?"
    r"(?:(?P<d1>\d{1,2})\s(?P<name>[а-яa-z]{3,9})\.?,?\s(?P<y1>20\d\d)"
    r"|(?P<name2>[a-z]{3,9})\s\d{1,2},?\s(?P<y3>20\d\d)"
    r"|\d{1,2}[./](?P<m>\d{1,2})[./](?P<y2>20\d\d)"
    r"|(?P<y4>20\d\d)-(?P<m4>\d\d)-\d\d)"
)


def read_update(document: Document) -> Found[str] | None:
    """The month as ``YYYY-MM`` of the printed date, or ``None``."""
    for match in _UPDATED.finditer(plain(document.text)):
        name = match["name"] or match["name2"]
        year = match["y1"] or match["y2"] or match["y3"] or match["y4"]
        month = _month(name) if name else int(match["m"] or match["m4"])
        if 1 <= month <= 12:
            return found(document, match.span(), f"{year}-{month:02d}", 0.97, "update date")
    return None


def _month(name: str) -> int:
    for number, stems in enumerate(_STEMS, start=1):
        if name.startswith(stems) and (stems[0] != "ма" or name in ("мая", "май", "may")):
            return number
    return 0

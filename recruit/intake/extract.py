"""The text of a file: pure, and meant for a process that may be killed (see `pool.py`)."""

import re
from pathlib import Path

from recruit.intake.docx import read_docx
from recruit.intake.faults import Fault, Unreadable
from recruit.intake.kinds import DOCX, PDF, TXT
from recruit.intake.pdf import read_pdf
from recruit.intake.plain_text import read_text_file

LONGEST = 1_000_000
# Fewer letters than this are a page number or a stamp, not a resume.
FEWEST_LETTERS = 20

# PostgreSQL refuses NUL; the others have no shape on a page. Lone surrogates are no text at all.
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
BLANK_LINES = re.compile(r"\n(?:[ \t\u00a0]*\n){2,}")
LETTER = re.compile(r"[^\W\d_]")


def extract(path: Path, media_type: str) -> str:
    """The text, or `Unreadable` with the reason."""
    if not path.is_file():
        raise Unreadable(Fault.MISSING)
    if media_type == PDF:
        text = read_pdf(path, LONGEST)
    elif media_type == DOCX:
        text = read_docx(path)
    elif media_type == TXT:
        text = read_text_file(path)
    else:
        raise Unreadable(Fault.TYPE_MISMATCH)
    tidied = tidy(text)
    if len(LETTER.findall(tidied[:10_000])) < FEWEST_LETTERS:
        raise Unreadable(Fault.NO_TEXT)
    return tidied


def tidy(text: str) -> str:
    """Without what cannot be stored or shown, lines ended alike, cut to a bearable length."""
    unified = text[:LONGEST].replace("\r\n", "\n").replace("\r", "\n")
    return BLANK_LINES.sub("\n\n", UNPRINTABLE.sub("", unified)).strip()

"""How text looks on the page and how it is meant: what all formats have in common.

Typesetting leaves traces that are no part of the text: soft hyphens, words broken at the end of a
line, headings spaced out letter by letter, names and page numbers on each page. They are taken
away here, once for all formats.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from recruit.intake.reading.words import COMPOUND_HEADS, OF, PAGE, PAGE_OR_SHORT
from recruit.parsing.document import Line

# A line that is longer than any paragraph of a resume is no line but an attack on expressions.
LONGEST_LINE = 20_000
LONGEST_WORD = 40
# No address is longer, and no word.
LONGEST_TOKEN = 400

_SPACES = re.compile("[ \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\u2800]+")
_TABS = re.compile(r" *\t[\t ]*")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff"
    "\ud800-\udfff\U000e0000-\U000e0fff]"
)
# Symbol fonts put their pictures here: no text, and a bullet only at the beginning of a line.
_PICTURES = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
# Marks on letters, of all alphabets. Sorting a run of them, as normalising does, takes time that
# grows with its square.
_MARK = "".join(chr(code) for code in range(0x300, 0xFE30) if unicodedata.combining(chr(code)))
_MARKS = re.compile(f"([{_MARK}]{{2}})[{_MARK}]+")
_DECOMPOSED = re.compile(f"[{_MARK}]")
_LIGATURES = {
    "\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl",
    "\ufb05": "st", "\ufb06": "st",
}  # fmt: skip
_LIGATURE = re.compile("[\ufb00-\ufb06]")
_UNUSUAL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u115f\u1160\u17b4-\u17b5\u180b-\u180e"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ud800-\uffff\U000e0000-\U0010ffff"
    f"{_MARK}]"
)

_BULLET = re.compile(
    "^[\\s]*(?:[\u2022\u25cf\u25aa\u25a0\u25e6\u2023\u2043\u2219\u00b7\u25cb\u25ab\u25a1\u25fe"
    "\u25c6\u25c7\u2756\u27a2\u27a4\u25ba\u25b6\u25b8\u2713\u2714\u2705\u2611\u2605\u2606"
    "\uf000-\uf0ff][\\s\ufe0f]*|[-*+][ \t\u00a0]+(?=\\S))"
)
_DASH_BULLET = re.compile("^\\s*[\u2013\u2014\u2212][ \t\u00a0]+(?=\\S)")

# Four letters or more with single spaces between, or a whole line of three.
_SPACED_WORD = re.compile(r"(?<!\S)[^\W\d_](?: [^\W\d_]){3,}(?!\S)")
_SPACED_LINE = re.compile(r"^[^\W\d_](?: [^\W\d_]){2,}:?$")

_PAGE_MARK = re.compile(
    rf"^\W*(?:{PAGE_OR_SHORT})?\s*\d{{1,3}}\s*(?:(?:{OF})\s*\d{{1,3}})?\W*$", re.IGNORECASE
)
_PAGE_WORDS = re.compile(rf"\b(?:{PAGE})\s*\d{{1,3}}(?:\s*(?:{OF})\s*\d{{1,3}})?\b", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")

_BROKEN = re.compile("([^\\W\\d_]{2,})([-\u2010\u00ad\x02])$")
_REST = re.compile(r"^([^\W\d_]+)([,.;:!?)»”\"]*)(\s|$)")


def clean(text: str) -> str:
    """The text as it is seen: spaces single, a tab kept as one, nothing invisible."""
    text = text[:LONGEST_LINE]
    if _UNUSUAL.search(text):
        text = _LIGATURE.sub(lambda found: _LIGATURES[found[0]], text)
        text = _PICTURES.sub(" ", _INVISIBLE.sub("", text))
        if _DECOMPOSED.search(text):
            text = unicodedata.normalize("NFC", _MARKS.sub(r"\1", text))
    text = _TABS.sub("\t", _SPACES.sub(" ", text.replace("\n", " "))).strip(" \t\r")
    if len(text) > LONGEST_TOKEN:
        text = " ".join(token[:LONGEST_TOKEN] for token in text.split(" "))
    return text


def bullet_of(text: str) -> tuple[bool, str]:
    """Whether a line begins with the mark of an item, and the line without it.

    A dash stays, since it may as well be the middle of «май 2015 — июнь 2016» on a new line.
    """
    found = _BULLET.match(text)
    if found:
        return True, text[found.end() :]
    return bool(_DASH_BULLET.match(text)), text


def join_spaced(text: str) -> str:
    """«О П Ы Т   Р А Б О Т Ы» as «ОПЫТ РАБОТЫ»: call before spaces are made single."""
    if len(text) > LONGEST_LINE or " " not in text:
        return text
    text = text.replace("\u00a0", " ")
    if _SPACED_LINE.match(text.strip()):
        return text.replace(" ", "")
    return _SPACED_WORD.sub(lambda found: _joined(found[0]), text)


def _joined(spaced: str) -> str:
    """A word, if its letters are of one kind: «и я и ты» are four words."""
    word = spaced.replace(" ", "")
    return word if word.isupper() or (word[1:].islower() and word[0].isupper()) else spaced


def is_page_mark(text: str) -> bool:
    """«Page 1 of 2», «- 3 -», «стр. 2»: nothing but the number of a page."""
    return len(text) < 40 and bool(_PAGE_MARK.match(text))


def without_page_number(text: str) -> str:
    """A running head without the number of its page, so that it is the same on each page."""
    return _DIGITS.sub("#", _PAGE_WORDS.sub("", text)).casefold().strip(" \t-–—|•·")


def repeated(texts_by_page: Sequence[Iterable[str]]) -> frozenset[str]:
    """What stands at the edge of at least half of the pages, and of more than one."""
    counts = Counter(
        text for page in texts_by_page for text in {without_page_number(text) for text in page}
    )
    least = max(2, (len(texts_by_page) + 1) // 2)
    return frozenset(text for text, number in counts.items() if number >= least)


def join_broken_words(lines: Sequence[Line]) -> list[Line]:
    """Words that were broken at the end of a line, whole again on the line they begin on."""
    result = list(lines)
    known: frozenset[str] | None = None
    for place, (line, after) in enumerate(pairwise(lines)):
        start = max(0, len(result[place].text) - LONGEST_WORD)
        end = _BROKEN.search(result[place].text, start)
        if not end or after.column != line.column or after.cell != line.cell:
            continue
        rest = _REST.match(after.text)
        if not rest or not rest[1][0].islower():
            continue
        if known is None:
            known = _hyphened_words(lines)
        hyphen = "-" if _keeps_hyphen(end[1], rest[1], end[2], known) else ""
        whole = result[place].text[: end.end(1)] + hyphen + rest[1] + rest[2]
        result[place] = replace(result[place], text=whole)
        result[place + 1] = replace(after, text=after.text[rest.end(2) :].lstrip())
    return [line for line in result if line.text]


def _hyphened_words(lines: Iterable[Line]) -> frozenset[str]:
    return frozenset(
        word.casefold() for line in lines for word in re.findall(r"[^\W\d_]+-[^\W\d_]+", line.text)
    )


def _keeps_hyphen(head: str, tail: str, hyphen: str, known: frozenset[str]) -> bool:
    """Whether the hyphen belongs to the word: the document or its first part tells."""
    if hyphen != "-":
        return False
    word = f"{head}-{tail}".casefold()
    return word in known or head.casefold() in COMPOUND_HEADS

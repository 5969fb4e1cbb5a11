"""What is strange about the letters of a text: marks that nobody sees, look-alikes, one word over
and over.

A person who reads the page sees none of it, a program does. The text is read all the same; people
are told. Honest slips are no oddity: Latin and Cyrillic «c» share a key, and web pages leave a
zero-width space here and there.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby, islice

from recruit.intake.faults import Oddity

# More is cut off: what is strange about a text shows before its end.
LONGEST = 400_000
# A few zero-width characters come with every text that was copied from a web page.
FEWEST_BROKEN_WORDS = 3
FEWEST_SLIPS = 3
# So many of one word in a row, or so many of them and such a share of all words.
MOST_IN_A_ROW = 12
MOST_OF_A_WORD, MOST_OF_ALL = 40, 0.15
SHORTEST = 2
MOST_BORDERS = 5000
REACH = 64

_TORN = re.compile("[\x00\ud800-\udfff\ufffd]")
# Signs that turn the order of letters, and letters of an alphabet without shapes; flags of a few
# countries are written in it, after a black flag.
_TURNED = re.compile("[\u202d\u202e\u2066-\u2068]")
_TAGS = re.compile("(?<![\U0001f3f4\U000e0020-\U000e007f])[\U000e0000-\U000e007f]")
_ZERO_WIDTH = re.compile("[\u00ad\u034f\u200b-\u200f\u2060-\u2064\ufeff]+")
_BROKEN_WORD = re.compile("[^\\W\\d_][\u200b-\u200d\u2060-\u2064\ufeff]+[^\\W\\d_]")
_WORD = re.compile(r"[^\W\d_]+")
_BORDER = re.compile("[A-Za-z][\u0370-\u052f]|[\u0370-\u052f][A-Za-z]")
_LATIN = re.compile(r"[A-Za-z]")
_FOREIGN = re.compile("[\u0370-\u052f]")
# What looks alike; «c» and «C» are left out, being on one key.
_LIKE_LATIN = frozenset(
    "АВЕЗІЈКМНОРЅТУХЬаеіјгорѕухьԁһӏԛԝ"
    "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαινορυ"
)  # fmt: skip
_LIKE_CYRILLIC = frozenset("ABEHIJKMOPSTXYaeijopsxykmntub")
_ONE_KEY = frozenset("сСcC")


def is_torn(text: str) -> bool:
    """Whether there is in it what no program for texts writes."""
    return bool(_TORN.search(text))


def oddities_of(texts: Iterable[str]) -> list[str]:
    """What is strange about the pieces of a text, as they stand in the file."""
    text = "\n".join(texts)[:LONGEST]
    found: list[str] = []
    if _has_unseen(text):
        found.append(Oddity.INVISIBLE_CHARS)
    text = _ZERO_WIDTH.sub("", text)
    if _has_look_alikes(text):
        found.append(Oddity.MIXED_SCRIPT)
    if _is_stuffed(_WORD.findall(text.casefold())):
        found.append(Oddity.KEYWORD_STUFFING)
    return found


def _has_unseen(text: str) -> bool:
    if text.isascii():
        return False
    return bool(
        _TURNED.search(text)
        or _TAGS.search(text)
        or len(_BROKEN_WORD.findall(text)) >= FEWEST_BROKEN_WORDS
    )


def _has_look_alikes(text: str) -> bool:
    """Latin words with letters of another alphabet, or many Russian words with Latin ones."""
    slips = set()
    for word in _mixed_words(text):
        latin, foreign = set(_LATIN.findall(word)), set(_FOREIGN.findall(word))
        if foreign <= _LIKE_LATIN | _ONE_KEY and not latin <= _LIKE_CYRILLIC | _ONE_KEY:
            if foreign - _ONE_KEY:
                return True
        elif latin <= _LIKE_CYRILLIC | _ONE_KEY and latin - _ONE_KEY:
            slips.add(word.casefold())
    return len(slips) >= FEWEST_SLIPS


def _mixed_words(text: str) -> Iterable[str]:
    """Words of letters of two alphabets, once each."""
    words = set()
    for border in islice(_BORDER.finditer(text), MOST_BORDERS):
        start = max(0, border.start() - REACH)
        before = _WORD.findall(text[start : border.start() + 1])[-1]
        after = _WORD.match(text, border.start() + 1, border.end() + REACH)
        words.add(before + (after[0] if after else ""))
    return words


def _is_stuffed(words: Sequence[str]) -> bool:
    """Whether one word comes far more often than any word of an honest text."""
    if any(
        len(word) >= SHORTEST and sum(1 for _ in row) >= MOST_IN_A_ROW
        for word, row in groupby(words)
    ):
        return True
    for word, count in Counter(words).most_common(3):
        if len(word) >= SHORTEST and count >= max(MOST_OF_A_WORD, MOST_OF_ALL * len(words)):
            return True
    return False

"""A resume inside a letter: whose words are the candidate's, and whose the recruiter's.

Lines of others are blanked and not cut out, so that every character keeps its place.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from recruit.parsing.document import Document
from recruit.parsing.periods import periods_in
from recruit.parsing.plain import plain

_QUOTE = re.compile(r"\s*(?:>\s?)+")
_HEADER = re.compile(
    r"\W*(?P<name>от|from|отправитель|sender|кому|to|получатель|копия|cc|bcc|тема|subject|дата|date"
    r"|sent|отправлено|reply-to|адресат)\s?:\s*\S"
)
_SENDER = ("от", "from", "отправитель", "sender")
_WROTE = r"(?:\bпишет|\bнаписал(?:а|\(а\)|и)?|\bwrote|\bwrites)"
# A line of a resume may break off after the word, too: «Reviewed code. Wrote» / «tests».
_ANSWERED = re.compile(
    rf"{_WROTE}\s?:\s*$|^.*(?:@|\d:\d\d).*{_WROTE}\s*$"
    r"|^\W{2,}\s*(?:original message|исходное сообщение|пересылаемое сообщение|forwarded message"
    r"|пересланное сообщение|конец пересылаемого сообщения)"
)
FEWEST_HEADERS = 2
MOSTLY = 0.6
"""Share of quoted lines from which the quotation is the resume."""


def own_words(document: Document) -> Document:
    """The document with the letters around the resume blanked; spans stay the same."""
    texts = [plain(line.text[:200]) for line in document.lines]
    quoted = {number for number, text in enumerate(texts) if _QUOTE.match(text)}
    headers = set(_headers(texts))
    borders = [number for number, text in enumerate(texts) if _ANSWERED.search(text)]
    if not quoted and not headers and not borders:
        return document
    blank = {number for number in headers if not _is_sender(texts[number])} | set(borders)
    filled = [number for number, text in enumerate(texts) if text.strip(" >")]
    marks: set[int] = set()
    if len(quoted.intersection(filled)) > MOSTLY * len(filled):
        marks = quoted
    else:
        blank |= quoted
        blank |= _others(document, borders, blank)
    lines = list(document.lines)
    for number in blank | marks:
        text = lines[number].text
        mark = _QUOTE.match(text) if number in marks and number not in blank else None
        kept = text[mark.end() :] if mark else ""
        lines[number] = replace(lines[number], text=" " * (len(text) - len(kept)) + kept)
    return replace(document, lines=tuple(lines))


def _headers(texts: Sequence[str]) -> Iterator[int]:
    """The lines of blocks of headers; one alone may be a label of the resume."""
    block: list[int] = []
    for number, text in enumerate([*texts, ""]):
        if _HEADER.match(text):
            block.append(number)
            continue
        if len(block) >= FEWEST_HEADERS:
            yield from block
        block = []


def _is_sender(text: str) -> bool:
    match = _HEADER.match(text)
    return match is not None and match["name"] in _SENDER


def _others(document: Document, borders: Sequence[int], blank: set[int]) -> set[int]:
    """Letters before or after the one that holds the resume, parted by «… пишет:»."""
    if not borders:
        return set()
    edges = [-1, *borders, len(document.lines)]
    parts = [range(low + 1, high) for low, high in pairwise(edges)]
    own = max(parts, key=lambda part: _weight(document, part, blank))
    return {number for part in parts if part is not own for number in part}


def _weight(document: Document, part: range, blank: set[int]) -> int:
    """How much of a resume a letter holds: periods weigh more than words."""
    texts = [document.lines[number].text for number in part if number not in blank]
    return sum(len(text) + 500 * bool(periods_in(text[:200])) for text in texts)

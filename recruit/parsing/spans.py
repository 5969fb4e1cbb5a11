"""Values with their places: the small things that every reader of facts needs."""

from bisect import bisect_right
from collections.abc import Iterable
from statistics import median
from typing import TypeVar

from recruit.parsing.document import Document
from recruit.parsing.draft import Found
from recruit.parsing.plain import plain

Value = TypeVar("Value")

_TWINS = {"c": "с", "o": "о", "a": "а", "y": "у", "k": "к", "b": "в"}


def line_at(document: Document, place: int) -> int:
    """The number of the line that holds a character of the text."""
    return max(0, bisect_right(document.starts, place) - 1)


def found(
    document: Document, span: tuple[int, int], value: Value, confidence: float, rule: str
) -> Found[Value]:
    """A value with its span and page."""
    page = document.lines[line_at(document, span[0])].page
    return Found(value, confidence, span, page, rule)


def line_span(document: Document, first: int, last: int | None = None) -> tuple[int, int]:
    """The characters of a line, or of the lines from ``first`` to ``last``."""
    final = first if last is None else last
    return document.starts[first], document.starts[final] + len(document.lines[final].text)


def trimmed(text: str, start: int, end: int, marks: str = " \t,;|•·–—-:") -> tuple[int, int]:
    """A span without spaces and marks at its ends."""
    while start < end and text[start] in marks:
        start += 1
    while end > start and text[end - 1] in marks:
        end -= 1
    return start, end


def mended(text: str) -> str:
    """The text with each word in one script, its case as it was.

    People paste Latin letters into Russian words, some to fool filters; a value is written as it
    looks.
    """
    words = []
    for word in text.split(" "):
        if word.isascii():
            words.append(word)
            continue
        same = plain(word)
        letters = [
            twin.upper() if letter.isupper() else twin
            for letter, twin in zip(word, same, strict=True)
        ]
        kept = [
            new if letter.isalpha() and letter.isascii() != new.isascii() else letter
            for letter, new in zip(word, letters, strict=True)
        ]
        words.append("".join(kept))
    for place in range(1, len(words) - 1):
        # A lone small Latin letter between Russian words is a preposition: «работа c клиентом».
        if words[place] in _TWINS and not (words[place - 1] + words[place + 1]).isascii():
            words[place] = _TWINS[words[place]]
    return " ".join(words)


def body_size(document: Document, lines: Iterable[int] | None = None) -> float:
    """The usual height of the type, 0 where the format has none."""
    numbers = range(len(document.lines)) if lines is None else lines
    sizes = [document.lines[number].size for number in numbers if document.lines[number].size > 0]
    return median(sizes) if sizes else 0.0


def continues(document: Document, number: int) -> bool:
    """Whether a line may go on in the next one: same page, column, cell and block."""
    if number + 1 >= len(document.lines):
        return False
    one, other = document.lines[number], document.lines[number + 1]
    return (one.page, one.column, one.row, one.cell) == (
        other.page,
        other.column,
        other.row,
        other.cell,
    ) and not other.bullet

"""Fonts of a PDF that show one letter and say another to whoever copies the text."""

import re
import unicodedata
from collections.abc import Iterator

from recruit.intake.reading.pdf_objects import Object, Objects

# A map of letters is short; what is longer is no map.
LONGEST_MAP = 1024 * 1024
_ENCODINGS = {b"WinAnsiEncoding": "cp1252", b"MacRomanEncoding": "mac_roman"}
# Codes of letters and digits that are alike in all encodings: others are often told wrong honestly,
# as when a Russian code page is called by a Latin name.
PLAIN = frozenset(code for code in range(0x21, 0x7F) if chr(code).isalnum())

_MAP = re.compile(rb"/ToUnicode\s+(\d{1,10})\s+\d{1,5}\s+R\b")
_ENCODING = re.compile(rb"/Encoding\s*/(\w+)")
_DESCRIPTOR = re.compile(rb"/FontDescriptor\s+(\d{1,10})\s+\d{1,5}\s+R\b")
_OWN_SHAPES = re.compile(rb"/FontFile[23]?\b|/Subtype\s*/Type3\b")
_SINGLE = re.compile(rb"<([0-9A-Fa-f]{2})>\s*<([0-9A-Fa-f\s]+)>")
_RANGE = re.compile(rb"<([0-9A-Fa-f]{2})>\s*<([0-9A-Fa-f]{2})>\s*<([0-9A-Fa-f]+)>")


def lying_maps(objects: Objects) -> list[Object]:
    """The maps of fonts without shapes of their own that contradict the encoding they name.

    Such a font is drawn by what its encoding says. Where the shapes come with the file, or no
    encoding is named, the map is all that is known.
    """
    lies: list[Object] = []
    for one in objects.found.values():
        if b"/ToUnicode" not in one.head:
            continue
        mapped, encoding = _MAP.search(one.head), _ENCODING.search(one.head)
        if not mapped or not encoding or encoding[1] not in _ENCODINGS:
            continue
        descriptor = _DESCRIPTOR.search(one.head)
        look = one.head + (objects.head(int(descriptor[1])) if descriptor else b"")
        told = objects.found.get(int(mapped[1]))
        if told is None or not told.end or _OWN_SHAPES.search(look):
            continue
        if any(_contradicts(code, text) for code, text in _told(objects.unpacked(told))):
            lies.append(told)
    return lies


def _contradicts(code: int, text: str) -> bool:
    if code not in PLAIN or not text:
        return False
    return unicodedata.normalize("NFKC", text[:8]) != chr(code)


def _told(text: bytes) -> Iterator[tuple[int, str]]:
    """Codes and the letters that a map gives them."""
    text = text[:LONGEST_MAP]
    for part in _between(text, b"bfchar"):
        for code, letters in _SINGLE.findall(part):
            yield int(code, 16), _letters(letters)
    for part in _between(text, b"bfrange"):
        for first, last, letters in _RANGE.findall(part):
            start = _letters(letters)
            for step in range(int(last, 16) - int(first, 16) + 1):
                shifted = ord(start[-1]) + step if start else 0
                if 0 < shifted < 0x110000:
                    yield int(first, 16) + step, start[:-1] + chr(shifted)


def _between(text: bytes, word: bytes) -> Iterator[bytes]:
    for part in text.split(b"begin" + word)[1:]:
        yield part.partition(b"end" + word)[0]


def _letters(digits: bytes) -> str:
    digits = b"".join(digits.split())
    return bytes.fromhex(digits[: len(digits) // 4 * 4].decode()).decode("utf-16-be", "replace")

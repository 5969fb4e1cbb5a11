"""Text of plain text files, whatever they are encoded in."""

import codecs
from pathlib import Path

MOST_BYTES = 4 * 1024 * 1024


def read_text_file(path: Path) -> str:
    """The text: by its byte order mark, else UTF-8, else the likelier Cyrillic code page."""
    with path.open("rb") as file:
        data = file.read(MOST_BYTES)
    return decode(data)


def decode(data: bytes) -> str:
    """Decode bytes of unknown encoding."""
    if data.startswith(codecs.BOM_UTF8):
        return data.decode("utf-8-sig", "replace")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _code_page(data)


def _code_page(data: bytes) -> str:
    """Read in the wrong Cyrillic page, small letters turn into capitals: the right one has more."""
    windows = data.decode("cp1251", "replace")
    koi = data.decode("koi8-r", "replace")
    return koi if _small_letters(koi) > _small_letters(windows) else windows


def _small_letters(text: str) -> int:
    return sum("а" <= letter <= "я" for letter in text)

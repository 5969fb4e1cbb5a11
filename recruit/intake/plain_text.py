"""Text of plain text files, whatever they are encoded in."""

import codecs
from pathlib import Path

MOST_BYTES = 4 * 1024 * 1024
SAMPLE = 4096
NEARLY_ALL = 0.9
# In another encoding nearly every Russian letter is an error.
LETTERS_OF_ONE_ERROR = 5


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
    if wide := bare_utf16(data[:SAMPLE]):
        return data.decode(wide, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        mended = data.decode("utf-8", "replace")
        # A file that was cut short, or has a few bytes bent, is what nearly all of it is.
        if _small_letters(mended) > LETTERS_OF_ONE_ERROR * mended.count("\ufffd"):
            return mended
        return _code_page(data)


def bare_utf16(sample: bytes) -> str | None:
    """Which UTF-16 without a mark it is, if the units of one are nearly all letters we know."""
    if b"\x00" not in sample:
        return None  # its spaces and line ends have one
    for encoding in ("utf-16-le", "utf-16-be"):
        text = sample[: len(sample) // 2 * 2].decode(encoding, "replace")
        known = sum(letter in "\t\r\n" or " " <= letter <= "\u04ff" for letter in text)
        if known >= NEARLY_ALL * len(text):
            return encoding
    return None


def _code_page(data: bytes) -> str:
    """Read in the wrong Cyrillic page, small letters turn into capitals: the right one has more."""
    windows = data.decode("cp1251", "replace")
    koi = data.decode("koi8-r", "replace")
    return koi if _small_letters(koi) > _small_letters(windows) else windows


def _small_letters(text: str) -> int:
    return sum("а" <= letter <= "я" for letter in text)

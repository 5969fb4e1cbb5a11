"""One letter: its attachments, and its text where none of them is a resume."""

import io
import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.utils import collapse_rfc2231_value
from functools import lru_cache

from recruit.imports.codes import Reason
from recruit.imports.sources.entries import Entry, Locator, Step
from recruit.intake.faults import Fault, Unreadable
from recruit.intake.kinds import DOC, DOCX, HTML, LOCKED, ODT, PDF, RTF, TXT, document_kind
from recruit.intake.names import display_name
from recruit.intake.plain_text import decode

HEAD = 16 * 1024
HEADER = re.compile(rb"[\x21-\x39\x3b-\x7e]{1,80}:")
TELLING = (
    b"from", b"to", b"date", b"subject", b"message-id", b"mime-version", b"received",
    b"return-path", b"delivered-to", b"content-type",
)  # fmt: skip
RESUMES = frozenset({PDF, DOCX, ODT, RTF, HTML, DOC, TXT, LOCKED})
TEXTS = ("text/plain", "text/html")
# Signatures, receipts, invitations: parts that mail programs add.
OF_THE_POST = re.compile(
    r"application/(?:pgp-|pkcs7-|x-pkcs7-)|message/(?:delivery|disposition)|text/(?:calendar|x-amp)"
)
MOST_PARTS = 200
TEXT = -1
"""In the place of a part's number: what one reads in the letter itself."""

SHORT = 200
"""A plain text of so few letters beside a longer page only says that there is a page."""


def is_letter(head: bytes) -> bool:
    """Whether a file begins as letters do: with headers, at least two of them of the post's."""
    seen = 0
    for number, line in enumerate(head.splitlines()):
        if not line.strip():
            return seen >= 2
        if line[:1] in b" \t" and number:
            continue
        if not HEADER.match(line):
            return False
        seen += line.split(b":", 1)[0].lower() in TELLING
    return seen >= 2


def letter_step(data: bytes, place: Locator, name: str = "") -> Step:
    """The files of a letter; it is called by its subject, unless it has a ``name``.

    ``place`` is the way to the letter. What cannot be opened at all may stay without a name.
    """
    try:
        letter = _read(data)
        entries, left_out = _entries(letter, place, name or _words(letter.get("Subject")))
    except Unreadable as error:
        return Step([Entry(name, place, error.fault)])
    except (MessageError, RecursionError, LookupError, ValueError, TypeError, AttributeError):
        # The library reads whatever may be read; what crafted headers make it raise is its own.
        return Step([Entry(name, place, Reason.BROKEN_LETTER)])
    return Step(entries, left_out=left_out)


def take_part(data: bytes, number: int) -> bytes:
    """The bytes of a part: a file as it was sent, a text in UTF-8; `TEXT` is the letter's own."""
    parts = _parts(_read(data))
    if number == TEXT:
        body = _body(parts)
        number = len(parts) if body is None else body
    if not 0 <= number < len(parts):
        raise Unreadable(Fault.MISSING)
    part = parts[number]
    return _text(part) if _is_text(part) else _content(part)


class AsWritten(policy.Compat32):
    """Headers as they stand: names in bytes of whatever page are decoded here, not given up."""

    def header_fetch_parse(self, _name: str, value: str) -> str:
        """The header itself."""
        return value


def path_of(*steps: str) -> str:
    """A path for the eye, without the steps that have no name."""
    return " / ".join(filter(None, steps))


@lru_cache(maxsize=1)
def _read(data: bytes) -> Message:
    return message_from_bytes(data, policy=AsWritten())


def _parts(letter: Message) -> list[Message]:
    """All parts that hold something themselves, those of forwarded letters among them."""
    found: list[Message] = []
    waiting = [letter]
    while waiting:
        part = waiting.pop()
        if part.is_multipart():
            waiting += reversed(part.get_payload())  # type: ignore[arg-type]
        else:
            found.append(part)
        if len(found) + len(waiting) > MOST_PARTS:
            raise Unreadable(Fault.TOO_MANY_MEMBERS)
    return found


def _entries(letter: Message, place: Locator, called: str) -> tuple[list[Entry], int]:
    parts = _parts(letter)
    files = [number for number, part in enumerate(parts) if not _is_text(part)]
    ornaments = [number for number in files if _is_ornament(parts[number])]
    entries = [
        Entry(path_of(called, _name(parts[number])), [*place, number])
        for number in files
        if number not in ornaments
    ]
    if not any(_is_resume(parts[number]) for number in files):
        body = _body(parts)
        if body is not None:
            entries.append(Entry(called, [*place, TEXT]))
        elif not entries:
            entries.append(Entry(called, place, Reason.EMPTY_LETTER))
    return entries, len(ornaments)


def _is_text(part: Message) -> bool:
    """Whether it is what one reads in the letter itself."""
    return (
        part.get_content_type() in TEXTS
        and part.get_content_disposition() != "attachment"
        and not part.get_filename()
    )


def _is_ornament(part: Message) -> bool:
    is_picture = part.get_content_maintype() == "image"
    is_inside = part.get_content_disposition() == "inline" or part.get("Content-ID") is not None
    return (is_picture and is_inside) or bool(OF_THE_POST.match(part.get_content_type()))


def _is_resume(part: Message) -> bool:
    return not _is_ornament(part) and document_kind(io.BytesIO(_content(part))) in RESUMES


def _body(parts: list[Message]) -> int | None:
    """The part with the text of the letter: the plain one, unless the page says much more."""
    lengths = {
        number: len(decode(_content(part)).strip())
        for number, part in enumerate(parts)
        if _is_text(part)
    }
    plain = [n for n in lengths if parts[n].get_content_type() == "text/plain" and lengths[n]]
    pages = [n for n in lengths if parts[n].get_content_type() == "text/html" and lengths[n]]
    longest = max(plain, key=lambda n: lengths[n], default=None)
    page = max(pages, key=lambda n: lengths[n], default=None)
    if longest is None or (page is not None and lengths[longest] < SHORT):
        return longest if page is None else page
    return longest


def _content(part: Message) -> bytes:
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _text(part: Message) -> bytes:
    """A text in UTF-8, by the letter's own word for its encoding where that fits."""
    data = _content(part)
    try:
        text = data.decode(part.get_content_charset() or "utf-8")
    except (LookupError, UnicodeDecodeError):
        text = decode(data)
    if part.get_content_type() == "text/html":
        text = f'<!doctype html><meta charset="utf-8">\n{text}'
    return text.encode("utf-8", "replace")


def _name(part: Message) -> str:
    """What the attachment is called, by the headers in either of their ways of saying it."""
    raw = part.get_param("filename", None, "content-disposition") or part.get_param("name", None)
    if raw is None:
        return f"{part.get_content_type()}"
    return display_name(_words(collapse_rfc2231_value(raw)))


def _words(header: object) -> str:
    """A header as people read it: encoded words decoded, raw bytes by the likelier encoding."""
    return display_name("".join(_pieces(str(header)))) if header else ""


def _pieces(header: str) -> Iterator[str]:
    raw = header.encode("utf-8", "surrogateescape")
    if not raw.isascii():
        yield decode(raw)
        return
    for words, encoding in decode_header(header.replace("\r", "").replace("\n", "")):
        if isinstance(words, str):
            yield words
            continue
        try:
            yield words.decode(encoding or "utf-8")
        except (LookupError, UnicodeDecodeError):
            yield decode(words)

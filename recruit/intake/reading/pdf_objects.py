"""The objects of a PDF, found by looking for them: enough to see what a reader would have to do.

The library that reads pages says nothing of how they are built, and a stream that unpacks to
gigabytes, or a page tree that bites its tail, is best known before it is opened. Where a file is
locked or torn, fewer objects are found, and the limits of the process are what is left.
"""

import base64
import binascii
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from recruit.intake.faults import Fault, Unreadable

# Together, without pictures, which are not unpacked for their text.
MOST_BYTES = 50 * 1024 * 1024
MOST_OBJECTS = 100_000
# A stream that is packed over and over again is no document.
MOST_PACKINGS = 4
CHUNK = 64 * 1024
OUTPUT = 1024 * 1024

_HEADER = re.compile(rb"(\d{1,10})\s+\d{1,5}\s+$")
_HEADER_REACH = 24
_STREAM, _END = b"stream", b"endobj"
_LENGTH = re.compile(rb"/Length\s+(\d{1,10})(?!\s+\d+\s+R)\b")
_PICTURE = re.compile(rb"/Subtype\s*/Image\b|/(?:DCT|JPX|CCITTFax|JBIG2)Decode\b")
_PACKED = re.compile(rb"/(?:FlateDecode|Fl)\b")
_FILTER = re.compile(rb"/Filter\s*(\[[^\]]*\]|\d{1,10}\s+\d{1,5}\s+R)")
_REFERENCE = re.compile(rb"(\d{1,10})\s+\d{1,5}\s+R")
_IN_LETTERS = re.compile(rb"/(?:ASCII85Decode|A85)\b")
_IN_DIGITS = re.compile(rb"/(?:ASCIIHexDecode|AHx)\b")
_GATHERED = re.compile(rb"/Type\s*/ObjStm\b")
_FIRST = re.compile(rb"/First\s+(\d{1,9})")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_NAME = re.compile(rb"/[^\s()<>\[\]{}/%]*#[^\s()<>\[\]{}/%]*")


@dataclass(frozen=True, slots=True)
class Object:
    """A dictionary or another value as it is written, and where its stream stands, if it has one.

    ``begin`` and ``end`` count the bytes of the file; both are 0 where there is no stream.
    """

    head: bytes
    begin: int = 0
    end: int = 0

    @property
    def is_picture(self) -> bool:
        """Whether the stream is a picture, which is not unpacked."""
        return bool(_PICTURE.search(self.head))


@dataclass
class Objects:
    """All objects of a file by their numbers; of two with one number the later counts."""

    data: bytes
    found: dict[int, Object] = field(default_factory=dict)
    unpacked_bytes: int = 0

    @classmethod
    def of(cls, data: bytes) -> "Objects":
        """Find the objects; `Unreadable` where there are too many."""
        objects = cls(data)
        for number, one in _plain_objects(data):
            objects.found[number] = one
            if len(objects.found) > MOST_OBJECTS:
                raise Unreadable(Fault.TOO_COMPLEX)
        for one in filter(objects.is_gathering, list(objects.found.values())):
            for number, inner in _gathered(one.head, objects.unpacked(one)):
                objects.found.setdefault(number, inner)
        return objects

    def head(self, number: int) -> bytes:
        """An object as it is written, empty where there is none."""
        one = self.found.get(number)
        return one.head if one else b""

    def listed(self, found: re.Match[bytes] | None) -> list[int]:
        """The objects that a list names: it stands there (group 1) or has a number (group 2)."""
        if not found:
            return []
        listed = found[1]
        if listed is None:
            number = int(found[2])
            listed = self.head(number).strip()
            if not listed.startswith(b"["):
                return [number]
        return [int(one) for one in _REFERENCE.findall(listed)]

    def heads(self) -> bytes:
        """All objects as they are written, to be looked through at once."""
        return b"\nendobj\n".join([one.head for one in self.found.values()])

    def is_gathering(self, one: Object) -> bool:
        """Whether the stream of an object holds other objects, which are found already."""
        return bool(one.end and _GATHERED.search(one.head))

    def unpacked(self, one: Object) -> bytes:
        """The bytes of a stream; `Unreadable` when all streams together are too many."""
        return b"".join(self.chunks(one))

    def chunks(self, one: Object) -> Iterator[bytes]:
        """The bytes of a stream piece by piece, each counted as it comes."""
        filters = self._filters(one)
        stream = self._raw(one, filters)
        for _ in range(min(len(_PACKED.findall(filters)), MOST_PACKINGS)):
            stream = self._counted(_inflated(stream))
        yield from stream

    def _filters(self, one: Object) -> bytes:
        """How a stream is packed, in the words of the file."""
        found = _FILTER.search(one.head)
        if not found:
            return one.head
        told = (self.head(int(number)) for number in _REFERENCE.findall(found[1]))
        return one.head + b" ".join(told)

    def _raw(self, one: Object, filters: bytes) -> Iterator[bytes]:
        if _IN_LETTERS.search(filters):
            yield _from_letters(self.data[one.begin : one.end])
            return
        if _IN_DIGITS.search(filters):
            yield _from_digits(self.data[one.begin : one.end])
            return
        for place in range(one.begin, one.end, CHUNK):
            yield self.data[place : min(place + CHUNK, one.end)]

    def _counted(self, stream: Iterator[bytes]) -> Iterator[bytes]:
        for chunk in stream:
            self.unpacked_bytes += len(chunk)
            if self.unpacked_bytes > MOST_BYTES:
                raise Unreadable(Fault.UNPACKED_TOO_LARGE)
            yield chunk


def _plain_objects(data: bytes) -> Iterator[tuple[int, Object]]:
    """Objects that stand in the file as they are, their streams passed over."""
    place = next_stream = next_end = 0
    while (at := data.find(b"obj", place)) >= 0:
        place = begin = at + 3
        header = _HEADER.search(data, max(0, at - _HEADER_REACH), at)
        if not header:
            continue
        if 0 <= next_stream < begin:
            next_stream = data.find(_STREAM, begin)
        if 0 <= next_end < begin:
            next_end = data.find(_END, begin)
        if next_stream >= 0 and (next_stream < next_end or next_end < 0):
            head = _plain_names(data[begin:next_stream])
            start, end = _stream_ends(data, next_stream + len(_STREAM), head)
            yield int(header[1]), Object(head, start, end)
            place = max(end, begin)
        else:
            end = next_end if next_end >= 0 else len(data)
            yield int(header[1]), Object(_plain_names(data[begin:end]))
            place = end


def _stream_ends(data: bytes, start: int, head: bytes) -> tuple[int, int]:
    """Where a stream begins and ends: by its length if that is right, else by the closing word."""
    if data[start : start + 2] == b"\r\n":
        start += 2
    elif data[start : start + 1] in (b"\n", b"\r"):
        start += 1
    length = _LENGTH.search(head)
    if length:
        end = start + int(length[1])
        if data[end : end + 16].lstrip().startswith(b"endstream"):
            return start, end
    end = data.find(b"endstream", start)
    return start, end if end >= 0 else len(data)


def _plain_names(head: bytes) -> bytes:
    """Names without escapes: ``/J#53`` is ``/JS``."""
    if b"#" not in head:
        return head
    return _NAME.sub(
        lambda name: _ESCAPED.sub(lambda code: bytes([int(code[1], 16)]), name[0]), head
    )


def _gathered(head: bytes, data: bytes) -> Iterator[tuple[int, Object]]:
    """The objects that a stream of objects holds: numbers and places first, then values."""
    first = _FIRST.search(head)
    if not first:
        return
    start = int(first[1])
    words = data[:start].split()
    if not all(word.isdigit() for word in words):
        return
    numbers = [int(word) for word in words[: 2 * MOST_OBJECTS]]
    places = numbers[1::2]
    ends = [*places[1:], len(data) - start]
    for number, place, end in zip(numbers[::2], places, ends, strict=False):
        yield number, Object(_plain_names(data[start + place : start + max(place, end)]))


def _inflated(packed: Iterator[bytes]) -> Iterator[bytes]:
    """What comes out, up to where the stream is torn; one that was not packed gives nothing."""
    machine = zlib.decompressobj()
    try:
        for chunk in packed:
            rest = chunk
            while rest and not machine.eof:
                out = machine.decompress(rest, OUTPUT)
                rest = machine.unconsumed_tail
                if out:
                    yield out
    except zlib.error:
        # A reader would unpack all of it before it found this out.
        for _ in packed:
            continue


def _from_letters(text: bytes) -> bytes:
    try:
        return base64.a85decode(b"".join(text.split()).removeprefix(b"<~").partition(b"~")[0])
    except ValueError:
        return b""


def _from_digits(text: bytes) -> bytes:
    digits = b"".join(text.split()).partition(b">")[0]
    try:
        return binascii.unhexlify(digits + b"0" * (len(digits) % 2))
    except binascii.Error:
        return b""

"""What a PDF would make a reader do: seen from its objects, before any page is opened."""

import re
from dataclasses import dataclass

from recruit.intake.faults import Fault, Oddity, Unreadable
from recruit.intake.reading.pdf_drawings import (
    DEEPEST,
    Doubt,
    check_drawn,
    doubt_of,
    drawings_of,
)
from recruit.intake.reading.pdf_fonts import lying_maps
from recruit.intake.reading.pdf_objects import Object, Objects

MOST_PAGES = 100
MOST_TABLES = 1000
TAIL = TRAILER = 4096

_ROOT = re.compile(rb"/Root\s+(\d{1,10})\s+\d{1,5}\s+R\b")
_KIDS = re.compile(rb"/Kids\s*(?:\[([^\]]*)\]|(\d{1,10})\s+\d{1,5}\s+R\b)")
_PAGES = re.compile(rb"/Pages\s+(\d{1,10})\s+\d{1,5}\s+R\b")
# Both begin with the sign itself, which makes looking for them quick.
_LISTS = re.compile(rb"\[(?:\s*\[){%d}" % DEEPEST)
_TABLES = re.compile(rb"<<(?:\s*/[^\s/<>]*\s*<<){%d}" % DEEPEST)
_FORM = re.compile(rb"/Subtype\s*/Form\b")
_ACTIVE = re.compile(
    rb"/(?:(?:JS|JavaScript|RichMedia|XFA)\b|AA\s*(?:<<|\d)|OpenAction\s*<<[^>]{0,300}?/S\s*/(?!GoTo\b)"
    rb"|S\s*/(?:Launch|ImportData|SubmitForm|GoToE|Movie|Sound|Rendition)\b)"
)
_LAYERS_OFF = re.compile(rb"/OFF\s*\[\s*\d")
_EMBEDDED = re.compile(rb"/EmbeddedFiles?\b")
_TABLE_PLACE = re.compile(rb"startxref\s+(\d{1,12})")
_TABLE = re.compile(rb"\s*(?:(xref)\b|\d{1,10}\s+\d{1,5}\s+obj\b)")
_BEFORE = re.compile(rb"/Prev\s+(\d{1,12})")


@dataclass(frozen=True, slots=True)
class Checked:
    """A PDF as it may be opened, and what is strange about it."""

    data: bytes
    warnings: tuple[str, ...]
    doubts: tuple[Doubt, ...] = ()

    def doubt(self, page: int, count: int) -> Doubt:
        """What to doubt on a page, by its number from 0; ``count`` is how many there seem to be."""
        return self.doubts[page] if len(self.doubts) == count else Doubt.COVERED


def checked_pdf(data: bytes) -> Checked:
    """Look at a PDF; `Unreadable` for one that would be too much for any reader.

    Maps of letters that contradict the font are taken out: what is read is what people see.
    """
    objects = Objects.of(data)
    heads = objects.heads()
    if _LISTS.search(heads) or _TABLES.search(heads):
        raise Unreadable(Fault.TOO_DEEP)
    drawings = drawings_of(objects)
    pages = _pages(objects)
    if _FORM.search(heads):
        check_drawn(objects, drawings, pages)
    warnings: list[str] = []
    if _ACTIVE.search(heads):
        warnings.append(Oddity.ACTIVE_CONTENT)
    if _EMBEDDED.search(heads):
        warnings.append(Oddity.EMBEDDED_FILE)
    if _is_torn(data):
        warnings.append(Oddity.REPAIRED)
    lies = lying_maps(objects)
    if lies:
        warnings.append(Oddity.FONT_MAPPING)
        data = _blanked(data, lies)
    if _LAYERS_OFF.search(heads):
        doubts = (Doubt.ALL,) * len(pages)
    else:
        doubts = tuple(doubt_of(objects, drawings, page) for page in pages)
    return Checked(data, tuple(warnings), doubts)


def _pages(objects: Objects) -> list[int]:
    """The numbers of the pages; `Unreadable` for too many, and for a tree that bites its tail."""
    roots = _ROOT.findall(objects.data)
    top = _PAGES.search(objects.head(int(roots[-1]))) if roots else None
    if not top:
        return []
    counts: dict[int, int] = {}
    pages: list[int] = []
    above: set[int] = set()

    def count(number: int) -> int:
        if number in counts:
            return counts[number]
        if number in above:
            raise Unreadable(Fault.CORRUPT)
        if len(above) > DEEPEST:
            raise Unreadable(Fault.TOO_DEEP)
        kids = _KIDS.search(objects.head(number))
        if kids is None:
            counts[number] = 1
            pages.append(number)
            return 1
        above.add(number)
        total = 0
        for kid in objects.listed(kids):
            total += count(kid)
            if total > MOST_PAGES:
                raise Unreadable(Fault.TOO_MANY_PAGES)
        above.remove(number)
        counts[number] = total
        return total

    count(int(top[1]))
    return pages


def _is_torn(data: bytes) -> bool:
    """Whether the table of objects is not where the file says, or leads in a circle."""
    start = max(0, data.find(b"%PDF-"))
    places = _TABLE_PLACE.findall(data[-TAIL:])
    if not places:
        return True
    place = int(places[-1])
    seen: set[int] = set()
    while place not in seen and len(seen) < MOST_TABLES:
        seen.add(place)
        table = _TABLE.match(data, start + place)
        if not table:
            return True
        begin = data.find(b"trailer", table.end()) if table[1] else table.end()
        trailer = data[begin : begin + TRAILER] if begin >= 0 else b""
        before = _BEFORE.search(re.split(rb"startxref|stream", trailer)[0])
        if not before:
            return False
        place = int(before[1])
    return True


def _blanked(data: bytes, streams: list[Object]) -> bytes:
    """The file with the contents of some streams wiped, everything else in its place."""
    copy = bytearray(data)
    for one in streams:
        copy[one.begin : one.end] = b" " * (one.end - one.begin)
    return bytes(copy)

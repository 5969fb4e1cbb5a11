"""What the pages of a PDF draw: how much of it, how deep, and what over what."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from recruit.intake.faults import Fault, Unreadable
from recruit.intake.reading.pdf_objects import Objects

DEEPEST = 100
# Bytes of drawing that a page asks for, with what it draws again and again.
MOST_DRAWN = 32 * 1024 * 1024
DRAWING = 64
# A page is drawn in less; of a longer drawing everything is doubted.
LONGEST_LOOK = 4 * 1024 * 1024

_PARENT = re.compile(rb"/Parent\s+(\d{1,10})\s+\d{1,5}\s+R\b")
_CONTENTS = re.compile(rb"/Contents\s*(?:\[([^\]]*)\]|(\d{1,10})\s+\d{1,5}\s+R\b)")
_RESOURCES = re.compile(rb"/Resources\s+(\d{1,10})\s+\d{1,5}\s+R\b")
_DRAWN = re.compile(rb"/XObject\s*(?:<<([^<>]*)>>|(\d{1,10})\s+\d{1,5}\s+R\b)")
_NAMED = re.compile(rb"/([^\s()<>\[\]{}/%]+)\s+(\d{1,10})\s+\d{1,5}\s+R\b")
_DO = re.compile(rb"/([^\s()<>\[\]{}/%]+)\s+Do\b")
# It begins with the sign itself, which makes looking for it quick.
_LISTS = re.compile(rb"\[(?:\s*\[){%d}" % DEEPEST)
# Streams of programs for fonts, colours and tables are not read as drawings.
_NO_DRAWING = re.compile(
    rb"/(?:Length[12]\b|Subtype(?!\s*/Form\b)|Type\s*/(?:ObjStm|XRef|Metadata)|FunctionType"
    rb"|ShadingType|N\s+[134]\b(?!\s+\d+\s+R))"
)
# Orders to fill a shape; where they stand after a rectangle, its width and height are before them.
_FILL = re.compile(rb"(?<=\s)(?:[fFBb]\*?|sh)(?=\s)")
_RECTANGLE = re.compile(rb"([-+.\d]+)\s+([-+.\d]+)\s+re\s+$")
_RECTANGLE_REACH = 64
# As it is written, in whatever unit: lines under headings are thinner.
THINNEST = 4.0
_WRITE = re.compile(rb"T[jJ]\b")


class Doubt(Enum):
    """Which words of a page may be unseen though nothing about them says so."""

    NOTHING = "nothing"
    COVERED = "covered"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Drawing:
    """The length of a stream of drawing orders, and the names of what it draws.

    ``fills`` tells whether it may have shapes larger than a line, ``covers`` whether after letters.
    """

    length: int
    names: tuple[bytes, ...]
    writes: bool = False
    fills: bool = False
    covers: bool = False


def drawings_of(objects: Objects) -> dict[int, Drawing]:
    """All streams but pictures, unpacked once so that their size is known."""
    drawings: dict[int, Drawing] = {}
    for number, one in objects.found.items():
        if not one.end or one.is_picture or objects.is_gathering(one):
            continue
        if _NO_DRAWING.search(one.head):
            for _ in objects.chunks(one):
                continue
        else:
            drawings[number] = _drawing(objects.chunks(one))
    return drawings


def _drawing(chunks: Iterable[bytes]) -> Drawing:
    length, names = 0, []
    writes = fills = covers = False
    for chunk in chunks:
        length += len(chunk)
        if _LISTS.search(chunk):
            raise Unreadable(Fault.TOO_DEEP)
        names += _DO.findall(chunk)
        if length > LONGEST_LOOK:
            fills = covers = True
            continue
        first = None if writes else _WRITE.search(chunk)
        if writes or first:
            covers = covers or _fills(chunk, first.end() if first else 0)
        else:
            fills = fills or _fills(chunk, 0)
        writes = writes or bool(first)
    return Drawing(length, tuple(names), writes, fills or writes, covers)


def _fills(orders: bytes, start: int) -> bool:
    """Whether a shape is filled that could hide a word, or another drawing is put there."""
    if _DO.search(orders, start):
        return True
    for order in _FILL.finditer(orders, start):
        before = orders[max(0, order.start() - _RECTANGLE_REACH) : order.start()]
        rectangle = _RECTANGLE.search(before)
        if not rectangle or min(map(_size, rectangle.groups())) >= THINNEST:
            return True
    return False


def _size(written: bytes) -> float:
    try:
        return abs(float(written))
    except ValueError:
        return THINNEST


def doubt_of(objects: Objects, drawings: dict[int, Drawing], page: int) -> Doubt:
    """Whether shapes are drawn after letters on a page."""
    written = False
    for number in objects.listed(_CONTENTS.search(objects.head(page))):
        drawing = drawings.get(number)
        if drawing is None or drawing.covers or (written and drawing.fills):
            return Doubt.COVERED
        written = written or drawing.writes
    return Doubt.NOTHING


def check_drawn(objects: Objects, drawings: dict[int, Drawing], pages: list[int]) -> None:
    """Refuse drawings that draw drawings, and so on, until a page never ends."""
    weights: dict[int, int] = {}

    def weight(number: int, above: tuple[int, ...]) -> int:
        if number in above or number not in drawings:
            return 0
        if len(above) > DEEPEST:
            raise Unreadable(Fault.TOO_DEEP)
        if number not in weights:
            targets = dict(_drawn_by(objects, number))
            weights[number] = drawn(drawings[number], targets, (*above, number))
        return weights[number]

    def drawn(drawing: Drawing, targets: dict[bytes, int], above: tuple[int, ...]) -> int:
        total = DRAWING + drawing.length
        for name in drawing.names:
            total += weight(targets.get(name, -1), above)
            if total > MOST_DRAWN:
                raise Unreadable(Fault.TOO_COMPLEX)
        return total

    for page in pages:
        targets = dict(_drawn_by(objects, page))
        for number in objects.listed(_CONTENTS.search(objects.head(page))):
            if number in drawings:
                drawn(drawings[number], targets, ())


def _drawn_by(objects: Objects, number: int) -> Iterator[tuple[bytes, int]]:
    """The names under which an object draws others; a page may inherit them."""
    for _ in range(DEEPEST):
        head = objects.head(number)
        resources = _RESOURCES.search(head)
        if resources:
            head += objects.head(int(resources[1]))
        found = _DRAWN.search(head)
        if found:
            names = found[1] if found[1] is not None else objects.head(int(found[2]))
            yield from ((name, int(target)) for name, target in _NAMED.findall(names))
            return
        parent = _PARENT.search(head)
        if not parent or b"/Resources" in head:
            return
        number = int(parent[1])

"""A document for the eye: pages, columns and lines, with the places of values marked in them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from recruit.candidates.provenance import Place
from recruit.intake.document_json import load_layout
from recruit.models import Resume
from recruit.parsing.document import Document, Line

LONG_MARK = 200
"""Characters from which a mark is a whole passage, shown only while it is asked for."""


@dataclass(frozen=True)
class Piece:
    """A run of characters; ``keys`` are the values that stand there.

    ``anchors`` are the places in the text where values begin here, for links to lead to.
    """

    text: str
    keys: tuple[str, ...] = ()
    anchors: tuple[int, ...] = ()
    is_long: bool = False


@dataclass(frozen=True)
class ShownLine:
    """One line with its look: ``heading``, ``bold``, ``bullet`` or an empty text."""

    pieces: tuple[Piece, ...]
    look: str


@dataclass(frozen=True)
class Row:
    """Cells of a row of a table beside each other; a plain line is a row of one cell."""

    cells: tuple[tuple[ShownLine, ...], ...]


@dataclass(frozen=True)
class Block:
    """Rows of one column; 0 is the main flow."""

    column: int
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Page:
    """One page of the file."""

    number: int
    blocks: tuple[Block, ...]


def document_of(resume: Resume) -> Document:
    """The lines of a file as they were read; without a layout they look plain."""
    text = resume.text or ""
    if resume.layout:
        return load_layout(text, resume.layout)
    return Document(tuple(Line(line) for line in text.split("\n")))


def pages_of(document: Document, places: Mapping[str, Place]) -> list[Page]:
    """The pages of a document with the places marked."""
    lines = list(_shown_lines(document, places))
    return [
        Page(number, tuple(_blocks(list(one))))
        for number, one in groupby(lines, key=lambda pair: pair[0].page)
    ]


def _blocks(lines: Sequence[tuple[Line, ShownLine]]) -> Iterator[Block]:
    for column, one in groupby(lines, key=lambda pair: pair[0].column):
        yield Block(column, tuple(_rows(list(one))))


def _rows(lines: Sequence[tuple[Line, ShownLine]]) -> Iterator[Row]:
    # A line outside a table is a row of its own.
    numbered = enumerate(lines)
    for _, one in groupby(
        numbered, key=lambda item: (item[1][0].row, None if _in_row(item[1][0]) else item[0])
    ):
        cells = groupby((pair for _, pair in one), key=lambda pair: pair[0].cell)
        yield Row(tuple(tuple(shown for _, shown in cell) for _, cell in cells))


def _in_row(line: Line) -> bool:
    return line.row is not None


def _shown_lines(
    document: Document, places: Mapping[str, Place]
) -> Iterator[tuple[Line, ShownLine]]:
    begun: set[int] = set()
    ordered = sorted(places.items(), key=lambda item: (item[1].start, item[1].end))
    for line, start in zip(document.lines, document.starts, strict=True):
        if not line.text.strip():
            continue
        end = start + len(line.text)
        here = [(key, place) for key, place in ordered if place.start < end and place.end > start]
        yield line, ShownLine(tuple(_pieces(line.text, start, here, begun)), _look(line))


def _look(line: Line) -> str:
    if line.heading:
        return "heading"
    if line.bullet:
        return "bullet"
    return "bold" if line.bold else ""


def _is_passage(key: str, place: Place) -> bool:
    told = key == "text" or key.endswith("-description")
    return told or place.end - place.start > LONG_MARK


def _pieces(
    text: str, start: int, places: Sequence[tuple[str, Place]], begun: set[int]
) -> Iterator[Piece]:
    """Cut a line where a place begins or ends; ``begun`` learns where places have begun."""
    end = start + len(text)
    cuts = {start, end}
    for _, place in places:
        cuts |= {max(start, place.start), min(end, place.end)}
    edges = sorted(cuts)
    for low, high in pairwise(edges):
        inside = [(key, place) for key, place in places if place.start <= low < place.end]
        keys = tuple(key for key, _ in inside)
        # A place may begin with a blank line or a line's end: the first piece of it stands for it.
        new = {place.start for _, place in inside} - begun
        begun |= new
        is_long = all(_is_passage(key, place) for key, place in inside)
        yield Piece(text[low - start : high - start], keys, tuple(sorted(new)), is_long)

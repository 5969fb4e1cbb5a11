"""Lines of formats that flow: paragraphs and tables one after another, without places on a page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from recruit.intake.faults import Fault, Oddity, Unreadable
from recruit.intake.reading.layout import (
    bullet_of,
    clean,
    is_page_mark,
    join_broken_words,
    join_spaced,
)
from recruit.intake.reading.oddities import oddities_of
from recruit.parsing.document import Document, Line

LONGEST = 1_000_000
MOST_LINES = 20_000
# Fewer letters than this are a page number or a stamp, not a resume.
FEWEST_LETTERS = 8
# A table of few rows with this many lines in two cells of one is no table but two columns.
MOST_ROWS_OF_COLUMNS = 3
FEWEST_LINES_OF_COLUMN = 5
# Of what nobody sees, so much is kept.
MOST_HIDDEN = 100_000


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph before it is cut into lines; ``\\n`` in the text ends a line."""

    text: str
    size: float = 0.0
    bold: bool = False
    heading: int = 0
    bullet: bool = False


@dataclass
class Table:
    """Rows of cells; a cell holds paragraphs and tables."""

    rows: list[list["Cell"]] = field(default_factory=list)


Block = Paragraph | Table
Cell = list[Block]


def is_columns(table: Table) -> bool:
    """Whether the table only sets a page in two columns."""
    filled = [row for row in table.rows if any(line_count(cell) for cell in row)]
    return len(filled) <= MOST_ROWS_OF_COLUMNS and any(
        sum(line_count(cell) >= FEWEST_LINES_OF_COLUMN for cell in row) > 1 for row in filled
    )


def line_count(cell: Iterable[Block]) -> int:
    """How many lines with text a cell has."""
    return sum(
        sum(bool(line.strip()) for line in block.text.split("\n"))
        if isinstance(block, Paragraph)
        else sum(line_count(inner) for row in block.rows for inner in row)
        for block in cell
    )


def letter_count(cell: Iterable[Block]) -> int:
    """How much a cell says."""
    return sum(
        len(block.text)
        if isinstance(block, Paragraph)
        else sum(letter_count(inner) for row in block.rows for inner in row)
        for block in cell
    )


class Flow:
    """Collects the lines of a document; numbers its blocks, rows and columns."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.hidden: list[str] = []
        self.columns = 0
        self._blocks = 0
        self._rows = 0
        self._characters = 0
        self._hidden_characters = 0
        self._pieces: list[str] = []

    def add(self, blocks: Iterable[Block], column: int = 0) -> None:
        """Add blocks one after another."""
        self._add(blocks, Line("", column=column))

    def add_aside(self, blocks: Iterable[Block]) -> None:
        """Add what stands beside the text: a box, the head or foot of the page."""
        self.columns += 1
        self.add(blocks, self.columns)

    def hide(self, text: str) -> None:
        """Keep what nobody sees apart."""
        text = clean(text)
        if text and self._hidden_characters < MOST_HIDDEN:
            self._hidden_characters += len(text)
            self.hidden.append(text)

    def _add(self, blocks: Iterable[Block], place: Line) -> None:
        for block in blocks:
            if isinstance(block, Paragraph):
                self._add_paragraph(block, place)
            elif is_columns(block):
                self._add_columns(block, place)
            else:
                self._add_rows(block, place)

    def _add_rows(self, table: Table, place: Line) -> None:
        for row in table.rows:
            self._rows += 1
            number = self._rows
            for cell, blocks in enumerate(row):
                self._add(blocks, replace(place, row=number, cell=cell))

    def _add_columns(self, table: Table, place: Line) -> None:
        """The cell that says most is the main flow, those beside it are columns of their own."""
        for row in table.rows:
            main = max(range(len(row)), key=lambda cell: letter_count(row[cell]), default=0)
            for cell, blocks in enumerate(row):
                if cell == main:
                    self._add(blocks, place)
                else:
                    self.columns += 1
                    self._add(blocks, replace(place, column=self.columns))

    def _add_paragraph(self, paragraph: Paragraph, place: Line) -> None:
        self._blocks += 1
        self._pieces.append(paragraph.text)
        for number, piece in enumerate(paragraph.text.split("\n")):
            marked, text = bullet_of(piece)
            text = clean(join_spaced(text))
            self._characters += len(text) + 1
            if not text:
                continue
            if self._characters > LONGEST or len(self.lines) >= MOST_LINES:
                raise Unreadable(Fault.UNPACKED_TOO_LARGE)
            self.lines.append(
                replace(
                    place,
                    text=text,
                    size=paragraph.size,
                    bold=paragraph.bold,
                    heading=paragraph.heading,
                    bullet=marked or (paragraph.bullet and number == 0),
                    block=self._blocks,
                )
            )

    def document(self, media: str, warnings: Sequence[str] = ()) -> Document:
        """The document, or `Unreadable` when it says nothing."""
        lines = join_broken_words(
            [line for line in self.lines if line.row is not None or not is_page_mark(line.text)]
        )
        return checked(
            Document(
                lines=tuple(lines),
                media=media,
                hidden=tuple(self.hidden),
                warnings=with_hidden((*warnings, *oddities_of(self._pieces)), self.hidden),
            )
        )


def with_hidden(warnings: Iterable[str], hidden: Sequence[str]) -> tuple[str, ...]:
    """Each warning once, and whether there is something that nobody sees."""
    return tuple(dict.fromkeys((*warnings, *([Oddity.HIDDEN_TEXT] if hidden else []))))


def checked(document: Document) -> Document:
    """The document, if it has letters enough to be a resume."""
    if sum(letter.isalpha() for letter in document.text[:10_000]) < FEWEST_LETTERS:
        raise Unreadable(Fault.NO_TEXT)
    return document

"""A resume as a reader of the page sees it: lines with their places, in reading order."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text.

    Coordinates are points from the upper left corner of the page; all 0 where the format has none.

    Attributes
    ----------
    text : str
        As it is shown: spaces single, soft hyphens and control characters gone, a word that was
        hyphenated at the end of the line before is whole again.
    page : int
        From 1; 1 where the format has no pages.
    size : float
        Height of the type in points, 0 where unknown.
    block : int
        Paragraph, cell or text box; lines of one block belong together.
    row, cell : int or None
        Row of a table, numbered through the document, and the place in it.
    column : int
        0 for the main flow, 1 and up for side columns and text boxes beside it.
    heading : int
        Level of a heading by its style, 1 to 6; 0 for none.
    bullet : bool
        Whether it begins an item of a list.
    """

    text: str
    page: int = 1
    x0: float = 0.0
    y0: float = 0.0
    x1: float = 0.0
    y1: float = 0.0
    size: float = 0.0
    bold: bool = False
    block: int = 0
    row: int | None = None
    cell: int | None = None
    column: int = 0
    heading: int = 0
    bullet: bool = False


@dataclass(frozen=True)
class Document:
    """The lines of one file.

    Attributes
    ----------
    media : str
        ``pdf``, ``docx``, ``doc``, ``rtf``, ``odt``, ``html`` or ``txt``.
    hidden : tuple of str
        Texts that nobody sees on the page; kept for people, never parsed and never scored.
    warnings : tuple of str
        Codes of what was found strange.
    ocr : bool
        Whether the text was read from pictures.
    """

    lines: tuple[Line, ...]
    media: str = "txt"
    pages: int = 1
    hidden: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    ocr: bool = False

    @cached_property
    def text(self) -> str:
        """All lines, one under the other; spans of values count its characters."""
        return "\n".join(line.text for line in self.lines)

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Where each line begins in ``text``."""
        return tuple(self._starts())

    def _starts(self) -> Iterator[int]:
        place = 0
        for line in self.lines:
            yield place
            place += len(line.text) + 1

"""Content of sections as a reader sees it: lines that belong together read as one."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from matching.skills import SkillVocabulary
from recruit.parsing.document import Document, Line
from recruit.parsing.draft import Span
from recruit.parsing.plain import plain
from recruit.parsing.spans import line_at

_OPEN = re.compile(
    r"(?:[,(«]|\s(?:и|в|на|по|с|им|имени|of|and|the|for|in)|\bим\.|[А-ЯЁ]\.\s?[А-ЯЁ]\.|[–—-])$"
)

_HALF_LEVEL = re.compile(r"(?:^|\s)(?:неоконч|незаконч|неполн|средн)[а-я]*$")
"""A level of study that a narrow column breaks."""

_LISTED = re.compile(r"\s\|\s|;\s|\s•\s|,\s")
MOST_LINES = 6
"""Lines of a fact that another may continue."""

FEWEST_LISTED = 2
"""Separators that make a line a list."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Lines that read as one: the characters of each, and how the first of them stands."""

    spans: tuple[Span, ...]
    line: Line

    def text(self, document: Document) -> str:
        """The characters, lines joined by one space: places in it map back by :meth:`place`."""
        return " ".join(document.text[start:end] for start, end in self.spans)

    def place(self, offset: int) -> int:
        """The character of the document that stands at a place of :meth:`text`."""
        for start, end in self.spans:
            if offset <= end - start:
                return start + offset
            offset -= end - start + 1
        return self.spans[-1][1]


def pieces_of(
    document: Document,
    spans: Iterable[Span],
    apart: re.Pattern[str] | None = None,
    *,
    flowing: bool = False,
) -> list[Piece]:
    """The lines of a section, wrapped ones joined to those they continue.

    A line whose comparable form begins with ``apart`` never continues another; where lists are
    ``flowing``, one that breaks off without a separator goes on in the next line.
    """
    pieces: list[Piece] = []
    for span in spans:
        line = document.lines[line_at(document, span[0])]
        begins = apart is not None and apart.match(plain(document.text[slice(*span)]).strip())
        if pieces and _HALF_LEVEL.search(plain(pieces[-1].text(document)[-30:])):
            begins = None  # «Неоконченное» / «высшее»
        if pieces and not begins and _goes_on(document, pieces[-1], span, line, flowing=flowing):
            before = pieces[-1]
            pieces[-1] = Piece((*before.spans, span), before.line)
        else:
            pieces.append(Piece((span,), line))
    return pieces


def _goes_on(document: Document, before: Piece, span: Span, line: Line, *, flowing: bool) -> bool:
    last = document.lines[line_at(document, before.spans[-1][0])]
    # A long free text joins without end; a fact is told on a few lines.
    if line.bullet or len(before.spans) > MOST_LINES:
        return False
    if (line.row, line.cell, line.column) != (last.row, last.cell, last.column):
        return False
    text, after = document.text[slice(*before.spans[-1])].rstrip(), document.text[slice(*span)]
    # A list that flows breaks anywhere: «… | Adobe» and «Illustrator | Figma».
    flows = len(_LISTED.findall(text)) >= FEWEST_LISTED and text[-1:] not in "|;•."
    if flowing and flows and last.block == line.block and _LISTED.search(after):
        return True
    if line.page == last.page and line.size and last.size and abs(line.size - last.size) > 1:
        return False
    first = after.lstrip()[:1]
    if first in "•–—-*·" or (flowing and _is_named_small(after)):
        return False
    return bool(_OPEN.search(text)) or (first.islower() and not text.endswith((".", ";", ":")))


def _is_named_small(text: str) -> bool:
    """Whether a line is a skill that is written with a small letter: «iiko», «pandas»."""
    return text.isascii() and SkillVocabulary.load().find(text.strip(" ,;.")) is not None

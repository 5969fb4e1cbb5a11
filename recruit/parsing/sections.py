"""Sections of a resume: what :func:`recruit.parsing.structure.structure_of` cuts it into."""

import re
from dataclasses import dataclass
from functools import cached_property

from recruit.parsing.document import Document

EXPERIENCE, EDUCATION, HEAD, OTHER = "experience", "education", "head", "other"

_QUOTED = re.compile(r"(?:>\s?)+")
"""Marks of a quoted mail."""


@dataclass(frozen=True, slots=True)
class Section:
    """Lines under one heading.

    Attributes
    ----------
    kind : str
    heading : int or None
        Number of the line of the heading, which may hold content, too.
    lines : tuple of int
        Numbers of the lines with content, in reading order.
    offset : int
        Characters of the heading's line that are the heading, where that line is among ``lines``.
    """

    kind: str
    heading: int | None
    lines: tuple[int, ...]
    offset: int = 0

    def spans(self, document: Document) -> list[tuple[int, int]]:
        """Where its content stands in ``Document.text``, line by line."""
        found = []
        for number in self.lines:
            start = document.starts[number]
            text = document.lines[number].text
            skip = self.offset if number == self.heading else 0
            if quoted := _QUOTED.match(text, skip):
                skip = quoted.end()
            while skip < len(text) and text[skip].isspace():
                skip += 1
            if skip < len(text):
                found.append((start + skip, start + len(text)))
        return found

    def text(self, document: Document) -> str:
        """Its content, line by line."""
        return "\n".join(document.text[start:end] for start, end in self.spans(document))


@dataclass(frozen=True)
class Structure:
    """A document cut into sections, in the order of their headings."""

    head: Section
    sections: tuple[Section, ...]

    @cached_property
    def _by_kind(self) -> dict[str, list[Section]]:
        kinds: dict[str, list[Section]] = {}
        for section in self.sections:
            kinds.setdefault(section.kind, []).append(section)
        return kinds

    def of(self, kind: str) -> list[Section]:
        """All sections of a kind."""
        return self._by_kind.get(kind, [])

"""Lines that open sections by the words of headings, alone or with content beside them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from recruit.parsing.document import Line
from recruit.parsing.headings import Words
from recruit.parsing.look import Look, form_of
from recruit.parsing.periods import durations_in
from recruit.parsing.sections import EXPERIENCE, HEAD

_RELATED = {
    "skills": {"skills", "languages", "driving"},
    "languages": {"skills", "languages", "driving"},
    "about": {"about", "languages", "skills", "driving"},
}
"""Kinds whose heading may stand before its content with a space alone, inside such a section: the
narrow left column of a job site's file («Знание языков   Русский — родной»)."""


_TONGUES = re.compile("\\s*[\U0001f30d-\U0001f30f\U0001f5e3]\ufe0f?\\s*(?=[^\\W\\d_])(?!www|http)")
"""A globe or a speaking head in place of the word «Языки»."""

_NEAR_WEAK = (HEAD, "skills", "about", "languages")
"""Sections in which a weak word with content beside it opens another."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A line that opens a section; if ``inline``, content stands on it from ``offset`` on."""

    kind: str
    inline: bool
    offset: int = 0


class WordMarks:
    """Finds headings by their words."""

    def __init__(self, look: Look) -> None:
        self.look = look
        self.lines, self.words = look.lines, look.words
        self.marks: dict[int, Mark] = {}

    def find(self, known: Mapping[int, Mark]) -> dict[int, Mark]:
        """The marks by the number of their line, those ``known`` from elsewhere among them."""
        self.marks = dict(known)
        current: dict[int, str] = {}
        for number, line in enumerate(self.lines):
            if not line.text.strip():
                continue
            inside = current.get(line.column, HEAD)
            mark = known.get(number) or self._by_words(number, inside)
            if mark:
                self.marks[number] = mark
                current[line.column] = mark.kind
        return self.marks

    def _by_words(self, number: int, inside: str) -> Mark | None:
        line = self.lines[number]
        whole = self.words.whole(line.text) or self._over_two_lines(number)
        if whole:
            return self._whole(number, whole, inside)
        if total := self._with_total(line):
            return None if inside == HEAD and self._experience_later(number) else total
        if line.bullet and inside != HEAD:
            return None
        if found := self.words.before(line.text, ":"):
            return self._inline(number, found, inside)
        found = self.words.before(line.text, r"—–|\t")
        if found and found.strength == "strong" and EXPERIENCE not in (found.kind, inside):
            return Mark(found.kind, True, found.length)
        icon = _TONGUES.match(line.text)
        return Mark("languages", True, icon.end()) if icon else self._spaced(line, inside)

    def _over_two_lines(self, number: int) -> Words | None:
        """A heading that a narrow column breaks: «ПРОФЕССИОНАЛЬНЫЕ» / «НАВЫКИ»."""
        if number + 1 >= len(self.lines):
            return None
        line, following = self.lines[number], self.lines[number + 1]
        if len(line.text) > 30 or len(following.text) > 30 or not self.look.stands_out(number):
            return None
        if (form_of(line), line.column, line.row, line.cell) != (
            form_of(following), following.column, following.row, following.cell
        ):  # fmt: skip
            return None
        found = self.words.whole(f"{line.text} {following.text}")
        return found if found and found.strength == "strong" else None

    def _whole(self, number: int, words: Words, inside: str) -> Mark | None:
        """Judge a line that is nothing but words of a heading."""
        line, look = self.lines[number], self.look
        alone = look.alone(number)
        if line.cell and not alone and not look.larger(number):
            return None  # a value of a row, not its label
        if words.strength == "labels":
            labelled = line.text.rstrip().endswith(":") or not alone
            opens = labelled and inside not in (HEAD, EXPERIENCE)
        elif line.bullet and not look.stands_out(number):
            opens = False
        elif words.strength == "strong":
            formless = not look.stands_out(number) and not look.parted(number)
            changes = inside == EXPERIENCE and words.kind != EXPERIENCE
            opens = not (changes and formless and look.jobs_follow(number, 60))
        else:
            opens = look.stands_out(number) and look.parted(number)
            if opens and inside == EXPERIENCE:
                over = line.column > 0 or not look.jobs_follow(number)
                opens = over and self.like_known(number)
        return Mark(words.kind, False) if opens else None

    def _experience_later(self, number: int) -> bool:
        """Whether a heading of experience comes later: then a total above is a line of the head."""
        return any(
            (words := self.words.whole(line.text)) is not None
            and (words.kind, words.strength) == (EXPERIENCE, "strong")
            for line in self.lines[number + 1 :]
        )

    def like_known(self, number: int) -> bool:
        """Whether a line looks exactly like a heading that was sure."""
        form = form_of(self.lines[number])
        return any(form_of(self.lines[known]) == form for known in self.marks)

    def _with_total(self, line: Line) -> Mark | None:
        """«Опыт работы — 7 лет 7 месяцев», «Work experience: 5 years»."""
        durations = durations_in(line.text[:100])
        if not durations or len(line.text) > 80:
            return None
        start, end = durations[0].span
        found = self.words.whole(line.text[:start].strip(" \t\xa0—–-:(|"))
        if not found or (found.kind, found.strength) != (EXPERIENCE, "strong"):
            return None
        return Mark(EXPERIENCE, False) if len(line.text[end:].strip(" .)")) <= 3 else None

    def _inline(self, number: int, words: Words, inside: str) -> Mark | None:
        """Judge a line that begins with the words of a heading and a colon."""
        if words.strength == "labels":
            opens = inside not in (HEAD, EXPERIENCE)
        elif words.kind == "wishes" and inside == HEAD:
            opens = False  # the head keeps its labels
        elif inside == EXPERIENCE:
            opens = (
                words.strength == "strong"
                and words.kind != EXPERIENCE
                and not self.look.jobs_follow(number)
                and self.look.parted(number)
            )
        else:
            opens = words.strength == "strong" or inside in _NEAR_WEAK
        return Mark(words.kind, True, words.length) if opens else None

    def _spaced(self, line: Line, inside: str) -> Mark | None:
        allowed = _RELATED.get(inside)
        if not allowed or line.bullet:
            return None
        for place, letter in enumerate(line.text[:40]):
            follows = line.text[place + 1 : place + 2]
            if letter in " \xa0" and (follows.isupper() or follows.isdigit()):
                words = self.words.whole(line.text[:place])
                if words and words.strength == "strong" and words.kind in allowed:
                    return Mark(words.kind, True, place + 1)
        return None

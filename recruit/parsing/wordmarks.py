"""Lines that open sections by the words of headings, alone or with content beside them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from recruit.parsing.contents import kind_of
from recruit.parsing.document import Line
from recruit.parsing.headings import Words
from recruit.parsing.items import is_label as line_is_labelled
from recruit.parsing.languages import is_language_line
from recruit.parsing.languages import level_in as level_of_language
from recruit.parsing.look import Look, form_of
from recruit.parsing.periods import durations_in
from recruit.parsing.plain import plain
from recruit.parsing.schools import level_in, schools_in
from recruit.parsing.sections import EDUCATION, EXPERIENCE, HEAD

_RELATED = {
    "skills": {"skills", "languages", "driving"},
    "languages": {"skills", "languages", "driving"},
    "about": {"about", "languages", "skills", "driving"},
}
"""Kinds whose heading may stand before its content with a space alone, inside such a section: the
narrow left column of a job site's file («Знание языков   Русский — родной»)."""


_TONGUES = re.compile("\\s*[\U0001f30d-\U0001f30f\U0001f5e3]\ufe0f?\\s*(?=[^\\W\\d_])(?!www|http)")
"""A globe or a speaking head in place of the word «Языки»."""

_ANNOUNCED = re.compile(r"\W*((?:[^\W\d_]+[ ,]+){0,3}[^\W\d_]+)\s?(?::|\s[—–-]\s)\s*(?=\S)")
"""Up to four words before a colon or a dash."""

_OPEN_END = (HEAD, EXPERIENCE, EDUCATION)
"""Sections that lines of a text without forms end by what they hold."""

_FIRST_WORD = re.compile(r"\W*([^\W\d_]+)\s+")

_ANNOUNCING = ("skills", "languages", EDUCATION)

_STUDIED = re.compile(r"(?:окончил|закончил|учил(?:ся|ась)|выпускни|graduated|studied|диплом)")

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
        return self._listed(number, inside) or self._beside(number, inside)

    def _beside(self, number: int, inside: str) -> Mark | None:
        """A heading with its content beside it: after a dash, a bar, an icon, a space."""
        line = self.lines[number]
        found = self.words.before(line.text, r"—–|\t")
        among = inside == EXPERIENCE and (not self.look.plain or self.look.jobs_follow(number))
        if found and found.strength == "strong" and found.kind != EXPERIENCE and not among:
            return Mark(found.kind, True, found.length)
        icon = _TONGUES.match(line.text)
        return Mark("languages", True, icon.end()) if icon else self._spaced(line, inside)

    def _listed(self, number: int, inside: str) -> Mark | None:
        """«Из навыков: Excel, 1С», «Языки английский B1»: a few words, then what they announce."""
        mark = self._announced(number, inside)
        follows = mark and inside == EXPERIENCE and self.look.jobs_follow(number)
        return None if follows else mark

    def _announced(self, number: int, inside: str) -> Mark | None:
        text = self.lines[number].text
        announced = _ANNOUNCED.match(text)
        kind = self.words.by_stems(announced[1]) if announced else None
        if announced and kind in _ANNOUNCING and kind_of([text[announced.end() :]]) == kind:
            return Mark(str(kind), True, announced.end())
        first = _FIRST_WORD.match(text)
        words = self.words.whole(first[1]) if first else None
        if first and words and words.kind == "languages" == kind_of([text[first.end() :]]):
            return Mark("languages", True, first.end())
        plain_text = inside in _OPEN_END and self.look.plain and not line_is_labelled(text)
        return self._by_content(text) if plain_text else None

    @staticmethod
    def _by_content(text: str) -> Mark | None:
        """A line of a text without forms that is a school with its level, or languages."""
        if not (is_language_line(text) or schools_in(text[:300])):
            return None
        kind, same = kind_of([text]), plain(text[:300])
        study = kind == EDUCATION and (_STUDIED.search(same) or level_in(same))
        tongues = kind == "languages" and level_of_language(same)
        return Mark(str(kind), True, 0) if study or tongues else None

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
        if line.cell and not alone and (not look.larger(number) or self._names_column(number)):
            return None  # a value of a row, not its label
        if words.kind == inside == "skills" and words.strength == "weak" and not self._formed(line):
            return None  # «SAP» among skills is one of them
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

    def _formed(self, line: Line) -> bool:
        """Whether more than capitals sets a line off."""
        size, bold, _, level = form_of(line)
        return bool(bold or level or size > self.look.body)

    def _names_column(self, number: int) -> bool:
        """Whether a cell beside others of its form, which head no section, names a column."""
        line = self.lines[number]
        return any(
            other.row == line.row
            and other.cell != line.cell
            and (round(2 * other.size), other.bold) == form_of(line)[:2]
            and self.words.whole(other.text) is None
            for other in self.lines[max(0, number - 12) : number + 12]
        )

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
        elif words.kind in ("wishes", "relatives") and inside == HEAD:
            opens = False  # the head keeps its labels
        elif inside == EXPERIENCE:
            opens = (
                words.strength == "strong"
                and words.kind != EXPERIENCE
                and not self.look.jobs_follow(number)
                and (self.look.plain or self.look.parted(number))
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

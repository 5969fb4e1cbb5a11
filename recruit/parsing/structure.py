"""A document cut into sections: by the words of headings, by their form, by what follows.

Sections are followed in each column apart, so that a side column between two parts of a job does
not end the experience.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from recruit.parsing.document import Document
from recruit.parsing.jobwords import JobWords
from recruit.parsing.look import Look, form_of, level_of
from recruit.parsing.sections import EDUCATION, EXPERIENCE, HEAD, OTHER, Section, Structure
from recruit.parsing.wordmarks import Mark, WordMarks

__all__ = ["EDUCATION", "EXPERIENCE", "HEAD", "OTHER", "Section", "Structure", "structure_of"]

_CONTACT = re.compile(
    r"\W*(?:[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,24}){1,4}"
    r"|(?:\(?\+?7\)?|8)[\s.()-]{0,3}\d[\d\s.()-]{8,16})\W*$"
)
"""A telephone or a mail address and nothing else: it belongs to the head wherever it stands."""

_ICON = re.compile(r"\s*(?:[\u2600-\u27bf]|[\U0001f300-\U0001faff])")
_NUMBERED = re.compile(r"\s*(\d{1,2})[.)]\s+\S")
MIN_QUESTIONS, MIN_KINDS = 5, 3
"""Numbered lines, and kinds of sections among them, from which a document is a form."""

_RUNNING = re.compile(
    r"резюме обновлено|resume updated"
    r"|^\W*(?:page|стр\.?|страница)\s?\d+(?:\s?(?:of|из|/)\s?\d+)?\W*$|^\W*\d{1,2}\W*$",
    re.I,
)
"""Lines at the edge of a page, which belong to no section."""

_OF_HEAD = ("wishes", "contacts", "personal", OTHER)
"""Kinds whose labels the head keeps."""


@dataclass(slots=True)
class _Open:
    kind: str
    heading: int | None
    offset: int = 0
    lines: list[int] = field(default_factory=list)


class _Reader:
    """Adds to the marks by words those by form and by content, and collects the sections."""

    def __init__(self, document: Document) -> None:
        self.look = Look(document)
        self.lines, self.words = self.look.lines, self.look.words
        self.jobs = JobWords.load()
        self.by_words = WordMarks(self.look)
        self.marks = self.by_words.find({})

    def mark_all(self) -> None:
        """Find the marks of all kinds; words are read again where forms told of sections.

        «Рекомендации: …» is a section after the head and a line of a job inside the experience.
        """
        told = set(self.marks)
        self.mark_stems()
        self.mark_forms()
        self.mark_experience()
        others = {number: mark for number, mark in self.marks.items() if number not in told}
        if others:
            self.marks = self.by_words.find(others)

    def mark_stems(self) -> None:
        """Open sections at lines of the form of a heading that hold a word of a kind."""
        known = {form_of(self.lines[n]) for n, mark in self.marks.items() if not mark.inline}
        numbered = self._questions()
        for number, line in enumerate(self.lines):
            if number in self.marks or not line.text.strip() or number in self.look.periods:
                continue
            question = number in numbered
            label = line.row is not None and line.cell == 0 and not self.look.alone(number)
            styled = self.look.stands_out(number) and self.look.parted(number) and (
                level_of(line) > 0 or form_of(line) in known
            )  # fmt: skip
            if not (question or styled or (label and self._kind_at(number) != EXPERIENCE)):
                continue
            told, _, value = line.text.partition(":")
            kind = self.words.by_stems(told)
            inline = bool(value.strip())
            if question and kind is None and self._kind_at(number) != HEAD:
                self.marks[number] = Mark(OTHER, inline)
            elif kind is None or (kind in _OF_HEAD and self._kind_at(number) == HEAD):
                continue
            elif (question or not inline) and not self._names_job(line.text):
                self.marks[number] = Mark(kind, inline, len(told) + 1 if inline else 0)

    def _names_job(self, text: str) -> bool:
        """Whether a line names a post or a firm and not a section."""
        like = self.jobs.likeness(text)
        return max(like.title, like.employer) >= 0.6

    def _questions(self) -> set[int]:
        """The lines that are questions of a form, numbered one after the other."""
        found = {
            number for number, line in enumerate(self.lines)
            if _NUMBERED.match(line.text) and number not in self.look.periods
        }  # fmt: skip
        kinds = {self.words.by_stems(self.lines[number].text) for number in found} - {None}
        if len(found) >= MIN_QUESTIONS and len(kinds) >= MIN_KINDS:
            return found
        numbers = {line: _NUMBERED.match(self.lines[line].text) for line in found}
        return {line for line, told in numbers.items() if told and int(told[1]) > MIN_QUESTIONS}

    def _kind_at(self, number: int) -> str:
        column = self.lines[number].column
        before = [n for n in self.marks if n <= number and self.lines[n].column == column]
        return self.marks[max(before)].kind if before else HEAD

    def mark_forms(self) -> None:
        """Open sections at lines that look like sure headings, whatever they are called."""
        known = Counter(form_of(self.lines[n]) for n, mark in self.marks.items() if not mark.inline)
        if not known:
            return
        alike = Counter(form_of(line) for line in self.lines if line.text.strip())
        has_experience = any(mark.kind == EXPERIENCE for mark in self.marks.values())
        for number, line in enumerate(self.lines):
            form = form_of(line)
            if number in self.marks or not known[form] or not line.text.strip():
                continue
            if not self.look.stands_out(number):
                continue
            if len(line.text) > 45 or not self.look.alone(number) or not self.look.parted(number):
                continue
            if alike[form] > 2 * known[form] + 1:
                continue
            followed = any(n in self.look.periods for n in range(number + 1, number + 5))
            if number < min(self.marks) and (not followed or has_experience):
                continue
            if followed:
                if not has_experience:
                    self.marks[number] = Mark(EXPERIENCE, False)
                    has_experience = True
            elif not line.text.rstrip().endswith((".", ",", ";")) and form[0] > self.look.body:
                self.marks[number] = Mark(OTHER, False)

    def mark_experience(self) -> None:
        """Where no heading tells of experience, a list of periods does."""
        if any(mark.kind == EXPERIENCE for mark in self.marks.values()):
            return
        kinds = self._kinds()
        loose = (HEAD, "about", OTHER, "wishes")
        free = [n for n in sorted(self.look.periods) if kinds[n] in loose]
        if not free:
            return
        number = free[0]
        while number > 0 and not self.look.parted(number) and number - 1 not in self.marks:
            number -= 1
        self.marks[number] = Mark(EXPERIENCE, True, 0)

    def _kinds(self) -> list[str]:
        current: dict[int, str] = {}
        kinds = []
        for number, line in enumerate(self.lines):
            if mark := self.marks.get(number):
                current[line.column] = mark.kind
            kinds.append(current.get(line.column, HEAD))
        return kinds

    def sections(self) -> Iterator[_Open]:
        current: dict[int, _Open] = {}
        head = _Open(HEAD, None)
        yield head
        icon = False
        for number, line in enumerate(self.lines):
            if mark := self.marks.get(number):
                opened = current[line.column] = _Open(mark.kind, number, mark.offset)
                yield opened
                icon = mark.inline and _ICON.match(line.text) is not None
                if not mark.inline:
                    continue
            elif icon and _ICON.match(line.text):
                current[line.column] = head  # each line has an icon for its own label
                icon = False
            if line.text.strip():
                apart = len(line.text) < 120 and (
                    _RUNNING.search(line.text) or _CONTACT.match(line.text)
                )
                (head if apart else current.get(line.column, head)).lines.append(number)


def structure_of(document: Document) -> Structure:
    """Cut a document into its head and sections; every line with text belongs to one."""
    reader = _Reader(document)
    reader.mark_all()
    opened = list(reader.sections())
    head, *rest = (Section(o.kind, o.heading, tuple(o.lines), o.offset) for o in opened)
    return Structure(head, tuple(_skills_told(document, rest)))


def _skills_told(document: Document, sections: list[Section]) -> list[Section]:
    """Take a list of short things under «Сильные стороны» for skills where there are no others."""
    if any(section.kind == "skills" for section in sections):
        return sections
    return [
        replace(section, kind="skills")
        if section.kind == "about" and _is_list(document, section)
        else section
        for section in sections
    ]


def _is_list(document: Document, section: Section) -> bool:
    lines = [document.lines[number] for number in section.lines]
    short = [line for line in lines if len(line.text.split()) <= 4 and line.text[-1:] not in ".!"]
    return len(lines) >= 3 and len(short) == len(lines)

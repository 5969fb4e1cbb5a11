"""A document cut into sections: by the words of headings, by their form, by what follows.

Sections are followed in each column apart, so that a side column between two parts of a job does
not end the experience.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from recruit.parsing.contacts import tells_contact
from recruit.parsing.contents import is_list, kind_of
from recruit.parsing.document import Document
from recruit.parsing.given_names import is_named
from recruit.parsing.items import label_field
from recruit.parsing.jobwords import JobWords
from recruit.parsing.look import Form, Look, form_of, level_of
from recruit.parsing.plain import plain
from recruit.parsing.posts import looks_like_post
from recruit.parsing.schools import schools_in
from recruit.parsing.sections import EDUCATION, EXPERIENCE, HEAD, OTHER, Section, Structure
from recruit.parsing.wishes import tells_wish
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

LONGEST_HEADING = 45

MOST_ALIKE = 24
"""Lines of one form of which some may yet be headings, if what follows them tells so."""

MOST_HEADINGS = 9
"""Lines of one form that may all be headings where none is known by its words."""

FEWEST_COLUMNS = 3
"""Names of columns that make a table one of jobs."""

MOST_ANNOUNCING = 6
"""Words before a colon that may head a section."""

MOST_ABOVE = 3
"""Lines above a period that name its post."""

_PAPER = re.compile(r"\W*(?:резюме|curriculum vitae|cv|resume|résumé|анкета)\W*", re.I)
"""What the whole document is called."""

_RUNNING = re.compile(
    r"резюме обновлено|resume updated"
    r"|^\W*дата (?:заполнения|составления)\b.{0,60}$|^\W*подпись\b.{0,60}$"
    r"|^\W*(?:page|стр\.?|страница)\s?\d+(?:\s?(?:of|из|/)\s?\d+)?\W*$|^\W*\d{1,2}\W*$",
    re.I,
)
"""Lines at the edge of a page, which belong to no section."""

_ON_REQUEST = re.compile(
    r"по\s(?:запросу|требованию)|предостав|при необходимости|on request|available"
)
"""Words that stand for referees where none are named: what follows is the candidate's again."""

_OF_OTHERS = ("references", "relatives")
"""Kinds of sections whose phones and mails are those of other people."""

_LISTS = ("skills", "languages", EDUCATION, "courses")
"""Kinds whose lists a wish may follow without a heading of its own."""

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
        if len(kinds) >= MIN_KINDS and self._counts(sorted(found)):
            return found
        numbers = {line: _NUMBERED.match(self.lines[line].text) for line in found}
        return {line for line, told in numbers.items() if told and int(told[1]) > MIN_QUESTIONS}

    def _counts(self, numbered: list[int]) -> bool:
        """Whether the numbers before lines count from one without a gap."""
        told = [_NUMBERED.match(self.lines[number].text) for number in numbered]
        return [int(one[1]) for one in told if one] == list(range(1, len(numbered) + 1))

    def _kind_at(self, number: int) -> str:
        column = self.lines[number].column
        before = [n for n in self.marks if n <= number and self.lines[n].column == column]
        return self.marks[max(before)].kind if before else HEAD

    def mark_forms(self) -> None:
        """Open sections at lines that look like sure headings, whatever they are called."""
        known = Counter(form_of(self.lines[n]) for n, mark in self.marks.items() if not mark.inline)
        alike = Counter(form_of(line) for line in self.lines if line.text.strip())
        top = next((n for n, line in enumerate(self.lines) if line.text.strip()), 0)
        for number, line in enumerate(self.lines):
            form = form_of(line)
            announced = self._announces(number)
            if number == top or number in self.marks or not line.text.strip():
                continue
            if not (known[form] or not known or announced):
                continue
            if self._may_head(number, loose=not known, announced=announced):
                often = not (form[3] or announced) and alike[form] > max(
                    MOST_HEADINGS * (not known), 2 * known[form] + 1
                )
                self._mark_form(
                    number, unsure=not known or announced, often=often + (alike[form] > MOST_ALIKE)
                )

    def _may_head(self, number: int, *, loose: bool, announced: bool) -> bool:
        """Whether a line may be a heading: short, alone, set off, and no fact itself."""
        line = self.lines[number]
        if len(line.text) > LONGEST_HEADING or not self.look.alone(number):
            return False
        formed = self._stands_out(number, loose) and self.look.parted(number)
        if not (formed or announced) or self._is_fact(line.text):
            return False
        return not (_PAPER.fullmatch(line.text) or is_named(line.text))

    def _mark_form(self, number: int, *, unsure: bool, often: int) -> None:
        """Open a section at a line that may head one, by what follows it.

        ``often`` counts the reasons to doubt a form that many lines have.
        """
        line, form = self.lines[number], form_of(self.lines[number])
        kind = self._kind_below(number, form)
        has_experience = self._has(EXPERIENCE)
        followed = any(n in self.look.periods for n in range(number + 1, number + 5))
        before = number < min(self.marks, default=0)
        if (before or unsure) and not kind and (not followed or has_experience):
            return
        if often and (kind in (None, EXPERIENCE) or often > 1):
            return
        if kind == EXPERIENCE or (followed and kind != EDUCATION):
            if not has_experience:
                self.marks[number] = Mark(EXPERIENCE, False)
        elif kind and not (self._kind_at(number) == EXPERIENCE and self._in_jobs(number)):
            guessed = "about" if kind == "skills" and self._has("skills") else kind
            self.marks[number] = Mark(guessed, False)
        elif not line.text.rstrip().endswith((".", ",", ";")) and form[0] > self.look.body:
            self.marks[number] = Mark(OTHER, False)

    def _is_fact(self, text: str) -> bool:
        """Whether a line in the form of a heading is a post or a school itself."""
        post = looks_like_post(text) and self.words.by_stems(text) is None
        return post or (len(text.split()) > 1 and bool(schools_in(text)))

    def _announces(self, number: int) -> bool:
        """Whether a line is a few words and a colon, with what they announce below."""
        text = self.lines[number].text.rstrip()
        words = len(text.split())
        if not text.endswith(":") or words > MOST_ANNOUNCING or self.lines[number].bullet:
            return False
        return self.jobs.label(text.rstrip(":")) is None and label_field(text) is None

    def _stands_out(self, number: int, loose: bool) -> bool:
        """Whether a line has the form of a heading; an acronym in capitals has not."""
        line = self.lines[number]
        formed = line.bold or level_of(line) or self.look.larger(number)
        return self.look.stands_out(number) and bool(formed or not loose or len(line.text) > 5)

    def _has(self, kind: str) -> bool:
        return any(mark.kind == kind for mark in self.marks.values())

    def _in_jobs(self, number: int) -> bool:
        """Whether a line stands among jobs: others follow, or it names a post or a firm."""
        return self.look.jobs_follow(number) or self._names_job(self.lines[number].text)

    def _kind_below(self, number: int, form: Form) -> str | None:
        """The kind that the lines under a line tell, up to the next one of its form."""
        texts: list[str] = []
        column = self.lines[number].column
        for later in range(number + 1, min(len(self.lines), number + 40)):
            line = self.lines[later]
            if line.column != column:
                continue
            if later in self.marks or (form_of(line) == form and self.look.stands_out(later)):
                break
            if self._announces(later):
                break
            if level_of(line) and form[3]:
                break
            texts.append(line.text)
        return kind_of(texts)

    def mark_beside(self) -> None:
        """Open experience in columns that go on with posts under the heading of another column."""
        kinds = self._kinds()
        opened: set[int] = set()
        for number in self.look.posts():
            column = self.lines[number].column
            if kinds[number] != HEAD or column in opened:
                continue
            begin = number
            while begin > 0 and number - begin < MOST_ABOVE and self._heads_job(begin - 1, column):
                begin -= 1
            if any(self._names_job(self.lines[line].text) for line in range(begin, number + 1)):
                self.marks[begin] = Mark(EXPERIENCE, True, 0)
                opened.add(column)

    def _heads_job(self, number: int, column: int) -> bool:
        """Whether a line above a period may name the post or the firm."""
        line = self.lines[number]
        like = self.jobs.likeness(line.text)
        named = max(like.title, like.employer) >= 0.2 and not like.prose
        return line.column == column and number not in self.marks and named

    def mark_experience(self) -> None:
        """Where no heading tells of experience, a list of periods does."""
        if any(mark.kind == EXPERIENCE for mark in self.marks.values()):
            self.mark_beside()
            return
        if (table := self._job_table()) is not None:
            self.marks[table] = Mark(EXPERIENCE, True, 0)
            return
        kinds = self._kinds()
        loose = (HEAD, "about", OTHER, "wishes")
        free = [n for n in sorted(self.look.periods) if kinds[n] in loose]
        if not free:
            return
        number = free[0]
        column = self.lines[number].column
        while number > 0 and not self.look.parted(number) and self._heads_job(number - 1, column):
            number -= 1
        self.marks[number] = Mark(EXPERIENCE, True, 0)

    def _job_table(self) -> int | None:
        """The first line of a table's row that names columns of jobs."""
        rows: dict[int, list[int]] = {}
        for number, line in enumerate(self.lines):
            if line.row is not None:
                rows.setdefault(line.row, []).append(number)
        for numbers in rows.values():
            roles = {self.jobs.label(self.lines[number].text) for number in numbers} - {None}
            if len(roles) >= FEWEST_COLUMNS and {"employer", "title"} & roles:
                return numbers[0]
        return None

    def _kinds(self) -> list[str]:
        current: dict[int, str] = {}
        kinds = []
        for number, line in enumerate(self.lines):
            if mark := self.marks.get(number):
                current[line.column] = mark.kind
            kinds.append(current.get(line.column, HEAD))
        return kinds

    def _of_others(self, number: int, opened: _Open) -> bool:
        """Whether a phone is that of a referee or a firm: in their section, in a table of jobs."""
        line = self.lines[number]
        if opened.kind in _OF_OTHERS:
            return not any(_ON_REQUEST.search(plain(self.lines[n].text)) for n in opened.lines)
        if opened.kind != EXPERIENCE or not line.cell:
            return False
        first = self.lines[max(0, number - line.cell)]
        beside = first.row == line.row and self.jobs.label(first.text.rstrip(" :")) is not None
        return beside or line.cell > 1

    @staticmethod
    def _reaches(text: str) -> bool:
        return _CONTACT.match(text) is not None or tells_contact(text)

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
                opened = current.get(line.column, head)
                apart = len(line.text) < 120 and (
                    (_RUNNING.search(line.text) and not (line.row and line.text.isdigit()))
                    or (self._reaches(line.text) and not self._of_others(number, opened))
                    or (opened.kind in _LISTS and tells_wish(line.text))
                )
                (head if apart else opened).lines.append(number)


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
    return is_list([document.lines[number].text for number in section.lines])

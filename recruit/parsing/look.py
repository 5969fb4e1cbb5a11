"""What the lines of a document look like beside each other."""

import re
from collections import Counter

from recruit.parsing.document import Document, Line
from recruit.parsing.headings import Headings
from recruit.parsing.jobwords import JobWords
from recruit.parsing.periods import periods_in, split_period
from recruit.parsing.plain import plain
from recruit.parsing.schools import level_in, schools_in

_HASHES = re.compile(r"\s*(#{1,6})\s+\S")

NEAR_SCHOOL = 3
"""Lines from a period in which the school stands that it was spent at."""

Form = tuple[int, bool, bool, int]


def form_of(line: Line) -> Form:
    """How a line looks, for comparing it to others: size, weight, capitals, style."""
    return (round(line.size * 2), line.bold, line.text.isupper(), level_of(line))


def level_of(line: Line) -> int:
    """The level of a heading, by its style or by the marks of a plain text: «## Опыт»."""
    marked = _HASHES.match(line.text)
    return line.heading or (len(marked[1]) if marked else 0)


class Look:
    """Answers questions about the form of lines and about what follows them."""

    def __init__(self, document: Document) -> None:
        self.lines = document.lines
        self.words = Headings.load()
        sizes = Counter(round(line.size * 2) for line in self.lines for _ in line.text)
        self.body = sizes.most_common(1)[0][0] if sizes else 0
        self.plain = len({form_of(line)[:2] + form_of(line)[3:] for line in self.lines}) < 2
        self.periods = {
            number
            for number, line in enumerate(self.lines)
            if line.text and not line.bullet and self._has_period(number)
        }
        self._studies = {number for number in self.periods if self._of_study(number)}

    def posts(self) -> list[int]:
        """The lines with periods that are not of study."""
        return sorted(self.periods - self._studies)

    def _has_period(self, number: int) -> bool:
        """Whether a line tells a period, or begins one that the next line ends."""
        line = self.lines[number]
        if periods_in(line.text[:200]):
            return True
        if number + 1 == len(self.lines):
            return False
        after = self.lines[number + 1]
        together = (line.column, line.row, line.cell) == (after.column, after.row, after.cell)
        return together and split_period(line.text, after.text)

    def _of_study(self, number: int) -> bool:
        """Whether a period is one of study: a school stands near it and no post does."""
        words = JobWords.load()
        near = [self.lines[number].text]
        for step in (-1, 1):
            for away in range(1, NEAR_SCHOOL + 1):
                other = number + step * away
                if not 0 <= other < len(self.lines) or other in self.periods:
                    break
                if self.lines[other].column != self.lines[number].column:
                    break
                near.append(self.lines[other].text)
        if not any(schools_in(text[:300]) for text in near):
            return False
        if any(level_in(plain(text)) for text in near):
            return True
        return not any(words.likeness(text).title >= 0.7 for text in near if len(text) < 100)

    def stands_out(self, number: int) -> bool:
        """Whether a line has the form of a heading: style, larger, bold or capitals, and short."""
        line = self.lines[number]
        if len(line.text) > 60 or line.bullet:
            return False
        larger = self.body and round(line.size * 2) > self.body
        return bool(level_of(line) or line.bold or larger or line.text.isupper())

    def larger(self, number: int) -> bool:
        """Whether a line is set in a larger type than the text."""
        return bool(self.body) and round(self.lines[number].size * 2) > self.body + 1

    def parted(self, number: int) -> bool:
        """Whether a line begins a block of its own."""
        if number == 0:
            return True
        before, line = self.lines[number - 1], self.lines[number]
        if not before.text.strip(" >") or before.column != line.column or before.page != line.page:
            return True
        if before.block != line.block and line.row is None:
            return True
        if line.row is not None and before.row != line.row and self.alone(number):
            return True  # a row of a table that is one cell
        return bool(line.size and line.y0 - before.y1 > 0.7 * line.size)

    def alone(self, number: int) -> bool:
        """Whether nothing else stands on the line: no content in the cells to its right."""
        line = self.lines[number]
        if line.row is None:
            return True
        return not any(
            other.row == line.row and other.cell != line.cell and other.text.strip()
            for other in self.lines[max(0, number - 12) : number + 40]
        )

    def next_strong(self, number: int) -> int:
        """The next line of the column that surely opens a section, or the end."""
        column = self.lines[number].column
        for later in range(number + 1, len(self.lines)):
            if self.lines[later].column == column:
                words = self.words.whole(self.lines[later].text)
                if words and words.strength == "strong" and self.parted(later):
                    return later
        return len(self.lines)

    def jobs_follow(self, number: int, most: int = 400) -> bool:
        """Whether periods of posts still come before the next sure heading."""
        column = self.lines[number].column
        end = min(self.next_strong(number), number + most)
        return any(
            later in self.periods
            and later not in self._studies
            and self.lines[later].column == column
            for later in range(number + 1, end)
        )

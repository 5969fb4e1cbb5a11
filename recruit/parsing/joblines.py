"""Lines of a section as the reader of jobs takes them: wrapped ones joined, each with its place."""

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, replace

from recruit.parsing.document import Document, Line
from recruit.parsing.look import Form, form_of
from recruit.parsing.periods import (
    Period,
    date_in,
    durations_in,
    is_now,
    periods_in,
    split_period,
)
from recruit.parsing.sections import Section

_BULLET = re.compile(r"^\s*[•▪■◦●○‣⁃∙·*✓✔→»–—-]\s+")
_ORNAMENT = re.compile(r"^(?:[^\w\s«\"“„'(\[•▪■◦●○‣⁃∙·*✓✔→»–—-]|\*\*|__)+\s*")
_NUMBER = re.compile(r"^\s*\(?\d{1,2}[.)]\s+(?=[^\W\d])")
_YEAR = re.compile(r"\s*((?:19[5-9]|20[0-4])\d)(?:\s?г(?:од)?\.?)?\s*")
_ENDS = (".", ";", ":", ",")


@dataclass(frozen=True, slots=True)
class JobLine:
    """One line of a section, or several that are one.

    Attributes
    ----------
    text : str
        The document's own characters from ``start`` on.
    start : int
    number : int
        Its (first) line.
    form : tuple
        Size, weight, capitals and style.
    parted : bool
        Whether space or a new block sets it off from the line before.
    """

    text: str
    start: int
    number: int
    form: Form
    bullet: bool
    parted: bool
    row: int | None = None
    cell: int | None = None
    period: Period | None = None

    @property
    def periods(self) -> list[Period]:
        """The periods that it tells; two dates in cells side by side are one."""
        return [self.period] if self.period else periods_in(self.text[:300])

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def parted(document: Document, number: int) -> bool:
    """Whether a line is set off from the line before it."""
    if number == 0:
        return True
    before, line = document.lines[number - 1], document.lines[number]
    if before.column != line.column or before.page != line.page:
        return True
    if (before.row, before.cell) != (line.row, line.cell):
        return True
    if line.size and line.y0 > before.y0:
        return line.y0 - before.y1 > 0.6 * line.size
    return before.block != line.block


def _wraps(one: Line, other: Line) -> bool:
    """Whether a line of a head goes on in the next: «Менеджер по работе» / «с клиентами»."""
    places = [(line.row, line.cell, line.column, line.page) for line in (one, other)]
    if other.bullet or form_of(one)[:2] != form_of(other)[:2] or places[0] != places[1]:
        return False
    if one.text.count("(") > one.text.count(")") and len(one.text) <= 60:
        return True
    if not other.text[:1].islower() or one.text.rstrip().endswith(_ENDS) or len(one.text) > 90:
        return False
    return (one.bold or one.heading > 0) and len(other.text) <= 60


def _marks(text: str) -> tuple[int, bool]:
    """How many characters at the start are ornament or a number, and whether they list an item."""
    begin, listed = 0, False
    for mark in (_ORNAMENT, _BULLET, _NUMBER):
        if found := mark.match(text[begin:]):
            begin += found.end()
            listed = listed or mark is _BULLET
    return begin, listed


def job_lines(document: Document, section: Section) -> list[JobLine]:
    """The lines of a section in reading order, the period of a table's row first in its row."""
    spans = section.spans(document)
    numbers = [bisect_right(document.starts, start) - 1 for start, _ in spans]
    made: list[JobLine] = []
    joined = -1
    for place, (number, (start, end)) in enumerate(zip(numbers, spans, strict=True)):
        if place == joined:
            continue
        line = document.lines[number]
        skipped, listed = _marks(document.text[start:end])
        begin, bullet = start + skipped, line.bullet or listed
        text = document.text[begin:end]
        if place + 1 < len(numbers) and numbers[place + 1] == number + 1 and not bullet:
            other = document.lines[number + 1]
            if split_period(text, other.text) or _wraps(line, other):
                joined = place + 1
                text = document.text[begin : spans[joined][1]]
        made.append(
            JobLine(
                text,
                begin,
                number, form_of(line), bullet,
                not made or parted(document, number), line.row, line.cell,
            )
        )  # fmt: skip
    return _periods_first(_years_read(_dates_joined(document, made)))


def body_form(lines: list[JobLine]) -> Form:
    """The form of most text among some lines."""
    forms = Counter(line.form for line in lines for _ in line.text)
    return forms.most_common(1)[0][0] if forms else (0, False, False, 0)


def stands_out(line: JobLine, body: Form) -> bool:
    """Whether a line is bolder or larger than the text around."""
    size, bold, _, heading = line.form
    return (bold and not body[1]) or size > body[0] or heading > 0


def _lone_date(text: str) -> str | None:
    """The date of a cell that holds nothing else, empty for «по настоящее время»."""
    if is_now(text):
        return ""
    told = date_in(text)
    return told[0] if told and sum(map(str.isalnum, text)) <= told[1][1] - told[1][0] + 2 else None


def _dates_joined(document: Document, lines: list[JobLine]) -> list[JobLine]:
    """Two cells of a row, «06.2019» and «12.2019», as the period that they are."""
    joined: list[JobLine] = []
    skipped = False
    for place, line in enumerate(lines):
        if skipped:
            skipped = False
            continue
        other = lines[place + 1] if place + 1 < len(lines) else None
        if other and line.row is not None and other.row == line.row and other.cell != line.cell:
            first, last = _lone_date(line.text), _lone_date(other.text)
            if first and last is not None and first[:4] <= (last[:4] or first):
                text = document.text[line.start : other.end]
                period = Period(first, last, (0, len(text)))
                joined.append(replace(line, text=text, period=period))
                skipped = True
                continue
        joined.append(line)
    return joined


def _years_read(lines: list[JobLine]) -> list[JobLine]:
    """A year alone where other rows of the table have a period: the job began and ended in it."""
    dated = {line.cell for line in lines if line.row is not None and bare_period(line.text)}
    wide = {line.row for line in lines if line.cell}
    read = []
    for line in lines:
        year = _YEAR.fullmatch(line.text)
        if year and line.row in wide and line.cell in dated:
            period = Period(year[1], year[1], (0, len(line.text)))
            read.append(replace(line, period=period))
        else:
            read.append(line)
    return read


def only_duration(text: str) -> bool:
    """Whether a line tells how long, «4 года 2 месяца», and nothing else."""
    rest = text
    durations = durations_in(text)
    for duration in reversed(durations):
        rest = rest[: duration.span[0]] + rest[duration.span[1] :]
    return bool(durations) and sum(map(str.isalnum, rest)) <= 2


def bare_period(text: str) -> Period | None:
    """The period of a line that holds nothing else but a duration."""
    periods = periods_in(text[:120])
    if len(periods) != 1:
        return None
    start, end = periods[0].span
    rest = text[:start] + text[end:]
    return periods[0] if only_duration(rest) or sum(map(str.isalnum, rest)) <= 2 else None


def _periods_first(lines: list[JobLine]) -> list[JobLine]:
    """Move a period at the right of a table's row before the row's other cells."""
    rows: dict[int, list[int]] = {}
    for place, line in enumerate(lines):
        if line.row is not None:
            rows.setdefault(line.row, []).append(place)
    ordered = list(lines)
    for places in rows.values():
        bare = [place for place in places if bare_period(lines[place].text)]
        if len(bare) != 1 or lines[bare[0]].cell == lines[places[0]].cell:
            continue
        inside = [lines[bare[0]], *(lines[place] for place in places if place != bare[0])]
        for place, line in zip(places, inside, strict=True):
            ordered[place] = line
    return ordered

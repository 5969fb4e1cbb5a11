"""Careers: dated posts, or what a text tells of them, as months that can be added up once."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from matching.months import FIRST_YEAR
from matching.profiles import CandidateProfile, Position
from matching.text import clean, words

MAX_POSITIONS = 60
"""Posts read of one career: who has held more lists the oldest last."""

MAX_STATED_YEARS = 60
"""«Опыт 85 лет» is a slip of the pen, not a fact."""

_NUMBERS = {
    "полгода": 0.5, "год": 1, "один": 1, "одного": 1, "одним": 1, "полтора": 1.5, "полутора": 1.5,
    "два": 2, "двух": 2, "двумя": 2, "три": 3, "трех": 3, "тремя": 3, "четыре": 4, "четырех": 4,
    "пять": 5, "пяти": 5, "шесть": 6, "шести": 6, "семь": 7, "семи": 7, "восемь": 8, "восьми": 8,
    "девять": 9, "девяти": 9, "десять": 10, "десяти": 10, "одиннадцать": 11, "двенадцать": 12,
    "двенадцати": 12, "пятнадцать": 15, "пятнадцати": 15, "двадцать": 20, "двадцати": 20,
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "twelve": 12, "fifteen": 15, "twenty": 20,
}  # fmt: skip
_NUMBER_WORDS = "|".join(sorted(_NUMBERS, key=len, reverse=True))
_YEARS = re.compile(
    rf"(?<![\w.,])(?:(\d{{1,2}})(?:[.,](\d))?|({_NUMBER_WORDS}))"
    r"\s?\+?(?:-?(?:х|ти|ми))?[\s-]*(?:(?:полных|full)\s)?"
    r"(?:лет\w*|год\w*|years?|yrs?)\b"
)
_LONE_YEAR = re.compile(r"\b(полгода|год|a year)\b")
_WORKED = re.compile(
    r"опыт|стаж|работ|отработ|в должности|на позиции|на посту|experience|worked|working|career"
)
_LED = re.compile(
    r"руковод|руковож|начальник|управлен|управлял|заведующ|заведовал|директор|возглавл|во главе|"
    r"менеджмент\w* команд|\bhead|\bmanag(?:ed|ing|ement)|\bled\b|\bleading|\bleader|\bas a manager"
)
_HELPED = re.compile(r"ассистент|помощник|секретар|assistant|secretary")
_NEVER_LED = re.compile(
    r"без (?:\w+ )?опыта (?:\w+ )?(?:руковод|управлен)|опыта (?:руковод|управлен)\w* (?:\w+ )?нет|"
    r"(?:никогда )?не руководил|управленческого опыта нет|нет (?:управленческого опыта|опыта "
    r"(?:руковод|управлен))|no (?:\w+ )?management experience|never managed|"
    r"without management experience|опыт (?:руковод|управлен)\w*\s?[:-]\s?нет"
)
_SUBORDINATES = re.compile(
    r"в (?:моем )?подчинении|подчиненн|возглавлял|direct reports|"
    r"руковод(?:ил\w*|ство) (?:\w+ ){0,2}(?:отдел|команд|групп|департамент|подразделени|служб|"
    r"коллектив|сотрудник|человек|людьми)|"
    r"(?:managed|led) (?:a|the) (?:\w+ )?(?:team|department|group)"
)
_CLAUSE = re.compile(r"[\r\n;()•]+|,(?!\d)|\.(?=\s|$)")

_MONTH_NAMES = (
    "янв jan", "фев feb", "мар mar", "апр apr", "май мая may", "июн jun", "июл jul", "авг aug",
    "сен sep", "окт oct", "ноя nov", "дек dec",
)  # fmt: skip
_MONTH_OF = {start: n for n, starts in enumerate(_MONTH_NAMES) for start in starts.split()}
_MONTH = r"(?:([а-яa-z]{3,9})\.?\s+|(\d{1,2})[./])?"
_YEAR = r"((?:19|20)\d\d)(?:\s?г(?:\.|ода?|оду)?)?"
_NOW = r"(?:настоящ\w+(?:\s+врем\w+)?|н\.?\s?в\.?|сейчас|сегодня\w*|present|now|current\w*|today)"
_RANGE = re.compile(
    rf"(?<!\w)(?:с\s+|from\s+)?{_MONTH}{_YEAR}\s*(?:-|–|—|по|до|to|until)\s*"
    rf"(?:(?:по\s+)?({_NOW})|{_MONTH}{_YEAR})"
)
_SINCE = re.compile(rf"(?<!\w)(?:с|since|from)\s+{_MONTH}{_YEAR}(?!\s*(?:-|–|—|по|до|to|until))")
_STUDY = re.compile(
    r"университет|институт|академи|колледж|техникум|училищ|школ|образован|курс|бакалавр|магистр|"
    r"universit|college|school|degree|bachelor|master|education|course|certif|сертифик"
)


RECENT_MONTHS = (60, 120)
"""Months of work, counted back from the last, that are recent, then neither recent nor old. Months
without work are not counted, so a gap makes nothing older."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Months in which the same posts were held; the posts by their places in the career.

    ``age`` is 0 for the last five years of work, 1 for the five before them, 2 for older work.
    """

    months: int
    posts: tuple[int, ...]
    age: int


@dataclass(frozen=True, slots=True)
class Statement:
    """A span of months that a text states: «5 лет опыта, из них 2 года руководил».

    Attributes
    ----------
    place, length : int
        Which words of the text state it, as :func:`matching.text.words` counts them.
    total, management : int or None
        Months; ``None`` for what it does not tell.
    """

    place: int
    length: int
    total: int | None
    management: int | None


@dataclass(frozen=True, slots=True)
class Career:
    """What is known of a career.

    Attributes
    ----------
    positions : tuple of Position
        Latest first, at most ``MAX_POSITIONS``.
    leads : tuple of bool
        Which of them led people by their description; titles are read by others.
    stretches : tuple of Stretch
        The time line cut where a post begins or ends: overlaps count once.
    told_total, told_management : int or None
        Months told in fields of their own.
    statements : tuple of Statement
        What the text states beside them: with no dated post months, else only that one never led.
    """

    positions: tuple[Position, ...]
    leads: tuple[bool, ...]
    stretches: tuple[Stretch, ...]
    told_total: int | None
    told_management: int | None
    statements: tuple[Statement, ...]

    @property
    def stated_total(self) -> int | None:
        """Months in all: of the field, else the most that the text states."""
        if self.told_total is not None:
            return self.told_total
        return max((s.total for s in self.statements if s.total is not None), default=None)


def read_career(profile: CandidateProfile, as_of: int) -> Career:
    """Read the career of a candidate as of a month: open posts last to it, later ones are cut."""
    positions = _latest_first(profile.positions, as_of)
    told = clean(profile.text)
    stretches, stated = _stretches(positions, as_of), _never_led(told)
    if not stretches:
        if not positions:
            positions = _latest_first(_positions_in(told), as_of)
            stretches = _stretches(positions, as_of)
        stated = (*stated, *stated_months(told))
    leads = tuple(bool(_SUBORDINATES.search(clean(item.description))) for item in positions)
    return Career(
        positions,
        leads,
        stretches,
        profile.experience_months,
        profile.management_months,
        stated,
    )


def stated_months(cleaned: str) -> tuple[Statement, ...]:
    """Return the months in all and in management that a cleaned text states: «5 лет опыта».

    A number counts only beside a word of work in its clause or the clause before, so an age
    («мужчина, 35 лет») is not experience.
    """
    found = []
    before, place, end = "", 0, 0
    for clause in _CLAUSE.split(cleaned):
        n_words = len(words(clause))
        place, end = end, end + n_words
        stated = [_amount(match) for match in _YEARS.finditer(clause)]
        if not stated and (_LED.search(clause) or _WORKED.search(clause)):
            lone = _LONE_YEAR.search(clause)
            stated = [_NUMBERS.get(lone[1], 1)] if lone else []
        context = clause if _WORKED.search(clause) or _LED.search(clause) else before
        before = "" if stated else clause
        years = max((amount for amount in stated if amount <= MAX_STATED_YEARS), default=None)
        if years is None or not (_WORKED.search(context) or _LED.search(context)):
            continue
        led = _LED.search(context) and not (_NEVER_LED.search(context) or _HELPED.search(context))
        months = round(years * 12)
        found.append(Statement(place, n_words, months, months if led else None))
    return tuple(found)


def _never_led(cleaned: str) -> tuple[Statement, ...]:
    """Return the first place where a cleaned text says that its writer never led anybody."""
    match = _NEVER_LED.search(cleaned)
    if match is None:
        return ()
    return (Statement(len(words(cleaned[: match.start()])), len(words(match[0])), None, 0),)


def _amount(match: re.Match[str]) -> float:
    if match[3]:
        return _NUMBERS[match[3]]
    return int(match[1]) + int(match[2] or 0) / 10


def _positions_in(cleaned: str) -> list[Position]:
    """Return the posts that the lines of a text date: «2011 — 2015 руководитель отдела»."""
    found = []
    lines = [line for line in re.split(r"[\r\n]+|(?<=\w\w)\.\s", cleaned) if line.strip()]
    for number, line in enumerate(lines):
        match = _RANGE.search(line) or _SINCE.search(line)
        if match is None or _STUDY.search(line):
            continue
        parts = match.groups() + (None,) * 4
        start = _month(parts[0], parts[1], parts[2], last=False)
        open_ended = parts[3] is not None or parts[6] is None
        end = None if open_ended else _month(parts[4], parts[5], parts[6], last=True)
        title = (line[: match.start()] + " " + line[match.end() :]).strip(" -–—:,.")
        if sum(map(str.isalpha, title)) < 4 and number + 1 < len(lines):
            title = lines[number + 1].strip()
        found.append(Position(title=title[:200], start=start, end=end))
        if len(found) == MAX_POSITIONS:
            break
    return found


def _month(name: str | None, number: str | None, year: str | None, *, last: bool) -> int:
    """Return the month; of a year alone its first month as a start, its last as an end."""
    first = int(year or FIRST_YEAR) * 12
    if name is not None and name[:3] in _MONTH_OF:
        return first + _MONTH_OF[name[:3]]
    if number is not None and 1 <= int(number) <= 12:
        return first + int(number) - 1
    return first + (11 if last else 0)


def _latest_first(positions: Sequence[Position], as_of: int) -> tuple[Position, ...]:
    """Order by the last month, then the first; posts without dates keep their place at the end."""
    dated = [p for p in positions if p.start is not None and p.start <= as_of]
    undated = [p for p in positions if p.start is None]
    dated.sort(
        key=lambda p: (as_of if p.end is None else min(p.end, as_of), p.start or 0, p.title),
        reverse=True,
    )
    return tuple(dated + undated)[:MAX_POSITIONS]


def _stretches(positions: Sequence[Position], as_of: int) -> tuple[Stretch, ...]:
    spans = []
    for place, position in enumerate(positions):
        if position.start is None:
            continue
        end = as_of if position.end is None else min(position.end, as_of)
        if end >= position.start:
            spans.append((position.start, end + 1, place))
    borders = sorted({border for start, stop, _ in spans for border in (start, stop)})
    stretches: list[Stretch] = []
    worked = 0
    for start, stop in reversed(list(pairwise(borders))):
        held = tuple(place for first, last, place in spans if first <= start and stop <= last)
        if not held:
            continue
        end = worked + stop - start
        turns = [turn for turn in RECENT_MONTHS if worked < turn < end]
        for since, until in pairwise([worked, *turns, end]):
            age = sum(since >= turn for turn in RECENT_MONTHS)
            stretches.append(Stretch(until - since, held, age))
        worked = end
    return tuple(stretches)

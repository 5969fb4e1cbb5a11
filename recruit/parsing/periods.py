"""The grammar of periods: «Март 2015 — настоящее время», "03/2015-11/2018", «с 2011 по 2013 г.».

It finds what is written as a period and refuses the rest; whether a period is that of a post is
told by its place in the document, which :mod:`recruit.parsing.positions` knows.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from recruit.parsing.plain import REMEMBERED, plain

MOST_PERIODS = 100
"""Periods of one text that are looked for; more are no resume."""

FIRST_YEAR, LAST_YEAR = 1945, 2099
_CENTURY_TURN = 70
"""«06.75» is 1975 and «06.15» is 2015."""

_MONTHS = (
    "январ[ьяюе]|янв|january|jan",
    "феврал[ьяюе]|февр?|february|feb",
    "март[аеу]?|мар|march|mar",
    "апрел[ьяюе]|апр|april|apr",
    "ма[йяюе]|may",
    "июн[ьяюе]?|june|jun",
    "июл[ьяюе]?|july|jul",
    "август[аеу]?|авг|august|aug",
    "сентябр[ьяюе]|сент?|september|sept?",
    "октябр[ьяюе]|окт|october|oct",
    "ноябр[ьяюе]|нояб?|november|nov",
    "декабр[ьяюе]|дек|december|dec",
)
_MONTH_NUMBER = [re.compile(names) for names in _MONTHS]
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_NAME = rf"(?:{'|'.join(_MONTHS)})(?![а-яa-z])\.?"
_YEAR = r"(?:19[4-9]\d|20\d\d)"
_GOD = r"(?:\s?(?:гг|год[ауе]?|г)(?![а-яa-z])\.?)?"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_MM = r"(?:0?[1-9]|1[0-2])"
_GAP = r"[\s,]{1,3}"


def _date(tag: str) -> str:
    """The pattern of one date; groups are named with ``tag``."""
    forms = (
        rf"(?:{_DAY}(?:-?(?:го|е|st|nd|rd|th))?\s)?(?P<name{tag}>{_NAME})\s?"
        rf"(?:(?<=[a-z]\s){_DAY},\s)?"
        rf"[-/,]?\s?(?:(?P<year_a{tag}>{_YEAR})|'?(?P<short_a{tag}>\d\d)(?!\d|\s?[.:]\d))",
        rf"(?:(?P<day{tag}>{_DAY})[./-])?(?P<mm_b{tag}>{_MM})\s?[./-]\s?(?P<year_b{tag}>{_YEAR})",
        rf"(?P<year_c{tag}>{_YEAR})[./-](?P<mm_c{tag}>0[1-9]|1[0-2])(?:[./-]{_DAY})?(?!\d)",
        rf"{_DAY}\.(?P<mm_d{tag}>{_MM})\.(?P<short_d{tag}>\d\d)",
        rf"(?P<mm_e{tag}>{_MM})[./'](?P<short_e{tag}>\d\d)(?![.,]?\d)",
        rf"(?P<roman{tag}>[ivx]{{1,4}})[./\s](?P<year_f{tag}>{_YEAR})",
        rf"(?:(?:весн|лет|осен|зим)[а-я]{{1,2}}\s|(?:spring|summer|autumn|fall|winter)\s)?"
        rf"(?P<year_g{tag}>{_YEAR})",
    )
    return rf"(?:{'|'.join(forms)})(?!\d){_GOD}"


_NOW = (
    r"(?P<now>(?:по|до|на|to|till|until)?\s?(?:"
    r"(?:(?:настоящ|текущ|сегодняшн|данн|нынешн)[а-я]{2,3}|наст\.?)\s?"
    r"(?:времен[ия]|время|врем\.?|вр\.?|момента?|день|дня)?"
    r"|н\s?[./]?\s?вр?(?:емя)?(?![а-яa-z])\.?|(?:продолжаю\s)?работаю(?:\s(?:сейчас|(?:в|по)\sнастоящее\sвремя))?|с(?:ей|его)\s(?:день|дня|момента?)|этот\sдень|сих\sпор"
    r"|сейчас|сегодня|now|present(?:\sday)?|current(?:ly)?|date|today|ongoing|onwards)(?![а-яa-z]))"
)
_DASH = r"(?:-{1,3}|>|›|»|→|⟶|⇒|➔|➜|÷|~|\.{2,3}|…|\|)"
_TO = (
    rf"(?:\s{{0,3}},?\s?{_DASH}\s{{0,3}}(?:(?:по|до)\s)?|[\s,]{{1,3}}(?:и\s)?"
    r"(?:по|до|to|till|until|through)\s{1,2})"
)
_FROM = r"(?:(?:период\s)?(?:со?|c|from|since)\s{1,2})?"
_BEFORE = r"(?<![\d.,/+:№a-zа-я-])(?<![\d][\s-])"
_AFTER = r"(?![\d]|[-/.]\d)"

_FULL = re.compile(rf"{_BEFORE}(?P<from>{_FROM}){_date('1')}{_TO}(?:{_date('2')}|{_NOW}){_AFTER}")
# «март – июнь 2018», «с марта по июнь 2018 г.»: the year is told once.
_ONE_YEAR = re.compile(
    rf"{_BEFORE}{_FROM}(?P<first>{_NAME}|{_MM}){_TO}(?P<second>(?:{_NAME})\s?|{_MM}[./])"
    rf"(?P<year>{_YEAR}){_GOD}{_AFTER}"
)
# «2015–18»: a number above twelve is no month.
_SHORT_END = re.compile(
    rf"{_BEFORE}{_FROM}(?P<year>{_YEAR})\s?-\s?(?P<short>1[3-9]|[2-9]\d){_AFTER}{_GOD}(?![\s-]*\d)"
)
_SINCE = re.compile(
    rf"{_BEFORE}(?P<from>(?:со?|c|from|since)\s{{1,2}}){_date('1')}"
    rf"(?!\s{{0,3}},?\s?{_DASH}\s{{0,3}}\d|[\s,]{{1,3}}(?:и\s)?(?:по|до|to|till|until)\s)(?!\s?\d)"
)
# «Март 2019 —» with nothing behind it: the post goes on.
_OPEN = re.compile(rf"{_BEFORE}{_date('1')}\s?{_DASH}\s?[\])]?$")
_ALONE = re.compile(rf"{_BEFORE}{_date('1')}{_AFTER}")

_SIGNS = re.compile(r"[|·•\t]")

# What makes numbers of the form of years something else.
_UNITS = re.compile(
    r"\s?(?:руб|р\.|₽|\$|€|usd|eur|тыс|т\.\s?р|чел|шт|кг|тонн|км|кв|м2|мм|%|единиц|ед\.|штук|класс)"
)
_NO_DATES = re.compile(
    r"(?:гост|iso|исо|снип|сп|ту|№|номер|стр|art|приказ|договор|закон[а-я]*|фз|тел|тел\.|phone|каб)"
    r"\.?[\s:№]*[a-zа-я]?\.?$"
)

_DURATION = re.compile(
    r"(?<![\d.,])(?:"
    r"(?P<years>\d{1,2}(?:[.,]5)?)\s?(?:\+\s?)?(?:лет|год[ау]?|г\.|years?|yrs?\.?)(?![а-яa-z])"
    r"(?:[\s,]{1,2}(?:и\s|and\s)?(?P<months>\d{1,2})\s?(?:месяц(?:а|ев)?|мес\.?|months?|mos?\.?)"
    r"(?![а-яa-z]))?"
    r"|(?P<only>\d{1,3})\s?(?:месяц(?:а|ев)?|мес\.?|months?|mos\.?)(?![а-яa-z]))"
)


@dataclass(frozen=True, slots=True)
class Period:
    """From a month or year to another, or up to now.

    Attributes
    ----------
    start, end : str
        ``YYYY-MM``, or ``YYYY`` where the year alone is told; ``end`` is empty for now.
    span : (int, int)
        Characters of the text that was searched.
    open : bool
        Whether it ends now because no end is told, which is less sure than «настоящее время».
    """

    start: str
    end: str
    span: tuple[int, int]
    open: bool = False

    @property
    def current(self) -> bool:
        return not self.end


@dataclass(frozen=True, slots=True)
class Duration:
    """«7 лет 7 месяцев»: how long, not when."""

    months: int
    span: tuple[int, int]


def _year_of_two(digits: str) -> int:
    number = int(digits)
    return number + (1900 if number >= _CENTURY_TURN else 2000)


def _month_of_name(name: str) -> int:
    name = name.rstrip(".")
    return next(n for n, names in enumerate(_MONTH_NUMBER, 1) if names.fullmatch(name))


def _read(match: re.Match[str], tag: str) -> str | None:
    """The date of a match as ``YYYY-MM`` or ``YYYY``; ``None`` if it is no date."""
    groups = match.groupdict()
    year = next((groups[f"year_{f}{tag}"] for f in "abcfg" if groups[f"year_{f}{tag}"]), None)
    short = next((groups[f"short_{f}{tag}"] for f in "ade" if groups[f"short_{f}{tag}"]), None)
    number = int(year) if year else _year_of_two(short) if short else 0
    if not FIRST_YEAR <= number <= LAST_YEAR:
        return None
    month = 0
    if name := groups[f"name{tag}"]:
        month = _month_of_name(name)
    elif roman := groups[f"roman{tag}"]:
        if roman not in _ROMAN:
            return None
        month = _ROMAN.index(roman) + 1
    else:
        digits = next((groups[f"mm_{f}{tag}"] for f in "bcde" if groups[f"mm_{f}{tag}"]), None)
        month = int(digits) if digits else 0
    return f"{number:04d}-{month:02d}" if month else f"{number:04d}"


def _in_order(start: str, end: str) -> bool:
    width = min(len(start), len(end))
    return start[:width] <= end[:width]


def _hours(match: re.Match[str]) -> bool:
    """Whether «09.00-18.30» tells hours of work and no months."""
    return all(match[f"short_e{tag}"] in ("00", "30", "15", "45") for tag in "12")


def _refused(text: str, start: int, end: int) -> bool:
    return bool(_UNITS.match(text, end) or _NO_DATES.search(text[max(0, start - 12) : start]))


def periods_in(text: str) -> list[Period]:
    """Return the periods of a text, in order; spans count its characters."""
    return list(_remembered(plain(text)))


@lru_cache(maxsize=REMEMBERED)
def _remembered(text: str) -> tuple[Period, ...]:
    return tuple(periods_in_plain(text))


def periods_in_plain(text: str) -> list[Period]:
    """Return the periods of a text in its comparable form."""
    if not any(letter.isdigit() for letter in text):
        return []
    found: list[Period] = []

    def add(start: str | None, end: str | None, match: re.Match[str], open_: bool = False) -> None:
        begin, stop = match.span()
        while stop > begin and text[stop - 1].isspace():
            stop -= 1
        if start is None or end is None or (end and not _in_order(start, end)):
            return
        if len(found) >= MOST_PERIODS:
            return
        if _refused(text, begin, stop) or any(
            begin < other.span[1] and other.span[0] < stop for other in found
        ):
            return
        found.append(Period(start, end, (begin, stop), open_))

    for match in _FULL.finditer(text):
        if match["now"] or not _hours(match):
            add(_read(match, "1"), "" if match["now"] else _read(match, "2"), match)
    for match in _ONE_YEAR.finditer(text):
        first, second = match["first"], match["second"].strip(" ./")
        if first.isdigit() == second.isdigit():
            months = [int(m) if m.isdigit() else _month_of_name(m) for m in (first, second)]
            start, end = (f"{match['year']}-{month:02d}" for month in months)
            add(start, end, match)
    for match in _SHORT_END.finditer(text):
        add(match["year"], match["year"][:2] + match["short"], match)
    for match in _SINCE.finditer(text):
        add(_read(match, "1"), "", match, True)
    for match in _OPEN.finditer(text):
        add(_read(match, "1"), "", match, True)
    return sorted(found, key=lambda period: period.span)


def split_period(first: str, second: str) -> bool:
    """Whether «Май 2008 — Июнь» and «2009» are one period over two lines."""
    first = _SIGNS.split(first)[-1].lstrip()  # «ООО «Берег» | Март 2019 – Декабрь»
    if len(first) > 40 or len(second) > 45 or not any(letter.isdigit() for letter in first):
        return False
    joined = periods_in(f"{first} {second}")
    if len(joined) != 1 or joined[0].open:
        return False
    alone = periods_in(first)
    ended = bool(alone) and not alone[0].open
    starts, stops = joined[0].span
    return not ended and stops > len(first) + 1 and starts <= 3


def date_in(text: str) -> tuple[str, tuple[int, int]] | None:
    """Return the first single date of a text, for values of labels such as «Дата приёма»."""
    for match in _ALONE.finditer(plain(text)):
        if date := _read(match, "1"):
            return date, match.span()
    return None


def is_now(text: str) -> bool:
    """Whether a text says nothing but «по настоящее время» in one of its spellings."""
    return re.fullmatch(rf"[\s\-(\[]*{_NOW}[\s.)\]]*", plain(text)) is not None


def durations_in(text: str) -> list[Duration]:
    """Return the durations of a text; ages and years of dates are none."""
    found = []
    for match in _DURATION.finditer(plain(text)):
        if match["only"]:
            months = int(match["only"])
        else:
            years = float(match["years"].replace(",", "."))
            months = round(years * 12) + int(match["months"] or 0)
        found.append(Duration(months, match.span()))
    return found

"""What must never weigh: birth date, age, sex, citizenship, family. Read so that it can be cut.

The birth date is kept beside the contacts; everything else here has a place in the text and no
value anywhere.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from recruit.parsing.document import Document
from recruit.parsing.draft import Found, Span
from recruit.parsing.plain import MAX_LINE, plain
from recruit.parsing.spans import found, line_at

_MONTHS = (
    "январ", "феврал", "март", "апрел", "ма", "июн", "июл", "август", "сентябр", 
    "октябр", "ноябр", "декабр",
)  # fmt: skip
_ENGLISH = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMED = (
    r"(?:январ|феврал|март|апрел|ма[йя]|июн|июл|август|сентябр|октябр|ноябр|декабр|"
    r"jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[а-яa-z]{0,7}"
)
_YEAR = r"(?:19[3-9]\d|20[01]\d)"
_FULL = (
    rf"(?<![\d.])(?:(?P<d1>\d{{1,2}})\s?[./-]\s?(?P<m1>\d{{1,2}})\s?[./-]\s?(?P<y1>{_YEAR})|"
    rf"(?P<y2>{_YEAR})-(?P<m2>\d\d)-(?P<d2>\d\d)|"
    rf"\"?(?P<d3>\d{{1,2}})\"?(?:-?(?:го|ое|st|nd|rd|"
    rf"th))?\s(?:of\s)?(?P<n3>{_NAMED})\.?,?\s(?P<y3>{_YEAR})|"
    rf"(?P<n4>{_NAMED})\.?\s(?P<d4>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<y4>{_YEAR}))(?![\d])"
)
_DATE = re.compile(_FULL)
_SHORT_DATE = re.compile(r"(?<![\d.])(?P<d>\d{1,2})[./](?P<m>\d{1,2})[./](?P<y>\d\d)(?![\d.])")
_GOD = r"(?:\s?г(?:од[ау]?|\.)?(?![а-я])\.?)?"
_BORN = re.compile(
    r"родил(?:ся|ась)|(?:дата|день|год|число)[^:\d]{0,20}рожд[а-я.]*|д\.\s?р\.|рожден|г\.\s?р\.|"
    r"\bborn\b|birth|\bd\.?o\.?b\b"
)
_NUMBER = re.compile(r"^\W*\d{1,2}[.)]\s*")
"""The number of a question of a form: «3. Дата рождения»."""

_BEFORE_PERIOD = re.compile(r"\s?(?:-|по|to|until)\s?$")
_AFTER_PERIOD = re.compile(r"\s?(?:-|по\b|to\b|until)")
_UPDATED = re.compile(r"обновл|updated|создан|распечатан|дата\s*(?:заполн|составл|резюме)|printed")

YOUNGEST, OLDEST = 14, 85

_AGE = r"(?:1[4-9]|[2-7]\d)\s*(?:полных\s+)?(?:лет|года?)(?![а-я])"
_CLAUSE_START = r"(?:(?<=^)|(?<=[,;|(•·.]))\s*"
_CLAUSE_END = r"(?=\s*(?:[,;|).•·]|$|\s-\s))"
_CLAUSES = re.compile(
    rf"{_CLAUSE_START}(?:"
    r"мужчина|женщина|мужской(?:\sпол)?|женский(?:\sпол)?|пол\s?[:-]\s?[а-яa-z.]+|male|female|"
    r"(?:sex|gender)\s?:\s?[a-z]+|"
    rf"(?:возраст\s?[:-]?\s?|мне\s|age\s?:?\s?)?{_AGE}|(?:возраст|"
    rf"age)\s?[:-]\s?\d\d(?:\s?(?:лет|года?|years?))?|"
    r"\d\d\s?(?:years?[\s-]old|y\.\s?o\.?)|"
    r"(?:гражданство|национальность|citizenship|nationality)\s?[:-]\s?[^;|\n]{1,80}|"
    r"(?:гражданин|гражданка)\s[^;,.|]{1,40}|есть разрешение на работу[^;|\n]{0,60}|"
    r"(?:семейное положение|семейный статус|marital status|family status|дети|children|"
    r"семья)\s?[:-]\s?[^;|\n]{1,80}|"
    r"не\s?замужем|замужем|(?:не\s)?женат|холост(?:ой)?|разведен[а]?|вдов[аец]{1,3}|"
    r"(?:состою |не состою )?в браке|married|divorced|"
    r"(?:есть |имею )?(?:двое|трое|один|одна|\d)\s?(?:детей|ребенок|ребенка|дочь|сын|children|"
    r"child|kids?)"
    r"(?:\s?\([^)]{0,40}\))?|есть (?:дети|ребенок|сын|дочь)|детей нет|без детей|no children"
    rf"){_CLAUSE_END}"
)


def _month(name: str) -> int:
    for number, stem in enumerate(_MONTHS, start=1):
        if name.startswith(stem) and (stem != "ма" or name[:3] in ("май", "мая", "мае")):
            return number
    return _ENGLISH.index(name[:3]) + 1 if name[:3] in _ENGLISH else 0


def _iso(year: int, month: int, day: int) -> str | None:
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return f"{year:04d}-{month:02d}-{day:02d}"


def _read(match: re.Match[str]) -> str | None:
    groups = match.groupdict()
    if groups["y1"]:
        return _iso(int(groups["y1"]), int(groups["m1"]), int(groups["d1"]))
    if groups["y2"]:
        return _iso(int(groups["y2"]), int(groups["m2"]), int(groups["d2"]))
    if groups["y3"]:
        return _iso(int(groups["y3"]), _month(groups["n3"]), int(groups["d3"]))
    return _iso(int(groups["y4"]), _month(groups["n4"]), int(groups["d4"]))


def _dates(document: Document, number: int) -> Iterator[tuple[str, Span, bool]]:
    """The birth dates that a line may tell: value, span, and whether words say so."""
    text = plain(document.lines[number].text[:MAX_LINE])
    base = document.starts[number]
    for match in _DATE.finditer(text):
        before, after = text[: match.start()], text[match.end() :]
        value = _read(match)
        if value is None or _UPDATED.search(before):
            continue
        if _BEFORE_PERIOD.search(before) or _AFTER_PERIOD.match(after):
            continue
        told = bool(_BORN.search(before[-50:]) or _BORN.search(after[:25]))
        yield value, (base + match.start(), base + match.end()), told
    for match in _SHORT_DATE.finditer(text):
        before = text[: match.start()]
        if _BORN.search(before[-50:]):
            year = int(match["y"])
            value = _iso(
                1900 + year if year > 15 else 2000 + year, int(match["m"]), int(match["d"])
            )
            if value is not None:
                yield value, (base + match.start(), base + match.end()), True


def _is_adult(value: str, as_of: str) -> bool:
    age = int(as_of[:4]) - int(value[:4])
    return YOUNGEST <= age <= OLDEST


def _label_above(document: Document, number: int) -> bool:
    """Whether the cell or line before names the birth date."""
    for above in range(number - 1, max(-1, number - 4), -1):
        other, line = document.lines[above], document.lines[number]
        same_row = other.row is not None and other.row == line.row
        text = _NUMBER.sub("", plain(other.text[:80]))
        if _BORN.search(text) and not any(letter.isdigit() for letter in text):
            return same_row or above == number - 1
    return False


def read_birth_date(document: Document, lines: Sequence[int], as_of: str) -> Found[str] | None:
    """The full date of birth: named as such, or alone on a line of the head."""
    alone: Found[str] | None = None
    for number in lines:
        for value, span, told in _dates(document, number):
            if not _is_adult(value, as_of):
                continue
            if told or _label_above(document, number):
                return found(document, span, value, 0.98, "birth date")
            rest = plain(document.text[document.starts[number] : span[0]])
            line = document.lines[number]
            after = plain(document.text[span[1] : document.starts[number] + len(line.text)])
            clean = re.fullmatch(r"[^\w]*", rest) and re.match(
                r"\s?(?:г(?:ода?|\.)?)?[^\w]*(?:$|\(?\d\d\s?(?:лет|год|y))", after
            )
            if clean and alone is None:
                alone = found(document, span, value, 0.8, "date in the head")
    return alone


def protected_spans(
    document: Document, birth_date: Found[str] | None = None, lines: Iterable[int] | None = None
) -> list[Span]:
    """Where protected facts stand, in order and without overlaps.

    Parameters
    ----------
    document : Document
    birth_date : Found or None
        The date that was read; all its other mentions are protected, too.
    lines : iterable of int, optional
        Lines to look at, by default all.
    """
    spans: list[Span] = []
    for number in range(len(document.lines)) if lines is None else lines:
        text = plain(document.lines[number].text[:MAX_LINE])
        base = document.starts[number]
        for value, span, told in _dates(document, number):
            same = birth_date is not None and value == birth_date.value
            if told or same:
                spans.append(_with_words(document, span))
        for match in _CLAUSES.finditer(text):
            start = match.start() + len(match[0]) - len(match[0].lstrip())
            spans.append((base + start, base + match.end()))
    if birth_date is not None:
        spans.append(birth_date.span)
    return _joined(spans)


def _with_words(document: Document, span: Span) -> Span:
    """A date with the words before it that tell of birth, and the word for year after it."""
    number = line_at(document, span[0])
    base = document.starts[number]
    before = plain(document.text[base : span[0]])
    start = span[0]
    told = list(_BORN.finditer(before[-50:]))
    if told:
        start = base + max(0, len(before) - 50) + told[-1].start()
    end = span[1]
    god = re.match(_GOD, plain(document.text[end : end + 8]))
    return start, end + (god.end() if god else 0)


def _joined(spans: list[Span]) -> list[Span]:
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


_LEFT_OVER = re.compile(r"^[\s,;.|•·]+(?=\w)|(?:[\s]*[,;|])+(?=[\s]*[,;|])|[\s,;|]+$")
_STOPS = re.compile(r"([.;|])(?:\s*[,;.|])+")
"""Signs that stood between facts which were cut out."""


def without(document: Document, spans: Iterable[Span], protected: Sequence[Span]) -> str:
    """The text of some spans, one a line, without the protected ones in them."""
    lines = []
    for start, end in spans:
        place, kept = start, ""
        for low, high in protected:
            if low < end and high > place:
                kept += document.text[place : max(place, low)]
                place = min(end, max(place, high))
        kept += document.text[place:end]
        kept = (
            _LEFT_OVER.sub("", _STOPS.sub(r"\1", kept))
            if kept != document.text[start:end]
            else kept
        )
        if kept.strip(" ,;.|•·—–-_"):
            lines.append(kept)
    return "\n".join(lines)

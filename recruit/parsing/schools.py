"""Words of education: the names of schools in a line, and the level that a phrase tells."""

import re
from collections.abc import Sequence
from functools import lru_cache

from matching.cities import Cities
from recruit.parsing.draft import Span
from recruit.parsing.plain import REMEMBERED, plain

_YEAR = re.compile(r"(?<!\d)(?:19[5-9]\d|20[0-4]\d)(?!\d)")
_LEVELS = (
    ("incomplete_higher",
         r"(?:неоконч|незаконч|неполн)[а-я]*\s+высш[а-я]*|incomplete higher|"
         r"unfinished higher|unfinished degree|студент(?:ка)?\b(?!\w)"),
    ("phd",
         r"(?:кандидат|доктор)(?:\s[а-я-]+){0,2}\sнаук|аспирантур[а-я]*|ph\.?\s?d\b\.?|"
         r"doctorate|doctoral|ученая степень|доктор наук"),
    ("vocational",
         r"средн[а-я]*[\s-]+(?:специальн|проф(?:ессиональн|\.))[а-я]*|среднеспециальн[а-я]*|"
         r"среднее\s+тех[а-я]*|начальн[а-я]+ профессиональн[а-я]*|"
                   r"\bспо\b|secondary vocational|vocational(?:\s(?:education|training|"
                   r"diploma|school))?|secondary specialized|associate(?:'s)? degree|"
                   r"college diploma"),
    ("higher",
         r"высшее(?:\s+образование)?(?:\s*\((?:бакалавр|магистр|специал)[а-я]*\))?|"
         r"бакалавр(?:иат)?[а-я]{0,2}(?![а-я])|магистр(?:атура)?[а-я]{0,2}(?![а-я])|"
         r"специалитет|"
               r"(?:диплом\s)?специалист(?:а)?(?=\s*(?:$|[,;(.:)-]))|"
               r"bachelor(?:'s)?(?:\s(?:degree|of\s\w+))?|master(?:'s)?(?:\s(?:degree|"
               r"of\s\w+))?|specialist(?:'s)?\s(?:degree|diploma)|"
               r"\bb\.?sc\b|\bm\.?sc\b|\bb\.a\.|\bm\.a\.|\bba\b|\bma\b|\bmba\b|\bb\.?eng\b|"
               r"\bm\.?eng\b|llb|llm|higher education|diploma \(higher education\)|"
               r"university degree|специалист\s+с\s+высшим"),
    ("secondary",
         r"среднее\s+(?:полное|общее|\(полное\)|образование)(?:\s(?:общее|образование))*|"
         r"среднее(?=\s*(?:$|[,;(.:–-]|\d))|среднее(?=\s+(?:школа|сош|лицей|гимнази|мбоу|"
         r"мкоу))|"
                  r"secondary(?:\s(?:education|school))?|high school(?:\sdiploma)?|основное общее"),
)  # fmt: skip
_LEVEL_PATTERNS = tuple((level, re.compile(words)) for level, words in _LEVELS)

_SCHOOL = re.compile(
    r"университет|институт(?!а\b)|академи[яюи](?!\w)|колледж|техникум|училищ|(?:^|"
    r"[\s\"№])школ[аыеу](?!\w)|лице[йя]|гимнази|консерватори|"
    r"семинари[яи]\b|\bпту\b|\bсош\b|\bвуз\b|universit|\bcollege|\binstitute|\bacademy|"
    r"(?<!high )(?<!secondary )\bschool\b|polytechnic|"
    r"conservatory|lyceum|gymnasium|\bhse\b|\bmgimo\b|\bmipt\b|политех|\bмфти\b|\bмифи\b|"
    r"\bмирэа\b|\bвшэ\b|\bмаи\b|\bмэи\b|\bмади\b|\bранхигс\b|\bмгимо\b|\bитмо\b|\bлэти\b|"
    r"\bстанкин\b|\bхаи\b"
)
_ABBREVIATION = re.compile(
    r"(?<![\w-])(?=(?:[а-яё-]*[А-ЯЁ]){2})[А-ЯЁ][А-ЯЁа-яё-]{1,9}[УАИТ](?![\w])"
)
_NO_ABBREVIATION = frozenset(
    (
        *("ФБУ", "ФГУ", "МБУ", "ГБУ", "МКУ", "ФГБУ", "ОГБУ", "КГБУ", "МАУ"),
        *("МБА", "США", "СССР", "ФРГ", "СМИ", "ОБЖ", "ЕГЭ", "МОГУ"),
    )
)
_NO_SCHOOL = re.compile(
    r"факультет|кафедр|faculty|department|бизнес-школ|онлайн|online|курс|тренинг|семинар\b|"
    r"семинары|сертифик|certificat|"
    r"повышение квалиф|переподготовк|школа программир|coursera|stepik|нетологи|skillbox|"
    r"skillfactory|geekbrains|яндекс"
)
_OF_NO_ONE = re.compile(
    r"\b(?:к|в|во|для|из|до|при|на|со?)\s(?:[а-я-]+\s)?школ[аыеу]\b(?!\s?(?:№|\d|n))"
)
"""«Подготовка детей к школе»: a school that is not named."""

_PART = re.compile(
    r"\s*[;|•·]\s*|\s/\s|,\s+|\s+[–—-]\s+|:\s+|\t|\s*\(\s*(?=(?:19|20)\d\d)|"
    r"(?<![А-ЯЁA-Z])(?<!им)(?<!г)(?<!\bSt)\.\s+(?=[А-ЯЁA-Z][а-яёa-z]{3})"
)
_LABEL = re.compile(
    r"^(?:учебное заведение|название учебного заведения|наименование учебного заведения|вуз|"
    r"учреждение|institution|school|university|"
    r"организация|образовательное учреждение|место учебы|где учились)\s*[:–—-]\s*",
    re.IGNORECASE,
)
_KEPT_BRACKET = re.compile(
    r"[А-ЯЁA-Z][а-яёa-z]?[А-ЯЁA-Z]|университет|институт|академи|универс|филиал|университет|бывш|г\.\s?[А-ЯЁ]"
    r"|univer|institut"
)
_TAIL_YEAR = re.compile(r"[\s,(]*(?:19|20)\d\d.*$")


def level_in(same: str) -> tuple[str, Span] | None:
    for level, words in _LEVEL_PATTERNS:
        match = words.search(same)
        if match:
            return level, match.span()
    return None


def schools_in(text: str) -> list[Span]:
    """The names of schools in a line: the part between commas that holds a word for a school."""
    return list(_remembered(text))


@lru_cache(maxsize=REMEMBERED)
def _remembered(text: str) -> tuple[Span, ...]:
    return tuple(_schools_in(text))


def _schools_in(text: str) -> list[Span]:
    spans: list[Span] = []
    place = 0
    bounds = []
    for match in _PART.finditer(text):
        inside = text[: match.start()]
        if inside.count("«") > inside.count("»") or (
            inside.count("(") > inside.count(")") and "(" not in match[0]
        ):
            continue
        bounds.append((place, match.start()))
        place = match.end()
    bounds.append((place, len(text)))
    for low, high in bounds:
        part = text[low:high]
        same = plain(part)
        if _NO_SCHOOL.search(same):
            continue
        if _OF_NO_ONE.search(same):
            continue
        short = _ABBREVIATION.search(part)
        if not (_SCHOOL.search(same) or (short and short[0] not in _NO_ABBREVIATION)):
            continue
        start, end = _trimmed_school(text, low, high)
        if end - start >= 2:
            spans.append((start, _with_city(text, start, end, bounds)))
    return _merged(text, spans)


def _with_city(text: str, start: int, end: int, bounds: Sequence[Span]) -> int:
    """The end of a school's name with the city behind it, as diplomas write it.

    A school of one word goes without: its abbreviation says where it is.
    """
    if len(text[start:end].split()) < 2:
        return end
    following = next(((low, high) for low, high in bounds if end <= low <= end + 3), None)
    if following is None or "," not in text[end : following[0]]:
        return end
    part = text[following[0] : following[1]].strip()
    city = re.sub(r"^(?:г\.|город)\s*", "", part)
    return following[0] + len(part) if Cities.load().find(city) else end


def _trimmed_school(text: str, low: int, high: int) -> Span:
    """A school without the year, level and marks around its name."""
    part = text[low:high]
    label = _LABEL.match(part)
    if label:
        low += label.end()
    lead = re.match(
        r"[\s•–—-]*(?:(?:окончил[а]?|закончил[а]?|graduated(?: from)?|учил[а-я]+)\s+)?"
        r"(?:(?:в|in|from)\s+)?(?:(?:19|20)\d\d\s*(?:г(?:од[ау]?|\.)?)?\s*"
        r"(?:окончил[а]?|закончил[а]?|получил[а]?(?: диплом)?)\s+)?(?:(?:19|"
        r"20)\d\d\s*(?:г(?:од)?\.?)?(?:\s*[-–—]\s*(?:19|20)\d\d\s*(?:гг?\.?)?)?[\s,–—-]*)?",
        text[low:high],
        re.IGNORECASE,
    )
    if lead:
        low += lead.end()
    level = level_in(plain(text[low:high]))
    if level and level[1][0] == 0 and level[1][1] < high - low - 4:
        low += level[1][1]
    subject = re.search(r"\s*\(([^()]{3,90})\)?\s*$", text[low:high])
    if subject and subject.start() > 3 and not _KEPT_BRACKET.search(subject[1]):
        high = low + subject.start()
    tail = _TAIL_YEAR.search(text[low:high])
    if tail and tail.start() > 3:
        high = low + tail.start()
    while low < high and text[low] in ' ,;:.-–—(•|*_`"':
        if text[low] == '"' and text[low:high].count('"') > 1:
            break
        low += 1
    while high > low and text[high - 1] in " ,;:-–—(|*_`":
        high -= 1
    return low, high


def _merged(text: str, spans: list[Span]) -> list[Span]:
    """«Институт экономики, УрФУ»: one entry of one line has one school, the first and widest."""
    kept: list[Span] = []
    for span in spans:
        between = text[kept[-1][1] : span[0]] if kept else ""
        if (
            kept
            and not _YEAR.search(between)
            and len(between) < 60
            and ";" not in between
            and "." not in between.strip(" ,")
        ):
            if re.fullmatch(r"\s*[,(–—-]?\s*", between):
                one, other = text[slice(*kept[-1])], text[slice(*span)]
                if (
                    re.match(r"(?i)институт|школа|school|institute|колледж|college", other.strip())
                    or len(other) < 12
                ):
                    continue
                if re.match(r"(?i)институт|school|institute", one.strip()) and re.search(
                    r"(?i)университет|university", other
                ):
                    kept[-1] = span
                    continue
            continue
        kept.append(span)
    return kept

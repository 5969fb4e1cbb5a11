"""What the law forbids to weigh is cut out of free text before anything is read from it.

Sex, age and date of birth, citizenship and nationality, family, photo, address inside a city, years
of study (they tell the age) and personal names. The cut leaves the rest as it was, so that the
resumes of two people who differ in nothing else give the same words, lengths and facts.
"""

import re
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path

from pymorphy3 import MorphAnalyzer

from matching.profiles import CandidateProfile

NAMES_FILE = Path(__file__).parent / "data" / "given_names.txt"

_MONTHS = (
    r"(?:январ|феврал|март|апрел|ма[йя]|июн|июл|август|сентябр|октябр|ноябр|декабр|"
    r"jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*"
)
_DATE = (
    r"(?:\d{1,2}[./]\d{1,2}[./](?:19|20)?\d\d|"
    rf"\d{{1,2}}\s+{_MONTHS}(?:\s+(?:19|20)\d\d)?|(?:19|20)\d\d)"
)
_AGE = r"(?:1[4-9]|[2-7]\d)\s*(?:полных\s+)?(?:лет|года?|г\.?)"
_END = r"(?=\s*(?:[,;.|)\n]|$))"
# Within a line: a start that went on over blank lines would read all of them again at each.
_START = r"(?:(?<=[,;.|(\n])|^)[^\S\n]*"

# Facts told by a name of the fact: the name and all up to the end of the clause go.
_TOLD = re.compile(
    r"(?<!\w)(?:пол|возраст|дата\s+рождения|год\s+рождения|место\s+рождения|день\s+рождения|"
    r"гражданство|национальность|семейное\s+положение|дети|вероисповедание|"
    r"есть\s+разрешение\s+на\s+работу|разрешение\s+на\s+работу|"
    r"фотография|фото|фио|ф\.\s?и\.\s?о\.|имя|фамилия|отчество|"
    r"sex|gender|age|date\s+of\s+birth|birth\s*date|birthday|d\.?o\.?b\.?|place\s+of\s+birth|"
    r"citizenship|nationality|marital\s+status|children|religion|work\s+permit|photo|"
    r"full\s+name|first\s+name|last\s+name|surname|name)"
    r"\s*[:–—=]\s*[^\n;|.]*(?:\.(?=\d)[^\n;|.]*)*",
    re.IGNORECASE,
)
# An address and the name of a picture hold full stops of their own.
_DOTTED = re.compile(
    r"(?<!\w)(?:адрес(?:\s+проживания)?|(?:home\s+)?address|фото(?:графия)?|photo)"
    r"\s*[:–—=]\s*[^\n;|]*",
    re.IGNORECASE,
)
_SIGN = re.compile(r"[:–—=]")
# Facts told as a clause of their own: «Женщина, 34 года, замужем, двое детей».
_CLAUSE = re.compile(
    rf"{_START}(?:"
    r"(?:пол\s+)?(?:мужчина|женщина|мужской(?:\s+пол)?|женский(?:\s+пол)?|девушка|юноша|male|female|man|woman)|"
    rf"(?:мне\s+|возраст\s+|i\s+am\s+|i'm\s+|aged?\s+)?{_AGE}(?:\s+от\s+роду)?|"
    r"(?:мне|возраст|aged?)\s+\d\d|"
    r"(?:i\s+am\s+|i'm\s+)?\d\d[\s-]*years?[\s-]*old|\d\d\s*y\.?\s?o\.?|"
    rf"\d{{4}}\s*г\.?\s?р\.?|{_DATE}\s*(?:г\.?\s*)?(?:года\s+)?рождения|"
    rf"(?:я\s+)?родил(?:ся|ась)\s+[^\n;.,|]*|born(?:\s+(?:on|in))?\s+[^\n;|,]*(?:,\s*(?:19|20)\d\d)?|"
    r"(?:я\s+)?(?:гражданин|гражданка)\s+[^\n;,.|]*|граждане?(?:ин|нка)?\s+рф|"
    r"(?:a\s+)?citizen\s+of\s+[^\n;,.|]*|[a-z]+\s+citizen|"
    r"(?:не\s+)?(?:женат|замужем)|холост(?:ой)?|незамужем|разведен[а]?|разведён|вдовец|вдова|в\s+браке|"
    r"married|divorced|widow(?:ed|er)?|single|"
    r"(?:есть\s+)?(?:взрослы[йе]\s+|маленьки[йе]\s+|несовершеннолетни[йе]\s+)?"
    r"(?:дети|ребенок|ребёнок|сын|дочь|двое\s+детей|трое\s+детей|один\s+ребенок|\d\s+(?:детей|ребенка|ребёнка))"
    r"(?:\s+(?:есть|нет|взрослые|\d{1,2}\s*(?:лет|года?)))?|детей\s+нет|без\s+детей|"
    r"(?:mother|father)\s+of\s+[^\n;,.|]*|(?:no|two|three|one|\d)\s+(?:children|child|kids?)|"
    r"(?:фото|фотография|photo)\s+(?:прилагается|есть|в\s+приложении|attached|enclosed)|"
    r"(?:ул|улица|пр-т|просп|проспект|пер|переулок|шоссе|наб|набережная|бульвар|б-р|проезд|мкр|"
    r"микрорайон|метро|м|ст\.\s?м|р-н|район)\.?\s+[«\"]?[А-ЯЁ0-9][^\n;,.|]*|"
    r"(?:д|дом|корп|корпус|стр|строение|кв|квартира|подъезд)\.?\s*\d+\s*[а-яa-z]?|"
    r"\d+\s+[A-Z][a-z]+\s+(?:street|st|road|rd|avenue|ave|lane)\b\.?"
    rf"){_END}",
    re.IGNORECASE | re.MULTILINE,
)
_CALLED = re.compile(
    r"(?i:меня\s+зовут|my\s+name\s+is|i\s+am\s+called)[ \t]+[A-ZА-ЯЁ][\w-]+"
    r"(?:[ \t]+[A-ZА-ЯЁ][\w-]+){0,2}"
)
_STUDIED = re.compile(
    r"(?<!\w)(?:университет|институт|академи|колледж|техникум|училищ|школ|факультет|вуз\b|окончил|"
    r"universit|college|institute|academy|school|faculty|degree|bachelor|master|graduat|diploma|"
    r"диплом|бакалавр|магистр|специалитет|аттестат|высшее|неоконченное)",
    re.IGNORECASE,
)
_CENTURY = re.compile(r"(?:19|20)\d\d")
_YEAR = re.compile(
    r"(?:\b(?:с|по|в|from|to|in)\s+)?\b(?:19|20)\d\d\b(?:\s*(?:г\.\s?г\.?|гг\.?|г\.|год[ауы]?))?"
    r"(?:\s*[-–—/]\s*(?:(?:19|20)\d\d\b(?:\s*(?:гг\.?|г\.|год[ау]?))?|н\.\s?в\.|now|present|"
    r"настоящее\s+время))?",
    re.IGNORECASE,
)
_CAPITALISED = re.compile(
    r"(?<![\w.])[A-ZА-ЯЁ][\w’'-]+"
    r"(?:[ \t]+[A-ZА-ЯЁ](?:[\w’'-]+|\.(?:[ \t]?[A-ZА-ЯЁ]\.)?)){1,2}(?!\w)"
)
_CYRILLIC_WORD = re.compile(r"[А-ЯЁ][а-яё-]+")
_GAP = re.compile(r"[ \t]{3,}")
_EMPTY_CLAUSES = re.compile(
    r"(?:[ \t]*[,;|][ \t]*)+(?=[,;|\n]|$)|(?<=\n)[ \t]*[,;|.]+[ \t]*|^[ \t]*[,;|.]+[ \t]*"
)

_NAME_CACHE = 100_000


@cache
def _given_names() -> frozenset[str]:
    """Return given names in Latin letters, lower case, Russian and English."""
    lines = NAMES_FILE.read_text(encoding="utf-8").splitlines()
    return frozenset(
        name for line in lines if not line.startswith("#") for name in line.lower().split()
    )


@cache
def _analyzer() -> MorphAnalyzer:
    return MorphAnalyzer()


@lru_cache(maxsize=_NAME_CACHE)
def _is_name(word: str) -> bool:
    """Tell whether a capitalised word is a given name, a patronymic or a surname."""
    if _CYRILLIC_WORD.fullmatch(word):
        parses = _analyzer().parse(word)
        return any(
            {"Name", "Patr", "Surn"} & set(str(p.tag).replace(" ", ",").split(",")) for p in parses
        )
    return word.lower() in _given_names()


@lru_cache(maxsize=_NAME_CACHE)
def _is_given(word: str) -> bool:
    """Tell whether a capitalised word is a given name or a patronymic."""
    if _CYRILLIC_WORD.fullmatch(word):
        parses = _analyzer().parse(word)
        return any({"Name", "Patr"} & set(str(p.tag).replace(" ", ",").split(",")) for p in parses)
    return word.lower() in _given_names()


def _without_name(match: re.Match[str]) -> str:
    """Cut two or three capitalised words when they are a person's name, by Russian order or not."""
    words = match[0].split()
    full = [word for word in words if not word.endswith(".")]
    given = any(map(_is_given, full))
    if not given:
        return match[0]
    latin = full[0].isascii()
    if latin or all(map(_is_name, full)) or len(full) < len(words):
        return " "
    return match[0]


def redact(text: str) -> str:
    """Return a text without protected facts; what is left stands as it was, line by line."""
    if not text:
        return text
    text = _CALLED.sub(" ", text)
    if _SIGN.search(text):
        text = _TOLD.sub("", _DOTTED.sub("", text))
    text = _CAPITALISED.sub(_without_name, text)
    text = _GAP.sub("  ", text)
    # Clauses stand side by side: what is cut uncovers the start of the next.
    cut = 1
    while cut:
        text, cut = _CLAUSE.subn("", text)
    if _CENTURY.search(text):
        text = "\n".join(
            _YEAR.sub("", line) if _CENTURY.search(line) and _STUDIED.search(line) else line
            for line in text.split("\n")
        )
    return _EMPTY_CLAUSES.sub("", text)


def without_protected_facts(profile: CandidateProfile) -> CandidateProfile:
    """Return the profile with all its free text redacted."""
    return replace(
        profile,
        title=redact(profile.title),
        text=redact(profile.text),
        positions=tuple(
            replace(
                position,
                title=redact(position.title),
                description=redact(position.description),
            )
            for position in profile.positions
        ),
    )

"""How many people a post led, and whether it led any.

«В подчинении 18 чел», «штатом из двадцати человек», "Managed a team of 8"; not the headcount of
the firm, not the team one was a member of, not the people of one's boss.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from recruit.parsing.jobwords import JOBS_FILE
from recruit.parsing.plain import plain

MAX_TEXT = 20_000
MOST = 5_000
"""People led by one person's own words; more is a firm."""

_WORDS = {
    "одн": 1, "дв": 2, "тр": 3, "четыр": 4, "пят": 5, "шест": 6, "сем": 7, "восьм": 8, "восем": 8,
    "девят": 9, "десят": 10, "одиннадцат": 11, "двенадцат": 12, "тринадцат": 13,
    "четырнадцат": 14, "пятнадцат": 15, "шестнадцат": 16, "семнадцат": 17, "восемнадцат": 18,
    "девятнадцат": 19, "двадцат": 20, "тридцат": 30, "сорок": 40, "пятьдесят": 50,
    "пятидесят": 50, "шестидесят": 60, "шестьдесят": 60, "семидесят": 70, "семьдесят": 70,
    "восьмидесят": 80, "девяност": 90, "ст": 100,
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30,
    "forty": 40, "fifty": 50,
}  # fmt: skip
_ENDINGS = r"(?:ого|ух|ех|ёх|и|ь|ью|ми|я|а|е|ю|умя|емя|ьмя|о)?"
_NUMBER_WORDS = "|".join(sorted((w for w in _WORDS), key=len, reverse=True))
_N = rf"(?P<n>\d{{1,4}}|(?:{_NUMBER_WORDS}){_ENDINGS}(?![а-яa-z]))(?:\s?\+)?"
_UP_TO = (
    r"(?:(?:более|свыше|около|порядка|примерно|до|не менее|от|из|в составе|составом|в количестве"
    r"|численностью|численность|over|about|around|up to|more than|of|nearly|approximately|some"
    r"|от \d{1,4} до|\d{1,4}\s?-|from \d{1,4} to)\s?){0,3}"
)
_PEOPLE = (
    r"(?:чел\b|чел\.|человека?|людей|сотрудник\w*|подчиненн\w*|работник\w*|специалист\w*|менеджер\w*"
    r"|оператор\w*|разработчик\w*|инженер\w*|продавц\w*|рабочих|people|persons?|employees"
    r"|members|reports|staff|developers|engineers|managers|specialists|agents|fte|subordinates"
    r"|men|операторов|врачей|медсестер|бухгалтеров|водителей|юристов|торговых представител\w*)"
)
_LED = (
    r"(?:руководств\w+|руководил\w?|руковожу|управл\w+|возглавлял\w?|возглавил\w?|координировал\w?"
    r"|курировал\w?|managed|managing|manage|leading|led|supervised|supervising|headed|heading|lead"
    r"|oversaw|overseeing|run|ran|mentored and led|building and leading|в моем подчинении)"
)
_GROUP = (
    r"(?:коллектив\w*|штат\w*|команд\w*|отдел\w*|групп\w*|бригад\w*|персонал\w*|смен\w*|подразделени\w*"
    r"|департамент\w*|служб\w*|цех\w*|участк\w*|team\w*|staff|group|department|crew|shift)"
)
_RULES = tuple(
    re.compile(rule)
    for rule in (
        # «в подчинении - 18 чел.», «подчинённых: 12», «в подчинении было более двадцати человек»
        rf"в (?:моем |прямом |непосредственном |моём )?подчинени[еи]\w?\s?"
        rf"(?:находил\w+|наход\w+|был\w?|у меня|имел\w+|состоял\w+|сотрудник\w*|коллектив\w*"
        rf"|отдел\w*|команд\w*|штат\w*)?\s?[-:(]?\s?{_UP_TO}{_N}",
        rf"(?:^|[.;\n]\s*|количество |число |кол-во )\W{{0,3}}подчиненн\w*\s?[-:(]\s?{_UP_TO}{_N}",
        rf"{_N}\s?(?:чел\w*\.?\s|сотрудник\w*\s|people\s)?"
        r"в (?:моем |прямом )?(?:непосредственном )?подчинении",
        rf"{_N}\s?(?:прямых\s)?подчиненн\w+",
        # «руководство отделом (14 сотрудников)», "managed a team of 8 people"
        rf"{_LED}[^.;\n]{{0,60}}?[\s(]{_UP_TO}{_N}\s?[\s-]\s?(?:[a-zа-я-]{{3,20}}\s)?{_PEOPLE}",
        rf"{_LED}\s(?:\w+\s){{0,3}}{_GROUP}\s(?:\w+\s){{0,3}}?\(?{_UP_TO}{_N}(?!\d|\s?[%.,]\d|\s?(?:млн|тыс|руб|лет|год))",
        rf"(?:^|[.;\n]\s*)\W{{0,3}}(?:коллектив\w+|штатом|командой)\s[^.;\n]{{0,30}}?[\s(]{_UP_TO}{_N}\s?{_PEOPLE}",
        # "60 direct reports", "team of 12 reporting to me"
        rf"{_N}\s(?:direct\s|line\s)?(?:reports|subordinates)\b",
        rf"(?:direct reports|team size|subordinates|reports)\s?[-:(]\s?{_UP_TO}{_N}",
        rf"{_N}\s(?:\w+\s)?(?:reporting to me|under my)",
        rf"(?:размер команды|команда|моя команда|my team|team)\s?[-:]\s?{_UP_TO}{_N}\s?{_PEOPLE}",
    )
)
# «Численность отдела — 15 человек» is one's own team only where the title leads.
_OF_A_HEAD = re.compile(
    r"(?:численность|штат|размер|состав)?\s?"
    r"(?:отдел|команд|бригад|смен|групп|подразделени|служб|участк|цех)[а-я]{0,3}\s?"
    rf"(?:[а-я]+\s){{0,3}}(?:с нуля\s?)?[-:(,]?\s?(?:в\s)?{_UP_TO}{_N}\s?{_PEOPLE}"
)
# Words before a number that make it somebody else's people.
_NOT_OWN = re.compile(
    r"(?:у котор\w+|напрямую|численност\w+|в команде из|работ\w+ в команде|член\w* команды|в штате"
    r"|компани\w+\s?[:-]|завод\w*\s?[-:(]|(?:обучи|обучал)\w*(?! (?:команд|отдел|коллектив))"
    r"|нанял\w?|принял\w?|подобрал\w?|подчиня\w+"
    r"|member of|worked in a team|part of a team|reporting to (?!me)"
    r"|trained|hired|the (?:company|plant|firm)|employs|клиент\w*)"
)
_NONE = re.compile(
    r"подчинени[еи][^.;\n]{0,20}\bнет\b|без подчиненных|no (?:direct )?(?:reports|subordinates)"
)
_LEADS_PEOPLE = re.compile(
    rf"в (?:моем |прямом |непосредственном )?подчинении(?! (?:у|котор))"
    rf"|{_LED}\s(?:\w+\s){{0,2}}(?:коллектив\w*|отдел\w*|команд\w*|персонал\w*|бригад\w*|смен\w*"
    r"|сотрудник\w*|подчиненн\w*|a team|the team|team|staff|department)"
)


@dataclass(frozen=True, slots=True)
class Team:
    """People led; the span counts characters of the text that was searched."""

    people: int
    span: tuple[int, int]


_WRAPPED = re.compile(r"\n(?=[a-zа-яё(\d])")


def _flowing(text: str) -> str:
    """The comparable form, a sentence that goes on in the next line in one piece."""
    return plain(_WRAPPED.sub(" ", text[:MAX_TEXT]))


def _number(token: str) -> int | None:
    if token.isdigit():
        return int(token)
    stem = max((word for word in _WORDS if token.startswith(word)), key=len, default=None)
    return _WORDS[stem] if stem else None


def _sentence(text: str, place: int) -> str:
    start = max(text.rfind(mark, 0, place) for mark in ("\n", ". ", "; ")) + 1
    return text[start:place]


def team_in(text: str, leads: bool = False) -> Team | None:
    """Return how many people the text of a job says were led.

    ``leads`` tells that the title leads people, so that the size of a department is its team.
    """
    same = _flowing(text)
    for rule in (*_RULES, _OF_A_HEAD) if leads else _RULES:
        for match in rule.finditer(same):
            people = _number(match["n"])
            before = _sentence(same, match.start("n"))
            if rule is _OF_A_HEAD:
                before = before.replace("численность", "")
            if not people or people > MOST or _NOT_OWN.search(before):
                continue
            if 1990 <= people <= 2030 and match["n"].isdigit():
                continue
            return Team(people, match.span())
    return None


def leads_in(text: str) -> bool:
    """Whether the text of a job says that people were led, with or without a number."""
    same = _flowing(text)
    return any(
        not _NONE.search(same[match.start() : match.end() + 40])
        and not _NOT_OWN.search(_sentence(same, match.start()))
        for match in _LEADS_PEOPLE.finditer(same)
    )


@cache
def _title_words(path: Path = JOBS_FILE) -> tuple[re.Pattern[str], re.Pattern[str]]:
    data = yaml.safe_load(path.read_text(encoding="utf-8"))["title"]
    leads, helps = ("|".join(map(re.escape, data[key])) for key in ("leads", "helps"))
    return (
        re.compile(rf"(?<![\w-])(?:{leads})(?![а-яa-z])"),
        re.compile(rf"^\W*(?:{helps})(?![а-яa-z])"),
    )


_DEPUTY = re.compile(r"(?<!\w)(?:зам\.?|заместител[ья]|deputy)\s?[.\s-]?(?:\w+\.?\s){0,2}")
_PROJECTS = re.compile(
    r"(?:руководитель|директор|manager|director|head)\s(?:\w+[-\s])?(?:проект|project)"
    r"|project (?:manager|director)|арт-директор|art director|account director"
    r"|музыкальный руководитель|классный руководитель|художественный руководитель|of photography"
)


def leads_by_title(title: str) -> bool:
    """Whether a post leads people by its name; «менеджер» alone does not."""
    same = plain(title)
    leads, helps = _title_words()
    if helps.search(same) or _PROJECTS.search(same):
        return False
    if _DEPUTY.search(same):
        rest = _DEPUTY.sub("", same)
        stems = re.compile(
            r"директор|начальник|руководител|заведующ|управляющ|главн|head|director|chief"
        )
        return bool(stems.search(rest) or stems.search(same))
    match = leads.search(same)
    if not match:
        return False
    # «Специалист при директоре» names somebody else: the leading word comes first in Russian.
    words_before = len(same[: match.start()].split())
    return words_before <= 2 or same.isascii()

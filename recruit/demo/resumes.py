"""The plain text of a resume, as a candidate would upload it."""

from dataclasses import dataclass

from recruit.demo.cities import CITIES
from recruit.demo.records import Candidate, Position
from recruit.demo.texts import NBSP, grouped, in_sentence

_MONTHS = {
    "ru": "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
    "en": "January February March April May June July August September October November December",
}
_LANGUAGES = {
    "en": ("английский", "English"),
    "de": ("немецкий", "German"),
    "fr": ("французский", "French"),
    "es": ("испанский", "Spanish"),
    "zh": ("китайский", "Chinese"),
    "tt": ("татарский", "Tatar"),
    "ba": ("башкирский", "Bashkir"),
}
_GRADES = {
    "basic": ("базовый", "basic"),
    "intermediate": ("читаю со словарём", "intermediate"),
    "spoken": ("разговорный", "spoken"),
    "fluent": ("свободно", "fluent"),
}


_REMOTE = {
    "ru": ("работа в офисе или на месте", "удалённая работа подходит"),
    "en": ("on-site work only", "remote work welcome"),
}


@dataclass(frozen=True)
class Layout:
    """How one kind of resume is laid out: its headings and its dates."""

    experience: str
    education: str
    languages: str
    skills: str
    about: str
    pay: str
    now: str
    named_months: bool = True
    skills_first: bool = False


_RUSSIAN = (
    Layout(
        experience="Опыт работы",
        education="Образование",
        languages="Иностранные языки",
        skills="Навыки",
        about="О себе",
        pay="Зарплатные ожидания",
        now="по настоящее время",
    ),
    Layout(
        experience="ОПЫТ",
        education="ОБРАЗОВАНИЕ",
        languages="ЯЗЫКИ",
        skills="КЛЮЧЕВЫЕ НАВЫКИ",
        about="ДОПОЛНИТЕЛЬНО",
        pay="Зарплата",
        now="н. в.",
        named_months=False,
        skills_first=True,
    ),
    Layout(
        experience="Где работал{}",
        education="Где учил{}",
        languages="Языки",
        skills="Что умею",
        about="Коротко о себе",
        pay="Желаемый доход",
        now="сейчас",
    ),
)
_ENGLISH = (
    Layout(
        experience="Experience",
        education="Education",
        languages="Languages",
        skills="Skills",
        about="Summary",
        pay="Salary expectation",
        now="present",
    ),
    Layout(
        experience="Work history",
        education="Education and training",
        languages="Languages",
        skills="Core skills",
        about="Profile",
        pay="Expected salary",
        now="now",
        named_months=False,
        skills_first=True,
    ),
)


def resume_text(candidate: Candidate) -> str:
    """The whole resume; blocks are divided by an empty line."""
    layouts = _ENGLISH if candidate.language == "en" else _RUSSIAN
    layout = layouts[int(candidate.key[-3:]) % len(layouts)]
    skills = _skills(candidate, layout)
    blocks = [_head(candidate, layout)]
    if layout.skills_first:
        blocks.append(skills)
    experience = _gendered(layout.experience, candidate.sex, ("", "а"))
    for index, position in enumerate(candidate.positions):
        heading = f"{experience}\n" if index == 0 else ""
        blocks.append(heading + _position(position, layout, candidate.language))
    blocks.append(_education(candidate, layout))
    if not layout.skills_first:
        blocks.append(skills)
    if candidate.about:
        blocks.append(f"{layout.about}\n{candidate.about}")
    return "\n\n".join(block for block in blocks if block) + "\n"


def _head(candidate: Candidate, layout: Layout) -> str:
    english = candidate.language == "en"
    name = " ".join(
        part
        for part in (
            (candidate.given, candidate.surname)
            if english
            else (candidate.surname, candidate.given, candidate.patronymic)
        )
        if part
    )
    lines = [name, candidate.title, f"{candidate.phone}, {candidate.email}"]
    place = _place(candidate)
    if place:
        lines.append(place)
    if candidate.salary_expected is not None:
        amount = grouped(candidate.salary_expected, candidate.language)
        sign = "₽" if candidate.currency == "RUB" else "€"
        gross = "before tax" if english else "до вычета налога"
        money = f"{sign}{amount} a month" if english else f"{amount}{NBSP}{sign} в месяц"
        lines.append(f"{layout.pay}: {money} {gross}")
    if not candidate.education:
        lines += _languages(candidate, layout)
    return "\n".join(lines)


def _place(candidate: Candidate) -> str:
    """City, relocation and remote work, as far as they are given."""
    english = candidate.language == "en"
    parts = []
    if candidate.city:
        parts.append(CITIES[candidate.city].name_en if english else candidate.city)
    if candidate.relocation is not None:
        parts.append(_relocation(candidate))
    if candidate.remote is not None:
        parts.append(_REMOTE[candidate.language][candidate.remote])
    text = ", ".join(parts)
    return text[:1].upper() + text[1:]


def _relocation(candidate: Candidate) -> str:
    cities = [CITIES[name] for name in candidate.relocation_cities]
    if candidate.language == "en":
        if not candidate.relocation:
            return "not ready to relocate"
        where = ", ".join(city.name_en for city in cities)
        return f"ready to relocate ({where})" if where else "ready to relocate"
    if not candidate.relocation:
        return "переезд не рассматриваю"
    ready = _gendered("готов{} к переезду", candidate.sex, ("", "а"))
    where = ", ".join(city.name for city in cities)
    return f"{ready} ({where})" if where else ready


def _position(position: Position, layout: Layout, language: str) -> str:
    where = position.employer
    if position.city:
        where += f", {CITIES[position.city].name_en if language == 'en' else position.city}"
    lines = [_period(position, layout, language), where, position.title, position.description]
    return "\n".join(line for line in lines if line)


def _period(position: Position, layout: Layout, language: str) -> str:
    if position.start is None:
        return ""
    start = _month(position.start, layout, language)
    end = layout.now if position.end is None else _month(position.end, layout, language)
    return f"{start} — {end}"


def _month(text: str, layout: Layout, language: str) -> str:
    year, month = text.split("-")
    if layout.named_months:
        return f"{_MONTHS[language].split()[int(month) - 1]} {year}"
    return f"{month}.{year}"


def _education(candidate: Candidate, layout: Layout) -> str:
    """Education with the languages; without it they stand in the head, never on their own."""
    if not candidate.education:
        return ""
    heading = _gendered(layout.education, candidate.sex, ("ся", "ась"))
    return "\n".join([heading, candidate.education, *_languages(candidate, layout)])


def _languages(candidate: Candidate, layout: Layout) -> list[str]:
    """The line of languages, if they are given."""
    if candidate.languages is None:
        return []
    column = int(candidate.language == "en")
    named = [
        f"{_LANGUAGES[code][column]} — {_GRADES[grade][column]}"
        for code, grade in candidate.languages
    ]
    known = ", ".join(named) or ("не владею", "Russian only")[column]
    return [f"{layout.languages}: {known}"]


def _skills(candidate: Candidate, layout: Layout) -> str:
    if not candidate.skills:
        return ""
    return f"{layout.skills}: {', '.join(in_sentence(skill) for skill in candidate.skills)}"


def _gendered(text: str, sex: str, endings: tuple[str, str]) -> str:
    return text.replace("{}", endings[sex == "f"])

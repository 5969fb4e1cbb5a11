"""A vacancy as numbers: what one ranking looks for."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from matching.bands import SalarySurvey, SurveyCell
from matching.encoding import Encoder, Int32s
from matching.numbering import UNKNOWN
from matching.profiles import VacancyProfile
from matching.qualifications import education_level, language_level
from matching.relations import NEAR_CREDIT
from matching.skills import UNKNOWN_PREFIX
from matching.tables import rows
from matching.text import clean, lemmatise, words
from matching.title_names import LEVEL_HEAD, Title

USUAL_SKILLS_FILE = Path(__file__).parent / "data" / "usual_skills.tsv"

MAX_SOUGHT = 25
"""Skills taken from a vacancy that lists none: its first ones; more would each weigh nothing."""

USUAL_MONTHS = {0: 6, 1: 12, 2: 36, 3: 60, 4: 60, 5: 96}
"""Months of experience taken for enough, by level, where the vacancy names none: three years for a
specialist (the survey's own least for a head to be), eight for a director."""

USUAL_MANAGEMENT = {4: 36, 5: 60}
"""Months in management taken for enough: three years open the survey's highest band."""

_OFFER = re.compile(
    r"^\W*(мы предлагаем|что (мы )?предлагаем|предлагаем|условия|наши условия|от нас|о компании|"
    r"о нас|бонусы|мы гарантируем|we offer|what we offer|benefits|perks|about us|conditions)\b"
)
_DEMAND = re.compile(
    r"^\W*(требовани|обязанност|задачи|что (нужно|предстоит|делать)|мы ожидаем|ожидаем|навыки|"
    r"нам важно|от вас|будет плюсом|requirement|responsibilit|must|what you|duties|skills|you will)"
)
_LINE = re.compile(r"[\r\n]+|(?<=[.;!])\s+")


@dataclass(frozen=True, slots=True, eq=False)
class Sought:
    """One skill that is looked for.

    Attributes
    ----------
    number : int
        ``UNKNOWN`` if no candidate has it.
    phrase : tuple of int
        The words of a skill that the vocabulary lacks, as terms.
    counting : tuple of (number, share)
        Skills that count for it: itself and the more special ones in full, near ones in part.
    """

    key: str
    number: int
    phrase: tuple[int, ...]
    counting: tuple[tuple[int, float], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Query:
    """What one ranking looks for.

    Attributes
    ----------
    bare : bool
        Whether the vacancy tells no more than its title of what is asked.
    other_titles : tuple of Title
        Names of the post in its role profile that our groups of titles lack.
    must, nice : tuple of Sought
        ``derived`` tells that ``nice`` was read from the text or is usual for the post, because the
        vacancy names no skill.
    total, relevant, management : int or None
        Months taken for enough; ``None`` where the question is not asked.
    offer : int or None
        The most that is offered, minor units of ``currency``.
    survey, cell
        The market, or ``None``: another post, no survey, or a city that it lacks.
    terms, title_terms, copyable : arrays of int32
        Terms of the requirements and of the title; terms of the whole text in a row. A number from
        that of all terms on is a word that nobody in the base uses.
    """

    vacancy: VacancyProfile
    bare: bool
    title: Title
    other_titles: tuple[Title, ...]
    role: str | None
    must: tuple[Sought, ...]
    nice: tuple[Sought, ...]
    derived: bool
    languages: tuple[tuple[int, str, int], ...]
    education: int
    total: int | None
    relevant: int | None
    management: int | None
    offer: int | None
    currency: str
    survey: SalarySurvey | None
    cell: SurveyCell | None
    city: str | None
    remote: bool
    terms: Int32s
    title_terms: Int32s
    copyable: Int32s


@cache
def usual_skills(path: Path = USUAL_SKILLS_FILE) -> dict[str, tuple[str, ...]]:
    """Return the skills that are usual for a post, by id of its title group."""
    return {
        row["title"]: tuple(skill.strip() for skill in row["skills"].split(";") if skill.strip())
        for _, row in rows(path, ("title", "skills"))
    }


def requirements(text: str) -> str:
    """Return a vacancy's text without what the employer offers: it is not asked of anybody."""
    kept, wanted = [], True
    for line in _LINE.split(text):
        start = clean(line[:60])
        if _DEMAND.search(start):
            wanted = True
        elif _OFFER.search(start):
            wanted = False
        if wanted:
            kept.append(line)
    return "\n".join(kept)


def compile_query(vacancy: VacancyProfile, encoder: Encoder, survey: SalarySurvey | None) -> Query:
    """Read a vacancy once for all candidates."""
    title = encoder.groups.read(vacancy.title)
    role = vacancy.role
    if role is None and title.group >= 0:
        role = encoder.groups.groups[title.group].id
    profile = encoder.groups.group(role) if role is not None else None
    if profile is not None and title.group < 0:
        title = encoder.groups.read(profile.ru)  # «Клиентский лидер»: the role profile says who
    demands = lemmatise(words(clean(requirements(vacancy.text))))
    must, nice, derived = _skills(vacancy, demands, role, encoder)
    market = survey if survey is not None and survey.role == role else None
    city = encoder.cities.canonical(vacancy.city) if vacancy.city else None
    highest = vacancy.salary_to or vacancy.salary_from
    known = bool(title.lemmas)
    leads = known and title.level >= LEVEL_HEAD
    return Query(
        vacancy=vacancy,
        bare=not (demands or must or nice),
        title=title,
        other_titles=tuple(
            other
            for other in map(encoder.groups.read, vacancy.aliases)
            if other.lemmas and not (other.is_name and other.group == title.group)
        ),
        role=role,
        must=must,
        nice=nice,
        derived=derived,
        languages=tuple(
            (
                encoder.languages.find(code.strip().lower()),
                code.strip().lower(),
                language_level(level),
            )
            for code, level in sorted(vacancy.languages.items())
        ),
        education=UNKNOWN
        if not vacancy.education
        else education_level(vacancy.education) or UNKNOWN,
        total=vacancy.experience_months
        if vacancy.experience_months is not None
        else (USUAL_MONTHS[title.level] if known else None),
        relevant=(vacancy.experience_months or USUAL_MONTHS[title.level]) if known else None,
        management=vacancy.management_months
        if vacancy.management_months is not None
        else (USUAL_MANAGEMENT[title.level] if leads else None),
        offer=highest.minor if highest else None,
        currency=highest.currency if highest else (market.currency if market else "RUB"),
        survey=market,
        cell=market.cell(city, vacancy.segment) if market else None,
        city=city,
        remote=bool(vacancy.remote),
        terms=_terms(demands, encoder),
        title_terms=_terms(lemmatise(words(clean(vacancy.title))), encoder),
        copyable=_terms(lemmatise(words(clean(vacancy.text))), encoder),
    )


def _skills(
    vacancy: VacancyProfile, demands: list[str], role: str | None, encoder: Encoder
) -> tuple[tuple[Sought, ...], tuple[Sought, ...], bool]:
    """Return the skills that must be there, those that are wished for, and whether the latter were
    only derived from the vacancy's text or its post."""
    must = _sought(vacancy.must, encoder)
    nice = _sought(vacancy.nice, encoder)
    nice = tuple(skill for skill in nice if skill.key not in {other.key for other in must})
    if must or nice:
        return must, nice, False
    named = [skill for skill, _, _ in encoder.vocabulary.extract(demands)]
    named += usual_skills().get(role or "", ()) if not named else ()
    return (), _sought(list(dict.fromkeys(named))[:MAX_SOUGHT], encoder, guessed=True), True


def _sought(
    names: tuple[str, ...] | list[str], encoder: Encoder, *, guessed: bool = False
) -> tuple[Sought, ...]:
    """Return the skills that some names stand for, each once."""
    sought: dict[str, Sought] = {}
    for name in names:
        key = encoder.vocabulary.closest(name)
        if not key or key in sought:
            continue
        phrase = (
            tuple(encoder.terms.find(lemma) for lemma in key[len(UNKNOWN_PREFIX) :].split())
            if key.startswith(UNKNOWN_PREFIX)
            else ()
        )
        sought[key] = Sought(
            key, encoder.skills.find(key), phrase, _counting(key, encoder, guessed)
        )
    return tuple(sought.values())


def _counting(key: str, encoder: Encoder, guessed: bool) -> tuple[tuple[int, float], ...]:
    """Return what counts for a skill; what is near to a guess is no better than chance."""
    relations = encoder.vocabulary.relations
    near = () if guessed else relations.near(key)
    shares = dict.fromkeys(near, NEAR_CREDIT) | dict.fromkeys((key, *relations.special(key)), 1.0)
    numbered = ((encoder.skills.find(skill), share) for skill, share in shares.items())
    return tuple((number, share) for number, share in numbered if number != UNKNOWN)


def _terms(lemmas: list[str], encoder: Encoder) -> Int32s:
    """Return the numbers of lemmas; those that nobody in the base uses get numbers beyond."""
    absent: dict[str, int] = {}
    numbers = []
    for lemma in lemmas:
        number = encoder.terms.find(lemma)
        if number == UNKNOWN:
            number = absent.setdefault(lemma, len(encoder.terms) + len(absent))
        numbers.append(number)
    return np.array(numbers, dtype=np.int32)

"""Twins: the same resume of another person. Their scores must be equal to the hundredth.

Eight facts that the law forbids to weigh are written into the free text as people write them, in
two ways each; the two resumes differ in nothing else.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from pymorphy3 import MorphAnalyzer

from matching.profiles import CandidateProfile

_WORD = re.compile(r"[А-Яа-яЁё]+")

HEADERS: Mapping[str, tuple[str, str]] = {
    "name": ("Смирнов Алексей Игоревич", "Хабибуллина Гульнара Маратовна"),
    "age": ("Мужчина, 27 лет, родился 3 мая 1999", "Мужчина, 58 лет, родился 3 мая 1968"),
    "citizenship": ("Гражданство: Россия", "Гражданство: Таджикистан"),
    "family": ("Холост, детей нет", "Замужем, двое детей"),
    "photo": ("Фото прилагается", "Фото: portrait.jpg"),
    "address": (
        "Москва, м. Сокол, ул. Алабяна, д. 5",
        "Москва, м. Выхино, ул. Вешняковская, д. 31",
    ),
}
"""Lines at the head of a resume, by the fact that differs."""

STUDIES = ("Окончил университет в {year} году", 1995, 2019)
"""A line of studies and the two years that would tell the age."""

FLIPS = (*HEADERS, "studies", "sex")
"""The eight facts."""


def twins(profile: CandidateProfile, flip: str) -> tuple[CandidateProfile, CandidateProfile]:
    """Return the profile as two people would have it who differ in one protected fact.

    Raises
    ------
    KeyError
        If ``flip`` is none of ``FLIPS``.
    """
    if flip == "sex":
        return profile.rewritten(_as_man), profile.rewritten(as_woman)
    if flip == "studies":
        line, early, late = STUDIES
        one, other = line.format(year=early), line.format(year=late)
    else:
        one, other = HEADERS[flip]
    first, second = (replace(profile, text=f"{header}\n{profile.text}") for header in (one, other))
    return first, second


def _as_man(text: str) -> str:
    return _WORD.sub(lambda match: _inflected(match[0], "masc"), text)


def as_woman(text: str) -> str:
    """Return a text with its verbs of the past in the feminine: «руководила», «вела»."""
    return _WORD.sub(lambda match: _inflected(match[0], "femn"), text)


@cache
def _analyzer() -> MorphAnalyzer:
    return MorphAnalyzer()


@cache
def _inflected(word: str, gender: str) -> str:
    """Return a verb of the past singular in a gender, any other word as it is."""
    parse = _analyzer().parse(word)[0]
    if not {"VERB", "past", "sing"} <= parse.tag.grammemes or "neut" in parse.tag:
        return word
    found = parse.inflect({gender})
    if found is None:
        return word
    return str(found.word.capitalize() if word[0].isupper() else found.word)

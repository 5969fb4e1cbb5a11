"""Draws invented people with their careers, wishes and contacts."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any

from bench.layouts.careers import Trade, draw_jobs
from bench.layouts.resume import YEAR, Resume, School, Speech
from bench.layouts.words import words

RECEIVED = 2026 * YEAR + 10


@dataclass(frozen=True)
class Wants:
    """What a layout shows: chances are 0 where it has no place for a field."""

    birth: float = 0.5
    pay: float = 0.7
    relocation: float = 0.5
    remote: float = 0.3
    remote_refused: float = 0.25
    skills: float = 0.85
    about: float = 0.7
    languages: float = 0.7
    titles: float = 0.95
    city: float = 0.95
    updated: float = 0.0
    father: float = 0.7
    two_phones: float = 0.2
    years: float = 0.12
    undated: float = 0.0
    most_jobs: int = 5
    referee: float = 0.2
    world: str = ""
    """Which words people are made of: the first world, or ``_two``."""

    def words(self, name: str) -> dict[str, Any]:
        """A file of words of this world."""
        return words(name + self.world)


def latin(text: str) -> str:
    """A Russian name in Latin letters."""
    letters = (words("letters")["latin"].get(letter.lower(), letter) for letter in text)
    return "-".join(part.capitalize() for part in "".join(letters).split("-"))


def _phone(random: Random) -> str:
    return f"79{random.randrange(100):02d}000{random.randrange(10000):04d}"


def _schools(
    random: Random, trade: Trade, told: dict[str, Any], english: bool, first_job: int
) -> tuple[School, ...]:
    levels = told["levels_en" if english else "levels"]
    found, year = [], first_job // YEAR + random.choice((-1, 0, 0, 1))
    for _ in range(random.choices((0, 1, 2), (0.08, 0.7, 0.22))[0]):
        kinds = ("higher",) if english else ("higher", "vocational", "incomplete_higher")
        level = random.choices(kinds, (6, 3, 1)[: len(kinds)])[0]
        if not english and not found and random.random() < 0.06:
            level = "secondary"
        pool = told["schools"]["higher" if level == "incomplete_higher" else level]
        names = [one for one in (told["schools"]["en"] if english else pool)
                 if one not in {school.institution for school in found}]  # fmt: skip
        subject = "" if level == "secondary" else random.choice(trade.fields)
        begin = year - (random.randint(4, 5) if level == "higher" else random.randint(2, 3))
        text = random.choice(levels[level])
        found.append(School(level, text, random.choice(names), subject, begin, year))
        year = begin - random.choice((0, 0, 1))
        if level == "secondary":
            break
    return tuple(found)


def _speeches(random: Random, told: dict[str, Any], english: bool) -> tuple[Speech, ...]:
    frame = "en" if english else "ru"
    found = []
    others = [code for code in told["languages"] if code not in ("ru", "en")]
    codes = ["en", *random.sample(others, random.choice((0, 0, 1, 2)))]
    for code in (["ru"] if random.random() < 0.6 else []) + codes:
        band, levels = random.choice(sorted(told["languages"][code].items()))
        name = told["names_of_languages"][frame][code]
        found.append(Speech(code, name, random.choice(levels[frame]), (band,)))
    return tuple(found)


def _pay(random: Random, english: bool) -> tuple[int, int, str]:
    currency = random.choices(("RUB", "USD", "EUR"), (0.5, 0.3, 0.2) if english else (9, 1, 0))[0]
    lower = random.randint(12, 50) * 100 if currency != "RUB" else random.randint(9, 60) * 5000
    upper = lower + max(lower // 5 // 500 * 500, 500)
    return lower, upper if random.random() < 0.25 else 0, currency


def draw(random: Random, language: str, wants: Wants) -> Resume:
    """One person in a language: ``ru``, ``en`` or ``mix`` (Russian frame, English contents)."""
    told = wants.words("people")

    def chance(share: float, make: Callable[[], Any], none: Any = None) -> Any:
        return make() if random.random() < share else none

    english, foreign = language == "en", language != "ru"
    woman = random.random() < 0.5
    family = random.choice(told["families"])[woman]
    given = random.choice(told["women" if woman else "men"])
    father = chance(wants.father, lambda: random.choice(told["fathers"])[woman], "")
    key, posts = random.choice(sorted(wants.words("trades_en" if foreign else "trades").items()))
    trade = Trade.of(posts)
    updated = chance(wants.updated, lambda: RECEIVED - random.randrange(14))
    jobs = draw_jobs(
        random, trade, RECEIVED if updated is None else updated, foreign,
        told=told, most=wants.most_jobs, years=wants.years, undated=wants.undated,
    )  # fmt: skip
    schools = _schools(random, trade, told, english, min(job.start for job in jobs))
    place = random.choice(told["cities"])
    mail = latin(family).lower().split("-")[0] + random.choice(("", "_", ".")) + latin(given)[0]
    others = [title for title in trade.titles() if title != jobs[0].title]
    titles = (jobs[0].title, *random.sample(others, int(random.random() < 0.2)))
    pay = chance(wants.pay, lambda: _pay(random, english))
    birth_year = min(
        [*(job.start // YEAR - 19 for job in jobs), *(one.begin - 17 for one in schools)]
    )
    phones = [_phone(random) for _ in range(1 + (random.random() < wants.two_phones))]
    referee = f"{random.choice(told['families'])[0]} И.О., руководитель, тел. +{_phone(random)}"
    if english:
        family, given, father = latin(family), latin(given), ""
        referee = f"V. Lisogor, Director, +{_phone(random)}"
    return Resume(
        language=language, trade=key, woman=woman, family=family, given=given, father=father,
        city=chance(wants.city, lambda: place["name"], ""),
        city_text=place["en"] if english else random.choice(place["forms"]),
        titles=chance(wants.titles, lambda: titles, ()),
        phones=tuple(phones),
        emails=(f"{mail.lower()}{random.choice(('', '7', '88'))}@"
                f"{random.choice(told['mail_domains'])}",),
        birth=chance(wants.birth, lambda: (birth_year, random.randint(1, 12),
                                           random.randint(1, 28))),
        pay=pay, pay_refused=pay is None and random.random() < wants.pay / 2,
        relocation=chance(wants.relocation, lambda: random.random() < 0.5),
        remote=chance(wants.remote, lambda: random.random() >= wants.remote_refused),
        jobs=tuple(jobs), schools=schools,
        courses=chance(0.25, lambda: (f"{random.randint(2012, 2024)} «Деловое письмо», "
                                      "учебный центр «Горизонт»",), ()) if not foreign else (),
        speeches=chance(wants.languages, lambda: _speeches(random, told, english), ()),
        skills=chance(wants.skills, lambda: tuple(random.sample(
            trade.skills, random.randint(4, len(trade.skills)))), ()),
        about=chance(wants.about, lambda: random.choice(
            told["about_en" if foreign else "about"]), ""),
        referee=chance(wants.referee, lambda: referee, ""),
        updated=updated, received=RECEIVED,
    )  # fmt: skip

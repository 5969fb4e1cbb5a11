"""Invented people, and the ways in which one person is told of twice."""

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import yaml

from recruit.duplicates.pairing.names import NAMES_FILE, is_common
from recruit.duplicates.pairing.records import Job
from recruit.duplicates.pairing.spelling import ALPHABET, latin

MADE_FILE = Path(__file__).parent / "made.yaml"
FIRST_YEAR, LAST_YEAR = 1998, 2026
_SYSTEMS = (
    "a b v g d e e zh z i i k l m n o p r s t u f kh ts ch sh shch ie y  e iu ia",
    "a b v g d e yo zh z i y k l m n o p r s t u f kh ts ch sh sch  y  e yu ya",
    "a b v g d e jo zh z i j k l m n o p r s t u f h ts ch sh shh  y  e ju ja",
)
LATIN = [dict(zip(ALPHABET, system.split(" "), strict=True)) for system in _SYSTEMS]


@cache
def parts() -> dict[str, Any]:
    """The lists people are made of."""
    data: dict[str, Any] = yaml.safe_load(MADE_FILE.read_text(encoding="utf-8"))
    return data


@cache
def short_forms() -> dict[str, list[str]]:
    """What each given name is shortened to, in Cyrillic."""
    data = yaml.safe_load(NAMES_FILE.read_text(encoding="utf-8"))["given"]
    return {name: [word for word in others.split() if word[0] > "z"][:4]
            for name, others in data.items()}  # fmt: skip


@dataclass(frozen=True)
class Made:
    """An invented person, whole. ``is_woman`` is for the grammar of surnames alone."""

    surname: str
    given: str
    father: str
    is_woman: bool
    phone: str
    mail: str
    city: str
    post: int
    jobs: tuple[tuple[int, int, int, int | None], ...]
    school: int
    year: int
    skills: tuple[str, ...]


def feminine(surname: str) -> str:
    """A surname as a woman bears it."""
    if surname.endswith(("ский", "цкий")):
        return surname[:-2] + "ая"
    if surname.endswith(("ый", "ий", "ой")):
        return surname[:-2] + "ая"
    return surname + "а" if surname.endswith(("ов", "ев", "ёв", "ин", "ын")) else surname


def daughter_of(father: str) -> str:
    """The feminine of a patronymic."""
    return father[:-2] + "на" if father.endswith(("ович", "евич")) else father


class Maker:
    """Makes people with a generator of its own; one seed makes the same people everywhere."""

    def __init__(self, random: Random, surnames: str) -> None:
        self.random = random
        self.surnames = parts()["surnames"][surnames].split()
        self.taken: set[str] = set()

    def person(self, **facts: Any) -> Made:
        """Somebody; ``facts`` stand as they are given."""
        random, is_woman = self.random, facts.pop("is_woman", self.random.random() < 0.5)
        given = random.choice(parts()["women" if is_woman else "men"].split())
        surname = random.choice(self.surnames)
        made = {
            "surname": feminine(surname) if is_woman else surname,
            "given": given,
            "father": self.father(is_woman),
            "is_woman": is_woman,
            "phone": self.mobile() if random.random() < 0.9 else self.landline(),
            "city": random.choices(parts()["cities"], [6, 3, 1, 1, 1, 1, 1, 1])[0],
            "post": random.randrange(len(parts()["posts"])),
            "jobs": self.jobs(),
            "school": random.randrange(len(parts()["schools"])),
        } | facts
        made.setdefault("skills", self.skills(made["post"]))
        if random.random() < 0.04:
            made.setdefault("mail", self.office_mail())
        made.setdefault("mail", self.mail(made["surname"], made["given"]))
        made.setdefault("year", made["jobs"][-1][1] // 12 - random.randint(0, 1))
        return Made(**made)

    def skills(self, post: int) -> tuple[str, ...]:
        """Skills of a post, which its people have in common, and some of one's own."""
        words = parts()["skills"].split()
        usual = [words[(2 * post + step) % len(words)] for step in range(5)]
        more = self.random.sample(words, self.random.randint(1, 4))
        return tuple(dict.fromkeys([*self.random.sample(usual, 4), *more]))

    def father(self, is_woman: bool) -> str:
        """A patronymic."""
        father = self.random.choice(parts()["fathers"].split())
        return daughter_of(father) if is_woman else father

    def mobile(self) -> str:
        """A mobile number as its ten digits."""
        return f"9{self.random.randrange(10**9):09d}"

    def landline(self) -> str:
        """An office's or a flat's number as its ten digits."""
        return f"{self.random.choice([495, 812, 843, 342])}{self.random.randrange(10**7):07d}"

    def office_mail(self) -> str:
        """A mailbox that is of no one in particular."""
        return f"{self.random.choice(parts()['offices'])}@firma{self.random.randint(1, 99)}.ru"

    def common_surname(self) -> str:
        """A surname of many, where this maker's list has it."""
        common = [word for word in self.surnames if is_common(latin(word))]
        return self.random.choice(common)

    def mail(self, surname: str, given: str) -> str:
        """A mailbox as people name theirs."""
        random = self.random
        name, first = romanise(surname, 1), romanise(given, 1)
        local = random.choice(
            [f"{name}.{first}", f"{first}{random.randint(70, 99)}{name[:3]}", f"{first[0]}.{name}",
             f"{name}{random.randint(1, 99)}", f"{first}_{name}"]
        )  # fmt: skip
        box = f"{local}@{random.choice(parts()['boxes'])}"
        while box in self.taken:  # one mailbox is one person's
            local, _, domain = box.partition("@")
            box = f"{local}{random.randint(1, 9)}@{domain}"
        self.taken.add(box)
        return box

    def jobs(self) -> tuple[tuple[int, int, int, int | None], ...]:
        """A career, the latest job first: employer, start, post, end; months as numbers."""
        random = self.random
        start = random.randint(FIRST_YEAR * 12, (LAST_YEAR - 4) * 12)
        jobs: list[tuple[int, int, int, int | None]] = []
        places = random.sample(range(len(parts()["employers"])), 4)
        post = random.randrange(len(parts()["posts"]))
        for place in places[: random.randint(1, 4)]:
            end = start + random.randint(8, 60)
            if end >= LAST_YEAR * 12:
                return ((place, start, post, None), *jobs[::-1])
            jobs.append((place, start, post, end))
            start = end + random.randint(0, 4)
        return tuple(jobs[::-1])


def romanise(word: str, system: int) -> str:
    """A word in Latin letters by one of the systems in use."""
    return "".join(LATIN[system].get(letter, letter) for letter in word.lower())


def as_job(row: tuple[int, int, int, int | None], spelling: int, slip: int = 0) -> Job:
    """A job as the record holds it, in one spelling of the employer."""
    place, start, post, end = row
    return Job(
        employer=parts()["employers"][place][spelling],
        title=parts()["posts"][post][0],
        start=_month(start + slip),
        end=None if end is None else _month(end),
    )


def _month(number: int) -> str:
    return f"{number // 12:04d}-{number % 12 + 1:02d}"


def renamed(person: Made, **facts: Any) -> Made:
    """The same person with some facts changed."""
    return replace(person, **facts)

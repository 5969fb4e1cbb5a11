"""Labelled pairs of invented people: to learn the weights from, and to check them by.

None of them is in the test set of the tests, which people wrote by hand.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from random import Random

from recruit.duplicates.pairing.contacts import mail_key, phones_in
from recruit.duplicates.pairing.features import MANY_HOLDERS
from recruit.duplicates.pairing.made_people import (
    Made,
    Maker,
    daughter_of,
    feminine,
    parts,
    renamed,
)
from recruit.duplicates.pairing.made_tellings import Teller
from recruit.duplicates.pairing.records import PersonRecord


@dataclass(frozen=True)
class Pair:
    """Two records, whether they are one person, and of what kind the pair is."""

    kind: str
    same: bool
    one: PersonRecord
    other: PersonRecord
    holders: Mapping[str, int] = field(default_factory=dict)


def make_pairs(count: int, seed: int, surnames: str = "first") -> list[Pair]:
    """As many pairs, half of one person; ``surnames`` names one of the lists of `made.yaml`."""
    random = Random(seed)  # noqa: S311  (a seed makes the same pairs everywhere)
    maker = Maker(random, surnames)
    source = _Source(maker, Teller(random))
    return [pair for _, pair in zip(range(count), source.pairs(), strict=False)]


@dataclass
class _Source:
    maker: Maker
    teller: Teller

    def pairs(self) -> Iterator[Pair]:
        others: tuple[Callable[[], Pair], ...] = (
            self.strangers, self.namesakes, self.namesakes, self.initials_alike,
            self.father_and_son,
            self.spouses, self.twins, self.twins, self.colleagues, self.colleagues, self.agency,
            self.passed_on_phone, self.mother_and_daughter, self.namesakes_at_one_employer,
        )  # fmt: skip
        while True:
            for make in others:
                yield self.one_person()
                yield make()

    def one_person(self) -> Pair:
        person = self.maker.person()
        one, other = self.teller.tell_twice(person)
        return Pair("one person", True, one, other)

    def _pair(
        self, kind: str, one: Made, other: Made, holders: Mapping[str, int] | None = None
    ) -> Pair:
        plainly = self.teller.tell
        return Pair(kind, False, plainly(one), plainly(other), holders or {})

    def _of_many(self) -> Made:
        """Somebody whose surname is, three times in four, that of many."""
        one = self.maker.person()
        if self.maker.random.random() < 0.25:
            return one
        surname = self.maker.common_surname()
        return renamed(one, surname=feminine(surname) if one.is_woman else surname)

    def strangers(self) -> Pair:
        random, one = self.maker.random, self.maker.person()
        same = {"city": one.city, "post": one.post}
        if random.random() < 0.5:
            same |= {"given": one.given, "is_woman": one.is_woman}
        return self._pair("strangers", one, self.maker.person(**same))

    def namesakes(self) -> Pair:
        """One name in one city with one popular post; often the patronymic is one, too."""
        random, one = self.maker.random, self._of_many()
        other = self.maker.person(
            surname=one.surname, given=one.given, is_woman=one.is_woman, city=one.city,
            post=one.post, father=one.father if random.random() < 0.4 else
            self.maker.father(one.is_woman),
        )  # fmt: skip
        if random.random() < 0.3:
            other = renamed(other, school=one.school)
        return self._pair("namesakes", one, other)

    def namesakes_at_one_employer(self) -> Pair:
        """One name, one post, one employer; hired in different months."""
        random, one = self.maker.random, self._of_many()
        place, start, post, end = random.choice(one.jobs)
        job = (place, start + random.choice([-1, 1]) * random.randint(1, 30), post, end)
        other = self.maker.person(
            surname=one.surname, given=one.given, is_woman=one.is_woman, city=one.city,
            post=one.post, jobs=(job, *self.maker.jobs()[1:]),
        )  # fmt: skip
        return self._pair("namesakes at one employer", one, other)

    def initials_alike(self) -> Pair:
        """«Иванов И. И.» may be Игорь as well as Иван."""
        one = self.maker.person()
        names = parts()["women" if one.is_woman else "men"].split()
        alike = [name for name in names if name[0] == one.given[0] and name != one.given]
        other = self.maker.person(
            surname=one.surname, given=self.maker.random.choice(alike or [one.given]),
            is_woman=one.is_woman, city=one.city, post=one.post,
        )  # fmt: skip
        return Pair(
            "initials alike", False, self.teller.tell(one),
            self.teller.tell(other, name=self.teller.initials(other)),
        )  # fmt: skip

    def father_and_son(self) -> Pair:
        random, father = self.maker.random, self.maker.person(is_woman=False)
        home = self.maker.landline() if random.random() < 0.5 else father.phone
        given = father.given if random.random() < 0.04 else random.choice(parts()["men"].split())
        son = self.maker.person(
            surname=father.surname, given=given, father=_son_of(father.given), is_woman=False,
            city=father.city, phone=home, year=father.year + 25,
        )  # fmt: skip
        if random.random() < 0.3:
            son = renamed(son, mail=father.mail)
        return self._pair("father and son", renamed(father, phone=home), son)

    def mother_and_daughter(self) -> Pair:
        random, mother = self.maker.random, self.maker.person(is_woman=True)
        daughter = self.maker.person(
            is_woman=True, city=mother.city, phone=mother.phone, year=mother.year + 24,
            given=mother.given if random.random() < 0.03 else random.choice(
                parts()["women"].split()),
            surname=mother.surname if random.random() < 0.5 else self.maker.person(
                is_woman=True).surname,
        )  # fmt: skip
        return self._pair("mother and daughter", mother, daughter)

    def spouses(self) -> Pair:
        random, man = self.maker.random, self.maker.person(is_woman=False)
        wife = self.maker.person(is_woman=True, surname=feminine(man.surname), city=man.city)
        wife = renamed(
            wife,
            mail=man.mail if random.random() < 0.6 else wife.mail,
            phone=man.phone if random.random() < 0.6 else wife.phone,
        )
        return self._pair("spouses", man, wife)

    def twins(self) -> Pair:
        """One surname, father, school and employer from one month on; sometimes one mail."""
        random, one = self.maker.random, self.maker.person()
        is_woman = random.random() < 0.5
        men = (one.surname, one.father) if not one.is_woman else None
        other = self.maker.person(is_woman=one.is_woman, surname=one.surname, father=one.father)
        if men and is_woman:
            other = self.maker.person(
                is_woman=True, surname=feminine(men[0]), father=daughter_of(men[1])
            )
        while other.given == one.given:
            other = renamed(other, given=self.maker.person(is_woman=other.is_woman).given)
        other = renamed(
            other, city=one.city, school=one.school, year=one.year, post=one.post,
            jobs=one.jobs if random.random() < 0.6 else (one.jobs[0], *other.jobs[1:]),
            phone=one.phone if random.random() < 0.5 else other.phone,
            mail=one.mail if random.random() < 0.2 else other.mail, skills=one.skills,
        )  # fmt: skip
        return self._pair("twins", one, other)

    def colleagues(self) -> Pair:
        random, one = self.maker.random, self.maker.person()
        office, box = self.maker.landline(), self.maker.office_mail()
        other = self.maker.person(city=one.city, post=one.post)
        if random.random() < 0.4:
            facts = {"is_woman": one.is_woman, "given": one.given, "post": one.post}
            facts |= {"father": one.father} if random.random() < 0.2 else {}
            other = self.maker.person(city=one.city, **facts)
        jobs = one.jobs if random.random() < 0.4 else (one.jobs[0], *other.jobs[1:])
        other = renamed(other, jobs=jobs)
        if random.random() < 0.5:
            one, other = renamed(one, phone=office), renamed(other, phone=office)
        if random.random() < 0.5:
            one, other = renamed(one, mail=box), renamed(other, mail=box)
        return self._pair("colleagues", one, other)

    def agency(self) -> Pair:
        """An agency sends its people under its own phone and mail."""
        random, one = self.maker.random, self.maker.person()
        same_name = random.random() < 0.3
        other = self.maker.person(phone=one.phone, mail=one.mail, city=one.city)
        if same_name:
            other = renamed(other, given=one.given, surname=one.surname, is_woman=one.is_woman)
        keys = [*(phone.number for phone in phones_in(one.phone)), mail_key(one.mail)]
        holders = dict.fromkeys(keys, random.randint(MANY_HOLDERS, 40))
        return self._pair("agency", one, other, holders)

    def passed_on_phone(self) -> Pair:
        """A number that somebody else has now, in a tenth of cases of one given name."""
        one = self.maker.person()
        other = self.maker.person(phone=one.phone)
        if self.maker.random.random() < 0.1:
            other = self.maker.person(phone=one.phone, is_woman=one.is_woman, given=one.given)
        return self._pair("passed-on phone", one, other)


def _son_of(given: str) -> str:
    if given.endswith("ий"):
        return given[:-2] + "ьевич"
    if given.endswith(("й", "ь")):
        return given[:-1] + "евич"
    return given[:-1] + "ич" if given.endswith(("а", "я")) else given + "ович"

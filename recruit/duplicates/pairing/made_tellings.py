"""How invented people write of themselves: once plainly, and a second time years later."""

from dataclasses import dataclass
from random import Random

from recruit.duplicates.pairing.made_people import (
    Made,
    as_job,
    parts,
    romanise,
    short_forms,
)
from recruit.duplicates.pairing.records import Job, PersonRecord

OTHER_SURNAME = ("Заозёрная", "Подгорная", "Речная", "Светлова", "Крылатова", "Дорогина")


@dataclass
class Teller:
    """Turns people into records; each telling forgets and respells something else."""

    random: Random

    def tell(self, person: Made, name: str = "") -> PersonRecord:
        """A record of a person as people mostly write: some facts are left out."""
        random = self.random
        name = name or (
            f"{person.surname} {person.given} {person.father}"
            if random.random() < 0.55
            else random.choice(
                [f"{person.surname} {person.given}", f"{person.given} {person.surname}"]
            )
        )
        return PersonRecord(
            name=name,
            mails=(person.mail,) if random.random() < 0.9 else (),
            phones=(self.phone(person.phone),) if random.random() < 0.9 else (),
            city=person.city if random.random() < 0.9 else None,
            title=random.choices(parts()["posts"][person.post], [6, 2, 1])[0],
            jobs=self.jobs(person) if random.random() < 0.85 else (),
            education=self.school(person) if random.random() < 0.7 else "",
            skills=self.skills(person) if random.random() < 0.8 else frozenset(),
        )

    def skills(self, person: Made) -> frozenset[str]:
        """Those that came to mind this time."""
        random, known = self.random, person.skills
        told = random.sample(known, max(2, len(known) - random.randint(0, 4)))
        more = random.sample(parts()["skills"].split(), random.choice([0, 0, 1, 2, 4]))
        return frozenset([*told, *more])

    def tell_twice(self, person: Made) -> tuple[PersonRecord, PersonRecord]:
        """Two records of one person. Something always ties them: a contact, or the career."""
        random = self.random
        one, other = self.tell(person), self.tell(person)
        keeps = random.choices(
            ["both", "phone", "mail", "career"], [0.4, 0.25, 0.15, 0.2]
        )[0]  # fmt: skip
        phone, mail = self.phone(person.phone), self.mailbox(person.mail)
        jobs = other.jobs or self.jobs(person)
        if keeps == "career":
            name = self.respelled(person, changed_surname=False)
            return (
                self._with(one, jobs=one.jobs or self.jobs(person)),
                self._with(other, name=name, jobs=jobs, phones=(self.phone(self._new_phone()),),
                           mails=(self._new_mail(person),) if random.random() < 0.6 else ()),
            )  # fmt: skip
        name = self.respelled(person, changed_surname=person.is_woman and random.random() < 0.15)
        phones = (phone,) if keeps != "mail" else ((self._new_phone(),) if random.random() < 0.5
                                                   else ())  # fmt: skip
        mails = (mail,) if keeps != "phone" else ((self._new_mail(person),) if random.random() < 0.6
                                                  else ())  # fmt: skip
        first = self._with(
            one,
            phones=one.phones or (person.phone,) if keeps != "mail" else one.phones,
            mails=one.mails or (person.mail,) if keeps != "phone" else one.mails,
        )
        city = other.city if random.random() < 0.85 else random.choice(parts()["cities"])
        return first, self._with(other, name=name, phones=phones, mails=mails, city=city)

    @staticmethod
    def _with(record: PersonRecord, **facts: object) -> PersonRecord:
        return PersonRecord(**{**vars(record), **facts})

    def _new_phone(self) -> str:
        return f"9{self.random.randrange(10**9):09d}"

    def _new_mail(self, person: Made) -> str:
        local = f"{romanise(person.surname, 1)}.{self.random.randint(1, 99)}"
        return f"{local}@{self.random.choice(parts()['boxes'])}"

    def phone(self, digits: str) -> str:
        """A number as people type it."""
        a, b, c, d = digits[:3], digits[3:6], digits[6:8], digits[8:]
        return self.random.choice(
            [f"+7 ({a}) {b}-{c}-{d}", f"8 {a} {b} {c} {d}", f"8-{a}-{b}-{c}-{d}", f"7{digits}",
             f"+7{digits}", f"8({a}){b}{c}{d}", digits]
        )  # fmt: skip

    def mailbox(self, mail: str) -> str:
        """A mailbox as its owner may spell it another time."""
        local, _, domain = mail.partition("@")
        if domain == "gmail.com" and self.random.random() < 0.5:
            return f"{local.replace('.', '')}+job@gmail.com"
        if domain == "yandex.ru" and self.random.random() < 0.5:
            return f"{local.replace('.', '-')}@ya.ru"
        return mail.title() if self.random.random() < 0.2 else mail

    def initials(self, person: Made) -> str:
        """«Иванов И. И.»"""
        return f"{person.surname} {person.given[0]}. {person.father[0]}."

    def respelled(self, person: Made, *, changed_surname: bool) -> str:
        """The name as the person may write it another time."""
        random, surname, given = self.random, person.surname, person.given
        if changed_surname:
            surname = random.choice(OTHER_SURNAME)
            if random.random() < 0.3:
                surname = f"{person.surname}-{surname}"
        kind = random.choices(
            ["plain", "whole", "short", "latin", "initials", "slip", "plain e"],
            [4, 3, 3, 3, 1, 1.5, 1],
        )[0]
        if kind == "short" and short_forms().get(given):
            return f"{random.choice(short_forms()[given])} {surname}"
        if kind == "initials" and not changed_surname:
            return self.initials(person)
        system = random.randrange(3)
        names = {
            "whole": f"{surname} {given} {person.father}".upper(),
            "latin": f"{romanise(given, system)} {romanise(surname, system)}".title(),
            "plain e": f"{given} {surname}".replace("ё", "е"),
            "slip": self._with_slip(surname, given),
        }
        return names.get(kind) or random.choice([f"{given} {surname}", f"{surname} {given}"])

    def _with_slip(self, surname: str, given: str) -> str:
        if self.random.random() < 0.6:
            return f"{self._slip(surname)} {given}"
        return f"{surname} {self._slip(given)}"

    def _slip(self, word: str) -> str:
        if len(word) < 4:
            return word
        place = self.random.randrange(1, len(word) - 1)
        return self.random.choice(
            [
                word[:place] + word[place + 1 :],
                word[:place] + word[place] + word[place:],
                word[: place - 1] + word[place] + word[place - 1] + word[place + 1 :],
            ]
        )

    def jobs(self, person: Made) -> tuple[Job, ...]:
        """The career, perhaps as it stood one job ago, or the latest jobs alone."""
        random, rows = self.random, person.jobs
        if len(rows) > 1 and random.random() < 0.3:
            rows = rows[1:]
        if len(rows) > 2 and random.random() < 0.3:
            rows = rows[:2]
        elif len(rows) > 1 and random.random() < 0.15:
            rows = rows[-1:]
        spelling = random.choices([0, 1, 2], [5, 4, 1])[0]
        return tuple(as_job(row, spelling, random.choice([0, 0, 0, 0, 1, -1])) for row in rows)

    def school(self, person: Made) -> str:
        """The school, two times in three with the year; sometimes the other one, of a course."""
        words: str = parts()["schools"][person.school]
        if self.random.random() < 0.08:
            return str(self.random.choice(parts()["schools"]))
        return f"{words}, {person.year}" if self.random.random() < 0.67 else words

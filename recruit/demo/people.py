"""Invented people: a name nobody else has, an address and a number that reach nobody."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from recruit.demo.data import HERE, load

# Each Russian letter with the Latin ones that stand for it.
_LETTERS = (
    "аa бb вv гg дd еe ёe жzh зz иi йy кk лl мm нn оo пp рr сs тt уu фf хkh цts чch шsh щshch "
    "ъ ыy ь эe юyu яya"
)
_LATIN = {pair[0]: pair[1:] for pair in _LETTERS.split()}
# Domains that RFC 2606 keeps for examples.
_DOMAINS = ("example.com", "example.net", "example.org")


@dataclass(frozen=True)
class Person:
    """A name and how to reach it; `sex` only picks the grammar."""

    given: str
    patronymic: str
    surname: str
    sex: str
    email: str
    phone: str


def people(rng: Random) -> Iterator[Person]:
    """People without end, as long as there are names; no two share a name or a contact."""
    parts = load(HERE / "names.yaml")
    taken: set[tuple[str, str]] = set()
    emails: set[str] = set()
    phones = rng.sample(range(10_000_000), 10_000)
    for number in phones:
        sex = rng.choice("mf")
        given, surname = _free_name(rng, parts, sex, taken)
        patronymic = rng.choice(parts["patronymics"])
        email = _free_email(rng, given, surname, emails)
        yield Person(
            given=given,
            patronymic=patronymic if sex == "m" else patronymic.removesuffix("ич") + "на",
            surname=surname,
            sex=sex,
            email=email,
            phone=phone(number),
        )


def phone(number: int) -> str:
    """A number in area code 000, which no operator has."""
    digits = f"{number:07d}"
    return f"+7 000 {digits[:3]}-{digits[3:5]}-{digits[5:]}"


def latin(text: str) -> str:
    """Russian text in Latin letters."""
    letters = []
    for letter in text:
        plain = _LATIN.get(letter.lower(), letter)
        letters.append(plain.capitalize() if letter.isupper() else plain)
    return "".join(letters)


def _free_name(
    rng: Random, parts: dict[str, list[str]], sex: str, taken: set[tuple[str, str]]
) -> tuple[str, str]:
    while True:
        given = rng.choice(parts["men" if sex == "m" else "women"])
        surname = rng.choice(parts["surnames"])
        if (given, surname) not in taken:
            taken.add((given, surname))
            return given, surname if sex == "m" else _feminine(surname)


def _feminine(surname: str) -> str:
    if surname.endswith(("ий", "ый", "ой")):
        return surname[:-2] + "ая"
    return surname + "а"


def _free_email(rng: Random, given: str, surname: str, taken: set[str]) -> str:
    first, last = latin(given).lower(), latin(surname).lower()
    initial = first[0]
    local = rng.choice((f"{first}.{last}", f"{last}.{first}", f"{initial}.{last}", last + initial))
    for domain in rng.sample(_DOMAINS, len(_DOMAINS)):
        for suffix in ("", ".work", ".post"):
            email = f"{local}{suffix}@{domain}"
            if email not in taken:
                taken.add(email)
                return email
    raise ValueError(f"no free address for {first} {last}")

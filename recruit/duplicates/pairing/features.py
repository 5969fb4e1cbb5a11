"""What a pair of records agrees and disagrees in: one level for each feature.

A level is a word, `UNKNOWN` where one of the two records does not tell. `LEVELS` lists each
feature's levels from what speaks most against one person to what speaks most for it; the weights
that `scorer` holds have to rise in this order.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product

from rapidfuzz import fuzz

from recruit.duplicates.pairing.careers import (
    TOLD_APART,
    Careers,
    compare_careers,
    same_school,
    told_years,
    words_of,
)
from recruit.duplicates.pairing.contacts import Phone, is_role_mail, mail_key, phones_in
from recruit.duplicates.pairing.names import compare_names
from recruit.duplicates.pairing.records import PersonRecord
from recruit.duplicates.pairing.spelling import latin

UNKNOWN = "unknown"
MANY_HOLDERS = 4
"""Records with one phone or mail from which on it is an office's or an agency's."""

LEVELS: dict[str, tuple[str, ...]] = {
    "given": ("different", "initial", "similar", "short", "same"),
    "surname": ("different", "similar", "form", "part", "common", "same"),
    "patronymic": ("different", "initial", "similar", "same"),
    "phone": ("different", "office", "landline", "same"),
    "mail": ("different", "office", "alike", "same"),
    "city": ("different", "same"),
    "jobs": ("apart", "other", "shared", "one", "several"),
    "school": ("years", "different", "same", "year"),
    "post": ("different", "alike", "same"),
    "skills": ("few", "some", "most"),
}
"""An unknown level weighs nothing, wherever it would stand in the order."""


@dataclass(frozen=True)
class Comparison:
    """The levels of a pair, and what the reasons name: employers, how many share a contact."""

    levels: Mapping[str, str]
    careers: Careers
    holders: int = 0


def compare(
    one: PersonRecord, other: PersonRecord, holders: Mapping[str, int] | None = None
) -> Comparison:
    """Compare two records.

    Parameters
    ----------
    holders : mapping, optional
        How many records of the base bear a phone number or a mail, by their one form. What is not
        in it is borne by these two alone.
    """
    given, surname, patronymic = compare_names(one.name, other.name)
    careers = compare_careers(one.jobs, other.jobs)
    phone, by_phone = _phone(one, other, holders or {})
    mail, by_mail = _mail(one, other, holders or {})
    levels = {
        "given": given,
        "surname": surname,
        "patronymic": patronymic,
        "phone": phone,
        "mail": mail,
        "city": _city(one.city, other.city),
        "jobs": _jobs(careers),
        "school": _school(one.education, other.education),
        "post": _post(one.title, other.title),
        "skills": _skills(one.skills, other.skills),
    }
    return Comparison(levels, careers, max(by_phone, by_mail))


def _phone(one: PersonRecord, other: PersonRecord, holders: Mapping[str, int]) -> tuple[str, int]:
    """The level, and how many share the number where they are many."""
    mine, theirs = (
        {phone for text in person.phones for phone in phones_in(text)} for person in (one, other)
    )
    if not mine or not theirs:
        return UNKNOWN, 0
    shared = [(a, b) for a, b in product(mine, theirs) if a.number == b.number]
    levels = {_shared_phone(a, b, holders): holders.get(a.number, 2) for a, b in shared}
    best = next((level for level in reversed(LEVELS["phone"]) if level in levels), "different")
    return best, levels[best] if best == "office" else 0


def _shared_phone(one: Phone, other: Phone, holders: Mapping[str, int]) -> str:
    if one.extension != other.extension or holders.get(one.number, 0) >= MANY_HOLDERS:
        return "office"
    # With one extension two people share a desk, not a switchboard.
    return "same" if one.is_mobile else "landline"


def _mail(one: PersonRecord, other: PersonRecord, holders: Mapping[str, int]) -> tuple[str, int]:
    mine, theirs = (set(filter(None, map(mail_key, person.mails))) for person in (one, other))
    if not mine or not theirs:
        return UNKNOWN, 0
    shared = mine & theirs
    own = [key for key in shared if not is_role_mail(key) and holders.get(key, 0) < MANY_HOLDERS]
    if own:
        return "same", 0
    if shared:
        return "office", max(holders.get(key, 2) for key in shared)
    return (
        "alike"
        if any(map(_boxes_alike, *zip(*product(mine, theirs), strict=True)))
        else "different"
    ), 0


def _boxes_alike(one: str, other: str) -> bool:
    """One name at two providers, when it is more than an initial and a surname would give."""
    a, b = (key.partition("@")[0] for key in (one, other))
    letters = sum(letter.isalpha() for letter in a)
    return a == b and letters >= 5 and any(letter.isdigit() for letter in a)


def _city(one: str | None, other: str | None) -> str:
    if not one or not other:
        return UNKNOWN
    return "same" if latin(one) == latin(other) else "different"


def _jobs(careers: Careers) -> str:
    if not careers.comparable:
        return UNKNOWN
    if careers.same:
        return "several" if careers.same > 1 else "one"
    if careers.shared:
        return "shared"
    return "apart" if careers.apart >= TOLD_APART else "other"


def _school(one: str, other: str) -> str:
    same, year = same_school(one, other), told_years(one, other)
    if same is None:
        return UNKNOWN
    if same:
        return "year" if year else "same"
    return "years" if year is False else "different"


def _post(one: str, other: str) -> str:
    a, b = words_of(one), words_of(other)
    if not a or not b:
        return UNKNOWN
    if a == b:
        return "same"
    return "alike" if fuzz.token_set_ratio(a, b) >= 75 else "different"


def _skills(one: frozenset[str], other: frozenset[str]) -> str:
    if not one or not other:
        return UNKNOWN
    share = len(one & other) / min(len(one), len(other))
    return "most" if share >= 0.7 else "some" if share >= 0.3 else "few"

"""What differs between two sets of facts, in words that a page can set side by side."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext, lazy_gettext
from markupsafe import Markup, escape

from recruit.cities import city_label
from recruit.money import whole_units
from recruit.skills import labels
from recruit.terms import EDUCATION, SEGMENTS, TAXES, language_words
from recruit.vacancies.facts import Facts, facts_of_profile

FIELD_LABELS = {
    "title": lazy_gettext("Title of the vacancy"),
    "city": lazy_gettext("City"),
    "segment": lazy_gettext("Kind of company"),
    "remote": lazy_gettext("Remote work"),
    "openings": lazy_gettext("How many people"),
    "salary_from": lazy_gettext("Salary from"),
    "salary_to": lazy_gettext("Salary up to"),
    "tax": lazy_gettext("Tax"),
    "must": lazy_gettext("Required skills"),
    "nice": lazy_gettext("Skills that are an asset"),
    "experience_years": lazy_gettext("Years of experience"),
    "management_years": lazy_gettext("Years as a manager"),
    "education": lazy_gettext("Education"),
    "languages": lazy_gettext("Languages"),
    "text": lazy_gettext("Text of the vacancy"),
}
CODES = {"education": EDUCATION, "segment": SEGMENTS, "tax": TAXES}
LISTS = ("must", "nice", "languages")
LANGUAGES_OF_PROFILES = ("ru", "en")


@dataclass(frozen=True)
class Difference:
    """One field that a vacancy has otherwise than its profile."""

    label: Any
    removed: list[str]
    added: list[str]
    points: int


def words(name: str, value: Any, language: str) -> list[str]:
    """A fact in words; several for a list, none for an empty one."""
    if value is None or value in ("", [], {}):
        return []
    if name in ("must", "nice"):
        return labels(value, language)
    if name == "languages":
        return language_words(value)
    if name == "text":
        return [line for line in value.splitlines() if line.strip()]
    return [_word(name, value, language)]


def _word(name: str, value: Any, language: str) -> str:
    if name == "city":
        return city_label(value, language)
    if name == "remote":
        return gettext("yes") if value else gettext("no")
    if name in ("salary_from", "salary_to"):
        return whole_units(value)
    return str(CODES[name][value]) if name in CODES else str(value)


def from_profile(facts: Facts, content: Mapping[str, Any], language: str) -> list[Difference]:
    """What a vacancy says otherwise than its profile, whichever language it was filled from."""
    profiles = {code: facts_of_profile(content, code) for code in LANGUAGES_OF_PROFILES}
    shown = profiles[language]
    return [
        _difference(name, shown[name], facts[name], language)
        for name in shown
        if all(not _same(facts[name], profile[name]) for profile in profiles.values())
    ]


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, str) and isinstance(other, str):
        return one.split() == other.split()
    if isinstance(one, list) and isinstance(other, list):
        return sorted(one) == sorted(other)
    return bool(one == other)


def _difference(name: str, before: Any, after: Any, language: str) -> Difference:
    old, new = words(name, before, language), words(name, after, language)
    removed = [entry for entry in old if entry not in new]
    added = [entry for entry in new if entry not in old]
    if not removed and not added:  # the same lines in another order
        removed, added = old, new
    points = len(removed) + len(added) if name in LISTS else 1
    return Difference(FIELD_LABELS[name], removed, added, points)


def between(
    theirs: Facts, mine: Facts, base: Mapping[str, Any], language: str
) -> list[tuple[str, Any, Markup, Markup, bool]]:
    """Rows of a conflict: field, its label, both values in words, whether mine was changed."""
    rows = []
    for name in mine:
        if _same(theirs[name], mine[name]):
            continue
        one, other = words(name, theirs[name], language), words(name, mine[name], language)
        is_mine = name not in base or base[name] != mine[name]
        label = FIELD_LABELS[name]
        rows.append((name, label, _apart(name, one, other), _apart(name, other, one), is_mine))
    return rows


def _apart(name: str, lines: list[str], others: list[str]) -> Markup:
    """One side of a conflict: what the other side lacks is marked; of a text only that is shown."""
    own = [line not in others for line in lines]
    marked = [
        Markup("<ins>{}</ins>").format(line) if is_own else escape(line)
        for line, is_own in zip(lines, own, strict=True)
        if is_own or name != "text"
    ]
    separator = Markup("<br>") if name == "text" else Markup(", ")
    return separator.join(marked)

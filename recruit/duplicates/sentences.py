"""What the codes of reasons say to a recruiter."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext, ngettext

REASONS: dict[tuple[str, str], Any] = {
    ("given", "same"): lazy_gettext("the same given name"),
    ("given", "short"): lazy_gettext("given names that are forms of one"),
    ("given", "similar"): lazy_gettext("given names that a slip would explain"),
    ("given", "initial"): lazy_gettext("an initial that fits the given name"),
    ("given", "different"): lazy_gettext("different given names"),
    ("surname", "same"): lazy_gettext("the same surname"),
    ("surname", "common"): lazy_gettext("the same surname, though many bear it"),
    ("surname", "part"): lazy_gettext("one of two surnames in common"),
    ("surname", "form"): lazy_gettext("surnames that differ in the ending alone"),
    ("surname", "similar"): lazy_gettext("surnames that a slip would explain"),
    ("surname", "different"): lazy_gettext("different surnames"),
    ("patronymic", "same"): lazy_gettext("the same patronymic"),
    ("patronymic", "similar"): lazy_gettext("patronymics that a slip would explain"),
    ("patronymic", "initial"): lazy_gettext("an initial that fits the patronymic"),
    ("patronymic", "different"): lazy_gettext("different patronymics"),
    ("phone", "same"): lazy_gettext("the same mobile phone"),
    ("phone", "landline"): lazy_gettext("the same phone of a flat or an office"),
    ("phone", "office"): lazy_gettext("the same phone, though several people share it"),
    ("phone", "different"): lazy_gettext("different phones"),
    ("mail", "same"): lazy_gettext("the same mailbox"),
    ("mail", "alike"): lazy_gettext("mailboxes of one name at different providers"),
    ("mail", "office"): lazy_gettext("the same mailbox, though several people share it"),
    ("mail", "different"): lazy_gettext("different mailboxes"),
    ("city", "same"): lazy_gettext("the same city"),
    ("city", "different"): lazy_gettext("different cities"),
    ("jobs", "shared"): lazy_gettext("worked at one employer at the same time"),
    ("jobs", "other"): lazy_gettext("no job in common"),
    ("school", "year"): lazy_gettext("the same school and year"),
    ("school", "same"): lazy_gettext("the same school"),
    ("school", "different"): lazy_gettext("different schools"),
    ("school", "years"): lazy_gettext("different years of study"),
    ("post", "same"): lazy_gettext("the same desired post"),
    ("post", "alike"): lazy_gettext("similar desired posts"),
    ("post", "different"): lazy_gettext("different desired posts"),
    ("skills", "most"): lazy_gettext("most skills in common"),
    ("skills", "some"): lazy_gettext("some skills in common"),
    ("skills", "few"): lazy_gettext("hardly any skill in common"),
}
LEAST_POINTS = 0.05
"""A reason of fewer points decides nothing and is not told."""


@dataclass(frozen=True)
class Told:
    """Reasons in words: what speaks for one person and what against it, the weightiest first."""

    speaks_for: list[str]
    speaks_against: list[str]


def told(reasons: Iterable[Mapping[str, Any]]) -> Told:
    """The reasons of a pair in the language of the page."""
    sides = Told([], [])
    for reason in reasons:
        if abs(reason["points"]) < LEAST_POINTS:
            continue
        side = sides.speaks_for if reason["points"] > 0 else sides.speaks_against
        side.append(_words(reason))
    return sides


def _words(reason: Mapping[str, Any]) -> str:
    code, level = reason["code"], reason["level"]
    if code == "jobs" and level in ("one", "several"):
        words: str = ngettext(
            "the same job: %(where)s",
            "the same jobs: %(where)s",
            len(reason["where"]),
            where=", ".join(filter(None, reason["where"])),
        )
        return words
    if level == "apart":
        apart: str = ngettext(
            "worked at different places at the same time for %(num)s month",
            "worked at different places at the same time for %(num)s months",
            reason["months"],
        )
        return apart
    return str(REASONS[code, level])

"""The resume form as text: what stands in its controls, and two versions side by side.

A form carries marks of what it was filled from. When somebody else has saved meanwhile, the marks
tell which fields this person has really changed.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext
from werkzeug.datastructures import MultiDict

from recruit.candidates.terms import CURRENCIES, EDUCATION, TAXES, YES_NO
from recruit.cities import city_label
from recruit.money import whole_units
from recruit.skills import canonical, labels
from recruit.terms import language_words
from recruit.web.forms import flatten, read_carried

KEPT = "keep_"
MARKS = "was"
# Fields that the conflict page offers, and the controls that belong to each.
LABELS = {
    "title": lazy_gettext("Desired post"),
    "city": lazy_gettext("City"),
    "relocation": lazy_gettext("Relocation"),
    "remote": lazy_gettext("Remote work"),
    "salary": lazy_gettext("Expected salary"),
    "experience_years": lazy_gettext("Years of work"),
    "management_years": lazy_gettext("Years of managing people"),
    "positions": lazy_gettext("Positions"),
    "skills": lazy_gettext("Skills"),
    "education": lazy_gettext("Education"),
    "education_text": lazy_gettext("Where you studied"),
    "languages": lazy_gettext("Languages"),
    "text": lazy_gettext("In your own words"),
    "name": lazy_gettext("Name"),
    "email": lazy_gettext("E-mail"),
    "phone": lazy_gettext("Phone"),
}
COMPANIONS = {"salary": ("salary_currency", "tax")}
NOT_OF_THE_FORM = frozenset({"csrf_token", "once", "version", MARKS})


def typed_values(values: Mapping[str, Any], language: str) -> dict[str, Any]:
    """What a person would type to say these values."""
    return {
        **values,
        "city": city_label(values["city"], language) if values["city"] else "",
        "relocation": _yes_no(values["relocation"]),
        "remote": _yes_no(values["remote"]),
        "salary": whole_units(values["salary"]),
        "skills": "\n".join(labels(canonical(values["skills"]), language)),
    }


def _yes_no(value: bool | None) -> str:
    return {True: "yes", False: "no", None: ""}[value]


def shown_values(values: Mapping[str, Any], language: str) -> dict[str, str]:
    """Each field of `LABELS` as a person reads it; blank when unknown."""
    typed = typed_values(values, language)
    shown = {name: str(typed[name] if typed[name] is not None else "") for name in LABELS}
    for name in ("relocation", "remote"):
        shown[name] = str(YES_NO[typed[name]]) if typed[name] else ""
    if shown["salary"]:
        currency = CURRENCIES[values["salary_currency"]]
        tax = "" if values["tax"] == "unknown" else f", {TAXES[values['tax']]}"
        shown["salary"] += f" {currency}{tax}"
    shown["education"] = str(EDUCATION.get(values["education"], ""))
    codes = {row["code"]: row["level"] for row in values["languages"]}
    shown["languages"] = "; ".join(language_words(codes))
    shown["positions"] = "; ".join(_position_words(row) for row in values["positions"])
    return shown


def _position_words(position: Mapping[str, Any]) -> str:
    months = "–".join(filter(None, (position["start"], position["end"])))
    words = (months, position["title"], position["employer"], position["description"])
    return ", ".join(filter(None, words))


def marks(shown: Mapping[str, str]) -> str:
    """A short mark of each field, for the form to carry."""
    return json.dumps({name: _mark(value) for name, value in shown.items()})


def _mark(value: str) -> str:
    folded = "\n".join(value.split())
    return hashlib.sha256(folded.encode()).hexdigest()[:12]


def conflict_rows(
    theirs: Mapping[str, str], mine: Mapping[str, str], was: str
) -> list[tuple[str, Any, str, str, bool]]:
    """The fields that differ, for `components/conflict.html`."""
    base = read_carried(was)
    return [
        (name, label, theirs[name], mine[name], base.get(name) != _mark(mine[name]))
        for name, label in LABELS.items()
        if _mark(theirs[name]) != _mark(mine[name])
    ]


def with_choices(sent: MultiDict[str, str], stored: Mapping[str, Any]) -> MultiDict[str, str]:
    """What was sent, with the stored values where the person chose to keep them."""
    taken = {
        control
        for name in LABELS
        if sent.get(KEPT + name) == "theirs"
        for control in (name, *COMPANIONS.get(name, ()))
    }
    chosen: MultiDict[str, str] = MultiDict()
    for name, value in sent.items(multi=True):
        if not name.startswith(KEPT) and name.split("-")[0] not in taken:
            chosen.add(name, value)
    for name, value in flatten(stored).items():
        if name.split("-")[0] in taken:
            chosen.add(name, "" if value is None or value == [] else str(value))
    return chosen


def carried(sent: MultiDict[str, str]) -> list[tuple[str, str]]:
    """Everything typed, for the conflict page to carry on."""
    return [pair for pair in sent.items(multi=True) if pair[0] not in NOT_OF_THE_FORM]

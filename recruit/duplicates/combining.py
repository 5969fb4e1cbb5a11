"""The values of a merged profile: a choice for each field, lists together or one side's."""

from collections.abc import Mapping, Sequence
from typing import Any

from recruit.candidates.pairing import pair_positions
from recruit.candidates.schemas import MANY, MORE_THAN_ALL, MOST_POSITIONS
from recruit.errors import Invalid
from recruit.web.fields import MANY_LINES, MOST_LINES

FIRST, SECOND, BOTH = "first", "second", "both"
SINGLE = (
    "name", "email", "phone", "title", "city", "relocation", "remote", "salary",
    "experience_years", "management_years", "education", "education_text", "text",
)  # fmt: skip
LISTS = ("positions", "skills", "languages")
# Columns that mean something only together with the field.
COMPANIONS = {"salary": ("salary", "salary_currency", "tax")}

Values = Mapping[str, Any]


def combine(kept: Values, removed: Values, choices: Mapping[str, str]) -> dict[str, Any]:
    """The merged values.

    Parameters
    ----------
    kept, removed : mapping
        Values of the form (`candidates.services.form_values`).
    choices : mapping
        Field -> ``kept``, ``removed`` or, of a list, ``both``. What is not chosen stays as kept.
    """
    values = dict(kept)
    for name in SINGLE:
        if choices.get(name) == "removed":
            values |= {column: removed[column] for column in COMPANIONS.get(name, (name,))}
    for name in LISTS:
        if choices.get(name) == "removed":
            values[name] = list(removed[name])
        elif choices.get(name) == BOTH:
            values[name] = together(name, kept[name], removed[name])
    return values


def check(merged: Values, sides: Sequence[Values]) -> None:
    """Refuse a profile that its owner could not save; `Invalid` names what to choose otherwise.

    What one of the two sides is guilty of by itself does not stand in the way of a merge.
    """
    known = {name for side in sides for name in _faults(side)}
    faults = {name: fault for name, fault in _faults(merged).items() if name not in known}
    if faults:
        raise Invalid(faults)


def _faults(values: Values) -> dict[str, str]:
    found: dict[str, str] = {}
    years, management = values["experience_years"], values["management_years"]
    if years is not None and management is not None and management > years:
        found["management_years"] = str(MORE_THAN_ALL)
    if len(values["positions"]) > MOST_POSITIONS:
        found["positions"] = str(MANY)
    if len(values["skills"]) > MOST_LINES:
        found["skills"] = str(MANY_LINES) % {"max": MOST_LINES, "length": len(values["skills"])}
    return found


def together(name: str, kept: list[Any], removed: list[Any]) -> list[Any]:
    """A list of both; what is told twice stands once, as the kept side tells it."""
    if name == "positions":
        return _positions(kept, removed)
    if name == "languages":
        known = {row["code"] for row in kept}
        return [*kept, *(row for row in removed if row["code"] not in known)]
    return list(dict.fromkeys([*kept, *removed]))


def _positions(kept: list[dict[str, Any]], removed: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Both careers, the latest job first; of a job told twice what one side leaves out is taken
    from the other."""
    merged = [dict(row) for row in kept]
    for row, place in zip(removed, pair_positions(kept, removed), strict=True):
        if place is None:
            merged.append(dict(row))
        else:
            # An empty end says «until now», it is not left out.
            told = {name: value for name, value in row.items() if name != "end"}
            merged[place] |= {name: merged[place][name] or value for name, value in told.items()}
    return sorted(merged, key=_recency, reverse=True)


def _recency(row: Mapping[str, Any]) -> tuple[str, str]:
    return (row["end"] or "9999") if row["start"] else "", row["start"] or ""


def differing(one: Values, other: Values) -> list[str]:
    """Fields in which two profiles differ, in the order of the form."""
    return [
        name
        for name in (*SINGLE, *LISTS)
        if any(one[column] != other[column] for column in COMPANIONS.get(name, (name,)))
        and not (_blank(one, name) and _blank(other, name))
    ]


def _blank(values: Values, name: str) -> bool:
    return values[name] in (None, "", [])


def suggested_choice(name: str, one: Values, other: Values, newer: str) -> str:
    """What is ticked before anybody chooses: what is told, else the newer; lists together."""
    if name in LISTS:
        return BOTH
    if _blank(one, name) != _blank(other, name):
        return SECOND if _blank(one, name) else FIRST
    return newer

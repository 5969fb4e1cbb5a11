"""What recruiters will miss in a profile, said as help. The unknown never counts as zero."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext

from recruit.candidates.services import form_values
from recruit.models import Candidate

FEW_SKILLS = 3

TEXTS = {
    "city": lazy_gettext("City: without it we cannot tell which vacancies are near you"),
    "relocation": lazy_gettext(
        "Relocation: say yes or no, and vacancies elsewhere fall into place"
    ),
    "remote": lazy_gettext("Remote work: say whether it suits you"),
    "salary": lazy_gettext(
        "Expected salary: without it the score of each vacancy is a range, not a number"
    ),
    "positions": lazy_gettext("Positions: experience is counted from them"),
    "months": lazy_gettext("Months of the positions: a job without dates adds no experience"),
    "descriptions": lazy_gettext(
        "What you did: a skill seen at work counts more than one in a list"
    ),
    "skills": lazy_gettext("Skills: name at least three that you would be hired for"),
    "education": lazy_gettext("Education: some vacancies ask for a level"),
    "languages": lazy_gettext("Languages: name those you can work in"),
    "phone": lazy_gettext("Phone: recruiters reach people sooner by phone"),
}
# The control of the form where each is put right.
CONTROLS = {"months": "positions", "descriptions": "positions"}
UNKNOWN = (None, "", ())


def missing_in(values: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """Controls of the form that are still empty, each with what it would be good for.

    ``values`` are those of the form, loaded or as typed; absent ones are empty.
    """
    positions = values.get("positions") or []
    missing = {name: values.get(name) in UNKNOWN for name in TEXTS}
    missing |= {
        "positions": not positions,
        "months": any(not row.get("start") for row in positions),
        "descriptions": bool(positions) and not any(row.get("description") for row in positions),
        "skills": len(values.get("skills") or ()) < FEW_SKILLS,
        "languages": not values.get("languages"),
    }
    return [(CONTROLS.get(fact, fact), TEXTS[fact]) for fact in TEXTS if missing[fact]]


def missing_facts(candidate: Candidate) -> list[tuple[str, Any]]:
    """The same of a stored profile."""
    return missing_in(form_values(candidate))

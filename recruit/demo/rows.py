"""What the database keeps of an invented candidate, as columns of its tables."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from recruit.demo.records import Candidate
from recruit.money import minor_units
from recruit.skills import canonical

Row = dict[str, Any]


def full_name(record: Candidate) -> str:
    """The name as its bearer writes it."""
    return " ".join(filter(None, (record.given, record.patronymic, record.surname)))


def candidate_row(record: Candidate, instant: Callable[[date], datetime]) -> Row:
    """The profile that is matched."""
    return {
        "title": record.title,
        "city": record.city,
        "relocation": record.relocation,
        "remote": record.remote,
        "salary": minor_units(record.salary_expected),
        "currency": record.currency,
        "tax": record.pay_basis,
        "education": record.education_level,
        "education_text": record.education or "",
        "languages": None if record.languages is None else dict(record.languages),
        "skills": canonical(record.skills),
        "text": record.about or "",
        "is_matched": True,
        "is_demo": True,
        "created_at": instant(record.registered),
        "updated_at": instant(record.updated),
    }


def position_rows(record: Candidate) -> list[Row]:
    """The posts held."""
    return [
        {
            "place": place,
            "title": position.title,
            "employer": position.employer,
            "start": position.start,
            "end": position.end,
            "description": position.description,
        }
        for place, position in enumerate(record.positions)
    ]


def contact_row(record: Candidate) -> Row:
    """What is kept apart from the profile."""
    return {"name": full_name(record), "email": record.email, "phone": record.phone}

"""What a vacancy of the demo takes from its role profile, and the states it went through."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from recruit.demo.records import Vacancy
from recruit.models import VacancyState

# The agency opens vacancies and closes them; all else the employer does.
AGENCY_STATES = (VacancyState.OPEN, VacancyState.CLOSED)


def skills_of(content: dict[str, Any], need: str) -> list[str]:
    """The skills of a profile that are required, or an asset."""
    return [entry["skill"] for entry in content["skills"] if entry["need"] == need]


def text_of(about: str, content: dict[str, Any]) -> str:
    """What this very job is, and the duties of the profile."""
    duties = "\n".join(f"- {duty['ru']}" for duty in content["duties"])
    return f"{about}\n\nЧто делать:\n{duties}"


def steps_of(record: Vacancy) -> Iterator[tuple[VacancyState, date]]:
    """The states a vacancy went through, with their days."""
    yield VacancyState.DRAFT, record.created
    if record.submitted:
        yield VacancyState.SUBMITTED, record.submitted
    if record.opened:
        yield VacancyState.OPEN, record.opened
    if record.state == VacancyState.PAUSED and record.opened:
        yield VacancyState.PAUSED, record.opened + timedelta(days=7)
    if record.closed:
        yield VacancyState.CLOSED, record.closed

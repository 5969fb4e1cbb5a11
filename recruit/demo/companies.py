"""The agency's clients and what they look for, read from `employers.yaml`."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from recruit.demo.data import HERE, load
from recruit.demo.people import phone
from recruit.demo.records import Employer, Vacancy


def read_companies(today: date) -> tuple[tuple[Employer, ...], tuple[Vacancy, ...]]:
    """All employers and all their vacancies, dated back from today."""
    employers: list[Employer] = []
    vacancies: list[Vacancy] = []
    for number, row in enumerate(load(HERE / "employers.yaml"), start=1):
        employer = _employer(f"employer-{number:02d}", number, row)
        employers.append(employer)
        for job in row["vacancies"]:
            vacancies.append(_vacancy(f"vacancy-{len(vacancies) + 1:02d}", employer, job, today))
    return tuple(employers), tuple(vacancies)


def _employer(key: str, number: int, row: Mapping[str, Any]) -> Employer:
    given, surname, position = row["contact"]
    domain = row["site"].removeprefix("https://")
    return Employer(
        key=key,
        name=row["name"]["ru"],
        name_en=row["name"]["en"],
        segment=row["segment"],
        city=row["city"],
        field=row["field"],
        about=row["about"],
        site=row["site"],
        contact_name=f"{given} {surname}",
        contact_position=position,
        contact_email=f"hr@{domain}",
        contact_phone=phone(number),
    )


def _vacancy(key: str, employer: Employer, job: Mapping[str, Any], today: date) -> Vacancy:
    days: Mapping[str, int] = job["days"]
    low, high = job["salary"]

    def ago(step: str) -> date | None:
        return today - timedelta(days=days[step]) if step in days else None

    return Vacancy(
        key=key,
        employer=employer.key,
        profile=job["profile"],
        title=job["title"],
        city=employer.city,
        segment=employer.segment,
        salary_from=low * 1000,
        salary_to=high * 1000,
        currency="RUB",
        pay_basis="gross",
        remote=job.get("remote", False),
        openings=job.get("openings", 1),
        text=job["text"],
        created=today - timedelta(days=days["created"]),
        submitted=ago("submitted"),
        opened=ago("opened"),
        closed=ago("closed"),
        state=job["state"],
        close_reason=job.get("reason"),
        fits=tuple(job["fits"]),
        near=tuple(job["near"]),
    )

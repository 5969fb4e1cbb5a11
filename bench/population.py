"""People and vacancies to measure with: the demo's generator, run for many seeds."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from matching.months import parse_month
from matching.profiles import CandidateProfile, Money, Position, VacancyProfile
from recruit.catalogue.profile_files import read_profiles
from recruit.demo import records
from recruit.demo.candidates import draw_candidates
from recruit.demo.companies import read_companies
from recruit.demo.posts import load_posts

TODAY = date(2026, 11, 25)
# One run of the generator has invented employers for so many people.
AT_ONCE = 500
MINOR_UNITS = 100
MONTHS = 12


def draw_people(seed: int, count: int) -> Iterator[CandidateProfile]:
    """`count` candidates as the matcher sees them; the same for the same seed."""
    posts = load_posts()
    for start in range(0, count, AT_ONCE):
        people = draw_candidates(seed + start // AT_ONCE, posts, TODAY, AT_ONCE)
        for person in people[: count - start]:
            yield _candidate(person)


def draw_vacancies(count: int) -> list[VacancyProfile]:
    """The demo's first vacancies as the matcher sees them."""
    contents = {profile["slug"]: profile for profile in read_profiles()}
    _, vacancies = read_companies(TODAY)
    return [_vacancy(one, contents[one.profile]) for one in vacancies[:count]]


def _candidate(record: records.Candidate) -> CandidateProfile:
    expected = record.salary_expected
    return CandidateProfile(
        title=record.title,
        text="\n".join(filter(None, (record.about, record.education))),
        skills=record.skills or None,
        positions=tuple(
            Position(
                title=position.title,
                start=parse_month(position.start) if position.start else None,
                end=parse_month(position.end) if position.end else None,
                description=position.description,
            )
            for position in record.positions
        ),
        experience_months=None,
        management_months=None,
        education=record.education_level,
        languages=None if record.languages is None else dict(record.languages),
        city=record.city,
        relocation=record.relocation,
        remote=record.remote,
        salary_expected=_money(expected, record.currency),
        net=False,
    )


def _vacancy(record: records.Vacancy, content: dict[str, Any]) -> VacancyProfile:
    skills, wanted = content["skills"], content["experience"]
    return VacancyProfile(
        title=record.title["ru"],
        text=record.text["ru"],
        must=tuple(one["skill"] for one in skills if one["need"] == "required"),
        nice=tuple(one["skill"] for one in skills if one["need"] == "asset"),
        experience_months=_months(wanted["total_years"]),
        management_months=_months(wanted["management_years"]),
        education=None,
        languages={},
        city=record.city,
        remote=record.remote,
        segment="agency" if record.segment == "agency" else "company",
        salary_from=_money(record.salary_from, record.currency),
        salary_to=_money(record.salary_to, record.currency),
        net=False,
        role=record.profile,
    )


def _money(whole: int | None, currency: str) -> Money | None:
    return None if whole is None else Money(whole * MINOR_UNITS, currency)


def _months(years: int | None) -> int | None:
    return None if years is None else years * MONTHS

"""A vacancy as the matcher sees it."""

from collections.abc import Mapping
from typing import Any

from matching.months import months_in
from matching.profiles import Money, VacancyProfile
from recruit.catalogue.bands import band_rules
from recruit.models import RoleProfileVersion, Vacancy
from recruit.money import NET
from recruit.vacancies.facts import facts_of_vacancy


def to_profile(vacancy: Vacancy) -> VacancyProfile:
    """The part of a vacancy that candidates are compared with."""
    return profile_of(facts_of_vacancy(vacancy), vacancy.profile_version, vacancy.currency)


def profile_of(
    facts: Mapping[str, Any], version: RoleProfileVersion, currency: str
) -> VacancyProfile:
    """The same of a vacancy that is still being built from a version of a role profile."""
    content = version.content
    return VacancyProfile(
        title=facts["title"],
        text=facts["text"],
        must=tuple(facts["must"]),
        nice=tuple(facts["nice"]),
        experience_months=months_in(facts["experience_years"]),
        management_months=months_in(facts["management_years"]),
        education=facts["education"],
        languages=facts["languages"],
        city=facts["city"],
        remote=facts["remote"],
        segment="agency" if facts["segment"] == "agency" else "company",
        salary_from=money(facts["salary_from"], currency),
        salary_to=money(facts["salary_to"], currency),
        net=NET.get(facts["tax"]),
        role=version.profile.slug,
        aliases=tuple(name for names in content["aliases"].values() for name in names),
        bands=band_rules(content),
    )


def money(minor: int | None, currency: str) -> Money | None:
    """A sum for the matcher; unknown stays unknown."""
    return None if minor is None else Money(minor, currency)

"""A vacancy as the matcher sees it."""

from matching.months import months_in
from matching.profiles import Money, VacancyProfile
from recruit.models import Vacancy
from recruit.money import NET


def to_profile(vacancy: Vacancy) -> VacancyProfile:
    """The part of a vacancy that candidates are compared with."""
    profile = vacancy.profile_version
    return VacancyProfile(
        title=vacancy.title,
        text=vacancy.text,
        must=tuple(vacancy.must),
        nice=tuple(vacancy.nice),
        experience_months=months_in(vacancy.experience_years),
        management_months=months_in(vacancy.management_years),
        education=vacancy.education,
        languages=vacancy.languages,
        city=vacancy.city,
        remote=vacancy.remote,
        segment="agency" if vacancy.segment == "agency" else "company",
        salary_from=money(vacancy.salary_from, vacancy.currency),
        salary_to=money(vacancy.salary_to, vacancy.currency),
        net=NET.get(vacancy.tax),
        role=profile.profile.slug,
        aliases=tuple(name for names in profile.content["aliases"].values() for name in names),
    )


def money(minor: int | None, currency: str) -> Money | None:
    """A sum for the matcher; unknown stays unknown."""
    return None if minor is None else Money(minor, currency)

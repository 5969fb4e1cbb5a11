"""What the matcher is told of a candidate: an allow-list, written out field by field.

Contacts are not loaded here, and the texts of files are kept beside the profile, not in it: they
hold names, ages and whatever else must not reach the scorer.
"""

from collections.abc import Mapping

from matching import profiles
from matching.months import months_in, parse_month
from recruit.models import Candidate, Position
from recruit.money import NET
from recruit.salaries.rates import HOME_CURRENCY, convert


def to_profile(
    candidate: Candidate, rates: Mapping[str, int] | None = None
) -> profiles.CandidateProfile:
    """The profile as the scorer sees it; a sum in a currency without a rate is unknown."""
    return profiles.CandidateProfile(
        title=candidate.title,
        text="\n".join(filter(None, (candidate.text, candidate.education_text))),
        skills=tuple(candidate.skills) or None,
        positions=tuple(_position(position) for position in candidate.positions),
        experience_months=months_in(candidate.experience_years),
        management_months=months_in(candidate.management_years),
        education=candidate.education or candidate.education_text or None,
        languages=candidate.languages,
        city=candidate.city,
        relocation=candidate.relocation,
        remote=candidate.remote,
        salary_expected=_salary(candidate, rates or {}),
        net=NET.get(candidate.tax),
    )


def _position(position: Position) -> profiles.Position:
    return profiles.Position(
        title=position.title,
        start=parse_month(position.start) if position.start else None,
        end=parse_month(position.end) if position.end else None,
        description=position.description,
    )


def _salary(candidate: Candidate, rates: Mapping[str, int]) -> profiles.Money | None:
    if candidate.salary is None:
        return None
    minor = convert(candidate.salary, candidate.currency, HOME_CURRENCY, rates)
    return None if minor is None else profiles.Money(minor, HOME_CURRENCY)

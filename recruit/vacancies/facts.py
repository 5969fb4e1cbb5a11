"""The facts of a vacancy between its form, its row and its role profile.

A form holds text in the language of the page; the row holds codes, ids and minor units. Facts are
the row's values by column: comparable, so that versions and profiles can be set side by side.
"""

from collections.abc import Mapping
from typing import Any

from recruit.cities import canonical_city, city_label
from recruit.models import Employer, RoleProfileVersion, Vacancy
from recruit.money import whole_units
from recruit.skills import canonical, labels
from recruit.vacancies.descriptions import compose

FIELDS = (
    "title",
    "city",
    "segment",
    "remote",
    "openings",
    "salary_from",
    "salary_to",
    "tax",
    "must",
    "nice",
    "experience_years",
    "management_years",
    "education",
    "languages",
    "text",
)

Facts = dict[str, Any]


def facts_of_vacancy(vacancy: Vacancy) -> Facts:
    """What is stored."""
    return {name: getattr(vacancy, name) for name in FIELDS}


def facts_of_form(data: Mapping[str, Any]) -> Facts:
    """What a valid form means. A skill that is a must is not an asset as well."""
    must = canonical(data["must"])
    return {
        **{name: data[name] for name in FIELDS if name in data},
        "city": canonical_city(data["city"]),
        "must": must,
        "nice": [skill for skill in canonical(data["nice"]) if skill not in must],
        "languages": {row["code"]: row["level"] for row in data["languages"]},
    }


def facts_of_profile(content: Mapping[str, Any], language: str) -> Facts:
    """What a role profile says of a vacancy built from it."""
    return {
        "title": content["title"][language],
        "must": [entry["skill"] for entry in content["skills"] if entry["need"] == "required"],
        "nice": [entry["skill"] for entry in content["skills"] if entry["need"] == "asset"],
        "experience_years": content["experience"]["total_years"],
        "management_years": content["experience"]["management_years"],
        "education": content["education"]["level"],
        "languages": {
            entry["code"]: entry["level"]
            for entry in content["languages"]
            if entry["need"] == "required"
        },
        "text": compose(content, language),
    }


def form_of_profile(
    version: RoleProfileVersion, employer: Employer | None, language: str
) -> dict[str, Any]:
    """How the form of a new vacancy arrives."""
    own = {
        "city": (employer.city if employer else None) or "",
        "segment": employer.segment if employer else "company",
        "remote": False,
        "openings": 1,
        "salary_from": None,
        "salary_to": None,
        "tax": "gross",
    }
    return form_of(own | facts_of_profile(version.content, language), language)


def form_of(facts: Mapping[str, Any], language: str) -> dict[str, Any]:
    """Facts as the controls of the form show them."""
    return {
        **facts,
        "city": city_label(facts["city"], language),
        "salary_from": whole_units(facts["salary_from"]),
        "salary_to": whole_units(facts["salary_to"]),
        "must": labels(facts["must"], language),
        "nice": labels(facts["nice"], language),
        "languages": [{"code": code, "level": level} for code, level in facts["languages"].items()],
    }

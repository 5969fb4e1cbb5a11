"""The catalogue's list: role profiles under the headings of their fields."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext

from recruit.catalogue.editing import values_of
from recruit.models import RoleProfile

CUSTOMERS = lazy_gettext("Work with customers")
OTHERS = lazy_gettext("Other posts")
GROUPS: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (
        CUSTOMERS,
        (
            "chief-customer-officer",
            "director-of-customer-department",
            "head-of-customer-support",
            "head-of-customer-relations",
            "account-manager",
            "call-centre-operator",
        ),
    ),
    (
        lazy_gettext("Sales and marketing"),
        ("head-of-sales", "sales-manager", "marketing-manager", "shop-manager"),
    ),
    (
        lazy_gettext("Information technology"),
        (
            "project-manager",
            "python-developer",
            "data-analyst",
            "qa-engineer",
            "system-administrator",
        ),
    ),
    (
        lazy_gettext("Finance, law and people"),
        ("chief-accountant", "accountant", "lawyer", "hr-manager", "recruiter"),
    ),
    (
        lazy_gettext("Production, logistics, medicine"),
        ("production-engineer", "logistics-manager", "warehouse-head", "nurse"),
    ),
)


@dataclass(frozen=True)
class Card:
    """A profile in the catalogue's list."""

    slug: str
    title: str
    purpose: str
    required: int
    years: int | None
    management_years: int | None


def groups(profiles: Iterable[RoleProfile], language: str) -> list[tuple[Any, list[Card]]]:
    """The profiles under the headings of the catalogue; those without one come last."""
    cards = {profile.slug: _card(profile, language) for profile in profiles}
    placed = [
        (title, [cards.pop(slug) for slug in slugs if slug in cards]) for title, slugs in GROUPS
    ]
    placed.append((OTHERS, sorted(cards.values(), key=lambda card: card.title.casefold())))
    return [(title, found) for title, found in placed if found]


def _card(profile: RoleProfile, language: str) -> Card:
    content = profile.current.content
    values = values_of(content)
    return Card(
        slug=profile.slug,
        title=profile.current.title(language),
        purpose=values[f"purpose_{language}"].split("\n")[0],
        required=len(values["skills_required"]),
        years=values["total_years"],
        management_years=values["management_years"],
    )

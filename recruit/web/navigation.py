"""The sections of each role and where each role starts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import Flask, request, url_for
from flask_babel import lazy_gettext

from recruit.models import Account, Role
from recruit.web import current

HOMES = {
    Role.ADMIN: "vacancies.index",
    Role.RECRUITER: "vacancies.index",
    Role.EMPLOYER: "vacancies.index",
    Role.CANDIDATE: "candidates.room",
}
CAREERS = ("careers.index", lazy_gettext("Vacancies"))
PROFILES = ("catalogue.index", lazy_gettext("Role profiles"))
SALARIES = ("salaries.index", lazy_gettext("Salaries"))
STAFF = (
    ("vacancies.index", lazy_gettext("Vacancies")),
    ("candidates.index", lazy_gettext("Candidates")),
    PROFILES,
    SALARIES,
    ("orders.index", lazy_gettext("Survey orders")),
)
SECTIONS: dict[str | None, Sequence[tuple[str, Any]]] = {
    None: (CAREERS, PROFILES, SALARIES),
    Role.ADMIN: STAFF,
    Role.RECRUITER: STAFF,
    Role.EMPLOYER: (
        ("vacancies.index", lazy_gettext("My vacancies")),
        ("vacancies.choose", lazy_gettext("New vacancy")),
        PROFILES,
        SALARIES,
    ),
    Role.CANDIDATE: (
        CAREERS,
        ("candidates.room", lazy_gettext("My résumé")),
        SALARIES,
    ),
}
ROLE_LABELS = {
    Role.ADMIN: lazy_gettext("administrator"),
    Role.RECRUITER: lazy_gettext("recruiter"),
    Role.EMPLOYER: lazy_gettext("employer"),
    Role.CANDIDATE: lazy_gettext("candidate"),
}


# Parts whose pages belong to another feature's section.
BESIDE = {
    "shortlists": "vacancies",
    "employers": "vacancies",
    "duplicates": "candidates",
    "survey_editions": "salaries",
    "subscriptions": "salaries",
    "intake": "candidates",
    "review": "candidates",
    "imports": "candidates",
    "tables": "candidates",
}
# Pages that belong to another section than the first one of their feature.
SECTION_OF = {
    "vacancies.new": "vacancies.choose",
    "orders.new": "salaries.index",
    "shortlists.openings": "candidates.index",
    "orders.placed": "salaries.index",
}


@dataclass(frozen=True)
class Section:
    """One entry of the top bar."""

    label: Any
    url: str
    current: bool
    count: int | None = None


def home_of(account: Account | None) -> str:
    """The endpoint where a person starts."""
    return HOMES[Role(account.role)] if account else "careers.index"


def sections(account: Account | None) -> list[Section]:
    """The top bar of a role."""
    entries = SECTIONS[account.role if account else None]
    here = section_of(request.endpoint or "", [endpoint for endpoint, _ in entries])
    return [
        Section(label=label, url=url_for(endpoint), current=endpoint == here)
        for endpoint, label in entries
    ]


def section_of(endpoint: str, entries: Sequence[str]) -> str | None:
    """The entry that a page belongs to: itself, the one named for it, or its feature's first."""
    named = SECTION_OF.get(endpoint, endpoint)
    if named in entries:
        return named
    feature = endpoint.split(".", maxsplit=1)[0]
    feature = BESIDE.get(feature, feature)
    return next((entry for entry in entries if entry.split(".")[0] == feature), None)


def register(app: Flask) -> None:
    """Give every page its shell."""

    @app.context_processor
    def shell() -> dict[str, Any]:
        account = current.account()
        config = current.config()
        return {
            "agency_name": config.agency_name,
            "agency_city": "",
            "is_demo": config.demo,
            "current_user": account,
            "role_label": ROLE_LABELS[Role(account.role)] if account else "",
            "sections": sections(account),
            "home_url": url_for(home_of(account)),
            "sign_in_url": url_for("accounts.sign_in"),
            "sign_out_url": url_for("accounts.sign_out"),
            "account_url": None,
            "rules_url": url_for("web.rules"),
            "privacy_url": url_for("web.privacy"),
        }

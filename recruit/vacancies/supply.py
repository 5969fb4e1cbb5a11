"""What a vacancy would find before it is posted: how many people, and what each condition costs.

Only counts leave here: an employer never learns who the people are.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext, ngettext
from marshmallow import ValidationError
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from matching import supply
from recruit.cities import city_label
from recruit.models import RoleProfileVersion
from recruit.money import MINOR_UNITS
from recruit.salaries.rates import HOME_CURRENCY
from recruit.salaries.services import survey_of
from recruit.shortlists.base import CandidateBase
from recruit.shortlists.matching_view import profile_of
from recruit.skills import label
from recruit.terms import EDUCATION, language_words
from recruit.vacancies.descriptions import experience_words, management_words
from recruit.vacancies.facts import Facts, facts_of_form
from recruit.vacancies.schemas import VacancySchema
from recruit.vacancies.supply_curve import SupplyCurve, offers_around, offers_between
from recruit.web.formats import money
from recruit.web.forms import Form, gather

RISES = (10, 20, 30)
"""By how many per cent the offer is raised to see what that brings."""

STEP = 100 * MINOR_UNITS
"""Raised offers are told in whole hundreds."""

QUOTED = 20
"""The rise from which the sentence quotes: less may bring one person and mislead."""

NOTHING_ASKED: Facts = {
    "title": "",
    "city": "",
    "segment": "company",
    "remote": False,
    "openings": 1,
    "salary_from": None,
    "salary_to": None,
    "tax": "unknown",
    "must": [],
    "nice": [],
    "experience_years": None,
    "management_years": None,
    "education": None,
    "languages": [],
    "text": "",
}


@dataclass(frozen=True)
class Rise:
    """A higher offer, in minor units, and how many more people fit at it."""

    percent: int
    offer: int
    more: int


@dataclass(frozen=True)
class Condition:
    """A requirement in words: how many of the trade meet it, how many more fit without it."""

    name: str
    met: int
    adds: int


@dataclass(frozen=True)
class WhatIf:
    """The counts for one vacancy. ``offer`` is the most it pays, in minor units of ``currency``.

    ``costly`` are the requirements that keep somebody out by themselves, the dearest first;
    ``others`` the rest, the rarest first. Without an offer the counts leave money out of account.
    """

    n_candidates: int
    n_in_trade: int
    currency: str
    offer: int | None
    fitting: int
    perhaps: int
    rises: list[Rise]
    costly: list[Condition]
    others: list[Condition]
    curve: SupplyCurve | None
    sentence: str


def legible_facts(typed: MultiDict[str, str]) -> Facts:
    """What a form means that is half filled in: what cannot be read counts as not asked."""
    form = Form(VacancySchema(), typed)
    try:
        data: Any = form.schema.load(gather(form.schema, form.sent))
    except ValidationError as error:
        data = error.valid_data
    spoken = [row for row in data.get("languages", []) if {"code", "level"} <= row.keys()]
    return facts_of_form(NOTHING_ASKED | data | {"languages": spoken})


def typed_in(form: Form) -> MultiDict[str, str]:
    """What stands in the controls of a form, as a browser would send it."""
    if form.is_bound:
        return form.sent
    return MultiDict(
        (name, "\n".join(value) if isinstance(value, list) else str(value))
        for name, value in form.initial.items()
        if value not in (None, False, "")
    )


def count_people(
    session: Session,
    base: CandidateBase,
    version: RoleProfileVersion,
    typed: MultiDict[str, str],
    *,
    today: date,
    language: str,
) -> WhatIf:
    """Count the people for whatever of a vacancy is legible so far."""
    facts = legible_facts(typed)
    survey = survey_of(session, version.profile.slug)
    vacancy = profile_of(facts, version, HOME_CURRENCY)
    found = base.up_to_date(session, today).supply(vacancy, survey=survey)
    offer = facts["salary_to"] or facts["salary_from"]
    cell = survey.cell(facts["city"], facts["segment"]) if survey else None
    offers = []
    if offer is not None:
        offers = offers_around(offer)
    elif cell is not None:
        offers = offers_between(cell.bands[0][0], cell.bands[-1][1])
    rises = rises_of(found, offer)
    costly, others = conditions_of(found, offer, facts, language)
    return WhatIf(
        n_candidates=found.n_candidates,
        n_in_trade=found.n_in_trade,
        currency=HOME_CURRENCY,
        offer=offer,
        fitting=found.fits(offer),
        perhaps=found.perhaps(offer),
        rises=rises,
        costly=costly,
        others=others,
        curve=SupplyCurve.of(offers, found.curve(offers).tolist(), offer),
        sentence=sentence(found.fits(offer), offer, rises, costly, language),
    )


def rises_of(found: supply.Supply, offer: int | None) -> list[Rise]:
    """What some rises of the offer bring; none without an offer."""
    if offer is None:
        return []
    offers = [-(-offer * (100 + percent) // (100 * STEP)) * STEP for percent in RISES]
    now = found.fits(offer)
    counts = found.curve(offers).tolist()
    return [
        Rise(percent, higher, count - now)
        for percent, higher, count in zip(RISES, offers, counts, strict=True)
    ]


def conditions_of(
    found: supply.Supply, offer: int | None, facts: Facts, language: str
) -> tuple[list[Condition], list[Condition]]:
    """The requirements that keep people out by themselves, and those that do not."""
    conditions = [
        Condition(
            name=words_of(requirement, facts, language),
            met=found.in_trade[requirement],
            adds=found.adds(requirement, offer),
        )
        for requirement in found.requirements
        if requirement != supply.POST  # without it, it would be another vacancy
    ]
    ordered = sorted(conditions, key=lambda one: (-one.adds, one.met))
    return [one for one in ordered if one.adds], [one for one in ordered if not one.adds]


def words_of(requirement: supply.Requirement, facts: Mapping[str, Any], language: str) -> str:
    """What a requirement is called."""
    match requirement.kind:
        case "skill":
            return label(requirement.detail, language)
        case "experience":
            return experience_words(facts["experience_years"])
        case "management":
            return management_words(facts["management_years"])
        case "education":
            return str(EDUCATION[facts["education"]])
        case "language":
            code = requirement.detail
            return language_words({code: facts["languages"][code]})[0]
        case _:
            return _words_of_place(facts, language)


def _words_of_place(facts: Mapping[str, Any], language: str) -> str:
    if not facts["city"]:
        return str(gettext("remote work"))
    city = city_label(facts["city"], language)
    if facts["remote"]:
        return str(gettext("%(city)s, a move there or remote work", city=city))
    return str(gettext("%(city)s or a move there", city=city))


def sentence(
    fitting: int, offer: int | None, rises: list[Rise], costly: list[Condition], language: str
) -> str:
    """«При 90 000 ₽ подходят 14 человек, при 108 000 ₽ — 31; без требования «…» — ещё 9.»"""
    clauses = ", ".join(_of_money(fitting, offer, rises, language))
    if costly:
        dearest = costly[0]
        clauses += "; " + gettext(
            "without the requirement “%(name)s” %(total)s more",
            name=dearest.name,
            total=dearest.adds,
        )
    return f"{clauses}."


def _of_money(fitting: int, offer: int | None, rises: list[Rise], language: str) -> Iterator[str]:
    """What the offer finds, and what more would be found for more."""
    if offer is None:
        yield (
            ngettext(
                "Whatever they want to earn, %(num)s person fits",
                "Whatever they want to earn, %(num)s people fit",
                fitting,
            )
            if fitting
            else gettext("Whatever they want to earn, nobody fits")
        )
        return
    now = money(offer, HOME_CURRENCY, language)
    if fitting:
        yield ngettext(
            "At %(sum)s %(num)s person fits", "At %(sum)s %(num)s people fit", fitting, sum=now
        )
    else:
        yield gettext("At %(sum)s nobody fits", sum=now)
    better = next((rise for rise in rises if rise.percent >= QUOTED and rise.more), None)
    if better is not None:
        higher = money(better.offer, HOME_CURRENCY, language)
        yield gettext("at %(sum)s — %(total)s", sum=higher, total=fitting + better.more)
    elif rises:
        highest = money(rises[-1].offer, HOME_CURRENCY, language)
        if fitting:
            yield gettext("and no more at %(sum)s", sum=highest)
        else:
            yield gettext("nor at %(sum)s", sum=highest)

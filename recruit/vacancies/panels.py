"""What the market says of an offer, ready to be drawn."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext
from marshmallow import ValidationError
from sqlalchemy.orm import Session

from matching.bands import SalarySurvey, SurveyCell
from recruit.cities import canonical_city, city_label
from recruit.models import Segment, Vacancy
from recruit.salaries.services import survey_of
from recruit.vacancies.schemas import OfferSchema
from recruit.web import charts

Offer = tuple[int | None, int | None]


@dataclass(frozen=True)
class Standing:
    """Where the middle of an offer stands: in a band (1 to 4), below all of them or above."""

    band: int | None
    is_below: bool
    gap: int


@dataclass(frozen=True)
class MarketPanel:
    """One city's market, the offer's own segment first; empty where the survey has none."""

    city: str
    survey: SalarySurvey | None
    markets: Mapping[str, charts.Market]
    offer: Offer | None
    standing: Standing | None
    scale: charts.Scale | None


def panel_of_form(session: Session, role: str, typed: Mapping[str, Any], language: str) -> Any:
    """The panel beside a form, from whatever of the offer is legible so far."""
    filled = {name: typed[name] for name in OfferSchema().fields if str(typed.get(name) or "")}
    try:
        offer = OfferSchema().load(filled)
    except ValidationError as error:
        legible: Mapping[str, Any] = error.valid_data  # type: ignore[assignment]
        offer = {"city": "", "segment": "company", "salary_from": None, "salary_to": None}
        offer |= legible
    return panel(
        survey_of(session, role),
        canonical_city(offer["city"]),
        offer["segment"],
        (offer["salary_from"], offer["salary_to"]),
        language,
    )


def panel_of_vacancy(session: Session, vacancy: Vacancy, language: str) -> MarketPanel:
    """The panel beside a stored vacancy."""
    survey = survey_of(session, vacancy.profile_version.profile.slug)
    offer = (vacancy.salary_from, vacancy.salary_to)
    return panel(survey, vacancy.city, vacancy.segment, offer, language)


def panel(
    survey: SalarySurvey | None, city: str, segment: str, offer: Offer, language: str
) -> MarketPanel:
    """The market of a city in both segments, and where an offer stands in its own."""
    segments = sorted(Segment, key=lambda one: one != segment)
    cells = {one: survey.cell(city, one) for one in segments} if survey else {}
    own = cells.get(Segment(segment))
    markets = {
        str(one): market(cell, survey.currency, language)
        for one, cell in cells.items()
        if survey and cell
    }
    known = None if offer == (None, None) else offer
    return MarketPanel(
        city=city_label(city, language),
        survey=survey,
        markets=markets,
        offer=known,
        standing=standing(own, known) if own and known else None,
        scale=charts.common_scale(markets.values(), known or ()) if markets else None,
    )


def market(cell: SurveyCell, currency: str, language: str) -> charts.Market:
    """A cell of the survey as the drawing takes it."""
    city = city_label(cell.city, language)
    place = (
        gettext("%(city)s, agencies", city=city)
        if cell.segment == Segment.AGENCY
        else gettext("%(city)s, companies", city=city)
    )
    return charts.Market(place, cell.bands, cell.median, currency)


def standing(cell: SurveyCell, offer: Offer) -> Standing:
    """Where the middle of an offer stands among the bands."""
    ends = [end for end in offer if end is not None]
    middle = sum(ends) // len(ends)
    is_below = middle < cell.bands[0][0]
    band = next((number for number, ends in enumerate(cell.bands, 1) if middle <= ends[1]), None)
    return Standing(None if is_below else band, is_below, middle - cell.median)

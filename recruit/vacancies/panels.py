"""What the market says of an offer, ready to be drawn."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from marshmallow import ValidationError
from sqlalchemy.orm import Session

from matching.bands import SalarySurvey, SurveyCell, band_for
from matching.months import months_in
from recruit.cities import canonical_city, city_label
from recruit.models import Segment, SurveyEdition, Vacancy
from recruit.salaries.cells import market
from recruit.salaries.services import newest_edition, to_survey
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
class Shortfall:
    """What the top of an offer lacks to the lower end of the band, 1 to 4, that it asks people of.

    Sums are minor units.
    """

    band: int
    floor: int
    top: int

    @property
    def gap(self) -> int:
        """What is lacking to the lower end of the band."""
        return self.floor - self.top


@dataclass(frozen=True)
class MarketPanel:
    """One city's market, the offer's own segment first; empty where the survey has none."""

    city: str
    survey: SalarySurvey | None
    markets: Mapping[str, charts.Market]
    offer: Offer | None
    standing: Standing | None
    scale: charts.Scale | None
    shortfall: Shortfall | None
    edition: SurveyEdition | None


def panel_of_form(
    session: Session, role: str, typed: Mapping[str, Any], *, today: date, language: str
) -> MarketPanel:
    """The panel beside a form, from whatever of the offer is legible so far."""
    filled = {name: typed[name] for name in OfferSchema().fields if str(typed.get(name) or "")}
    try:
        offer = OfferSchema().load(filled)
    except ValidationError as error:
        legible: dict[str, Any] = error.valid_data  # type: ignore[assignment]
        offer = dict.fromkeys(OfferSchema().fields) | {"city": "", "segment": "company"} | legible
    return panel(
        newest_edition(session, role),
        offer | {"city": canonical_city(offer["city"])},
        today=today,
        language=language,
    )


def panel_of_vacancy(
    session: Session, vacancy: Vacancy, *, today: date, language: str
) -> MarketPanel:
    """The panel beside a stored vacancy."""
    return panel(
        newest_edition(session, vacancy.profile_version.profile.slug),
        {name: getattr(vacancy, name) for name in OfferSchema().fields},
        today=today,
        language=language,
    )


def panel(
    edition: SurveyEdition | None, facts: Mapping[str, Any], *, today: date, language: str
) -> MarketPanel:
    """The market of a city in both segments, and where an offer stands in its own.

    ``facts`` are those of `OfferSchema`, the city by its canonical name.
    """
    city, segment = facts["city"], facts["segment"]
    offer = (facts["salary_from"], facts["salary_to"])
    survey = to_survey(edition) if edition else None
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
        shortfall=shortfall(own, known, facts["management_years"]) if own and known else None,
        edition=edition,
    )


def standing(cell: SurveyCell, offer: Offer) -> Standing:
    """Where the middle of an offer stands among the bands."""
    ends = [end for end in offer if end is not None]
    middle = sum(ends) // len(ends)
    is_below = middle < cell.bands[0][0]
    band = next((number for number, ends in enumerate(cell.bands, 1) if middle <= ends[1]), None)
    return Standing(None if is_below else band, is_below, middle - cell.median)


def shortfall(cell: SurveyCell, offer: Offer, management_years: int | None) -> Shortfall | None:
    """What an offer lacks to the band that the asked years as a manager open; None if nothing.

    Without such years it is the first band, so whoever offers less is below the market anyway.
    """
    low, high = offer
    top = high if high is not None else low
    band = band_for(months_in(management_years)) or 1
    floor = cell.band(band)[0]
    return None if top is None or top >= floor else Shortfall(band, floor, top)

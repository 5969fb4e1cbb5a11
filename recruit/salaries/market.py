"""The market of our own base: kept up to date row by row, made anew, and asked.

The rows of `MarketObservation` are a cache. Whoever writes a candidate or a vacancy calls
`observe_candidate` or `observe_vacancy` after its flush.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import lru_cache
from typing import TypeVar

from sqlalchemy import Select, delete, func, insert, select
from sqlalchemy.orm import Session, joinedload, selectinload

from matching.bands import SalarySurvey
from matching.cities import Cities
from matching.market import Market, MarketAnswer
from matching.months import format_month, month_of, parse_month
from matching.observing import Observation, role_key
from matching.titles import TitleGroups
from matching.widening import LONG_MONTHS, SIDES, Cell, region_of
from recruit.cities import city_names
from recruit.models import (
    Candidate,
    MarketObservation,
    RoleProfileVersion,
    Vacancy,
)
from recruit.salaries.observations import Observer, Told, side_columns
from recruit.salaries.rates import HOME_CURRENCY, convert, load_rates
from recruit.salaries.services import survey_of

BATCH = 500
TELLING_PERCENT = 10
"""A difference from the survey that is worth telling; a smaller one is within its rounding."""

Progress = Callable[[int], object]
Source = TypeVar("Source", Candidate, Vacancy)


# ---------- keeping the rows ----------


def observe_candidate(session: Session, candidate: Candidate) -> None:
    """Store what a candidate expects, or take it out; call it when the candidate is flushed."""
    _store(session, candidate, Observer(session).of_candidate(candidate))


def observe_vacancy(session: Session, vacancy: Vacancy) -> None:
    """Store what a vacancy offers, or take it out; call it when the vacancy is flushed."""
    _store(session, vacancy, Observer(session).of_vacancy(vacancy))


def _store(session: Session, source: Candidate | Vacancy, told: Told | None) -> None:
    column = (
        MarketObservation.candidate_id
        if isinstance(source, Candidate)
        else MarketObservation.vacancy_id
    )
    row = session.scalar(select(MarketObservation).where(column == source.id))
    if told is None:
        if row is not None:
            session.delete(row)
    elif row is None:
        session.add(MarketObservation(**side_columns(source), **asdict(told)))
    else:
        for name, value in asdict(told).items():
            setattr(row, name, value)
    session.flush()


def observe_currency(session: Session, currency: str) -> None:
    """Look again at all sums in a currency whose rate was set."""
    for source in _sources(session, currency):
        if isinstance(source, Candidate):
            observe_candidate(session, source)
        else:
            observe_vacancy(session, source)


def count_sources(session: Session) -> int:
    """How many candidates and vacancies a rebuild goes through."""
    models: tuple[type[Candidate] | type[Vacancy], ...] = (Candidate, Vacancy)
    return sum(session.scalar(select(func.count(model.id))) or 0 for model in models)


def rebuild(session: Session, progress: Progress = lambda _: None) -> int:
    """Make all rows anew; returns their number. ``progress`` is told of each batch of sources."""
    session.flush()
    session.execute(delete(MarketObservation))
    observer, made, batch, seen = Observer(session), 0, list[dict[str, object]](), 0
    for source in _sources(session):
        told = _told(observer, source)
        if told is not None:
            batch.append(side_columns(source) | asdict(told))
        seen += 1
        if seen == BATCH:
            made += _insert(session, batch)
            progress(seen)
            batch, seen = [], 0
    made += _insert(session, batch)
    progress(seen)
    return made


def _insert(session: Session, batch: Sequence[dict[str, object]]) -> int:
    if batch:
        session.execute(insert(MarketObservation), batch)
    return len(batch)


@dataclass(frozen=True)
class Difference:
    """A row that is not what its source says; an empty side is a row that is not there."""

    side: str
    source_id: int
    stored: Told | None
    expected: Told | None


def check(session: Session, progress: Progress = lambda _: None) -> list[Difference]:
    """All rows that differ from what a rebuild would make."""
    stored = {
        (row.side, row.candidate_id or row.vacancy_id or 0): Told.of(row)
        for row in session.scalars(select(MarketObservation))
    }
    observer, found = Observer(session), []
    for source in _sources(session):
        side = str(side_columns(source)["side"])
        expected, kept = _told(observer, source), stored.get((side, source.id))
        if expected != kept:
            found.append(Difference(side, source.id, kept, expected))
        progress(1)
    return found


def _told(observer: Observer, source: Candidate | Vacancy) -> Told | None:
    if isinstance(source, Candidate):
        return observer.of_candidate(source)
    return observer.of_vacancy(source)


def _sources(session: Session, currency: str | None = None) -> Iterator[Candidate | Vacancy]:
    """All candidates, then all vacancies, in batches, with what an observation is made of."""
    profile = joinedload(Vacancy.profile_version).joinedload(RoleProfileVersion.profile)
    yield from _batches(
        session, Candidate, select(Candidate).options(selectinload(Candidate.positions)), currency
    )
    yield from _batches(session, Vacancy, select(Vacancy).options(profile), currency)


def _batches(
    session: Session, model: type[Source], query: Select[Source], currency: str | None
) -> Iterator[Source]:
    if currency is not None:
        query = query.where(model.currency == currency)
    last, rows = 0, list[Source]()
    while not last or len(rows) == BATCH:
        rows = list(session.scalars(query.where(model.id > last).order_by(model.id).limit(BATCH)))
        if not rows:
            return
        last = rows[-1].id
        yield from rows


# ---------- asking ----------


@dataclass(frozen=True)
class OwnSide:
    """What one side of our market says, beside the survey.

    ``surveyed`` is the edition's median of the cell, or the middle of the asked band, in minor
    units of rubles; None where the survey lacks the cell. ``difference`` is by how many per cent
    our median is above it, below zero if under it; None unless that is worth telling.
    """

    answer: MarketAnswer
    surveyed: int | None
    difference: int | None

    @property
    def first(self) -> str:
        """The month of the oldest sum, ``YYYY-MM``."""
        return format_month(self.answer.first)

    @property
    def last(self) -> str:
        """The month of the newest sum, ``YYYY-MM``."""
        return format_month(self.answer.last)


@dataclass(frozen=True)
class OwnMarket:
    """Both sides of our market for a cell, never mixed."""

    expectations: OwnSide
    offers: OwnSide


def market_of(
    session: Session,
    *,
    role: str,
    city: str,
    segment: str | None,
    band: int | None,
    today: date,
) -> OwnMarket:
    """What candidates expect and vacancies offer for the post of a role profile in a city."""
    survey, cities = survey_of(session, role), Cities.load()
    market = Market(_observations(session, role, city, today), survey, cities, month_of(today))
    surveyed = _surveyed(session, survey, Cell(cities.canonical(city), segment, band), today)
    sides = []
    for side in SIDES:
        answer = market.ask(city, segment, band, side)
        sides.append(OwnSide(answer, surveyed, _difference(answer, surveyed)))
    return OwnMarket(*sides)


def _observations(session: Session, role: str, city: str, today: date) -> list[Observation]:
    """What was observed in the city and its region; nothing else can be in the answer."""
    columns = (
        MarketObservation.side,
        func.coalesce(MarketObservation.candidate_id, MarketObservation.vacancy_id),
        *(getattr(MarketObservation, name) for name in ("city", "segment", "band", "amount")),
        MarketObservation.employer,
        MarketObservation.month,
    )
    rows = session.execute(
        select(*columns).where(
            MarketObservation.role_slug == role_key(role, TitleGroups.load()),
            MarketObservation.city.in_(_cities_around(Cities.load().canonical(city))),
            MarketObservation.month > format_month(month_of(today) - LONG_MONTHS),
        )
    )
    return [
        Observation(side, subject, place, segment, band, amount, employer, parse_month(month))
        for side, subject, place, segment, band, amount, employer, month in rows
    ]


@lru_cache(512)
def _cities_around(city: str) -> frozenset[str]:
    cities = Cities.load()
    region = region_of(city, cities)
    return frozenset(name for name in city_names("ru") if region_of(name, cities) == region) | {
        city
    }


def _surveyed(
    session: Session, survey: SalarySurvey | None, asked: Cell, today: date
) -> int | None:
    cell = survey.cell(asked.city, asked.segment) if survey else None
    if survey is None or cell is None:
        return None
    minor = cell.median if asked.band is None else sum(cell.band(asked.band)) // 2
    rates = {} if survey.currency == HOME_CURRENCY else load_rates(session, today)
    return convert(minor, survey.currency, HOME_CURRENCY, rates)


def _difference(answer: MarketAnswer, surveyed: int | None) -> int | None:
    if not answer.shown or not surveyed:
        return None
    percent = 100 * (answer.median - surveyed) / surveyed
    return round(percent) if abs(percent) > TELLING_PERCENT else None

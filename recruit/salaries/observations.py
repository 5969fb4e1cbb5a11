"""What a candidate's or a vacancy's row tells the market; made of the row alone.

Everything is as of the month in which it was told, so that the same row always gives the same
observation, whenever it is made anew.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from matching.bands import band_for
from matching.cities import Cities
from matching.months import month_of, months_in
from matching.observing import band_held, employer_key, role_key, role_of
from matching.titles import TitleGroups
from recruit import clock
from recruit.candidates.matching_view import to_profile
from recruit.models import Candidate, MarketObservation, MarketSide, Position, Vacancy
from recruit.salaries.rates import HOME_CURRENCY, Rates, convert, load_rates

MONTHLY = "month"
LONGEST_EMPLOYER = 200

# What is compared and stored of an observation, besides whose it is.
COLUMNS = (
    "source_version",
    "role_slug",
    "city",
    "segment",
    "band",
    "amount",
    "employer",
    "month",
)


@dataclass(frozen=True, slots=True)
class Told:
    """An observation before it is stored; whose it is stands beside it."""

    source_version: int
    role_slug: str
    city: str
    segment: str | None
    band: int | None
    amount: int
    employer: str
    month: str

    @classmethod
    def of(cls, row: MarketObservation) -> "Told":
        """What a stored row says."""
        return cls(**{name: getattr(row, name) for name in COLUMNS})

    def differing(self, other: "Told") -> list[str]:
        """The columns in which two observations differ."""
        return [name for name in COLUMNS if getattr(self, name) != getattr(other, name)]


class Observer:
    """Reads rows; remembers the exchange rates of the days it has met."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._rates: dict[date, Rates] = {}
        self._groups, self._cities = TitleGroups.load(), Cities.load()

    def of_candidate(self, candidate: Candidate) -> Told | None:
        """The expectation of a candidate; None without consent, sum, city or known post."""
        if not (candidate.is_matched and candidate.salary and candidate.city):
            return None
        last = last_position(candidate.positions)
        titles = (candidate.title, *([last.title] if last else []))
        role = role_of(titles, self._groups)
        told_at = candidate.updated_at
        amount = self._rubles(candidate.salary, candidate, told_at)
        if role is None or amount is None:
            return None
        return Told(
            source_version=candidate.version,
            role_slug=role,
            city=self._cities.canonical(candidate.city),
            segment=None,
            band=band_held(to_profile(candidate), month_of(told_at.date()), self._groups),
            amount=amount,
            employer=employer_key(last.employer)[:LONGEST_EMPLOYER] if last else "",
            month=clock.month_of(told_at.date()),
        )

    def of_vacancy(self, vacancy: Vacancy) -> Told | None:
        """The offer of a vacancy that has been opened; the middle where it has both ends."""
        ends = [end for end in (vacancy.salary_from, vacancy.salary_to) if end]
        if vacancy.opened_at is None or not ends:
            return None
        amount = self._rubles(sum(ends) // len(ends), vacancy, vacancy.opened_at)
        if amount is None:
            return None
        return Told(
            source_version=vacancy.version,
            role_slug=role_key(vacancy.profile_version.profile.slug, self._groups),
            city=self._cities.canonical(vacancy.city),
            segment=vacancy.segment,
            band=band_for(months_in(vacancy.management_years)),
            amount=amount,
            employer=f"employer:{vacancy.employer_id}",
            month=clock.month_of(vacancy.opened_at.date()),
        )

    def _rubles(self, minor: int, row: Candidate | Vacancy, told_at: datetime) -> int | None:
        """A monthly sum at the rate of the day; None where no rate is known, or not of a month."""
        if row.period != MONTHLY:
            return None
        if row.currency == HOME_CURRENCY:
            return minor
        day = told_at.date()
        if day not in self._rates:
            self._rates[day] = load_rates(self._session, day)
        return convert(minor, row.currency, HOME_CURRENCY, self._rates[day])


def last_position(positions: Iterable[Position]) -> Position | None:
    """The post that a person holds or held last; of those without dates the first."""
    return max(positions, key=_recency, default=None)


def _recency(position: Position) -> tuple[bool, bool, str, str, int]:
    is_dated = position.start is not None
    is_held = is_dated and position.end is None
    return is_dated, is_held, position.end or "", position.start or "", -position.place


def side_columns(source: Candidate | Vacancy) -> dict[str, object]:
    """Whose observation it is, as columns."""
    if isinstance(source, Candidate):
        return {"side": MarketSide.EXPECTATION, "candidate_id": source.id, "vacancy_id": None}
    return {"side": MarketSide.OFFER, "candidate_id": None, "vacancy_id": source.id}

"""The market of our own base: what a row tells it, and its answers beside the survey."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from recruit.db import Database
from recruit.models import MarketObservation
from recruit.salaries.market import (
    check,
    market_of,
    observe_candidate,
    observe_currency,
    observe_vacancy,
)
from recruit.salaries.observations import COLUMNS
from recruit.salaries.rates import set_rate
from recruit.salaries.services import load_packaged_surveys
from tests import factories
from tests.conftest import NOON

RUBLE = factories.RUBLE
# Companies of this city have a median of 70 000.
SEVENTY = "Екатеринбург"
ROLE = "head-of-customer-relations"
TODAY = NOON.date()


def rows(session: Session) -> list[tuple[Any, ...]]:
    """All observations without their numbers, in an order of their own."""
    names = ("side", "candidate_id", "vacancy_id", *COLUMNS)
    found = session.scalars(select(MarketObservation))
    return sorted(
        (tuple(getattr(row, name) for name in names) for row in found),
        key=lambda row: (row[0], row[1] or row[2]),
    )


def one(session: Session) -> MarketObservation:
    return session.scalars(select(MarketObservation)).one()


# ---------- what a row tells ----------


def test_a_candidate_tells_the_market(database: Database) -> None:
    positions = [
        {"title": "Менеджер", "employer": "Старое место", "start": "2015-01", "end": "2019-12"},
        {"title": "Начальник отдела", "employer": "ООО «Ромашка»", "start": "2024-10"},
    ]
    with database.unit(writes=True) as session:
        person = factories.candidate(session, positions=positions, city="Питер")
        observe_candidate(session, person)
        row = one(session)

        assert (row.side, row.candidate_id, row.role_slug) == ("expectation", person.id, ROLE)
        assert (row.city, row.segment, row.amount) == ("Санкт-Петербург", None, 130_000 * RUBLE)
        # October 2024 to November 2026: two years and two months as a head.
        assert (row.band, row.employer, row.month) == (3, "ромашка", "2026-11")
        assert row.source_version == person.version


@pytest.mark.parametrize(
    "facts",
    [
        {"is_matched": False},
        {"salary": None},
        {"city": None},
        {"title": "Заклинатель змей", "positions": []},
        {"currency": "USD"},
        {"period": "year"},
    ],
)
def test_what_is_not_known_is_not_counted(database: Database, facts: dict[str, Any]) -> None:
    with database.unit(writes=True) as session:
        person = factories.candidate(session)
        observe_candidate(session, person)
        assert rows(session)
        for name, value in facts.items():
            setattr(person, name, value)
        session.flush()
        observe_candidate(session, person)
        assert not rows(session)


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [(100, 140, 120), (None, 90, 90), (80, None, 80), (None, None, None)],
)
def test_an_offer_is_the_middle_of_its_ends(
    database: Database, low: int | None, high: int | None, expected: int | None
) -> None:
    with database.unit(writes=True) as session:
        ends = {"salary_from": low and low * RUBLE, "salary_to": high and high * RUBLE}
        vacancy = factories.vacancy(session, management_years=3, **ends)
        observe_vacancy(session, vacancy)
        found = session.scalar(select(MarketObservation))
        assert (found and found.amount) == (expected and expected * RUBLE)
        if found:
            told = (found.segment, found.band, found.employer)
            assert told == ("company", 4, f"employer:{vacancy.employer_id}")


def test_an_offer_counts_from_the_day_it_is_opened(database: Database) -> None:
    with database.unit(writes=True) as session:
        vacancy = factories.vacancy(session, opened_at=None, state="submitted")
        observe_vacancy(session, vacancy)
        assert not rows(session)
        vacancy.opened_at = NOON
        session.flush()
        observe_vacancy(session, vacancy)
        vacancy.state = "closed"
        session.flush()
        observe_vacancy(session, vacancy)
        assert one(session).month == "2026-11"


def test_a_rate_that_is_set_later_brings_the_sums_in(database: Database) -> None:
    with database.unit(writes=True) as session:
        person = factories.candidate(session, currency="USD", salary=2_000 * 100)
        observe_candidate(session, person)
        assert not rows(session)
        for kopecks in (8_000, 9_000):
            set_rate(session, currency="USD", kopecks=kopecks, valid_from=TODAY)
            observe_currency(session, "USD")
            assert one(session).amount == 2_000 * kopecks
        assert not check(session)


# ---------- answers ----------


def people_of(session: Session, amounts: list[int], **facts: Any) -> None:
    for place, amount in enumerate(amounts):
        post = {"title": "Начальник отдела", "employer": f"Место {place}", "start": "2026-01"}
        observe_candidate(
            session,
            factories.candidate(session, salary=amount * RUBLE, positions=[post], **facts),
        )


def ask(session: Session, **changes: Any) -> Any:
    asked = {"role": ROLE, "city": "Казань", "segment": "company", "band": None, "today": TODAY}
    return market_of(session, **(asked | changes))


@pytest.mark.parametrize(
    ("amount", "difference"),
    [(70_000, None), (77_000, None), (78_000, 11), (63_000, None), (62_000, -11)],
)
def test_a_difference_of_more_than_a_tenth_is_told(
    database: Database, amount: int, difference: int | None
) -> None:
    with database.unit(writes=True) as session:
        load_packaged_surveys(session, NOON)
        assert ask(session, city=SEVENTY).expectations.difference is None
        people_of(session, [amount] * 5, city=SEVENTY)
        side = ask(session, city=SEVENTY).expectations
        assert (side.surveyed, side.answer.median) == (70_000 * RUBLE, amount * RUBLE)
        assert side.difference == difference
        assert not ask(session, city=SEVENTY).offers.answer.shown


def test_a_band_is_compared_with_its_middle(database: Database) -> None:
    with database.unit(writes=True) as session:
        load_packaged_surveys(session, NOON)
        people_of(session, [110_000] * 5, city="Казань", management_years=3)
        side = ask(session, band=4).expectations
        assert side.answer.steps == ()
        assert (side.surveyed, side.difference) == (88_000 * RUBLE, 25)


def test_people_of_the_region_and_of_last_years_are_fetched(database: Database) -> None:
    with database.unit(writes=True) as session:
        load_packaged_surveys(session, NOON)
        people_of(session, [100_000] * 5, city="Набережные Челны", updated_at=NOON)
        assert ask(session).expectations.answer.steps[-1].name == "region"
        later = TODAY + timedelta(days=700)
        assert ask(session, today=later).expectations.answer.steps[-1].name == "period"
        assert not ask(session, today=date(2029, 12, 1)).expectations.answer.shown
        assert not ask(session, role="lawyer").expectations.answer.shown


def test_a_profile_that_is_no_title_group_finds_its_people(database: Database) -> None:
    with database.unit(writes=True) as session:
        for _ in range(5):
            person = factories.candidate(
                session, title="Заведующий складом", city="Омск", positions=[]
            )
            observe_candidate(session, person)
        assert ask(session, role="warehouse-head", city="Омск").expectations.answer.people == 5

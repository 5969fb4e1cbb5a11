"""The rows of our own market follow what people do, and are those of a rebuild."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from random import Random
from typing import Any

import pytest
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from recruit.candidates.consents import give_consent, standing_consents, withdraw_consent
from recruit.candidates.services import create_profile, form_values, get_candidate, save_profile
from recruit.db import Database
from recruit.errors import DomainError
from recruit.models import Candidate, MarketObservation, Purpose, Role, Vacancy
from recruit.salaries.market import (
    check,
    observe_candidate,
    observe_currency,
    rebuild,
)
from recruit.salaries.market_command import market
from recruit.salaries.observations import COLUMNS
from recruit.salaries.rates import set_rate
from recruit.vacancies import services as vacancies
from recruit.vacancies.facts import facts_of_vacancy
from tests import factories
from tests.conftest import NOON

RUBLE = factories.RUBLE
TODAY = NOON.date()


@pytest.fixture(autouse=True)
def _page(app: Flask) -> Iterator[None]:
    """Letters of a vacancy's steps are written in the language of a page."""
    with app.test_request_context():
        yield


def rows(session: Session) -> list[tuple[Any, ...]]:
    """All observations without their numbers, in an order of their own."""
    names = ("side", "candidate_id", "vacancy_id", *COLUMNS)
    found = session.scalars(select(MarketObservation))
    return sorted(
        (tuple(getattr(row, name) for name in names) for row in found),
        key=lambda row: (row[0], row[1] or row[2]),
    )


class Agency:
    """People who do at random what people do."""

    def __init__(self, session: Session, seed: int) -> None:
        self.session, self.random, self.now = session, Random(seed), NOON
        self.recruiter = factories.account(session, Role.RECRUITER)
        self.client = factories.employer_account(session)
        self.version = factories.profile_version(session)
        self.form = form_values(factories.candidate(session, is_matched=False)) | {"email": None}
        self.facts = facts_of_vacancy(
            factories.vacancy(session, employer=self.client.employer, opened_at=None, state="draft")
        )
        self.steps = [
            self.create,
            self.create,
            self.save,
            self.give,
            self.withdraw,
            self.draft,
            self.edit,
        ]
        self.steps += [self.step] * 3 + [self.rate]

    def act(self) -> None:
        self.now += timedelta(days=self.random.randrange(20))
        # Whoever asks for what cannot be is refused, and nothing changes.
        with suppress(DomainError), self.session.begin_nested():
            self.random.choice(self.steps)()

    def any(self, model: type[Any]) -> Any:
        return self.random.choice(self.session.scalars(select(model).order_by(model.id)).all())

    def person(self) -> Candidate:
        public_id = self.any(Candidate).public_id
        return get_candidate(self.session, self.recruiter, public_id, lock=True)

    def profile(self) -> dict[str, Any]:
        return self.form | {
            "title": self.random.choice(("Руководитель отдела продаж", "Юрист", "Шаман")),
            "city": self.random.choice(("Казань", "спб", "Омск", None)),
            "salary": self.random.choice((90_000 * RUBLE, 70_000 * RUBLE, 2_000 * 100, None)),
            "salary_currency": self.random.choice(("RUB", "USD")),
            "management_years": self.random.choice((None, 0, 2)),
        }

    def create(self) -> None:
        create_profile(self.session, self.recruiter, self.profile(), now=self.now)

    def save(self) -> None:
        person = self.person()
        told = {"version": person.version, "consent": self.random.random() < 0.5}
        save_profile(self.session, self.recruiter, person, self.profile() | told, now=self.now)

    def give(self) -> None:
        give_consent(
            self.session,
            self.person(),
            Purpose.PROCESSING,
            recorded_by=self.recruiter,
            now=self.now,
        )

    def withdraw(self) -> None:
        person = self.person()
        standing = standing_consents(self.session, person.id)
        if standing:
            withdraw_consent(self.session, person, standing[0].id, now=self.now)

    def offer(self) -> dict[str, Any]:
        return self.facts | {
            "city": self.random.choice(("Казань", "Москва")),
            "salary_from": self.random.choice((None, 80_000 * RUBLE)),
            "salary_to": self.random.choice((None, 120_000 * RUBLE)),
        }

    def draft(self) -> None:
        vacancies.create_vacancy(self.session, self.client, self.version, self.offer(), self.now)

    def edit(self) -> None:
        vacancy = self.any(Vacancy)
        vacancies.edit_vacancy(
            self.session,
            self.recruiter,
            vacancy,
            self.offer(),
            version=vacancy.version,
            now=self.now,
        )

    def step(self) -> None:
        vacancy = self.any(Vacancy)
        name = {"draft": "submit", "submitted": "accept"}.get(vacancy.state, "withdraw")
        vacancies.take_step(
            self.session,
            self.recruiter if name == "accept" else self.client,
            vacancy.public_id,
            name,
            version=vacancy.version,
            reason="",
            link="http://x/v",
            now=self.now,
        )

    def rate(self) -> None:
        kopecks = self.random.randrange(5_000, 9_000)
        set_rate(self.session, currency="USD", kopecks=kopecks, valid_from=self.now.date())
        observe_currency(self.session, "USD")


@pytest.mark.parametrize("seed", range(3))
def test_rows_that_follow_are_those_of_a_rebuild(database: Database, seed: int) -> None:
    with database.unit(writes=True) as session:
        agency, sides = Agency(session, seed), set[str]()
        for _ in range(60):
            agency.act()
            assert check(session) == []
            sides.update(session.scalars(select(MarketObservation.side)))
        assert sides == {"expectation", "offer"}
        followed = rows(session)
        seen: list[int] = []
        assert rebuild(session, seen.append) == len(followed)
        assert rows(session) == followed
        assert sum(seen) == len(session.scalars(select(Candidate.id)).all()) + len(
            session.scalars(select(Vacancy.id)).all()
        )


def test_the_check_names_what_differs(
    database: Database, monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    monkeypatch.setenv("DATABASE_URL", database.engine.url.render_as_string(hide_password=False))
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    with database.unit(writes=True) as session:
        people = [factories.candidate(session) for _ in range(3)]
        keys = [person.id for person in people]
        for person in people[:2]:
            observe_candidate(session, person)
        first = session.scalars(select(MarketObservation).order_by(MarketObservation.id)).first()
        assert first
        first.amount = 1
        people[1].is_matched = False
    answer = CliRunner().invoke(market, ["check"])
    assert answer.exit_code == 1
    assert answer.stdout.splitlines() == [
        f"expectation {keys[0]}: differs in amount",
        f"expectation {keys[1]}: the row should not be there",
        f"expectation {keys[2]}: the row is missing",
        "To mend it run: recruit market rebuild",
    ]
    assert CliRunner().invoke(market, ["rebuild"]).stdout == "2 sums stand in the market.\n"
    again = CliRunner().invoke(market, ["check"])
    assert (again.exit_code, again.stdout) == (
        0,
        "The market is what candidates and vacancies say.\n",
    )

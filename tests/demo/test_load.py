"""The invented agency as rows, on both engines."""

import os
import secrets
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from recruit.app import create_app
from recruit.candidates.consents import current_text
from recruit.candidates.matching_view import to_profile
from recruit.db import Base, Database
from recruit.demo.agency import Agency
from recruit.demo.command import fill, is_demo, is_empty
from recruit.demo.load import CANDIDATE, EMPLOYER, GRADE_SUM, PASSWORD
from recruit.installation import prepare
from recruit.models import (
    Account,
    Application,
    Candidate,
    Consent,
    DuplicatePair,
    Employer,
    PairState,
    Purpose,
    Resume,
    ResumeState,
    Role,
    Submission,
    Vacancy,
    VacancyState,
    Verdict,
)
from recruit.shortlists.schemas import REASONS
from tests.browsing import Visitor
from tests.conftest import config_for
from tests.postgres import database_of, run_admin

# Early in the day: what the demo dates today must not lie ahead.
MORNING = datetime(2026, 11, 25, 4, 30, tzinfo=UTC)
# Random on purpose: names for addresses and files, salted hashes.
# The number of a transaction is PostgreSQL's own.
RANDOM = {"public_id", "stored_name", "password_hash", "transaction"}


@dataclass(frozen=True)
class Loaded:
    """A database with the demo in it, and the folder of its files."""

    database: Database
    folder: Path

    def all(self, model: type[Any]) -> list[Any]:
        """All rows of a model."""
        with self.database.unit(writes=False) as session:
            return list(session.scalars(select(model).order_by(model.id)))


def load(url: str, folder: Path) -> Loaded:
    """Make the demo; its files need not survive a power cut."""
    database = Database(url)
    prepare(database)
    assert is_empty(database)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda _: None)
        fill(database, config_for(url, folder), MORNING)
    return Loaded(database, folder)


@pytest.fixture(scope="module")
def on_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Loaded]:
    folder = tmp_path_factory.mktemp("demo")
    loaded = load(f"sqlite:///{folder / 'demo.sqlite'}", folder)
    yield loaded
    loaded.database.dispose()


@pytest.fixture(scope="module")
def on_postgres(postgres_server: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Loaded]:
    name = f"demo_{secrets.token_hex(6)}"
    run_admin(postgres_server, f'CREATE DATABASE "{name}"')
    loaded = load(database_of(postgres_server, name), tmp_path_factory.mktemp("demo"))
    yield loaded
    loaded.database.dispose()
    run_admin(postgres_server, f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def loaded(request: pytest.FixtureRequest) -> Loaded:
    found: Loaded = request.getfixturevalue(f"on_{request.param}")
    return found


def content(loaded: Loaded) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table, without what is random."""
    with loaded.database.unit(writes=False) as session:
        return {
            table.name: [
                {name: value for name, value in row._mapping.items() if name not in RANDOM}
                for row in session.execute(select(table).order_by(*table.primary_key))
            ]
            for table in Base.metadata.sorted_tables
            if table.name not in ("role_profile", "role_profile_version", "survey_edition")
        }


def test_two_loads_are_the_same_on_either_engine(on_sqlite: Loaded, on_postgres: Loaded) -> None:
    first, second = content(on_sqlite), content(on_postgres)
    assert first.keys() == second.keys()
    for table, rows in first.items():
        assert rows == second[table], f"{table} differs"


def test_all_of_it_is_there(loaded: Loaded, agency: Agency) -> None:
    counted = {
        model: len(loaded.all(model))
        for model in (Employer, Vacancy, Candidate, Resume, Application, Verdict, Submission)
    }
    assert counted == {
        Employer: 12,
        Vacancy: 24,
        Candidate: 601,  # one of them is there twice
        Resume: 602,  # two wait for somebody to look at them
        Application: len(agency.applications),
        Verdict: len(agency.verdicts),
        Submission: len(agency.submissions),
    }
    assert min(counted.values()) > 0
    assert len({employer.city for employer in loaded.all(Employer)}) == 12


def test_everything_is_marked_as_invented(loaded: Loaded) -> None:
    assert is_demo(loaded.database)
    assert not is_empty(loaded.database)
    for model in (Account, Employer, Candidate):
        assert all(row.is_demo for row in loaded.all(model))
    # All else belongs to one of these.


def test_each_role_has_an_account_and_each_employer_a_person(loaded: Loaded) -> None:
    accounts = loaded.all(Account)
    assert Counter(account.role for account in accounts) == {
        Role.ADMIN: 1,
        Role.RECRUITER: 2,
        Role.EMPLOYER: 12,
        Role.CANDIDATE: 1,
    }
    employed = [account.employer_id for account in accounts if account.role == Role.EMPLOYER]
    assert sorted(employed) == [employer.id for employer in loaded.all(Employer)]


def test_the_demos_candidate_is_the_first_one_and_has_applied(
    loaded: Loaded, agency: Agency
) -> None:
    first = agency.candidates[0]
    assert first.key == "candidate-001"
    with loaded.database.unit(writes=False) as session:
        account = session.scalars(select(Account).where(Account.email == CANDIDATE)).one()
        candidate = session.scalars(
            select(Candidate).where(Candidate.account_id == account.id)
        ).one()
        assert candidate.title == first.title
        assert first.surname in account.name
        applied = select(func.count()).where(Application.candidate_id == candidate.id)
        assert (session.scalar(applied) or 0) >= 1


def test_the_demos_employer_has_vacancies(loaded: Loaded) -> None:
    with loaded.database.unit(writes=False) as session:
        employer = session.scalars(
            select(Account.employer_id).where(Account.email == EMPLOYER)
        ).one()
        states = set(session.scalars(select(Vacancy.state).where(Vacancy.employer_id == employer)))
    assert VacancyState.OPEN in states


def test_facts_arrive_as_they_were_drawn(loaded: Loaded, agency: Agency) -> None:
    # The last row tells of one of them a second time.
    for row, record in zip(loaded.all(Candidate)[:-1], agency.candidates, strict=True):
        assert (row.title, row.city, row.remote) == (record.title, record.city, record.remote)
        assert row.relocation == record.relocation
        expected = record.salary_expected
        assert row.salary == (None if expected is None else expected * 100)
        assert row.education == record.education_level
        assert row.languages == (None if record.languages is None else dict(record.languages))
        assert bool(row.skills) == bool(record.skills)
    for row, vacancy in zip(loaded.all(Vacancy), agency.vacancies, strict=True):
        assert (row.state, row.city, row.segment) == (vacancy.state, vacancy.city, vacancy.segment)
        assert row.must, "a vacancy asks for its profile's skills"


def test_what_is_matched_names_nobody(loaded: Loaded, agency: Agency) -> None:
    with loaded.database.unit(writes=False) as session:
        rows = session.scalars(select(Candidate).order_by(Candidate.id)).all()
        for row, record in zip(rows[:-1], agency.candidates, strict=True):
            seen = repr(to_profile(row))
            for private in (record.surname, record.email, record.phone):
                assert private not in seen, f"{record.key}: {private}"


def test_everybody_has_agreed_before_being_matched(loaded: Loaded) -> None:
    consents = [one for one in loaded.all(Consent) if one.purpose == Purpose.PROCESSING]
    by_candidate = {consent.candidate_id: consent for consent in consents}
    assert len(by_candidate) == len(consents) == 601
    for candidate in loaded.all(Candidate):
        consent = by_candidate[candidate.id]
        assert candidate.is_matched
        assert consent.withdrawn_at is None
        assert consent.given_at <= candidate.created_at <= candidate.updated_at
        assert consent.text_version == current_text(Purpose.PROCESSING).version


def test_one_of_them_is_there_twice_and_found(loaded: Loaded) -> None:
    pair = loaded.all(DuplicatePair)
    assert [one.state for one in pair] == [PairState.OPEN]
    assert pair[0].second_id == loaded.all(Candidate)[-1].id


def test_some_are_named_to_the_client_and_some_are_not(loaded: Loaded, agency: Agency) -> None:
    named = [one for one in loaded.all(Consent) if one.purpose == Purpose.SUBMISSION]
    assert len(named) == sum(one.consented for one in agency.submissions)
    assert 0 < len(named) < len(agency.submissions)
    assert all(consent.employer_id for consent in named)


def test_verdicts_keep_their_meaning(loaded: Loaded, agency: Agency) -> None:
    rows = loaded.all(Verdict)
    for row, record in zip(rows, agency.verdicts, strict=True):
        assert row.grade == GRADE_SUM - record.grade
        assert (row.reason in REASONS) if record.grade == 1 else (row.reason is None)
    assert {row.grade for row in rows} == {1, 2, 3, 4, 5}


def test_vacancies_come_from_the_client_and_are_opened_by_the_agency(loaded: Loaded) -> None:
    with loaded.database.unit(writes=False) as session:
        for vacancy in session.scalars(select(Vacancy)):
            steps = vacancy.steps
            assert [step.from_state for step in steps] == [None, *(s.to_state for s in steps[:-1])]
            assert steps[-1].to_state == vacancy.state
            assert [step.at for step in steps] == sorted(step.at for step in steps)
            for step in steps:
                assert step.account is not None
                by_agency = step.to_state in (VacancyState.OPEN, VacancyState.CLOSED)
                assert step.account.is_staff == by_agency
                if not by_agency:
                    assert step.account.employer_id == vacancy.employer_id
                assert (step.reason is not None) == (step.to_state == VacancyState.CLOSED)


def test_nothing_lies_in_the_future(loaded: Loaded) -> None:
    for table, rows in content(loaded).items():
        for row in rows:
            for name, value in row.items():
                if isinstance(value, datetime):
                    assert value <= MORNING, f"{table}.{name}"
    oldest = min(candidate.created_at for candidate in loaded.all(Candidate))
    assert MORNING - oldest > timedelta(days=30)


def test_each_resume_lies_in_its_file(loaded: Loaded, agency: Agency) -> None:
    files = {path.name: path for path in (loaded.folder / "files").iterdir()}
    rows = loaded.all(Resume)
    assert {row.stored_name for row in rows} == files.keys()
    for row, record in zip(rows[:20], agency.candidates[:20], strict=True):
        assert row.state == ResumeState.READ
        assert files[row.stored_name].read_text() == row.text == record.resume
        assert row.size == files[row.stored_name].stat().st_size


@pytest.fixture
def demo_app(on_sqlite: Loaded) -> Iterator[Flask]:
    url = on_sqlite.database.engine.url.render_as_string()
    app = create_app(config_for(url, on_sqlite.folder, demo=True), clock=lambda: MORNING)
    yield app
    app.extensions["recruit.database"].dispose()


def test_the_printed_password_signs_in(demo_app: Flask) -> None:
    visitor = Visitor(demo_app)
    visitor.sign_in(EMPLOYER, PASSWORD, follow=True)
    assert visitor.response.status_code == 200
    assert visitor.response.request.path != "/sign-in"

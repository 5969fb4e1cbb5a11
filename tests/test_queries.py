"""A list of twenty-five costs no more statements than a list of five."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, func, select
from sqlalchemy.orm import Session

from recruit.db import Database
from recruit.models import (
    Account,
    Application,
    Candidate,
    Consent,
    Grade,
    Purpose,
    Resume,
    ResumeState,
    Role,
    Submission,
    Vacancy,
    Verdict,
)
from recruit.salaries.services import load_packaged_surveys
from tests import factories
from tests.browsing import Visitor
from tests.conftest import NOON

FEW, MANY = 5, 25


@dataclass(frozen=True)
class Stage:
    """A client's vacancy, the client's person and a recruiter."""

    vacancy: Vacancy
    employer: Account
    recruiter: Account
    person: Account


@pytest.fixture
def stage(database: Database) -> Stage:
    with database.unit(writes=True) as session:
        load_packaged_surveys(session, NOON)
        employer = factories.employer_account(session)
        return Stage(
            vacancy=factories.vacancy(session, employer=employer.employer),
            employer=employer,
            recruiter=factories.account(session, Role.RECRUITER),
            person=factories.account(session, Role.CANDIDATE),
        )


def add_people(session: Session, stage: Stage, count: int) -> None:
    """Candidates of whom each has all that a page could ask about them one by one."""
    have = session.scalar(select(func.count()).select_from(Submission)) or 0
    for number in range(have + 1, have + count + 1):
        candidate = factories.candidate(session, languages={"en": "spoken"})
        key = {"vacancy_id": stage.vacancy.id, "candidate_id": candidate.id}
        by = {"account_id": stage.recruiter.id, "at": NOON}
        session.add_all(
            [
                Application(**key, created_at=NOON),
                Verdict(**key, **by, grade=Grade.NO if number % 2 else Grade.YES, reason="skills"),
                Submission(**key, **by, number=number),
                file_of(candidate.id),
            ]
        )
        if number % 3:
            session.add(submission_consent(candidate.id, stage))


def file_of(candidate_id: int, number: int = 0) -> Resume:
    return Resume(
        candidate_id=candidate_id,
        stored_name=f"{candidate_id:08x}{number:08x}",
        original_name="cv.txt",
        media_type="text/plain",
        size=1,
        sha256="0" * 64,
        state=ResumeState.READ,
        received_at=NOON,
    )


def submission_consent(candidate_id: int, stage: Stage) -> Consent:
    return Consent(
        candidate_id=candidate_id,
        purpose=Purpose.SUBMISSION,
        employer_id=stage.employer.employer_id,
        text_version="1",
        channel="room",
        given_at=NOON,
    )


def add_vacancies(session: Session, stage: Stage, count: int) -> None:
    """Vacancies of as many clients, each with a candidate who applied and was released."""
    for number in range(count):
        client = factories.employer(session)
        vacancy = factories.vacancy(session, employer=client, city="Казань")
        candidate = factories.candidate(session)
        key = {"vacancy_id": vacancy.id, "candidate_id": candidate.id}
        session.add_all(
            [
                Application(**key, created_at=NOON),
                Submission(**key, account_id=stage.recruiter.id, at=NOON, number=number + 1),
            ]
        )


def add_own_vacancies(session: Session, stage: Stage, count: int) -> None:
    """More vacancies of the one client."""
    for _ in range(count):
        factories.vacancy(session, employer=stage.employer.employer)


def add_applications(session: Session, stage: Stage, count: int) -> None:
    """Applications of one candidate to as many clients, who have all been shown the candidate."""
    own = session.scalar(select(Candidate).where(Candidate.account_id == stage.person.id))
    if own is None:
        own = factories.candidate(session, account_id=stage.person.id)
    for _ in range(count):
        vacancy = factories.vacancy(session, employer=factories.employer(session))
        key = {"vacancy_id": vacancy.id, "candidate_id": own.id}
        session.add_all(
            [
                Application(**key, created_at=NOON),
                Submission(**key, account_id=stage.recruiter.id, at=NOON, number=1),
                file_of(own.id, vacancy.id),
            ]
        )


def add_profiles(session: Session, _stage: Stage, count: int) -> None:
    """More posts of the catalogue."""
    for number in range(count):
        factories.profile_version(session, slug=f"post-{count}-{number}")


Add = Callable[[Session, Stage, int], None]
PAGES: dict[str, tuple[str, str, Add]] = {
    "public vacancies": ("", "/", add_vacancies),
    "vacancies of the agency": ("recruiter", "/vacancies", add_vacancies),
    "vacancies of a client": ("employer", "/vacancies", add_own_vacancies),
    "shortlist": ("recruiter", "/vacancies/{vacancy.public_id}/shortlist", add_people),
    "presented, to the client": (
        "employer",
        "/vacancies/{vacancy.public_id}/submissions",
        add_people,
    ),
    "presented, to the agency": (
        "recruiter",
        "/vacancies/{vacancy.public_id}/submissions",
        add_people,
    ),
    "candidates": ("recruiter", "/candidates", add_people),
    "a candidate's room": ("person", "/my", add_applications),
    "catalogue": ("", "/profiles", add_profiles),
    "posts to choose from": ("employer", "/vacancies/new", add_profiles),
}


@contextmanager
def statements(app: Flask) -> Iterator[list[str]]:
    """The SQL that the application sends meanwhile."""
    sent: list[str] = []
    engine = app.extensions["recruit.database"].engine

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        sent.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield sent
    event.remove(engine, "before_cursor_execute", note)


@pytest.mark.parametrize("page", PAGES)
def test_a_longer_list_sends_no_more_statements(
    app: Flask, database: Database, stage: Stage, page: str
) -> None:
    who, url, add = PAGES[page]
    visitor = Visitor(app)
    if who:
        visitor.let_in(getattr(stage, who).email)
    url = url.format(**vars(stage))
    sent, lengths = [], []
    for count in (FEW, MANY - FEW):
        with database.unit(writes=True) as session:
            add(session, stage, count)
        visitor.get(url)  # what this process keeps in memory is brought up to date
        # While others write to the same server, changes are looked at again: the quietest counts.
        visits = []
        for _ in range(3):
            with statements(app) as noted:
                visitor.get(url)
            visits.append(Counter(noted))
        assert visitor.response.status_code == 200
        sent.append(min(visits, key=Counter.total))
        lengths.append(len(visitor.response.get_data()))
    few, many = sent
    assert lengths[1] > lengths[0], "the page did not grow: the rows are not on it"
    assert few
    more, fewer = ("\n\n".join(one.keys()) for one in (many - few, few - many))
    assert many.total() == few.total(), f"{more}\n\ninstead of\n\n{fewer}"

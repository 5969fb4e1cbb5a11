"""A vacancy, people who fit it more and less, and a recruiter who looks at them."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from flask import Flask

from recruit.db import Database
from recruit.models import Account, Candidate, Role, Vacancy
from recruit.salaries.services import load_packaged_surveys
from recruit.shortlists.base import CandidateBase
from tests import factories
from tests.browsing import Visitor
from tests.conftest import NOON


@pytest.fixture
def base() -> CandidateBase:
    return CandidateBase()


@dataclass
class Scene:
    """What the tests of this folder look at."""

    recruiter: Account
    employer: Account
    vacancy: Vacancy
    strong: Candidate
    weak: Candidate
    unknown: Candidate


def address(scene: Scene) -> str:
    """Where the list of its vacancy is."""
    return f"/vacancies/{scene.vacancy.public_id}/shortlist"


@pytest.fixture
def scene(database: Database) -> Scene:
    with database.unit(writes=True) as session:
        load_packaged_surveys(session, NOON)
        employer = factories.employer_account(session)
        return Scene(
            recruiter=factories.account(session, Role.RECRUITER, name="Вера Климова"),
            employer=employer,
            vacancy=factories.vacancy(session, employer=employer.employer),
            strong=factories.candidate(session, name="Сильная Ольга"),
            weak=factories.candidate(
                session,
                name="Слабый Пётр",
                title="Менеджер по работе с клиентами",
                salary=300_000 * factories.RUBLE,
                skills=["negotiation"],
                positions=[
                    {
                        "title": "Менеджер по работе с клиентами",
                        "employer": "ООО «Лютик»",
                        "start": "2025-01",
                        "end": None,
                        "description": "Отвечал на звонки.",
                    }
                ],
            ),
            unknown=factories.candidate(session, name="Неизвестная Анна", salary=None),
        )


@pytest.fixture
def recruiter(app: Flask, scene: Scene) -> Visitor:
    visitor = Visitor(app)
    visitor.let_in(scene.recruiter.email)
    return visitor


@pytest.fixture
def visit(app: Flask) -> Callable[[Account], Visitor]:
    def sign_in(account: Account) -> Visitor:
        visitor = Visitor(app)
        visitor.let_in(account.email)
        return visitor

    return sign_in

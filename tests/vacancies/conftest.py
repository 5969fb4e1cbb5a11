"""An employer's vacancy, the people around it, and the survey of its post."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask import Flask

from recruit.db import Database
from recruit.models import Account, Role, SurveyCell, SurveyEdition
from tests import factories
from tests.browsing import Visitor
from tests.conftest import NOON

RUBLE = factories.RUBLE
SignIn = Callable[[str], Visitor]


@pytest.fixture
def people(database: Database) -> dict[str, Account]:
    """An employer's person, another employer's, a recruiter, a candidate; and a role profile."""
    with database.unit(writes=True) as session:
        factories.profile_version(session)
        return {
            "employer": factories.employer_account(session, email="client@example.com"),
            "stranger": factories.employer_account(session, email="other@example.com"),
            "recruiter": factories.account(session, Role.RECRUITER, email="vera@example.com"),
            "candidate": factories.account(session, Role.CANDIDATE, email="anna@example.com"),
        }


@pytest.fixture
def sign_in(app: Flask, people: dict[str, Account]) -> SignIn:
    """A signed-in visitor for one of the people."""

    def enter(name: str, language: str = "ru") -> Visitor:
        visitor = Visitor(app, language)
        visitor.let_in(people[name].email)
        return visitor

    return enter


@pytest.fixture
def survey(database: Database) -> None:
    """Moscow, both segments: companies as in the survey of April 2015."""
    bands = [(50, 60), (60, 70), (70, 120), (120, 200)]
    with database.unit(writes=True) as session:
        session.add(
            SurveyEdition(
                slug="customer-2015-04",
                role_slug="head-of-customer-relations",
                title_ru="Обзор",
                title_en="Survey",
                source="Обзор",
                collected="2015-04",
                published_on=date(2015, 5, 5),
                currency="RUB",
                period="month",
                tax="unknown",
                created_at=NOON,
                cells=[cell("company", bands, 105), cell("agency", bands, 115)],
            )
        )


def cell(segment: str, bands: list[tuple[int, int]], median: int) -> SurveyCell:
    ends: dict[str, Any] = {}
    for number, (low, high) in enumerate(bands, 1):
        ends[f"band{number}_min"] = low * 1000 * RUBLE
        ends[f"band{number}_max"] = high * 1000 * RUBLE
    return SurveyCell(city="Москва", segment=segment, median=median * 1000 * RUBLE, **ends)

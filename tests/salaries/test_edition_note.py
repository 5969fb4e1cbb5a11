"""Wherever numbers of a survey stand, their age does too, and the index where one is set."""

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask

from recruit.catalogue.services import get_profile, load_packaged_profiles
from recruit.db import Database
from recruit.models import Role, Submission
from recruit.salaries.services import load_packaged_surveys, set_index
from tests import factories
from tests.browsing import Visitor
from tests.conftest import NOON

SLUG = "head-of-customer-relations"


@pytest.fixture
def pages(app: Flask, database: Database) -> dict[str, Callable[[], Visitor]]:
    """Every page with numbers of the survey, by a word for it, for whoever may open it."""
    with database.unit(writes=True) as session:
        load_packaged_profiles(session, NOON)
        (edition,) = load_packaged_surveys(session, NOON)
        admin = factories.account(session, Role.ADMIN)
        set_index(
            session,
            edition,
            admin,
            basis_points=8450,
            source="Росстат",
            as_of=date(2026, 10, 1),
            today=NOON.date(),
            now=NOON,
        )
        employer = factories.employer_account(session)
        person = factories.account(session, Role.CANDIDATE)
        recruiter = factories.account(session, Role.RECRUITER)
        candidate = factories.candidate(session, account_id=person.id)
        vacancy = factories.vacancy(
            session,
            employer=employer.employer,
            profile_version=get_profile(session, SLUG).current,
        )
        session.add(
            Submission(
                vacancy_id=vacancy.id,
                candidate_id=candidate.id,
                account_id=recruiter.id,
                number=1,
                at=NOON,
            )
        )

    def page(path: str, email: str = "") -> Callable[[], Visitor]:
        def opened() -> Visitor:
            visitor = Visitor(app)
            if email:
                visitor.let_in(email)
            assert visitor.get(path).status_code == 200
            return visitor

        return opened

    shortlist = f"/vacancies/{vacancy.public_id}/shortlist"
    return {
        "survey": page("/salaries"),
        "job": page(f"/jobs/{vacancy.public_id}"),
        "profile": page(f"/profiles/{SLUG}"),
        "builder": page(f"/vacancies/new/{SLUG}", employer.email),
        "vacancy": page(f"/vacancies/{vacancy.public_id}", employer.email),
        "submissions": page(f"/vacancies/{vacancy.public_id}/submissions", employer.email),
        "room": page("/my", person.email),
        "shortlist": page(shortlist, recruiter.email),
    }


@pytest.mark.parametrize(
    "name",
    ["survey", "job", "profile", "builder", "vacancy", "submissions", "room", "shortlist"],
)
def test_age_and_index_stand_beside_the_numbers(
    pages: dict[str, Callable[[], Visitor]], name: str
) -> None:
    text = " ".join(pages[name]().text.split())

    assert "больше 11 лет" in text
    assert "+84,5 %" in text.replace("\xa0", " ")
    assert "Росстат" in text
    assert "193 725 ₽" in text.replace("\u202f", " ").replace("\xa0", " "), (
        "105,000 rubles and 84.5 % more; the original stands beside it"
    )
    assert "105 000 ₽" in text.replace("\u202f", " ").replace("\xa0", " ")


def test_a_list_of_vacancies_tells_the_age(pages: dict[str, Callable[[], Visitor]]) -> None:
    visitor = pages["job"]()
    visitor.get("/")

    assert "больше 11 лет" in visitor.text

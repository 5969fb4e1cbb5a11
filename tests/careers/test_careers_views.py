"""The public site: find a vacancy, read it, apply to it."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from recruit.careers.services import PAGE_SIZE
from recruit.db import Database
from recruit.models import Account, Application, Consent, Vacancy
from tests import factories
from tests.browsing import Visitor
from tests.conftest import NOON, PASSWORD, FrozenClock
from tests.vacancies.conftest import SignIn


def titles(visitor: Visitor) -> list[str]:
    return [link.text_content() for link in visitor.page.xpath("//li[@class='job']//h2/a")]


@pytest.fixture
def vacancies(database: Database) -> dict[str, str]:
    """Open ones in two cities, and one in every other state; public ids by title."""
    with database.unit(writes=True) as session:
        made = [
            factories.vacancy(session, title="Руководитель в Москве", city="Москва", remote=True),
            factories.vacancy(
                session,
                title="Учётчик из Казани",
                city="Казань",
                text="Ведёт учёт. Ещё пишет.",
                salary_from=None,
                salary_to=None,
                opened_at=NOON - timedelta(days=9),
            ),
            *(
                factories.vacancy(session, title=f"Скрытая {state}", state=state)
                for state in ("draft", "submitted", "paused", "closed")
            ),
        ]
        return {row.title: row.public_id for row in made}


def test_only_open_vacancies_are_there(app: Flask, vacancies: dict[str, str]) -> None:
    visitor = Visitor(app)
    visitor.get("/")
    assert titles(visitor) == ["Руководитель в Москве", "Учётчик из Казани"]
    assert "2 открытые вакансии" in visitor.text
    assert visitor.text.count("новая") == 1
    for title, public_id in vacancies.items():
        status = 404 if title.startswith("Скрытая") else 200
        assert visitor.get(f"/jobs/{public_id}").status_code == status, title
    assert visitor.get(f"/jobs/{'0' * 16}").status_code == 404


FINDER = [
    ("q=УЧЕТЧИКА", 1),
    ("q=учет", 1),
    ("q=казани учётчик", 1),
    ("q=руководителю", 2),
    ("q=negotiation", 2),
    ("q=переговоры", 2),
    ("q=водитель", 0),
    ("q=%25", 2),
    ("city=Казань", 1),
    ("city=kazan", 1),
    ("city=Уфа", 0),
    ("remote=1", 1),
    ("role=head-of-customer-relations", 2),
    ("role=nobody", 0),
    ("q=учёт&city=Москва", 0),
    ("page=99", 2),
    ("page=many", 2),
]


def test_the_finder(app: Flask, vacancies: dict[str, str]) -> None:
    visitor = Visitor(app)
    for query, found in FINDER:
        assert visitor.get(f"/?{query}").status_code == 200, query
        assert len(titles(visitor)) == found, query
        assert ("Открытых вакансий по запросу нет" in visitor.text) == (not found), query


def test_nothing_open_says_so(app: Flask) -> None:
    visitor = Visitor(app, "en")
    visitor.get("/")
    assert "No open vacancies right now" in visitor.text


def test_many_vacancies_are_paged_and_counted(app: Flask, database: Database) -> None:
    with database.unit(writes=True) as session:
        for n in range(PAGE_SIZE + 2):
            factories.vacancy(session, title=f"Вакансия {n}")
    visitor = Visitor(app)
    visitor.get("/")
    first = titles(visitor)
    assert f"Показаны 1–{PAGE_SIZE} из {PAGE_SIZE + 2}" in visitor.text
    visitor.get("/?page=2")
    assert len(set(first + titles(visitor))) == PAGE_SIZE + 2


def test_a_row_stands_on_the_market_where_the_survey_has_the_cell(
    app: Flask, vacancies: dict[str, str], survey: None
) -> None:
    visitor = Visitor(app)
    visitor.get("/")
    plots = visitor.page.xpath("//li[@class='job']//svg[@role='img']/@aria-label")
    assert len(plots) == 1
    assert "105" in plots[0]
    assert "зарплата не указана" in visitor.text


def test_the_client_is_not_named(app: Flask, vacancies: dict[str, str], database: Database) -> None:
    with database.unit(writes=False) as session:
        names = [row.employer.name for row in session.scalars(select(Vacancy))]
    visitor = Visitor(app)
    for url in ("/", f"/jobs/{vacancies['Руководитель в Москве']}"):
        visitor.get(url)
        assert not any(name in visitor.text for name in names)


def test_applying_leads_through_sign_in_and_resume_and_back(
    app: Flask, vacancies: dict[str, str], people: dict[str, Account]
) -> None:
    apply = f"/jobs/{vacancies['Руководитель в Москве']}/apply"
    visitor = Visitor(app)
    visitor.get(apply)
    assert visitor.response.request.path == "/sign-in"
    visitor.submit({"email": people["candidate"].email, "password": PASSWORD}, follow=False)
    assert visitor.response.headers["Location"].endswith(apply)
    visitor.get(apply)
    assert visitor.response.request.path == "/my/resume"
    assert visitor.response.request.args["next"] == apply
    assert "Сначала резюме" in visitor.text


def test_a_newcomer_registers_on_the_way_and_comes_back(
    app: Flask, vacancies: dict[str, str]
) -> None:
    apply = f"/jobs/{vacancies['Руководитель в Москве']}/apply"
    visitor = Visitor(app)
    visitor.get(apply)
    for page in ("/register?", "/register/candidate?"):
        link = visitor.page.xpath(f"//main//a[starts-with(@href, '{page}')]/@href")
        visitor.get(link[0])
    visitor.submit({"name": "Новый Человек", "email": "new@example.com", "password": PASSWORD})
    assert visitor.response.request.path == "/my/resume"
    assert visitor.response.request.args["next"] == apply


def applicant(database: Database, people: dict[str, Account], **facts: Any) -> None:
    with database.unit(writes=True) as session:
        factories.candidate(session, account_id=people["candidate"].id, **facts)


def test_one_application_a_vacancy(
    database: Database,
    vacancies: dict[str, str],
    people: dict[str, Account],
    sign_in: SignIn,
    clock: FrozenClock,
) -> None:
    applicant(database, people)
    job = f"/jobs/{vacancies['Руководитель в Москве']}"
    visitor = sign_in("candidate")
    visitor.get(job)
    assert "Откликнуться" in visitor.text
    visitor.get(f"{job}/apply")
    form_page = visitor.response
    visitor.submit({"message": "Здравствуйте.\nГотов выйти в декабре."})
    assert visitor.response.status_code == 200
    assert "Вы откликнулись: сегодня" in visitor.text
    assert "Готов выйти в декабре." in visitor.text
    visitor.response = form_page
    visitor.submit({"message": "Ещё раз", "once": "another-key"})
    assert "Вы откликнулись" in visitor.text
    with database.unit(writes=False) as session:
        application = session.scalars(select(Application)).one()
        assert application.message == "Здравствуйте.\nГотов выйти в декабре."
        assert application.created_at == NOON
    visitor.get(job)
    assert "Вы откликнулись" in visitor.text
    assert not visitor.page.xpath(f"//main//a[@href='{job}/apply']")


def test_a_message_too_long_is_kept_and_told(
    database: Database, vacancies: dict[str, str], people: dict[str, Account], sign_in: SignIn
) -> None:
    applicant(database, people)
    visitor = sign_in("candidate")
    visitor.get(f"/jobs/{vacancies['Руководитель в Москве']}/apply")
    visitor.submit({"message": "а" * 4001})
    assert visitor.response.status_code == 422
    assert visitor.errors()["message"].startswith("Сократите до 4000")
    assert "а" * 4001 in visitor.page.get_element_by_id("message").text_content()


def test_a_withdrawn_consent_leads_back_to_the_resume(
    database: Database, vacancies: dict[str, str], people: dict[str, Account], sign_in: SignIn
) -> None:
    applicant(database, people)
    with database.unit(writes=True) as session:
        session.scalars(select(Consent)).one().withdrawn_at = NOON
    visitor = sign_in("candidate")
    visitor.client.get(f"/jobs/{vacancies['Руководитель в Москве']}/apply")
    answer = visitor.client.get(f"/jobs/{vacancies['Руководитель в Москве']}/apply")
    assert answer.status_code == 303
    assert "/my/resume" in answer.headers["Location"]


def test_nobody_applies_to_what_is_not_open(
    database: Database, vacancies: dict[str, str], people: dict[str, Account], sign_in: SignIn
) -> None:
    applicant(database, people)
    visitor = sign_in("candidate")
    assert visitor.get(f"/jobs/{vacancies['Скрытая paused']}/apply").status_code == 404


def test_others_do_not_apply(vacancies: dict[str, str], sign_in: SignIn) -> None:
    job = f"/jobs/{vacancies['Руководитель в Москве']}"
    visitor = sign_in("employer")
    visitor.get(job)
    assert "а вы вошли как работодатель" in visitor.text
    assert visitor.get(f"{job}/apply").status_code == 403

"""Where a candidate stands: the room's own part of the salary map."""

import pytest
from flask import Flask

from recruit.catalogue.services import load_packaged_profiles
from recruit.db import Database
from recruit.models import Account, Role
from recruit.salaries.services import load_packaged_surveys
from tests import factories
from tests.browsing import Visitor
from tests.conftest import NOON

HEAD = "Руководитель отдела по работе с клиентами"
FIRST_BAND = [
    "customer-methods",
    "presentations",
    "negotiation",
    "personal-sales",
    "claims-handling",
    "commercial-proposals",
]
SECOND_BAND = ["team-management", "service-standards", "customer-scripts", "executive-negotiation"]


def enter(app: Flask, database: Database, **facts: object) -> Visitor:
    """A candidate of this kind, signed in and in the room."""
    with database.unit(writes=True) as session:
        load_packaged_profiles(session, NOON)
        load_packaged_surveys(session, NOON)
        person: Account = factories.account(session, Role.CANDIDATE)
        own = {
            "title": HEAD,
            "city": "Казань",
            "education": "higher",
            "salary": 60_000 * factories.RUBLE,
            "skills": FIRST_BAND + SECOND_BAND,
            "experience_years": None,
            "management_years": None,
            "positions": [
                {
                    "title": HEAD,
                    "employer": "ООО «Лютик»",
                    "start": "2025-08",
                    "end": None,
                    "description": "Наладил работу с претензиями 200 крупных клиентов.",
                },
                {
                    "title": "Менеджер по продажам",
                    "employer": "",
                    "start": "2020-01",
                    "end": "2025-07",
                    "description": "",
                },
            ],
        }
        factories.candidate(session, account_id=person.id, **(own | facts))
    visitor = Visitor(app)
    visitor.let_in(person.email)
    visitor.get("/my")
    assert visitor.response.status_code == 200
    return visitor


def section(visitor: Visitor) -> str:
    (found,) = visitor.page.xpath("//section[@aria-labelledby='my-map']")
    return " ".join(found.text_content().split())


def test_the_band_the_reason_and_what_leads_to_the_next(app: Flask, database: Database) -> None:
    """Sixteen months as a head: the second band, and eight months are missing to the third."""
    said = section(enter(app, database))

    assert "Диапазон II выполнены все его условия" in said
    assert "До диапазона Диапазон III: в городе Казань это 39 000–66 000 ₽" in said.replace(
        "\u202f", " "
    ).replace("\xa0", " ")
    assert "не выполнено: от 2 лет во главе такого отдела" in said.replace("\xa0", " ")
    assert "неизвестно: Удержание клиентов" in said
    assert "Наладил работу с претензиями 200 крупных клиентов" in said


def test_the_wish_beside_the_median(app: Flask, database: Database) -> None:
    visitor = enter(app, database)
    said = section(visitor).replace("\u202f", " ").replace("\xa0", " ")

    assert "Ваши 60 000 ₽ на 3 % выше медианы компаний, город Казань" in said
    labels = visitor.page.xpath("//*[local-name()='svg'][contains(@class,'range-big')]/@aria-label")
    assert len(labels) == 2
    assert "больше 11 лет" in said


def test_what_is_unknown_is_told_as_what_would_confirm(app: Flask, database: Database) -> None:
    said = section(enter(app, database, education=None))

    assert "Точно пока ни одного диапазона" in said
    assert "Чтобы подтвердить диапазон Диапазон II" in said
    assert "неизвестно: образование: высшее" in said


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({"city": "Тверь"}, "нет данных по вашему городу"),
        ({"city": None}, "не назван город"),
        ({"salary": None}, "не названо зарплатное ожидание"),
        ({"title": "Бухгалтер"}, "Обзора зарплат по вашей должности пока нет"),
        ({"title": "Заклинатель дождя"}, "Обзора зарплат по вашей должности пока нет"),
        ({"salary": 2_000 * factories.RUBLE, "currency": "USD"}, "не названо зарплатное"),
    ],
)
def test_what_is_not_there_is_said(
    app: Flask, database: Database, facts: dict[str, object], told: str
) -> None:
    assert told in section(enter(app, database, **facts)).replace("\xa0", " ")


def test_nothing_is_computed_without_consent(app: Flask, database: Database) -> None:
    visitor = enter(app, database, is_matched=False)

    assert not visitor.page.xpath("//section[@aria-labelledby='my-map']")


def test_in_english(app: Flask, database: Database) -> None:
    visitor = enter(app, database)
    visitor.get("/language/en")
    visitor.get("/my")

    assert "all its conditions are met" in section(visitor)
    assert "above the median of companies in Kazan" in section(visitor)

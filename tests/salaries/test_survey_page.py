"""The page of a survey: what the visitor asks, and what stands beside the numbers."""

import csv
import io
import re
from datetime import date

import pytest
from flask import Flask
from openpyxl import load_workbook
from sqlalchemy.orm import Session

from recruit.db import Database
from recruit.models import Role, Subscription, SurveyCell, SurveyEdition
from recruit.salaries import services
from recruit.salaries.edition_files import EDITIONS_FOLDER
from tests import factories
from tests.browsing import Visitor
from tests.conftest import NOON

ROLE = "head-of-customer-relations"
SLUG = f"{ROLE}-2015-04"
ROWS = list(csv.DictReader(io.StringIO((EDITIONS_FOLDER / f"{SLUG}.csv").read_text("utf-8"))))


@pytest.fixture(autouse=True)
def survey(database: Database) -> None:
    with database.unit(writes=True) as session:
        services.load_packaged_surveys(session, NOON)
        factories.profile_version(session)


def edition_of(session: Session) -> SurveyEdition:
    return services.get_edition(session, SLUG)


def retire(database: Database, reason: str = "Вышел обзор 2026 года") -> None:
    with database.unit(writes=True) as session:
        account = factories.account(session, Role.RECRUITER)
        services.retire_edition(session, edition_of(session), account, reason=reason, now=NOON)


def add_edition(session: Session, role: str, collected: str, median: int) -> SurveyEdition:
    """A survey of one city whose median tells it apart; sums in whole rubles."""
    ends = {
        f"band{n}_{end}": (n + (end == "max")) * 10_000_00
        for n in (1, 2, 3, 4)
        for end in ("min", "max")
    }
    made = SurveyEdition(
        slug=f"{role}-{collected}",
        role_slug=role,
        title_ru=f"Обзор {collected}",
        title_en=f"Survey {collected}",
        source="Полдень",
        collected=collected,
        currency="RUB",
        period="month",
        tax="net",
        created_at=NOON,
        cells=[
            SurveyCell(city="Уфа", segment=segment, median=median * 100, **ends)
            for segment in ("agency", "company")
        ],
    )
    session.add(made)
    session.flush()
    return made


@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("ru", "Сколько платят руководителю отдела по работе с клиентами"),
        ("en", "What the head of a customer relations department is paid"),
    ],
)
def test_the_heading_is_what_a_visitor_asks(app: Flask, language: str, question: str) -> None:
    visitor = Visitor(app, language)
    visitor.get("/salaries")
    (heading,) = visitor.page.xpath("//h1")
    assert " ".join(heading.text_content().split()) == question
    assert question in " ".join(visitor.page.findtext(".//title").split())


def test_the_median_in_kazan_is_two_clicks_away(app: Flask) -> None:
    visitor = Visitor(app)
    visitor.get("/")
    (section,) = visitor.page.xpath("//nav//a[normalize-space()='Зарплаты']/@href")
    visitor.get(section)
    (city,) = visitor.page.xpath("//table[@class='survey']//a[normalize-space()='Казань']/@href")
    visitor.get(city)
    assert "Казань, компании: медиана 58 000 ₽" in visitor.text


def test_each_city_and_segment_is_a_link_and_a_choice(app: Flask) -> None:
    visitor = Visitor(app)
    visitor.get("/salaries")
    links = visitor.page.xpath("//tr[@data-city]//a/@href")
    assert len(set(links)) == len(ROWS)
    options = visitor.page.xpath("//select[@id='city']/option")
    assert len(options) == 12
    # The form needs no script: a GET, and a button that sends it.
    form = visitor.page.xpath("//form[@data-choose]")[0]
    assert form.get("method") is None
    assert form.xpath(".//button[@type='submit']")
    for option in options:
        visitor.get(f"/salaries?city={option.get('value')}&segment=agency")
        assert f"{option.text}, агентства: медиана" in visitor.text


def test_the_portrait_is_the_editions_and_of_its_date(app: Flask) -> None:
    visitor = Visitor(app)
    visitor.get("/salaries")
    (portrait,) = visitor.page.xpath("//section[@aria-labelledby='portrait-title']")
    text = " ".join(portrait.text_content().split())
    for words in (
        "64 % женщины",
        "42 % в возрасте от 30 до 40 лет",
        "17 % владеют английским свободно или на разговорном уровне",
        "Исследовательский центр портала Superjob.ru, апрель 2015",
        "Это не наши кандидаты",
        "В подбор эти сведения не попадают",
    ):
        assert words in text
    english = Visitor(app, "en")
    english.get("/salaries")
    for words in ("64% are women", "not our candidates", "None of this reaches the ranking"):
        assert words in english.text


def test_an_edition_that_published_no_portrait_has_none(app: Flask, database: Database) -> None:
    with database.unit(writes=True) as session:
        add_edition(session, ROLE, "2026-10", 111_000)
    visitor = Visitor(app)
    visitor.get("/salaries")
    assert "Уфа, компании: медиана 111 000 ₽" in visitor.text
    assert "64 %" not in visitor.text
    # The question of the post is the same, whichever edition answers it.
    assert visitor.page.xpath("string(//h1)").startswith("Сколько платят")


def test_our_own_base_stands_beside_and_shows_no_small_group(app: Flask) -> None:
    visitor = Visitor(app)
    for band in ("", "II", "9"):
        visitor.get(f"/salaries?city=kazan&band={band}")
        (own,) = visitor.page.xpath("//section[@id='own']")
        assert "Казань, компании" in own.text_content()
        assert "людей меньше пяти" in " ".join(own.text_content().split())
        chosen = own.xpath(".//a[@aria-current]")
        assert [link.text for link in chosen] == ["II" if band == "II" else "все диапазоны"]


def test_a_retired_edition_says_so_and_leads_on(app: Flask, database: Database) -> None:
    retire(database)
    visitor = Visitor(app)
    assert "Обзора ещё нет" in " ".join(visitor.get("/salaries").text.split())
    visitor.get(f"/salaries?edition={SLUG}")
    assert "Этот выпуск не действует с" in visitor.text
    assert "Причина: Вышел обзор 2026 года" in visitor.text
    assert "Москва, компании: медиана 105 000 ₽" in visitor.text
    assert "Открыть действующий выпуск" not in visitor.text
    assert not visitor.page.xpath("//iframe | //section[@id='own']")
    with database.unit(writes=True) as session:
        add_edition(session, ROLE, "2026-10", 111_000)
    visitor.get(f"/salaries?edition={SLUG}")
    (link,) = visitor.page.xpath("//a[normalize-space()='Открыть действующий выпуск']/@href")
    assert SLUG not in " ".join(visitor.page.xpath("//ul[@class='editions']//a/@href"))
    visitor.get(link)
    assert "медиана 111 000 ₽" in visitor.text
    # What was computed with a retired edition can still be checked.
    for ending in ("csv", "xlsx"):
        assert visitor.get(f"/salaries/{SLUG}.{ending}").status_code == 200


def test_posts_with_surveys_can_be_chosen_between(app: Flask, database: Database) -> None:
    visitor = Visitor(app)
    visitor.get("/salaries")
    assert not visitor.page.xpath("//select[@id='role']")
    with database.unit(writes=True) as session:
        add_edition(session, "account-manager", "2015-01", 33_000)
    visitor.get("/salaries")
    options = visitor.page.xpath("//select[@id='role']/option/@value")
    assert sorted(options) == ["account-manager", ROLE]
    visitor.get("/salaries?role=account-manager&city=kazan")
    assert "Уфа, компании: медиана 33 000 ₽" in visitor.text
    (city,) = visitor.page.xpath("//table[@class='survey']//a/@href")
    visitor.get(city)
    assert "медиана 33 000 ₽" in visitor.text
    # Whoever chooses another post on the page of an edition gets that post.
    visitor.get(f"/salaries?edition={SLUG}&role=account-manager")
    assert "медиана 33 000 ₽" in visitor.text
    visitor.get("/salaries/method?role=account-manager")
    assert "Обзор 2015-01" in visitor.text


@pytest.fixture
def with_index(database: Database) -> None:
    with database.unit(writes=True) as session:
        services.set_index(
            session,
            edition_of(session),
            None,
            basis_points=8450,
            source="Росстат",
            as_of=date(2026, 9, 1),
            now=NOON,
            today=NOON.date(),
        )


@pytest.mark.usefixtures("with_index")
def test_with_an_index_each_main_figure_stands_twice(app: Flask) -> None:
    visitor = Visitor(app)
    visitor.get("/salaries?city=kazan&segment=agency")
    text = visitor.text
    assert "+84,5 % (источник: Росстат, по состоянию на 1 сентября 2026 г.)" in text
    for published, indexed in (
        ("63 000 ₽", "116 235 ₽"),
        ("28 000–36 000 ₽", "51 660–66 420 ₽"),
        ("36 000–44 000 ₽", "66 420–81 180 ₽"),
        ("44 000–72 000 ₽", "81 180–132 840 ₽"),
        ("72 000–110 000 ₽", "132 840–202 950 ₽"),
    ):
        assert f"с индексом +84,5 %: {indexed}" in text
        assert text.index(published) < text.index(f"с индексом +84,5 %: {indexed}")
    medians = {
        (row.get("data-city"), row.get("data-segment")): [
            int(re.sub(r"\D", "", cell.text_content())) for cell in row[-2:]
        ]
        for row in visitor.page.xpath("//tr[@data-city]")
    }
    assert medians == {
        (row["city"], row["segment"]): [
            int(row["median"]),
            (int(row["median"]) * 18_450 + 5_000) // 10_000,
        ]
        for row in ROWS
    }
    # Files hold what was published.
    assert "116235" not in visitor.get(f"/salaries/{SLUG}.csv").text


def test_the_workbook_holds_the_same_table(app: Flask) -> None:
    visitor = Visitor(app)
    answer = visitor.get(f"/salaries/{SLUG}.xlsx")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{SLUG}.xlsx"'
    sheet = load_workbook(io.BytesIO(answer.data)).worksheets[0]
    header, *rows = sheet.iter_rows(values_only=True)
    assert [
        {str(name): str(value) for name, value in zip(header, row, strict=True)} for row in rows
    ] == ROWS
    assert visitor.get("/salaries/nothing.xlsx").status_code == 404


def test_a_visitor_subscribes_where_the_numbers_are(app: Flask, database: Database) -> None:
    visitor = Visitor(app)
    visitor.get("/salaries")
    visitor.submit({"email": "reader@example.com"}, action="/salaries/subscribe")
    assert visitor.response.status_code == 200
    with database.unit(writes=False) as session:
        assert session.query(Subscription).one().email == "reader@example.com"
    visitor.get("/salaries")
    assert "/salaries/order" in visitor.page.xpath("//main//a/@href")


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize(
    "query", ["", "city=<b>&segment='&sort=<b>&band=<b>", "city=%00", "edition=%22%3E&role=%22%3E"]
)
def test_odd_addresses_break_nothing(app: Flask, language: str, query: str) -> None:
    visitor = Visitor(app, language)
    for path in ("/salaries", "/salaries/method"):
        assert visitor.get(f"{path}?{query}").status_code == (404 if "%00" in query else 200)
        assert "<b>" not in visitor.response.text.partition("<h1>")[0]

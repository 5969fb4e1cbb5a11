"""The page of the method: its example is reckoned anew here, from the file and in fractions."""

import csv
import io
import re
from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from flask import Flask

from matching.bands import SalarySurvey
from recruit.db import Database
from recruit.models import Role
from recruit.salaries import services
from recruit.salaries.edition_files import EDITIONS_FOLDER
from recruit.salaries.methodology import worked_example
from tests import factories
from tests.browsing import Visitor
from tests.conftest import NOON

SLUG = "head-of-customer-relations-2015-04"
CSV = (EDITIONS_FOLDER / f"{SLUG}.csv").read_text("utf-8")
ROWS = {(row["city"], row["segment"]): row for row in csv.DictReader(io.StringIO(CSV))}
KAZAN, MOSCOW = ROWS["Казань", "company"], ROWS["Москва", "company"]


@pytest.fixture
def survey(database: Database) -> None:
    with database.unit(writes=True) as session:
        services.load_packaged_surveys(session, NOON)
        factories.profile_version(session)


def ends(row: dict[str, str]) -> Fraction:
    return Fraction(row["band3_min"]) + Fraction(row["band3_max"])


def nearest(value: Fraction) -> int:
    return int(value + Fraction(1, 2))


def figures(page: Any, mark: str) -> str:
    (found,) = page.xpath(f"//*[@{mark}]")
    return re.sub(r"[^\d,.]", "", found.text_content()).strip(",.")


def amount(figure: str) -> int:
    return int(re.sub(r"\D", "", figure))


@pytest.mark.usefixtures("survey")
@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_example_is_what_the_edition_gives(app: Flask, language: str) -> None:
    visitor = Visitor(app, language)
    visitor.get("/salaries/method")
    here, there, page = ends(KAZAN), ends(MOSCOW), visitor.page
    converted = 90_000 * there / here
    assert amount(figures(page, "data-here")) == here == 105_000
    assert amount(figures(page, "data-there")) == there == 190_000
    ratio = Fraction(figures(page, "data-ratio").replace(",", "."))
    assert abs(ratio - there / here) <= Fraction(1, 20_000)
    assert amount(figures(page, "data-converted")) == nearest(converted) == 162_857
    assert amount(figures(page, "data-back")) == 90_000
    example = visitor.page.get_element_by_id("example")
    shown = re.sub(r"[\s,]", "", example.text_content())
    median = Fraction(KAZAN["median"]) * there / here
    for figure in ("90000", "39000", "66000", "70000", "120000", KAZAN["median"]):
        assert figure in shown
    for figure in (MOSCOW["median"], str(nearest(median))):
        assert figure in shown


@pytest.mark.usefixtures("survey")
@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "ru",
            [
                "Как получена каждая цифра",
                "больше 11 лет",
                "Казань → Москва, компании, диапазон III",
                "Ровно 1 год открывает диапазон II",
                "меньше 5 человек",
                "округлённые до 1 000 ₽",
                "36 месяцев вместо 12",
                "165 000 ₽, в таблице стоит 164 000 ₽",
                "индекс не задан",
                "вычитанием нельзя узнать",
                "13 мая 2015 г.",
            ],
        ),
        (
            "en",
            [
                "How each number is made",
                "more than 11 years old",
                "Kazan to Moscow, companies, band III",
                "Exactly 1 year opens band II",
                "fewer than 5 people",
                "rounded to ₽1,000",
                "36 months instead of 12",
                "165,000 roubles",
                "No index is set",
                "13 May 2015",
            ],
        ),
    ],
)
def test_it_tells_how_each_number_is_made(app: Flask, language: str, words: list[str]) -> None:
    visitor = Visitor(app, language)
    visitor.get(f"/salaries/method?edition={SLUG}")
    for word in words:
        assert word in visitor.text
    # Each entry of the contents leads to a heading.
    anchors = visitor.page.xpath("//nav[@aria-labelledby='contents']//a/@href")
    assert len(anchors) == 9
    for anchor in anchors:
        assert visitor.page.get_element_by_id(anchor[1:]).tag == "h2"


@pytest.mark.usefixtures("survey")
def test_an_index_and_a_retirement_stand_there_too(app: Flask, database: Database) -> None:
    with database.unit(writes=True) as session:
        (edition,) = services.list_editions(session)
        services.set_index(
            session,
            edition,
            None,
            basis_points=-1225,
            source="Росстат",
            as_of=date(2026, 9, 1),
            now=NOON,
            today=NOON.date(),
        )
        account = factories.account(session, Role.RECRUITER)
        services.retire_edition(session, edition, account, reason="Вышел новый", now=NOON)
    visitor = Visitor(app)
    visitor.get(f"/salaries/method?edition={SLUG}")
    assert "Для этого выпуска: −12,25 %, источник: Росстат" in visitor.text
    assert "Причина: Вышел новый" in visitor.text
    # Retired, it is shown to whoever asks for it and to nobody else.
    visitor.get("/salaries/method")
    assert "Обзора ещё нет" in visitor.text


def of_cities(rows: Iterable[dict[str, str]]) -> SalarySurvey:
    return SalarySurvey.from_rows(rows, role="x")


def test_other_surveys_take_their_own_cities_and_median() -> None:
    cities = ("Уфа", "Омск")
    survey = of_cities(ROWS[city, part] for city in cities for part in ("agency", "company"))
    example = worked_example(survey, "ru")
    assert example is not None
    assert (example.from_city, example.to_city) == ("Омск", "Уфа")
    assert example.expected.amount == 90_000_00  # inside of what Omsk pays
    cheap = [
        row | {name: str(int(row[name]) // 10) for name in row if name not in ("city", "segment")}
        for row in (ROWS["Омск", "company"], ROWS["Уфа", "company"])
    ]
    example = worked_example(of_cities(cheap), "ru")
    assert example is not None
    assert example.expected.amount == example.median.amount == int(cheap[1]["median"]) * 100
    assert example.back == example.expected.amount


def test_one_city_alone_has_no_example() -> None:
    assert worked_example(of_cities([KAZAN]), "ru") is None

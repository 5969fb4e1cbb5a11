"""Pages of salaries."""

import csv
import io
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from recruit.db import Database
from recruit.models import Role, SurveyEdition
from recruit.salaries.edition_files import EDITIONS_FOLDER
from recruit.salaries.services import load_packaged_surveys
from tests import factories
from tests.browsing import Visitor
from tests.conftest import NOON

SLUG = "head-of-customer-relations-2015-04"
CSV = (EDITIONS_FOLDER / f"{SLUG}.csv").read_text("utf-8")
ROWS = list(csv.DictReader(io.StringIO(CSV)))
BANDS = (1, 2, 3, 4)


@pytest.fixture
def survey(database: Database) -> None:
    with database.unit(writes=True) as session:
        load_packaged_surveys(session, NOON)


@pytest.fixture
def enter(app: Flask, database: Database) -> Callable[..., Visitor]:
    """A visitor signed in with a role, or nobody; the catalogue has one profile."""

    def sign_in(role: Role | None, language: str = "ru") -> Visitor:
        visitor = Visitor(app, language)
        with database.unit(writes=True) as session:
            factories.profile_version(session)
            if role is None:
                return visitor
            if role == Role.EMPLOYER:
                email = factories.employer_account(session).email
            else:
                email = factories.account(session, role).email
        visitor.let_in(email)
        return visitor

    return sign_in


def figure(cell: Any) -> str:
    return "".join(c for c in cell.text_content() if c.isdigit() or c == "–")


@pytest.mark.usefixtures("survey")
@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("sort", ["median", "name"])
def test_every_cell_is_exact_to_the_ruble(app: Flask, language: str, sort: str) -> None:
    visitor = Visitor(app, language)
    visitor.get(f"/salaries?sort={sort}")
    shown = {
        (row.get("data-city"), row.get("data-segment")): [figure(cell) for cell in row[2:]]
        for row in visitor.page.xpath("//tr[@data-city]")
    }
    assert shown == {
        (row["city"], row["segment"]): [
            *(f"{row[f'band{n}_min']}–{row[f'band{n}_max']}" for n in BANDS),
            row["median"],
        ]
        for row in ROWS
    }
    assert len(visitor.page.xpath("//table[@class='survey']//tbody//svg[@role='img']")) == 24


@pytest.mark.usefixtures("survey")
def test_the_download_is_the_packaged_table(app: Flask) -> None:
    visitor = Visitor(app)
    response = visitor.get(f"/salaries/{SLUG}.csv")
    assert response.content_type == "text/csv; charset=utf-8"
    text = response.get_data().decode("utf-8-sig")
    assert list(csv.DictReader(io.StringIO(text))) == ROWS
    assert visitor.get("/salaries/nothing.csv").status_code == 404


@pytest.mark.usefixtures("survey")
@pytest.mark.parametrize(
    ("language", "wanted"),
    [
        (
            "ru",
            [
                "Казань, агентства: медиана",
                "63 000 ₽",
                "от 28 000 ₽, верх рынка — 110 000 ₽",
                "обзор, апрель 2015",
                "13 мая 2015 г.",
                "Superjob.ru",
                "в источнике не сказано",
                "им больше 11 лет",
                "в таблице стоит 164 000 ₽",
                "12 городов",
            ],
        ),
        (
            "en",
            [
                "Kazan, agencies: median",
                "₽63,000",
                "₽28,000; the top of the market is ₽110,000",
                "survey, April 2015",
                "13 May 2015",
                "the source does not say",
                "more than 11 years old",
                "the table has 164,000",
                "12 cities",
            ],
        ),
    ],
)
def test_the_chosen_city_and_what_the_survey_is(
    app: Flask, language: str, wanted: list[str]
) -> None:
    visitor = Visitor(app, language)
    visitor.get("/salaries?city=Казань&segment=agency")
    for words in wanted:
        assert words in visitor.text
    chosen = visitor.page.xpath("//table[@class='survey']//tr[@aria-current]")
    assert len(chosen) == 1
    assert figure(chosen[0][-1]) == "63000"


@pytest.mark.usefixtures("survey")
def test_the_cities_stand_by_median_or_by_name(app: Flask) -> None:
    visitor = Visitor(app)

    def cities(query: str) -> list[str]:
        visitor.get(f"/salaries?{query}")
        found: list[str] = visitor.page.xpath("//tr[@data-segment='company']/@data-city")
        return found

    median = {row["city"]: int(row["median"]) for row in ROWS if row["segment"] == "company"}
    assert cities("") == sorted(median, key=lambda city: (-median[city], city))
    assert cities("sort=name") == sorted(median)
    agencies = {row["city"]: int(row["median"]) for row in ROWS if row["segment"] == "agency"}
    assert cities("segment=agency") == sorted(agencies, key=lambda c: (-agencies[c], c))


@pytest.mark.usefixtures("survey")
def test_what_the_survey_lacks_falls_back_to_what_it_has(app: Flask) -> None:
    visitor = Visitor(app)
    visitor.get("/salaries?edition=none&city=Atlantis&segment=none&sort=none")
    assert visitor.response.status_code == 200
    assert "Москва, компании: медиана" in visitor.text


@pytest.mark.usefixtures("survey")
def test_a_fresh_survey_is_not_called_old(app: Flask, clock: Any) -> None:
    clock.instant = clock.instant.replace(year=2016, month=3)
    visitor = Visitor(app)
    visitor.get("/salaries")
    assert "им больше" not in visitor.text


@pytest.mark.parametrize(
    ("role", "words"),
    [(None, "ещё не опубликовало"), (Role.RECRUITER, "загрузите его таблицей")],
)
def test_without_a_survey_the_page_says_what_to_do(
    enter: Callable[..., Visitor], role: Role | None, words: str
) -> None:
    visitor = enter(role)
    visitor.get("/salaries")
    assert words in visitor.text


@pytest.mark.usefixtures("survey")
@pytest.mark.parametrize(
    ("role", "status"),
    [
        (None, 303),
        (Role.CANDIDATE, 403),
        (Role.EMPLOYER, 403),
        (Role.RECRUITER, 200),
        (Role.ADMIN, 200),
    ],
)
def test_only_the_agency_imports(
    enter: Callable[..., Visitor], role: Role | None, status: int
) -> None:
    visitor = enter(role)
    assert visitor.client.get("/salaries/import").status_code == status
    visitor.get("/salaries")
    offered = "/salaries/import" in visitor.page.xpath("//main//a/@href")
    assert offered == (status == 200)


FACTS = {
    "role": "head-of-customer-relations",
    "title_ru": "Обзор 2026 года",
    "title_en": "Survey of 2026",
    "source": "Полдень",
    "collected": "2026-10",
    "published": "2026-11-01",
    "currency": "RUB",
    "tax": "gross",
}


def upload(text: str | bytes) -> tuple[io.BytesIO, str]:
    return io.BytesIO(text if isinstance(text, bytes) else text.encode()), "survey.csv"


def editions(database: Database) -> list[SurveyEdition]:
    with database.unit(writes=False) as session:
        return list(session.scalars(select(SurveyEdition).order_by(SurveyEdition.id)))


def test_a_survey_is_checked_shown_and_only_then_stored(
    database: Database, enter: Callable[..., Visitor]
) -> None:
    visitor = enter(Role.RECRUITER)
    visitor.get("/salaries/import")
    visitor.submit(FACTS | {"file": upload(CSV)})
    assert visitor.response.status_code == 200
    assert "Строк: 24, городов: 12" in visitor.text
    assert len(visitor.page.xpath("//tr[@data-city]")) == 24
    assert editions(database) == []
    visitor.submit({"file": None}, button=("step", "import"))
    assert visitor.response.request.path == "/salaries"
    assert "Загружено 24 строки" in visitor.text
    assert "Обзор 2026 года" in visitor.text
    (stored,) = editions(database)
    assert (stored.slug, stored.tax) == ("head-of-customer-relations-2026-10", "gross")
    with database.unit(writes=False) as session:
        cells = session.get_one(SurveyEdition, stored.id).cells
        assert [(cell.city, cell.segment, cell.median // 100) for cell in cells] == [
            (row["city"], row["segment"], int(row["median"])) for row in ROWS
        ]


@pytest.mark.usefixtures("survey")
def test_two_surveys_can_be_chosen_between(enter: Callable[..., Visitor]) -> None:
    visitor = enter(Role.RECRUITER)
    visitor.get("/salaries/import")
    visitor.submit(FACTS | {"file": upload(CSV.replace("115000", "116000"))})
    visitor.submit({"file": None}, button=("step", "import"))
    visitor.get("/salaries?segment=agency")
    assert "116 000 ₽" in visitor.text
    visitor.get(f"/salaries?segment=agency&edition={SLUG}")
    assert "115 000 ₽" in visitor.text


WRONG = [
    ("role", "", "Выберите"),
    ("role", "nobody", "Выберите"),
    ("title_ru", "", "Заполните"),
    ("title_en", "x" * 201, "Сократите"),
    ("source", " ", "Заполните"),
    ("collected", "", "Заполните"),
    ("collected", "осень", "Запишите месяц"),
    ("collected", "2026-12", "ещё не наступил"),
    ("published", "вчера", "Запишите дату"),
    ("currency", "XXX", "Выберите"),
    ("tax", "maybe", "Выберите"),
]


def test_each_wrong_fact_says_so_and_keeps_the_rest_with_the_table(
    database: Database, enter: Callable[..., Visitor]
) -> None:
    visitor = enter(Role.RECRUITER)
    for name, value, message in WRONG:
        visitor.get("/salaries/import")
        visitor.submit(FACTS | {name: value, "file": upload(CSV), "step": "import"})
        assert visitor.response.status_code == 422, name
        assert message in visitor.errors()[name]
        assert list(visitor.errors()) == [name]
        fields = visitor.form().fields
        assert fields["table"].split() == CSV.split()
        assert fields["title_en" if name != "title_en" else "title_ru"] != ""
    assert editions(database) == []


@pytest.mark.usefixtures("survey")
def test_a_second_survey_of_the_month_is_refused(enter: Callable[..., Visitor]) -> None:
    visitor = enter(Role.RECRUITER)
    visitor.get("/salaries/import")
    visitor.submit(FACTS | {"collected": "2015-04", "file": upload(CSV)})
    assert "уже есть" in visitor.errors()["collected"]


@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_fault_of_the_table_is_listed_with_its_place(
    database: Database, enter: Callable[..., Visitor], language: str
) -> None:
    lines = CSV.splitlines()
    lines[1] = lines[1].replace("65000,65000", "65000,66000")
    lines[2] = lines[2].replace("105000", "много")
    broken = "\n".join(line for line in lines if not line.startswith("Уфа"))
    visitor = enter(Role.RECRUITER, language)
    visitor.get("/salaries/import")
    visitor.submit(FACTS | {"file": upload(broken), "step": "import"})
    assert visitor.response.status_code == 422
    wanted = {
        "ru": [
            "Строка 2, столбец band2_min",
            "между ними разрыв",
            "Строка 3, столбец median",
            "«много» — не число",
            "Не хватает города: Уфа",
            "В таблице 3 ошибки",
        ],
        "en": [
            "Row 2, column band2_min",
            "there is a gap",
            "Row 3, column median",
            "“много” is not a number",
            "Уфа is missing",
            "The table has 3 faults",
        ],
    }
    for words in wanted[language]:
        assert words in visitor.text
    assert visitor.form().fields["table"].split() == broken.split()
    assert editions(database) == []
    # It is mended where it is shown.
    visitor.submit({"table": CSV, "file": None}, button=("step", "import"))
    assert len(editions(database)) == 1


@pytest.mark.parametrize(
    ("content", "message"),
    [(None, "Выберите файл"), (b"PK\x03\x04\0\0", "не читается как таблица")],
)
def test_no_table_and_a_workbook_are_refused_at_the_file(
    enter: Callable[..., Visitor], content: bytes | None, message: str
) -> None:
    visitor = enter(Role.RECRUITER)
    visitor.get("/salaries/import")
    visitor.submit(FACTS | {"file": upload(content) if content else None})
    assert visitor.response.status_code == 422
    assert message in visitor.errors()["file"]
    assert visitor.form().fields["source"] == "Полдень"


def test_a_double_click_stores_one_survey(
    database: Database, enter: Callable[..., Visitor]
) -> None:
    visitor = enter(Role.RECRUITER)
    visitor.get("/salaries/import")
    form = {name: value for name, value in visitor.form().form_values() if name != "file"}
    form |= FACTS | {"table": CSV, "step": "import"}
    for _ in range(2):
        response = visitor.client.post("/salaries/import", data=form)
        assert response.status_code == 303
    assert len(editions(database)) == 1

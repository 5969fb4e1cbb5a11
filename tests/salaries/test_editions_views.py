"""Pages of editions: the list, two compared, a dry run with its differences, retired, indexed."""

import csv
import io
from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask

from recruit.db import Database
from recruit.models import Role, SurveyEdition
from recruit.salaries.edition_files import read_editions
from recruit.salaries.services import find_edition, import_edition, load_packaged_surveys
from recruit.salaries.survey_files import COLUMNS, SurveyRow, SurveyTable
from tests import factories
from tests.browsing import Visitor
from tests.conftest import NOON

FACTS, TABLE = read_editions()[0]
OLD, NEW = FACTS.slug, "head-of-customer-relations-2016-04"
AMOUNTS = COLUMNS[2:]


def scaled(row: SurveyRow) -> SurveyRow:
    """Everything ten per cent up, Kazan five down, the agencies of Moscow doubled."""
    parts = {"Казань": 95, "Москва": 200 if row.segment == "agency" else 110}.get(row.city, 110)
    return replace(row, **{name: getattr(row, name) * parts // 100 for name in AMOUNTS})


LATER = SurveyTable(tuple(scaled(row) for row in TABLE.rows if row.city != "Уфа"))


@pytest.fixture
def two(database: Database) -> None:
    with database.unit(writes=True) as session:
        load_packaged_surveys(session, NOON)
        later = replace(FACTS, slug=NEW, collected="2016-04", title={"ru": "Новый", "en": "New"})
        import_edition(session, later, LATER, NOON)


@pytest.fixture
def enter(app: Flask, database: Database) -> Callable[..., Visitor]:
    def sign_in(role: Role, language: str = "ru") -> Visitor:
        visitor = Visitor(app, language)
        with database.unit(writes=True) as session:
            factories.profile_version(session)
            if role == Role.EMPLOYER:
                email = factories.employer_account(session).email
            else:
                email = factories.account(session, role).email
        visitor.let_in(email)
        return visitor

    return sign_in


def edition(database: Database, slug: str) -> SurveyEdition:
    with database.unit(writes=False) as session:
        found = find_edition(session, slug)
        assert found
        # Read while the session is open.
        _ = found.retirement, found.indexes
        return found


@pytest.mark.usefixtures("two")
@pytest.mark.parametrize(
    ("role", "status"), [(Role.CANDIDATE, 403), (Role.EMPLOYER, 403), (Role.RECRUITER, 200)]
)
def test_editions_are_for_the_staff(enter: Callable[..., Visitor], role: Role, status: int) -> None:
    visitor = enter(role)
    for url in ("/salaries/editions", f"/salaries/editions/{OLD}"):
        assert visitor.get(url).status_code == status


def test_without_editions_the_page_says_what_to_do(enter: Callable[..., Visitor]) -> None:
    visitor = enter(Role.RECRUITER)
    visitor.get("/salaries/editions")
    assert "Обзора ещё нет" in visitor.text
    assert visitor.get("/salaries/editions/none").status_code == 404


@pytest.mark.usefixtures("two")
def test_editions_stand_side_by_side_with_their_state(enter: Callable[..., Visitor]) -> None:
    visitor = enter(Role.RECRUITER)
    visitor.get("/salaries/editions")
    rows = [" ".join(row.text_content().split()) for row in visitor.page.xpath("//tbody/tr")]
    assert len(rows) == 2
    for words in ("апрель 2016", "RUB", "в источнике не сказано", "11", "действует", "—"):
        assert words in rows[0]
    for words in ("апрель 2015", "12", "более ранний", FACTS.source):
        assert words in rows[1]


@pytest.mark.usefixtures("two")
@pytest.mark.parametrize(
    ("language", "wanted"),
    [
        (
            "ru",
            [
                "Агентства: медиана выросла в 10 из 11 городов, снизилась в 1; в среднем +16,8 %",
                "Компании: медиана выросла в 10 из 11 городов, снизилась в 1; в среднем +8,6 %",
                "Городов больше нет: Уфа",
                "9 сумм из 198 изменились больше чем наполовину",
                "115 000 ₽ → 230 000 ₽",
                "+100,0 %",
                "−5,0 %",
            ],
        ),
        (
            "en",
            [
                "Agencies: the median rose in 10 of 11 cities, fell in 1; +16.8% on average",
                "Cities no longer there: Ufa",
                "9 sums of 198 changed by more than a half",
                "₽115,000 → ₽230,000",
            ],
        ),
    ],
)
def test_two_editions_are_compared_sum_by_sum(
    enter: Callable[..., Visitor], language: str, wanted: list[str]
) -> None:
    visitor = enter(Role.RECRUITER, language)
    visitor.get(f"/salaries/editions?before={OLD}&after={NEW}")
    for words in wanted:
        assert words in visitor.text
    assert len(visitor.page.xpath("//section[@aria-labelledby='changes']//tbody/tr")) == 22
    marked = visitor.page.xpath("//section[@aria-labelledby='changes']//*[contains(@class,'tag')]")
    assert len(marked) == 9


@pytest.mark.usefixtures("two")
@pytest.mark.parametrize(
    ("query", "message"),
    [
        (f"before={OLD}", "Выберите оба"),
        (f"before={OLD}&after=none", "Выберите оба"),
        (f"before={OLD}&after={OLD}", "один и тот же"),
        (f"before={OLD}&after=accountant-2016-04", "разных должностей"),
    ],
)
def test_a_choice_that_cannot_be_compared_says_why(
    database: Database, enter: Callable[..., Visitor], query: str, message: str
) -> None:
    with database.unit(writes=True) as session:
        other = replace(FACTS, slug="accountant-2016-04", role="accountant")
        import_edition(session, other, TABLE, NOON)
    visitor = enter(Role.RECRUITER)
    visitor.get(f"/salaries/editions?{query}")
    assert visitor.response.status_code == 200
    assert message in visitor.text


def test_sums_of_another_currency_are_not_compared(
    database: Database, enter: Callable[..., Visitor]
) -> None:
    with database.unit(writes=True) as session:
        load_packaged_surveys(session, NOON)
        later = replace(FACTS, slug=NEW, collected="2016-04", currency="USD")
        import_edition(session, later, TABLE, NOON)
        third = replace(FACTS, slug="third", collected="2014-04", tax="net")
        import_edition(session, third, TABLE, NOON)
    visitor = enter(Role.RECRUITER)
    visitor.get(f"/salaries/editions/{NEW}")
    assert "в другой валюте" in visitor.text
    assert not visitor.page.xpath("//section[@aria-labelledby='changes']//table")
    visitor.get(f"/salaries/editions/{OLD}")
    assert "Налог в выпусках учтён по-разному" in visitor.text
    assert "Таблицы совпадают" in visitor.text


@pytest.mark.usefixtures("two")
def test_a_dry_run_shows_the_difference_against_the_edition_before(
    database: Database, enter: Callable[..., Visitor]
) -> None:
    rows = [COLUMNS, *([r.city, r.segment, *(getattr(r, n) // 100 for n in AMOUNTS)]
                       for r in LATER.rows)]  # fmt: skip
    sheet = io.StringIO()
    csv.writer(sheet).writerows(rows)
    facts = {
        "role": FACTS.role,
        "title_ru": "Обзор",
        "title_en": "Survey",
        "source": "Полдень",
        "collected": "2015-10",
        "table": sheet.getvalue(),
    }
    visitor = enter(Role.RECRUITER)
    visitor.get("/salaries/import")
    visitor.submit(facts)
    assert visitor.response.status_code == 200
    assert "Что меняется против обзора за апрель 2015" in visitor.text
    assert "медиана выросла в 10 из 11 городов" in visitor.text
    visitor.submit({"collected": "2014-10"})
    assert "Сравнить не с чем" in visitor.text


@pytest.mark.usefixtures("two")
def test_an_edition_is_retired_with_a_reason_and_put_back(
    database: Database, enter: Callable[..., Visitor]
) -> None:
    visitor = enter(Role.RECRUITER)
    visitor.get(f"/salaries/editions/{NEW}")
    visitor.submit({"reason": "  "}, action="/retire")
    assert visitor.response.status_code == 422
    assert "Заполните" in visitor.errors()["reason"]
    visitor.submit({"reason": "Опечатки в источнике"}, action="/retire")
    assert "Причина: Опечатки в источнике" in visitor.text
    stored = edition(database, NEW)
    assert stored.retirement
    assert stored.retirement.retired_by_id
    visitor.get("/salaries")
    assert "115 000" in visitor.text
    assert "230 000" not in visitor.text
    visitor.get(f"/salaries?edition={NEW}")
    assert "230 000" in visitor.text
    assert visitor.get(f"/salaries/{NEW}.csv").status_code == 200
    visitor.get(f"/salaries/editions/{NEW}")
    visitor.submit(action="/restore")
    assert "снова действует" in visitor.text
    assert edition(database, NEW).retirement is None


@pytest.mark.usefixtures("two")
def test_an_administrator_sets_an_index_and_the_sums_stay(
    database: Database, enter: Callable[..., Visitor]
) -> None:
    recruiter = enter(Role.RECRUITER)
    recruiter.get(f"/salaries/editions/{OLD}")
    assert "Индекс задаёт администратор" in recruiter.text
    visitor = enter(Role.ADMIN)
    for percentage, shown in (("84,5", "+84,5 %"), ("−3.25 %", "−3,25 %")):
        visitor.get(f"/salaries/editions/{OLD}")
        index = {"basis_points": percentage, "source": "Росстат", "as_of": "2026-10-01"}
        visitor.submit(index, action="/indexes")
        assert f"{shown} на 1 октября 2026 г. действует" in visitor.text
    assert "+84,5 % на 1 октября 2026 г. прежний" in visitor.text
    found = edition(database, OLD)
    assert [one.basis_points for one in found.indexes] == [8450, -325]
    visitor.get("/salaries/editions")
    assert "−3,25 %" in visitor.text


@pytest.mark.usefixtures("two")
def test_a_recruiter_cannot_set_an_index(database: Database, enter: Callable[..., Visitor]) -> None:
    visitor = enter(Role.RECRUITER)
    visitor.get(f"/salaries/editions/{OLD}")
    token = visitor.form("/retire").fields["csrf_token"]
    form = {"csrf_token": token, "once": "x", "basis_points": "5", "source": "x"}
    url = f"/salaries/editions/{OLD}/indexes"
    assert visitor.client.post(url, data=form | {"as_of": "2026-10-01"}).status_code == 403
    assert not edition(database, OLD).indexes

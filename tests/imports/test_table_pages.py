"""Pages of a table: sent, looked at, its columns changed, begun, and what became of it."""

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from recruit.db import Database
from recruit.imports.table_running import TableImporter
from recruit.models import BatchState, ImportBatch, Role
from tests import factories
from tests.browsing import Visitor
from tests.cast import all_rows
from tests.conftest import NOON
from tests.imports.table_files import ANNA, HEADER, PEOPLE, as_csv, as_json_lines, put

UNTOUCHED = ("account_session", "once_key", "import_batch")


@pytest.fixture
def recruiter(app: Flask, database: Database) -> Visitor:
    return entered(app, database, "ru")


def entered(app: Flask, database: Database, language: str) -> Visitor:
    with database.unit(writes=True) as session:
        account = factories.account(session, Role.RECRUITER)
    visitor = Visitor(app, language)
    visitor.let_in(account.email)
    return visitor


def send(visitor: Visitor, content: bytes, name: str = "люди.csv") -> None:
    visitor.get("/imports/table")
    visitor.submit({"file": (io.BytesIO(content), name)})


def begin(visitor: Visitor, app: Flask, database: Database, consent: str = "") -> None:
    visitor.submit({"consent_note": consent}, action="/begin")
    work(app, database)
    visitor.get(visitor.response.request.path)


def work(app: Flask, database: Database) -> None:
    """What the worker does, to its end."""
    files_dir = app.extensions["recruit.config"].files_dir
    importer = TableImporter(database, files_dir, lambda: NOON)
    while importer.work():
        pass


def stored(database: Database) -> dict[str, object]:
    return {name: rows for name, rows in all_rows(database).items() if name not in UNTOUCHED}


def files(app: Flask) -> list[Path]:
    folder: Path = app.extensions["recruit.config"].files_dir
    return list(folder.iterdir()) if folder.is_dir() else []


def test_a_table_is_looked_at_before_anybody_comes_in(
    recruiter: Visitor, app: Flask, database: Database
) -> None:
    before = stored(database)
    send(recruiter, as_csv([*PEOPLE, *put("Телефон", "123")[1:2]]))
    assert recruiter.response.status_code == 200
    text = recruiter.text
    for words in (
        "2 новых человека",
        "0 уже известны",
        "1 строка не принята",
        "Рябова Анна Ильинична",
        "Строка 4, столбец Телефон (B4)",
        "«123» — не номер телефона",
        "для этого в профиле нет места",
        "не переносится никогда",
    ):
        assert words in text, words
    assert stored(database) == before
    assert len(files(app)) == 1


def test_a_table_is_imported_and_its_refused_rows_come_back_corrected(
    recruiter: Visitor, app: Flask, database: Database
) -> None:
    row = list(put("Телефон", "123")[1])
    row[HEADER.index("Навыки")] = "=HYPERLINK()"
    send(recruiter, as_csv([HEADER, PEOPLE[2], row]))
    begin(recruiter, app, database, "подписали на ярмарке")
    for words in ("Загрузка закончена", "1 новый человек", "1 строка не принята", "Громов Илья"):
        assert words in recruiter.text, words
    assert "не участвует в подборе" not in recruiter.text
    (link,) = recruiter.page.xpath("//a[contains(@href, 'refused.csv')]/@href")
    answer = recruiter.client.get(link)
    text = answer.get_data(as_text=True)
    assert text.startswith("\ufeff")
    text = text.replace("\u00a0", " ")
    lines = list(csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))
    assert lines[0] == [*HEADER, "Что не так"]
    assert lines[1][HEADER.index("Навыки")] == "'=HYPERLINK()"
    assert "формула" in lines[1][-1]
    corrected = text.replace("'=HYPERLINK()", "Excel").replace(";123;", ";+7 900 000-14-25;")
    send(recruiter, corrected.encode())
    assert "1 новый человек" in recruiter.text


def test_the_columns_are_changed_by_hand(
    recruiter: Visitor, app: Flask, database: Database
) -> None:
    send(recruiter, as_csv([("Кто", "Куда писать", "Кем был"), ("Анна", "a@b.ru", "Повар")]))
    for words in ("Выберите столбец с именем", "с желаемой должностью", "с почтой или телефоном"):
        assert words in recruiter.text, words
    assert not recruiter.page.xpath("//form[contains(@action, '/begin')]")
    fields = {"field-0": "name", "field-1": "contacts", "field-2": "both_posts"}
    recruiter.submit(fields, action="/mapping")
    assert "1 новый человек" in recruiter.text
    assert recruiter.page.xpath("//select[@name='field-2']/option[@selected]/@value") == [
        "both_posts"
    ]
    recruiter.submit(fields | {"field-1": ""}, action="/mapping")
    assert "с почтой или телефоном" in recruiter.text
    recruiter.submit(fields, action="/mapping")
    begin(recruiter, app, database)
    assert "1 новый человек" in recruiter.text


def test_a_birth_date_cannot_be_brought_in_as_words(recruiter: Visitor) -> None:
    send(recruiter, as_csv(PEOPLE))
    place = HEADER.index("Дата рождения")
    assert not recruiter.page.xpath(f"//select[@name='field-{place}']")
    path = recruiter.response.request.path
    recruiter.submit({f"field-{place}": "text"}, action="/mapping")
    assert recruiter.response.status_code == 422
    recruiter.get(path)
    assert "не переносится никогда" in recruiter.text
    assert recruiter.page.xpath("//form[contains(@action, '/begin')]")


@pytest.mark.parametrize("forged", ["age", "positions-99-title", "positions-0-id", "я" * 500])
def test_a_field_that_no_page_offers_is_refused(
    recruiter: Visitor, database: Database, forged: str
) -> None:
    send(recruiter, as_csv(PEOPLE))
    before = all_rows(database)
    recruiter.submit({"field-0": forged}, action="/mapping")
    assert recruiter.response.status_code == 422
    assert all_rows(database) == before


def test_what_another_has_changed_meanwhile_is_not_imported(
    recruiter: Visitor, database: Database
) -> None:
    send(recruiter, as_csv(PEOPLE))
    shown = recruiter.response
    recruiter.submit({"field-4": ""}, action="/mapping")
    recruiter.response = shown
    recruiter.submit(action="/begin")
    assert recruiter.response.status_code == 409
    with database.unit(writes=False) as session:
        assert session.scalars(select(ImportBatch.state)).all() == [BatchState.RECEIVED]


def test_without_a_ground_people_are_kept_out_until_it_is_told(
    recruiter: Visitor, app: Flask, database: Database
) -> None:
    send(recruiter, as_csv(PEOPLE))
    begin(recruiter, app, database)
    assert re.search(r"2 человека [\w ]*не участвуют", recruiter.text)
    recruiter.submit({"consent_note": "  "}, action="/consent")
    assert recruiter.response.status_code == 422
    recruiter.submit({"consent_note": "подписали на ярмарке"}, action="/consent")
    work(app, database)
    recruiter.get(recruiter.response.request.path)
    assert "не участвуют" not in recruiter.text
    assert "подписали на ярмарке" in recruiter.text


def test_the_same_file_leads_to_what_became_of_it(
    recruiter: Visitor, app: Flask, database: Database
) -> None:
    send(recruiter, as_csv(PEOPLE))
    begin(recruiter, app, database)
    before = stored(database)
    send(recruiter, as_csv(PEOPLE), "другое имя.csv")
    assert "уже присылали" in recruiter.text
    assert "Загрузка закончена" in recruiter.text
    assert stored(database) == before


def test_a_table_that_was_only_looked_at_can_be_forgotten(
    recruiter: Visitor, app: Flask, database: Database
) -> None:
    send(recruiter, as_csv(PEOPLE))
    path, page = recruiter.response.request.path, recruiter.response
    recruiter.submit(action="/discard")
    assert "Таблица удалена" in recruiter.text
    recruiter.response = page  # the second press of a double click
    recruiter.submit(action="/discard")
    assert recruiter.response.status_code == 200
    assert (files(app), recruiter.get(path).status_code) == ([], 404)
    with database.unit(writes=False) as session:
        assert session.scalars(select(ImportBatch.id)).all() == []


BAD: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "nothing": (lambda: b"", "ничего нет", "nothing in the table"),
    "a program": (lambda: b"MZ\x90\0 program", "Сохраните", "Save the sheet"),
    "a header": (lambda: as_csv([HEADER]), "Строка 1:", "Row 1:"),
    "torn JSON": (lambda: as_json_lines(PEOPLE) + b"\n{", "Строка 3:", "Row 3:"),
    "a quote": (lambda: as_csv(PEOPLE) + b'"a', "Строка 4:", "Row 4:"),
}


@pytest.mark.parametrize("language", ["ru", "en"])
def test_a_file_that_is_no_table_stores_nothing_and_says_why(
    app: Flask, database: Database, language: str
) -> None:
    visitor = entered(app, database, language)
    before = stored(database)
    for content, russian, english in BAD.values():
        send(visitor, content())
        assert visitor.response.status_code == 422
        assert (russian if language == "ru" else english) in visitor.errors()["file"]
    assert (stored(database), files(app)) == (before, [])
    with database.unit(writes=False) as session:
        assert session.scalars(select(ImportBatch.id)).all() == []


def test_what_people_write_is_shown_as_text(recruiter: Visitor) -> None:
    row = list(ANNA)
    row[0] = "<script>alert(1)</script>"
    send(recruiter, as_csv([[*HEADER, "<img src=x>"], [*row, "<b>"]]))
    page = recruiter.response.get_data(as_text=True)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert not re.search(r"<script>|<img src=x|<b>(?!&lt;)</b>", page)


def test_progress_is_told_to_programs(recruiter: Visitor, app: Flask, database: Database) -> None:
    send(recruiter, as_csv(PEOPLE))
    recruiter.submit(action="/begin")
    path = recruiter.response.request.path
    found = recruiter.client.get(f"{path}/progress").get_json()
    assert (found["done"], found["total"], found["is_running"]) == (0, 2, True)
    work(app, database)
    found = recruiter.client.get(f"{path}/progress").get_json()
    assert (found["done"], found["is_running"], found["counts"]) == (2, False, {"imported": 2})


def test_people_who_were_known_are_listed(
    recruiter: Visitor, app: Flask, database: Database
) -> None:
    with database.unit(writes=True) as session:
        factories.candidate(session, name="Илья Громов", email=None, phone="+79000001426")
    send(recruiter, as_csv(PEOPLE))
    assert "1 уже известен" in recruiter.text
    begin(recruiter, app, database)
    recruiter.get(f"{recruiter.response.request.path}?state=known")
    assert "Илья Громов" in recruiter.text

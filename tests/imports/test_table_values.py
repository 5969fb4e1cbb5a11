"""Cells as people write them: what is understood, and what is refused with its place."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask_babel import force_locale
from werkzeug.datastructures import MultiDict

from recruit.candidates.editing import typed_values
from recruit.candidates.schemas import ResumeSchema
from recruit.imports.mapping_rows import blank_values
from recruit.imports.mapping_values import known_languages
from recruit.imports.table_faults import Remark, RowCode, RowFault, fault_from_json
from recruit.imports.table_sentences import place_of, row_sentence
from recruit.intake.proposals import empty_values
from recruit.terms import LANGUAGES
from recruit.web.forms import Form, flatten
from tests.imports.table_files import ANNA, HEADER, PEOPLE, THIS_MONTH, as_csv, put, understood

# All that a sentence may be about.
PARAMS = (
    "value", "key", "extra", "most", "length", "count", "years", "led", "month", "start", "end",
)  # fmt: skip
GOOD: list[tuple[str, str, str, Any]] = [
    *(
        ("Телефон", written, "phone", "+79000001425")
        for written in (
            "+7 900 000-14-25",
            "8-900-000-14-25",
            "79000001425",
            "9000001425",
            "+7(900)0001425",
            "8 (900) 000‑14‑25",
        )
    ),
    ("Телефон", "(843) 200-10-20", "phone", "+78432001020"),
    ("Телефон", "+380 44 123 45 67", "phone", "+380441234567"),
    ("Телефон", "", "phone", None),
    ("Эл. почта", " ANNA@Example.COM ", "email", "anna@example.com"),
    ("Эл. почта", "<anna@example.com>", "email", "anna@example.com"),
    ("Город", "г. Казань", "city", "г. Казань"),
    *(("Переезд", yes, "relocation", True) for yes in ("да", "Да!", "ГОТОВА", "возможен", "+")),
    *(("Переезд", no, "relocation", False) for no in ("нет", "не готов", "No", "невозможен")),
    *(("Переезд", none, "relocation", None) for none in ("", "не указано", "?", "—", "н/д")),
    *(
        ("Зарплата", written, "salary", 8_000_000)
        for written in (
            "80000",
            "80 000",
            "80\u00a0000\u00a0₽",
            "от 80 000 руб.",
            "80 т.р.",
            "80–100 тыс.",
            "80 тыс. руб. на руки",
            "960 000 руб. в год",
        )
    ),
    ("Зарплата", "договорная", "salary", None),
    ("Зарплата", "$2,500", "salary", 250_000),
    ("Зарплата", "$2,500", "salary_currency", "USD"),
    ("Зарплата", "80 000 руб. до вычета", "tax", "gross"),
    ("Опыт лет", "5", "experience_years", 5),
    ("Опыт лет", "2,5", "experience_years", 2),
    ("Опыт лет", "11 месяцев", "experience_years", 0),
    ("Опыт лет", "10 years", "experience_years", 10),
    ("Образование", "Бакалавр", "education", "higher"),
    ("Образование", "higher", "education", "higher"),
    ("Образование", "среднее специальное", "education", "vocational"),
    ("Образование", "кандидат наук", "education", "degree"),
    ("Образование", "Высшее, КФУ, 2010", "education_text", "Высшее, КФУ, 2010"),
    ("Навыки", "SQL", "skills", ["SQL"]),
    ("Навыки", "Excel (сводные, макросы), SQL", "skills", ["Excel (сводные, макросы)", "SQL"]),
    ("Навыки", "• SQL\n• Python\nSQL", "skills", ["SQL", "Python"]),
    ("Языки", "English (B1)", "languages", [{"code": "en", "level": "intermediate"}]),
    ("Языки", "свободный английский", "languages", [{"code": "en", "level": "fluent"}]),
]


@pytest.mark.parametrize(("column", "cell", "field", "value"), GOOD)
def test_a_cell_is_understood(
    column: str, cell: str, field: str, value: Any, tmp_path: Path
) -> None:
    anna, _ = understood(as_csv(put(column, cell)), tmp_path)
    assert (anna.faults, anna.values[field]) == ([], value)


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        ("03.2015", "июнь 2018", ("2015-03", "2018-06")),
        ("2015-03", "2018-06-30", ("2015-03", "2018-06")),
        ("март 2015", "н. в.", ("2015-03", None)),
        ("01.03.2015", "", ("2015-03", None)),
        ("Mar 2015", "present", ("2015-03", None)),
        ("2015-03-01T00:00:00", "11.2026", ("2015-03", "2026-11")),
    ],
)
def test_months_are_understood(
    start: str, end: str, months: tuple[str | None, str | None], tmp_path: Path
) -> None:
    row = dict(zip(HEADER, ANNA, strict=True)) | {"Начало": start, "Конец": end}
    (anna,) = understood(as_csv([HEADER, list(row.values())]), tmp_path)
    (position,) = anna.values["positions"]
    assert (anna.faults, (position["start"], position["end"])) == ([], months)


ROW = "Row 2, column"


@dataclass(frozen=True)
class Bad:
    """A cell that is refused, and a word of what is said of it in each language."""

    column: str
    cell: str
    code: RowCode
    ru: str
    en: str


BAD_CELLS = [
    Bad("ФИО", "", RowCode.EMPTY, "Заполните", "Fill it in"),
    Bad("ФИО", "—", RowCode.EMPTY, "Заполните", "Fill it in"),
    Bad("ФИО", "я" * 201, RowCode.LONG, "до 200 знаков", "to 200 characters"),
    Bad("Желаемая должность", "", RowCode.EMPTY, "Заполните", "Fill it in"),
    Bad("Желаемая должность", "=A1", RowCode.FORMULA, "формула", "formula"),
    Bad("Желаемая должность", "я" * 201, RowCode.LONG, "сейчас их 201", "201 now"),
    Bad("Город", "я" * 101, RowCode.LONG, "до 100 знаков", "to 100 characters"),
    Bad("Телефон", "12345", RowCode.NOT_PHONE, "с кодом", "with its code"),
    Bad("Телефон", "восемь девятьсот", RowCode.NOT_PHONE, "с кодом", "with its code"),
    Bad("Телефон", "7,90E+10", RowCode.NOT_PHONE, "«7,90E+10»", "“7,90E+10”"),
    Bad("Телефон", "+7 900 000-14-25 доб. 5", RowCode.NOT_PHONE, "с кодом", "with its code"),
    Bad("Телефон", "+7 900 000-14-25, 123", RowCode.NOT_PHONE, "с кодом", "with its code"),
    Bad("Эл. почта", "anna@example", RowCode.NOT_MAIL, "name@example.com", "name@example.com"),
    Bad("Эл. почта", "a@b.ru; c@d.ru", RowCode.NOT_MAIL, "name@example.com", "name@example.com"),
    Bad("Эл. почта", "a" * 250 + "@b.ru", RowCode.LONG, "до 254 знаков", "to 254 characters"),
    Bad("Переезд", "может быть", RowCode.NOT_YES_NO, "«да» или «нет»", "“yes” or “no”"),
    Bad("Переезд", "гибрид", RowCode.NOT_YES_NO, "«гибрид»", "“гибрид”"),
    Bad("Зарплата", "много", RowCode.NOT_A_SUM, "80 000 руб.", "80 000 rub."),
    Bad("Зарплата", "80", RowCode.SUM_OUTSIDE, "целиком", "the whole sum"),
    Bad("Зарплата", "0", RowCode.SUM_OUTSIDE, "целиком", "the whole sum"),
    Bad("Зарплата", "90000000", RowCode.SUM_OUTSIDE, "слишком", "too much"),
    Bad("Зарплата", "-80000", RowCode.NOT_A_SUM, "не сумма", "no sum"),
    Bad("Зарплата", "500 руб. в час", RowCode.NOT_A_SUM, "в месяц", "a month"),
    Bad("Зарплата", "80000 или 90000", RowCode.SEVERAL_SUMS, "наименьшую", "the least"),
    Bad("Опыт лет", "много", RowCode.NOT_YEARS, "3 года 2 мес.", "3 years 2 months"),
    Bad("Опыт лет", "3-5 лет", RowCode.NOT_YEARS, "«3-5 лет»", "“3-5 лет”"),
    Bad("Опыт лет", "61", RowCode.NOT_YEARS, "до 60", "up to 60"),
    Bad("Опыт лет", "с 2015 года", RowCode.NOT_YEARS, "«с 2015 года»", "“с 2015 года”"),
    Bad("Образование", "хорошее", RowCode.NOT_EDUCATION, "«Где учились»", "“Where they studied”"),
    Bad("Языки", "английский", RowCode.NO_LEVEL, "английский B2", "English B2"),
    Bad("Языки", "английский B2, немецкий", RowCode.NO_LEVEL, "уровня", "level"),
    Bad("Языки", "эльфийский B2", RowCode.NOT_LANGUAGE, "«эльфийский B2»", "“эльфийский B2”"),
    Bad("Языки", "английский B2; английский A1", RowCode.LANGUAGE_TWICE, "дважды", "twice"),
    Bad("Навыки", ",".join(map(str, range(61))), RowCode.MANY_SKILLS, "больше 60", "most 60"),
    Bad("Навыки", "я" * 121, RowCode.LONG_SKILL, "запятыми", "with commas"),
    Bad("Место работы", "я" * 201, RowCode.LONG, "до 200 знаков", "to 200 characters"),
    Bad("Должность", "", RowCode.NO_POST, "не указана должность", "is not told"),
    Bad("Начало", "вчера", RowCode.NOT_MONTH, "03.2015", "03.2015"),
    Bad("Начало", "13.2015", RowCode.NOT_MONTH, "03.2015", "03.2015"),
    Bad("Начало", "42064", RowCode.NOT_MONTH, "«42064»", "“42064”"),
    Bad("Начало", "01.1930", RowCode.NOT_MONTH, "03.2015", "03.2015"),
    Bad("Начало", "12.2026", RowCode.FUTURE, "ещё не наступил", "still to come"),
    Bad("Конец", "01.2015", RowCode.END_BEFORE_START, "раньше начала", "before the start"),
    Bad("Конец", "12.2026", RowCode.FUTURE, "2026-12", "2026-12"),
    Bad("Конец", "когда-нибудь", RowCode.NOT_MONTH, "«сейчас»", "“now”"),
]


@pytest.mark.parametrize("bad", BAD_CELLS, ids=lambda bad: f"{bad.column} {bad.cell[:20]}")
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_cell_that_cannot_be_understood_says_where_and_what_to_write(
    bad: Bad, tmp_path: Path, app: Flask
) -> None:
    anna, ilya = understood(as_csv(put(bad.column, bad.cell)), tmp_path)
    (fault,) = anna.faults
    number = HEADER.index(bad.column)
    assert (fault.code, fault.column, fault.place) == (bad.code, bad.column, number)
    assert ilya.faults == []
    assert fault_from_json(fault.as_json()) == fault
    where = f"{bad.column} ({'ABCDEFGHIJKLMNOPQ'[number]}2)"
    for language, words, row in (("ru", bad.ru, "Строка 2, столбец"), ("en", bad.en, ROW)):
        with app.test_request_context(), force_locale(language):
            place = place_of(anna.number, fault, is_sheet=True)
            sentence = row_sentence(fault).replace("\u00a0", " ")
        assert place.replace("\u00a0", " ") == f"{row} {where}"
        assert words in sentence


def changed(**cells: str) -> dict[str, str]:
    return dict(zip(HEADER, ANNA, strict=True)) | cells


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"Телефон": "", "Эл. почта": ""}, RowCode.NO_CONTACT),
        ({"Начало": "", "Конец": "06.2018"}, RowCode.NO_START),
        ({"Опыт лет": "3", "Стаж руководства": "4"}, RowCode.MANAGEMENT_ABOVE),
        ({"Валюта": "рупии"}, RowCode.NOT_CURRENCY),
        ({"Налог": "как-нибудь"}, RowCode.NOT_TAX),
        ({"О себе": "я" * 20_001}, RowCode.LONG),
        ({"ВУЗ": "я" * 2001}, RowCode.LONG),
        ({"Обязанности": "я" * 20_001}, RowCode.LONG),
    ],
)
def test_what_only_several_cells_tell_is_a_fault_too(
    cells: dict[str, str], code: RowCode, tmp_path: Path
) -> None:
    row = changed(**cells)
    (anna,) = understood(as_csv([list(row), list(row.values())]), tmp_path)
    assert [fault.code for fault in anna.faults] == [code]


def test_all_faults_of_a_row_are_told_at_once_in_its_order(tmp_path: Path) -> None:
    row = changed(Телефон="1", Переезд="?!", Языки="эльфийский", Начало="вчера")
    (anna,) = understood(as_csv([list(row), list(row.values())]), tmp_path)
    assert [fault.column for fault in anna.faults] == ["Телефон", "Переезд", "Языки", "Начало"]


def test_a_row_longer_than_the_header_is_refused(tmp_path: Path) -> None:
    anna, ilya = understood(as_csv([HEADER, [*ANNA, "ещё"], PEOPLE[2]]), tmp_path)
    (fault,) = anna.faults
    assert (fault.code, fault.params["extra"]) == (RowCode.TOO_MANY_CELLS, 1)
    assert ilya.faults == []


@pytest.mark.parametrize(
    ("header", "cell", "values"),
    [
        ("Зарплата, тыс. руб.", "80", (8_000_000, "RUB", "unknown")),
        ("Зарплата (USD)", "2500", (250_000, "USD", "unknown")),
        ("Зарплата, руб. на руки", "80 000", (8_000_000, "RUB", "net")),
        ("Зарплата, руб. на руки", "80 тыс.", (8_000_000, "RUB", "net")),
        ("Зарплата, тыс. руб.", "80 000 руб. до вычета", (8_000_000, "RUB", "gross")),
    ],
)
def test_the_unit_of_a_column_holds_for_its_numbers(
    header: str, cell: str, values: tuple[int, str, str], tmp_path: Path
) -> None:
    rows = [("ФИО", "Телефон", "Должность", header), ("Анна", "+79000001425", "Аналитик", cell)]
    (anna,) = understood(as_csv(rows), tmp_path)
    found = anna.values
    assert anna.faults == []
    assert (found["salary"], found["salary_currency"], found["tax"]) == values


def test_a_currency_of_its_own_column_is_that_of_the_sum(tmp_path: Path) -> None:
    rows = [
        ("ФИО", "Телефон", "Должность", "Зарплата", "Валюта", "Налог"),
        ("Анна", "+79000001425", "Аналитик", "2500", "евро", "gross"),
    ]
    (anna,) = understood(as_csv(rows), tmp_path)
    found = anna.values
    assert (found["salary"], found["salary_currency"], found["tax"]) == (250_000, "EUR", "gross")


@pytest.mark.parametrize(
    ("cell", "email", "phone"),
    [
        ("anna@example.com, +7 900 000-14-25", "anna@example.com", "+79000001425"),
        ("тел.: 8 900 000 14 25; почта: anna@example.com", "anna@example.com", "+79000001425"),
        ("+7 900 000-14-25", None, "+79000001425"),
        ("anna@example.com", "anna@example.com", None),
    ],
)
def test_a_mail_and_a_phone_may_share_a_cell(
    cell: str, email: str | None, phone: str | None, tmp_path: Path
) -> None:
    rows = [("ФИО", "Контакты", "Должность"), ("Анна", cell, "Аналитик")]
    (anna,) = understood(as_csv(rows), tmp_path)
    assert (anna.faults, anna.values["email"], anna.values["phone"]) == ([], email, phone)


def test_a_name_in_three_columns_is_one(tmp_path: Path) -> None:
    rows = [
        ("Имя", "Фамилия", "Отчество", "Телефон", "Должность"),
        ("Анна", "Рябова", "Ильинична", "+79000001425", "Аналитик"),
        ("", "", "", "+79000001426", "Аналитик"),
    ]
    anna, nobody = understood(as_csv(rows), tmp_path)
    assert anna.values["name"] == "Рябова Анна Ильинична"
    assert [fault.code for fault in nobody.faults] == [RowCode.EMPTY]


@pytest.mark.parametrize(
    ("period", "months"),
    [
        ("март 2015 — июнь 2018", ("2015-03", "2018-06")),
        ("03.2015 – н. в.", ("2015-03", None)),
        ("с марта 2015 по июнь 2018 (3 года 4 мес.)", ("2015-03", "2018-06")),
    ],
)
def test_positions_are_told_by_numbered_columns(
    period: str, months: tuple[str, str | None], tmp_path: Path
) -> None:
    rows = [
        ("ФИО", "Телефон", "Желаемая должность", "Компания 1", "Должность 1", "Период 1",
         "Компания 2", "Должность 2", "Обязанности 2"),
        ("Анна", "+79000001425", "Аналитик", "Контур", "Аналитик", period,
         "Ромашка", "Стажёр", "Училась"),
        ("Илья", "+79000001426", "Аналитик", "", "", "", "Ромашка", "Стажёр", ""),
    ]  # fmt: skip
    anna, ilya = understood(as_csv(rows), tmp_path)
    assert anna.faults == []
    first, second = anna.values["positions"]
    assert (first["start"], first["end"]) == months
    assert (second["title"], second["employer"], second["description"]) == (
        "Стажёр",
        "Ромашка",
        "Училась",
    )
    assert [row["title"] for row in ilya.values["positions"]] == ["Стажёр"]


REMARKED = [
    ("Телефон", "+79000001425; +79000001426", Remark.SECOND_PHONE, {"phone": "+79000001425"}),
    ("Языки", "финский B2", Remark.RARE_LANGUAGE, {"languages": []}),
    ("Образование", "неоконченное высшее", Remark.UNFINISHED, {"education": None}),
]


@pytest.mark.parametrize(("column", "cell", "remark", "values"), REMARKED)
def test_what_is_not_taken_as_written_is_remarked(
    column: str, cell: str, remark: Remark, values: dict[str, Any], tmp_path: Path
) -> None:
    anna, _ = understood(as_csv(put(column, cell)), tmp_path)
    assert anna.faults == []
    assert {name: anna.values[name] for name in values} == values
    assert [(one.code, one.column) for one in anna.remarks] == [(remark, column)]


def test_a_row_that_says_nothing_is_an_empty_form() -> None:
    """The process that opens tables loads neither Flask nor the database, so it keeps its own."""
    assert blank_values() == empty_values()
    assert known_languages() == LANGUAGES.keys()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_every_code_has_its_words(app: Flask) -> None:
    params = dict.fromkeys(PARAMS, "1") | {"expected": "list"}
    for code in (*RowCode, *Remark):
        said = set()
        for language in ("ru", "en"):
            with app.test_request_context(), force_locale(language):
                said.add(row_sentence(RowFault(code, params=params)))
        assert len(said) == 2, code


def test_a_year_alone_stays_in_words(tmp_path: Path) -> None:
    anna, _ = understood(as_csv(put("Начало", "2015")), tmp_path)
    (position,) = anna.values["positions"]
    assert (position["start"], position["end"], position["description"]) == (
        None,
        None,
        "2015 – сейчас",
    )
    assert [remark.code for remark in anna.remarks] == [Remark.YEAR_ALONE]


def accepted() -> list[Sequence[Sequence[str]]]:
    """Every table above of which a row is taken."""
    return [PEOPLE, *(put(column, cell) for column, cell, _, _ in GOOD)]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_is_taken_is_what_the_form_would_take(tmp_path: Path, app: Flask) -> None:
    """The readers hold all that the schema of the form asks: typed in, it says the same."""
    with app.test_request_context(), force_locale("ru"):
        for rows in accepted():
            for row in understood(as_csv(rows), tmp_path):
                typed = typed_values(row.values, "ru")
                form = Form(ResumeSchema(THIS_MONTH), multi(flatten(typed)))
                assert form.is_valid(), (form.errors, row.values)
                loaded = {name: form.data[name] for name in ("salary", "tax", "phone", "email")}
                assert loaded == {name: row.values[name] for name in loaded}
                assert form.data["positions"] == row.values["positions"]
                assert form.data["languages"] == row.values["languages"]


def multi(values: dict[str, Any]) -> MultiDict[str, str]:
    told = {name: str(value) for name, value in values.items() if value not in (None, [], "")}
    return MultiDict(told)

"""Which column is which field: guessed from names, changed by hand, checked before it is used."""

import pytest
from flask import Flask
from flask_babel import force_locale

from recruit.imports.mapping import (
    FIELDS,
    MappingCode,
    Why,
    changed,
    check,
    guess,
    is_field,
    unit_of,
)
from recruit.imports.mapping_words import WHY_WORDS, choices, field_words, mapping_sentence
from recruit.imports.tables import Format, Row, Table

NAMES = {
    "ФИО": "name",
    "Ф. И. О. кандидата": "name",
    "Full name": "name",
    "Фамилия": "surname",
    "Имя": "given_name",
    "Отчество": "patronymic",
    "Телефон": "phone",
    "Моб. телефон": "phone",
    "Phone number": "phone",
    "Эл. почта": "email",
    "E-mail": "email",
    "EMAIL": "email",
    "Контакты": "contacts",
    "Желаемая должность": "title",
    "Desired position": "title",
    "Город проживания": "city",
    "Населённый пункт": "city",
    "Зарплата": "salary",
    "Зарплата, руб.": "salary",
    "Ожидания по з/п (тыс. руб.)": "salary",
    "Salary expectations": "salary",
    "Валюта": "salary_currency",
    "Ключевые навыки": "skills",
    "Key skills": "skills",
    "Опыт (лет)": "experience_years",
    "Стаж руководства": "management_years",
    "Готовность к переезду": "relocation",
    "Удалёнка": "remote",
    "Образование": "education",
    "ВУЗ": "education_text",
    "Иностранные языки": "languages",
    "О себе": "text",
    "Последнее место работы": "positions-0-employer",
    "Последняя должность": "positions-0-title",
    "Место работы 2": "positions-1-employer",
    "2. Компания": "positions-1-employer",
    "Должность 3": "positions-2-title",
    "work.2.endDate": "positions-1-end",
    "Период работы 1": "positions-0-period",
    "Обязанности 2": "positions-1-description",
    "Start date": "positions-0-start",
}
LEFT_OUT = {
    "Источник": Why.NO_PLACE,
    "№ п/п": Why.NO_PLACE,
    "Что не так": Why.NO_PLACE,
    "Дата рождения": Why.PROTECTED,
    "Возраст": Why.PROTECTED,
    "Gender": Why.PROTECTED,
    "Семейное положение": Why.PROTECTED,
    "Телефон 2": Why.TWICE,
    "Размер обуви": Why.UNKNOWN,
    "": Why.UNKNOWN,
}


def table(*columns: str) -> Table:
    return Table(Format.CSV, columns, (Row(2, ("",) * len(columns)),))


def fields(*columns: str) -> list[str]:
    return [one.field for one in guess(table(*columns))]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_of_a_column_is_known(name: str) -> None:
    assert fields(name) == [NAMES[name]]


@pytest.mark.parametrize("name", LEFT_OUT)
def test_a_column_that_is_left_out_says_why(name: str) -> None:
    (found,) = guess(table(name))
    assert (found.field, found.why) == ("", LEFT_OUT[name])
    assert str(WHY_WORDS[LEFT_OUT[name]])


def test_a_post_is_the_wished_one_unless_another_column_is() -> None:
    assert fields("Должность", "Компания") == ["title", "positions-0-employer"]
    assert fields("Должность", "Желаемая должность") == ["positions-0-title", "title"]
    assert fields("Должность 1", "Position") == ["positions-0-title", "title"]


def test_the_first_of_two_columns_is_the_field() -> None:
    found = guess(table("Телефон", "Phone", "Навыки", "Skills"))
    assert [one.field for one in found] == ["phone", "", "skills", "skills"]
    assert found[1].why == Why.TWICE


def test_a_whole_name_makes_its_parts_needless() -> None:
    found = guess(table("Имя", "ФИО", "Фамилия"))
    assert [one.field for one in found] == ["", "name", ""]
    assert found[2].why == Why.TWICE


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("Зарплата, тыс. руб.", "тыс. руб."),
        ("Ожидания (USD)", "USD"),
        ("Зарплата", ""),
    ],
)
def test_the_unit_of_a_column_stands_in_its_name(name: str, unit: str) -> None:
    assert unit_of(name) == unit


FAULTS = [
    (["name", "title"], {MappingCode.NO_CONTACT}),
    (["title", "phone"], {MappingCode.NO_NAME}),
    (["name", "email"], {MappingCode.NO_TITLE}),
    (["", "", ""], {MappingCode.NO_NAME, MappingCode.NO_TITLE, MappingCode.NO_CONTACT}),
    (["name", "name", "title", "phone"], {MappingCode.TWO_COLUMNS}),
    (["name", "surname", "title", "phone"], {MappingCode.TWO_NAMES}),
    (["name", "title", "both_posts", "phone"], {MappingCode.TWO_TITLES}),
    (["name", "title", "phone", "positions-0-employer"], {MappingCode.NO_POST}),
    (
        ["name", "title", "phone", "positions-0-title", "positions-0-period", "positions-0-end"],
        {MappingCode.TWO_DATES},
    ),
    (["name", "title", "phone", "age"], {MappingCode.UNKNOWN_FIELD}),
]


@pytest.mark.parametrize(("mapping", "codes"), FAULTS)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_keeps_a_mapping_from_being_used_is_said(
    mapping: list[str], codes: set[MappingCode], app: Flask
) -> None:
    found = check(mapping, [f"Столбец {n}" for n in range(len(mapping))])
    assert {fault.code for fault in found} == codes
    for language in ("ru", "en"):
        with app.test_request_context(), force_locale(language):
            assert all(map(mapping_sentence, found))


@pytest.mark.parametrize("name", ["Дата рождения", "Возраст", "Sex", "Фото", "Гражданство"])
def test_age_and_sex_cannot_become_any_field(name: str) -> None:
    found = check(["name", "title", "phone", "text"], ["ФИО", "Должность", "Телефон", name])
    assert [(fault.code, fault.column) for fault in found] == [(MappingCode.PROTECTED, name)]


@pytest.mark.parametrize(
    "mapping",
    [
        ["name", "title", "phone"],
        ["given_name", "both_posts", "contacts", "positions-0-employer"],
        ["name", "title", "email", "skills", "skills", "text", "text"],
        ["name", "title", "email", "positions-4-title", "positions-4-description"],
    ],
)
def test_a_usable_mapping_has_no_faults(mapping: list[str]) -> None:
    assert check(mapping, mapping) == []


def test_columns_are_told_by_name() -> None:
    columns = ("Кто", "Кем хочет", "Связь")
    new, faults = changed(["", "", "contacts"], columns, {"кто": "name", "Кем хочет": "title"})
    assert (new, faults) == (["name", "title", "contacts"], [])
    _, faults = changed(["", "", ""], columns, {"Где": "city", "Кто": "shoe"})
    assert [(fault.code, fault.column) for fault in faults] == [
        (MappingCode.UNKNOWN_COLUMN, "Где"),
        (MappingCode.UNKNOWN_FIELD, "Кто"),
    ]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_every_field_can_be_chosen_and_is_called_something(app: Flask) -> None:
    for language in ("ru", "en"):
        with app.test_request_context(), force_locale(language):
            offered = choices(["positions-7-title"])
            assert all(is_field(name) and words for name, words in offered)
            assert {*FIELDS, "", "positions-8-employer"} <= {name for name, _ in offered}
            assert len({words for _, words in offered}) == len(offered)
            assert field_words("positions-1-title")

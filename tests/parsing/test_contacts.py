"""Contacts, name, birth date and home: the candidate's own, each with its place in the text."""

import pytest

from recruit.parsing.contacts import phone_digits
from recruit.parsing.document import Document, Line
from recruit.parsing.parse import parse


def document(text: str) -> Document:
    return Document(tuple(Line(line, block=n) for n, line in enumerate(text.splitlines())))


def draft(text: str):  # type: ignore[no-untyped-def]
    return parse(document(text), "2026-11")


HEAD = "Иванов Пётр Сергеевич\n"
JOBS = (
    "\nОпыт работы\n03.2015 – н.в.\nООО «Ромашка»\nБухгалтер\nСверка. Тел. офиса 8 (495) 000-11-22"
)


@pytest.mark.parametrize(
    "shown",
    [
        "+7 (916) 000-45-67",
        "8 916 000-45-67",
        "8-916-000-45-67",
        "8.916.000.45.67",
        "(+7) 916 000 45 67",
        "тел. 89160004567",
        "Моб.: +7 916 000 45 67 (WhatsApp)",
    ],
)
def test_a_phone_in_every_spelling(shown: str) -> None:
    found = draft(HEAD + shown + JOBS)
    assert [phone.value for phone in found.phones] == ["79160004567"]


@pytest.mark.parametrize(
    ("shown", "digits"),
    [
        ("+84 91 234 56 78", "84912345678"),
        ("+852 9123 4567", "85291234567"),
        ("+8 (916) 000-45-67", "79160004567"),
        ("8 495 000-45-67", "74950004567"),
        ("+٧٩٠٠٠٠٠٠٠٠٠", None),
    ],
)
def test_a_plus_tells_the_code_of_a_country(shown: str, digits: str | None) -> None:
    assert phone_digits(shown) == digits


def test_two_phones_of_one_line_are_two() -> None:
    found = draft(HEAD + "Тел.: +7 916 000-45-67, 8 926 000-11-22")
    assert [phone.value for phone in found.phones] == ["79160004567", "79260001122"]


def test_the_phones_of_referees_and_firms_are_not_the_candidates() -> None:
    text = (
        HEAD + "Телефон: 8 916 000-45-67" + JOBS + "\n\nО себе\nВнимателен.\n"
        "Рекомендации: Петров В.Н., директор, тел. +7 925 000-10-06"
    )
    assert [phone.value for phone in draft(text).phones] == ["79160004567"]


def test_years_are_no_phones() -> None:
    assert draft(HEAD + "2015-2018 2019-2021\n01.09.2015–15.03.2016").phones == ()


@pytest.mark.parametrize(
    ("lines", "mail"),
    [
        ("ivanov@mail.example", "ivanov@mail.example"),
        ("E-mail: Ivanov.P@Mail.Example", "ivanov.p@mail.example"),
        ("petr_ivanov@\nmail.example", "petr_ivanov@mail.example"),
        ("petr_ivanov@mail.\nexample", "petr_ivanov@mail.example"),
        ("petr-\nivanov@mail.example", "petr-ivanov@mail.example"),
        ("petr.ivanov\n@mail.example", "petr.ivanov@mail.example"),
    ],
)
def test_a_mail_also_when_it_is_broken(lines: str, mail: str) -> None:
    assert [one.value for one in draft(HEAD + lines).emails] == [mail]


def test_a_phone_above_a_mail_is_not_its_beginning() -> None:
    found = draft(HEAD + "8-916-000-45-67\nivanov@mail.example")
    assert [one.value for one in found.emails] == ["ivanov@mail.example"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Резюме\nИванова Анна Петровна\nБухгалтер", "Иванова Анна Петровна"),
        ("ИВАНОВА АННА\nБухгалтер", "Иванова Анна"),
        ("ФИО: Иванова Анна Петровна", "Иванова Анна Петровна"),
        ("Фамилия: Иванова\nИмя: Анна", "Иванова Анна"),
        ("Коммерческий Директор\nАнна Иванова", "Анна Иванова"),
        ("Lev Rogozin\nData Analyst", "Lev Rogozin"),
        ("Повар Анна Петровна\nПовар", "Повар Анна Петровна"),
        ("Иванoва Aнна Петровна", "Иванова Анна Петровна"),
    ],
)
def test_a_name(text: str, name: str) -> None:
    found = draft(text)
    assert found.name is not None
    assert found.name.value == name


def test_a_name_over_two_lines() -> None:
    lines = (Line("АННА ПЕТРОВНА", size=21), Line("ИВАНОВА", size=21), Line("Бухгалтер", size=10))
    found = parse(Document(lines), "2026-11")
    assert found.name is not None
    assert found.name.value == "Анна Петровна Иванова"


@pytest.mark.parametrize(
    "text", ["Опыт Работы\nЛичные Качества", "Коммерческий Директор", "Обо Мне"]
)
def test_a_heading_or_a_post_is_no_name(text: str) -> None:
    assert draft(text).name is None


@pytest.mark.parametrize(
    "shown",
    [
        "Мужчина, 37 лет, родился 23 ноября 1988",
        "Дата рождения: 23.11.1988",
        "Родился: 23 ноября 1988 г.",
        "Date of birth: 23 November 1988",
        "Born November 23, 1988",
    ],
)
def test_a_birth_date_is_read_to_be_kept_out(shown: str) -> None:
    found = draft(HEAD + shown)
    assert found.birth_date is not None
    assert found.birth_date.value == "1988-11-23"


def test_a_date_of_printing_or_a_year_is_no_birth_date() -> None:
    assert draft(HEAD + "Обновлено 17.10.2010\nРодился в 1988 году").birth_date is None


@pytest.mark.parametrize(
    ("shown", "city"),
    [
        ("Проживает: Москва, м. Строгино", "Москва"),
        ("г. Екатеринбург", "Екатеринбург"),
        ("Город: Екб", "Екатеринбург"),
        ("Место жительства: Самарская обл., г. Самара", "Самара"),
        ("Адрес: Ростов н/Д", "Ростов-на-Дону"),
        ("Location: Saint Petersburg, Russia", "Санкт-Петербург"),
    ],
)
def test_a_home(shown: str, city: str) -> None:
    found = draft(HEAD + shown + JOBS)
    assert found.city is not None
    assert found.city.value == city


def test_the_city_of_a_job_is_no_home() -> None:
    assert (
        draft(HEAD + "Опыт работы\n03.2015 – н.в., ООО «Ромашка», Казань\nБухгалтер").city is None
    )


def test_every_value_points_to_its_text() -> None:
    text = HEAD + "Город: Омск\nТелефон: 8 916 000-45-67\nivanov@mail.example" + JOBS
    read = document(text)
    found = parse(read, "2026-11")
    assert found.city is not None
    assert read.text[slice(*found.city.span)] == "Омск"
    assert read.text[slice(*found.phones[0].span)] == "8 916 000-45-67"
    assert read.text[slice(*found.emails[0].span)] == "ivanov@mail.example"


def test_a_patronymic_that_large_type_pushed_down_belongs_to_the_name() -> None:
    lines = (
        Line("Третьяков Вадим\t8 950 000 82 48", size=24),
        Line("tretyakov@box.example", size=9, block=1),
        Line("Андреевич", size=24, block=2),
        Line("Инженер", size=13, block=3),
    )
    name = parse(Document(lines), "2026-11").name
    assert name is not None
    assert name.value == "Третьяков Вадим Андреевич"


@pytest.mark.parametrize(
    ("lines", "mail"),
    [
        ("nadezhda_martynyuk@box.co\nm", "nadezhda_martynyuk@box.com"),
        ("nadezhda_martynyuk@box.co\nmoscow office", "nadezhda_martynyuk@box.co"),
    ],
)
def test_a_mail_whose_last_letter_fell_to_the_next_line(lines: str, mail: str) -> None:
    doc = Document(tuple(Line(line, block=1) for line in (HEAD + lines).splitlines()))
    assert [one.value for one in parse(doc, "2026-11").emails] == [mail]


def test_a_rare_given_name_with_the_surname_of_the_mail() -> None:
    found = draft("РЕЗЮМЕ\nЙигит Рахимов\nE-mail: rakhimov-49@box.example\nОпыт работы")
    assert found.name is not None
    assert found.name.value == "Йигит Рахимов"
    assert draft("РЕЗЮМЕ\nБелый Причал\nE-mail: rakhimov-49@box.example").name is None


@pytest.mark.parametrize(
    "line", ["Муж: Иванов П. П., тел. 8 917 333 44 55", "мать, 8 917 333 44 55"]
)
def test_the_phone_of_a_relative_is_not_the_candidates(line: str) -> None:
    for text in (f"{HEAD}{line}\n+7 916 000-45-67{JOBS}", f"{HEAD}+7 916 000-45-67{JOBS}\n{line}"):
        assert [phone.value for phone in draft(text).phones] == ["79160004567"]

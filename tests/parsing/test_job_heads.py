"""Heads of jobs: names of posts, firms and places, and lines that break off inside them."""

import pytest

from recruit.parsing.document import Document, Line
from recruit.parsing.jobnames import split_names
from recruit.parsing.jobwords import JobWords
from recruit.parsing.positions import positions_of
from recruit.parsing.structure import structure_of
from tests.parsing.test_positions import read, short


def test_a_post_that_breaks_off_beside_its_period_goes_on_below() -> None:
    lines = (
        Line("Иванова Мария", size=18),
        Line("Опыт работы", size=14, bold=True, block=1),
        Line("Менеджер по развитию\tМарт 2019 – Май 2021", size=10, block=2),
        Line("дилерской сети", size=10, bold=True, block=2),
        Line("ЗАО «Берег»", size=10, block=3),
        Line("Вела переговоры с дилерами и сетями.", size=10, bullet=True, block=4),
    )
    doc = Document(lines)
    found = positions_of(doc, structure_of(doc))
    assert [short(one) for one in found] == [
        ("Менеджер по развитию дилерской сети", "ЗАО «Берег»", "2019-03", "2021-05")
    ]


@pytest.mark.parametrize(
    ("name", "title", "employer"),
    [
        ("Вкусный квартал", False, True),
        ("Медицинский центр «Добрый доктор»", False, True),
        ("Russian Timber PJSC", False, True),
        ("Управляющий кафе", True, False),
        ("Logistics Specialist", True, False),
        ("Медицинский регистратор", True, False),
    ],
)
def test_names_of_firms_and_posts(name: str, title: bool, employer: bool) -> None:
    like = JobWords.load().likeness(name)
    assert not like.prose
    assert not like.place
    assert (like.title > like.employer) is title
    assert (like.employer >= 0) is employer


@pytest.mark.parametrize("place", ["St Petersburg City", "Kazan, Tatarstan, Russia"])
def test_a_region_with_its_city_is_a_place(place: str) -> None:
    assert JobWords.load().place(place)
    assert split_names(JobWords.load(), place) == [place]


def test_a_head_that_breaks_off_at_a_comma_goes_on_below() -> None:
    found = read(
        "2020–2024 || #Ведущий специалист по логистике,\n"
        "Вкусный квартал, Омск.\n* Поиск перевозчиков"
    )
    assert short(found[0])[:2] == ("Ведущий специалист по логистике", "Вкусный квартал")


def test_a_firm_below_the_period_is_no_end_of_the_post() -> None:
    lines = (
        Line("Иванова Мария", size=18),
        Line("Опыт работы", size=14, bold=True, block=1),
        Line("Кассир\tМарт 2019 – Май 2021", size=10, bold=True, block=2),
        Line("магазин «Вега» · Омск", size=10, bold=True, block=2),
        Line("Вела кассу.", size=9, block=4),
    )
    doc = Document(lines)
    found = positions_of(doc, structure_of(doc))
    assert [short(one)[:2] for one in found] == [("Кассир", "магазин «Вега»")]


def test_a_period_behind_a_long_firm_goes_on_in_the_next_line() -> None:
    found = read(
        "#Бренд-менеджер\nАО «Приволжский завод металлоконструкций» | Март 2019 – Декабрь\n2020\n"
        "* Анализ цен\n#Маркетолог\nАО «Приволжский завод металлоконструкций» | Январь 2017 –\n"
        "Февраль 2019\n* Реклама"
    )
    assert [short(one)[2:] for one in found] == [("2019-03", "2020-12"), ("2017-01", "2019-02")]


def test_a_label_before_one_post_is_no_part_of_it() -> None:
    found = read(
        "03.2015 – 11.2018 Завод «Маяк», слесарь\nРемонт станков.\n"
        "01.2010 – 02.2015\nДепо № 3\nДолжность: слесарь\nРемонт вагонов."
    )
    assert [short(one)[0] for one in found] == ["слесарь", "слесарь"]

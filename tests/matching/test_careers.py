"""Months: of posts, of numbers, of what a text tells."""

import time

import pytest

from matching.careers import read_career, stated_months
from matching.months import format_month, parse_month
from matching.profiles import CandidateProfile, Position
from matching.text import clean, words

AS_OF = parse_month("2026-11")


@pytest.mark.parametrize(
    ("text", "total", "management"),
    [
        ("Опыт работы 5 лет, из них руководителем отдела 3 года", 60, 36),
        ("Более трёх лет руковожу отделом. Всего опыт 8 лет", 96, 36),
        ("Over 7 years of experience, 3+ years managing a team", 84, 36),
        ("Без опыта руководства, стаж 4 года", 48, 0),
        ("Стаж 2,5 года", 30, None),
        ("5-летний опыт продаж", 60, None),
        ("Год работал начальником", 12, 12),
        ("Мужчина, 35 лет. Стаж: 10 лет", 120, None),
        ("Женщина 28 лет, Москва", None, None),
        ("Ассистент директора, 5 лет", 60, None),
        ("опыт 85 лет", None, None),
        ("", None, None),
    ],
)
def test_stated_years(text: str, total: int | None, management: int | None) -> None:
    career = read_career(CandidateProfile(text=text), AS_OF)
    led = [one.management for one in career.statements if one.management is not None]

    assert career.stated_total == total
    assert max(led, default=None) == management


def test_months_are_stated_where_they_stand() -> None:
    text = "Слежу за порядком.\nСтаж 4 года, руководил отделом 2 года"

    assert [
        words(clean(text))[one.place : one.place + one.length] for one in stated_months(clean(text))
    ] == [["стаж", "4", "года"], ["руководил", "отделом", "2", "года"]]


def test_statements_without_end_are_read_in_seconds() -> None:
    begun = time.perf_counter()
    assert len(stated_months("опыт 5 лет. " * 4_000)) == 4_000
    assert time.perf_counter() - begun < 5


@pytest.mark.parametrize(
    "position",
    [
        Position("Повар", AS_OF - 10, AS_OF - 20),
        Position("Повар", AS_OF + 1, None),
        Position("Повар", None, None),
    ],
    ids=["ends before it starts", "is to come", "has no dates"],
)
def test_years_are_stated_beside_a_post_that_tells_no_months(position: Position) -> None:
    profile = CandidateProfile(text="Опыт работы 7 лет.", positions=(position,))
    assert read_career(profile, AS_OF).stated_total == 84


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2011 — 2015 Руководитель отдела", "2011-01", "2015-12"),
        ("с марта 2016 по июнь 2018 директор магазина", "2016-03", "2018-06"),
        ("03.2018 - 05.2020 Менеджер", "2018-03", "2020-05"),
        ("Январь 2021 — настоящее время\nНачальник отдела", "2021-01", None),
        ("since May 2019 head of sales", "2019-05", None),
    ],
)
def test_dates_in_a_text_are_posts(text: str, start: str, end: str | None) -> None:
    (post,) = read_career(CandidateProfile(text=text), AS_OF).positions

    assert post.start is not None
    assert format_month(post.start) == start
    assert (None if post.end is None else format_month(post.end)) == end
    assert post.title


def test_years_of_study_are_no_post() -> None:
    assert not read_career(CandidateProfile(text="2005-2010 МГУ, университет"), AS_OF).positions


def test_overlaps_count_once_and_both_end_months_count() -> None:
    posts = (
        Position("a", parse_month("2020-01"), parse_month("2020-12")),
        Position("b", parse_month("2020-07"), parse_month("2021-06")),
        Position("c", parse_month("2021-09"), None),
    )
    career = read_career(CandidateProfile(positions=posts), parse_month("2021-10"))

    assert sum(stretch.months for stretch in career.stretches) == 18 + 2


def test_posts_of_the_future_do_not_count() -> None:
    post = Position("a", AS_OF + 2, AS_OF + 20)

    assert not read_career(CandidateProfile(positions=(post,)), AS_OF).stretches


@pytest.mark.parametrize("text", ["2021-00", "2021-13", "1899-01", "2101-01", "2021-1", "٢٠٢١-٠١"])
def test_a_malformed_month_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="month"):
        parse_month(text)


def test_months_are_written_as_read() -> None:
    assert format_month(parse_month("2021-03")) == "2021-03"

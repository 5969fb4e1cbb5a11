"""Reasons: sentences that agree with the numbers, in both languages."""

import re
from typing import Any

import pytest

from matching.facts import Explanation
from matching.phrases import FIELDS, LEVELS, PHRASES
from matching.reasons import part_reason, reasons, summary
from matching.scorer import PARTS
from matching.wording import (
    LANGUAGES,
    Language,
    count,
    listed,
    money,
    money_range,
    period,
    points,
    sentence,
)
from tests.matching.factories import candidate, rank, vacancy


def explain(wanted: dict[str, Any] | None = None, **changes: Any) -> Explanation:
    return rank(wanted or vacancy(), [candidate(**changes)]).explain(0)


@pytest.mark.parametrize(
    ("months", "ru", "en"),
    [
        (0, "0 лет", "0 years"),
        (12, "1 год", "1 year"),
        (36, "3 года", "3 years"),
        (60, "5 лет", "5 years"),
        (132, "11 лет", "11 years"),
        (252, "21 год", "21 years"),
        (1, "1 месяц", "1 month"),
        (40, "3 года 4 месяца", "3 years 4 months"),
        (59, "4 года 11 месяцев", "4 years 11 months"),
    ],
)
def test_periods(months: int, ru: str, en: str) -> None:
    assert period(months, "ru").replace("\u00a0", " ") == ru
    assert period(months, "en").replace("\u00a0", " ") == en


@pytest.mark.parametrize(
    ("minor", "currency", "ru", "en"),
    [
        (12_000_000, "RUB", "120\u202f000\u00a0₽", "₽120,000"),
        (90_000, "RUB", "900\u00a0₽", "₽900"),
        (100_050, "USD", "1\u202f000,50\u00a0$", "$1,000.50"),
        (100_000, "AMD", "1\u202f000\u00a0AMD", "AMD\u00a01,000"),
        (-500_000, "RUB", "−5\u202f000\u00a0₽", "-₽5,000"),
    ],
)
def test_sums(minor: int, currency: str, ru: str, en: str) -> None:
    assert money(minor, currency, "ru") == ru
    assert money(minor, currency, "en") == en


def test_ranges_name_the_currency_once() -> None:
    assert money_range(11_000_000, 13_000_000, "RUB", "ru") == "110\u202f000–130\u202f000\u00a0₽"
    assert money_range(11_000_000, 13_000_000, "RUB", "en") == "₽110,000–130,000"
    assert money_range(100, 200, "AMD", "en") == "AMD\u00a01–2"


def test_points_and_counts_agree_with_their_nouns() -> None:
    assert [points(value, "ru") for value in (1, 2, 5, 2.7)] == [
        "1\u00a0балл", "2\u00a0балла", "5\u00a0баллов", "2,7\u00a0балла",
    ]  # fmt: skip
    assert [count(n, "skill", "ru") for n in (1, 4, 11, 12, 22)] == [
        "1\u00a0навык", "4\u00a0навыка", "11\u00a0навыков", "12\u00a0навыков", "22\u00a0навыка",
    ]  # fmt: skip
    assert points(1, "en") == "1\u00a0point"


def test_lists_and_sentences() -> None:
    assert listed(["CRM", "SQL"], "ru") == "«CRM», «SQL»"
    assert listed(["CRM"], "en") == "“CRM”"
    assert sentence("ёлка") == "Ёлка."
    assert sentence("done.") == "Done."


def test_a_wish_above_the_offer_says_by_how_much_and_what_it_costs() -> None:
    explanation = explain(vacancy(salary_to=180_000), salary_expected=216_000)
    lost = explanation.part("salary").weight - explanation.part("salary").points

    assert "на 36\u202f000\u00a0₽ выше вилки" in part_reason(explanation, "salary", "ru")
    assert f"минус {points(lost, 'ru')}" in part_reason(explanation, "salary", "ru")
    assert f"{points(lost, 'en')} less" in part_reason(explanation, "salary", "en")


@pytest.mark.parametrize(
    ("changes", "part", "ru"),
    [
        ({"skills": ["переговоры"]}, "skills", "не найдены: «Работа с претензиями»"),
        ({"salary_expected": None}, "salary", "Ожидания по зарплате не указаны; неизвестное"),
        ({"salary_expected": 60_000}, "salary", "намного ниже рынка, стоит спросить почему"),
        ({"salary_expected": 99, "currency": "USD"}, "salary", "в другой валюте"),
        ({"city": "Омск", "relocation": True}, "salary", "после переезда это около"),
        ({"city": "Омск", "relocation": True}, "place", "готовность к переезду есть"),
        ({"city": "Омск", "relocation": False}, "place", "переезд исключён"),
        ({"city": None}, "place", "Город не указан, о переезде не сказано"),
        ({"positions": None}, "experience", "Стаж не указан"),
        ({"management_years": 0}, "experience", "опыта руководства нет"),
        ({"management_years": 2}, "experience", "2\u00a0года (обычно 3\u00a0года)"),
        ({"title": None, "positions": None}, "title", "Должность не указана"),
        ({}, "title", "Та же должность"),
        ({"positions": None}, "title", "Ищет именно такую должность"),
        ({"stuffed": 300}, "skills", "список навыков так длинен"),
    ],
)
def test_part_reasons(changes: dict[str, Any], part: str, ru: str) -> None:
    assert ru in part_reason(explain(**changes), part, "ru")


@pytest.mark.parametrize(
    ("wanted", "part", "ru"),
    [
        (vacancy(title="Повар"), "salary", "Вакансия об этом не спрашивает"),
        (vacancy(title="Повар", salary_to=200_000), "salary", "для этой должности нет"),
        (vacancy(city="Тверь", salary_to=200_000), "salary", "города вакансии в обзоре"),
        (vacancy(languages={"en": "fluent"}), "skills", "неизвестное оставляет"),
        (vacancy(must=None), "skills", "Из навыков, обычных для такой вакансии, есть 6 из 12"),
        (vacancy(remote=True), "place", "Москва, город вакансии"),
        (vacancy(management_years=10), "experience", "(нужно 10\u00a0лет)"),
    ],
)
def test_reasons_of_other_vacancies(wanted: dict[str, Any], part: str, ru: str) -> None:
    assert ru in part_reason(explain(wanted), part, "ru")


def test_languages_and_education_are_told() -> None:
    wanted = vacancy(languages={"en": "fluent", "de": "basic"}, education="высшее")
    told = part_reason(explain(wanted, languages={"en": "B1"}, education="колледж"), "skills", "ru")

    assert "английский: нужен уровень «свободный», указан «средний»" in told
    assert "немецкий не указан (нужен уровень «базовый»)" in told
    assert "образование: среднее профессиональное; нужно: высшее" in told


def test_different_taxes_are_told() -> None:
    explanation = explain(vacancy(salary_to=180_000, net=False), net=True)

    assert "сравнены как есть" in part_reason(explanation, "salary", "ru")


@pytest.mark.parametrize("language", LANGUAGES)
def test_reasons_are_the_summary_and_a_sentence_for_each_part(language: Language) -> None:
    explanation = explain(salary_expected=None)
    told = reasons(explanation, language)

    assert told[0] == summary(explanation, language)
    assert len(told) == 1 + len(PARTS)
    assert all(text.endswith(".") and not text[0].islower() for text in told)


def test_the_summary_names_what_is_unknown() -> None:
    assert "не указано: ожидания по зарплате" in summary(explain(salary_expected=None), "ru")


def test_english_reasons_hold_no_russian() -> None:
    rows = [candidate(), {"title": None}, candidate(city="Омск", relocation=True)]
    ranking = rank(vacancy(), rows)

    for key in ranking.keys:
        for text in reasons(ranking.explain(key), "en"):
            assert not re.search("[а-яё]", text.lower()), text


def test_every_phrase_is_in_both_languages_with_the_same_places() -> None:
    for name, phrase in (PHRASES | FIELDS | LEVELS).items():
        assert set(phrase) == set(LANGUAGES), name
        assert set(re.findall(r"{\w+}", phrase["ru"])) == set(re.findall(r"{\w+}", phrase["en"]))

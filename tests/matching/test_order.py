"""Who stands above whom: the book of order cases, and the seed's own case in all its shapes."""

from itertools import pairwise
from typing import Any

import pytest

from tests.matching.factories import BOOK, CANDIDATES, candidate, rank, units, vacancy

WISH_IN_BAND, WISH_TOO_HIGH = 150_000, 300_000
POINT = 100

SKILLS = CANDIDATES["head"]["skills"]
EXPERIENCE: dict[str, dict[str, Any]] = {
    "positions": {
        "good": {"positions": CANDIDATES["head"]["positions"]},
        "bad": {
            "positions": [{"title": "Менеджер по работе с клиентами", "start": "2017-02"}],
        },
    },
    "numbers": {
        "good": {"positions": None, "experience_years": 9, "management_years": 5},
        "bad": {"positions": None, "experience_years": 9, "management_years": 0},
    },
    "management years left out": {
        "good": {"positions": None, "experience_years": 9, "management_years": 5},
        "bad": {"positions": None, "experience_years": 9, "management_years": None},
    },
    "text": {
        "good": {
            "positions": None,
            "text": "Опыт работы 9 лет, из них 5 лет руководителем отдела по работе с клиентами.",
        },
        "bad": {
            "positions": None,
            "text": "Опыт работы 9 лет, из них 5 лет менеджером по работе с клиентами.",
        },
    },
    "dates in the text": {
        "good": {
            "positions": None,
            "text": "2017 — 2020 Менеджер по работе с клиентами, банк\n"
            "2021 — настоящее время Руководитель отдела по работе с клиентами, банк",
        },
        "bad": {
            "positions": None,
            "text": "2017 — 2020 Менеджер по работе с клиентами, банк\n"
            "2021 — настоящее время Ведущий менеджер по работе с клиентами, банк",
        },
    },
}
VACANCIES: dict[str, dict[str, Any]] = {
    "must-haves": {},
    "no must-haves": {"must": None},
    "nice-to-haves": {"must": None, "nice": vacancy()["must"]},
    "offer": {"salary_from": 120_000, "salary_to": 200_000, "currency": "RUB"},
    "offer without must-haves": {"must": None, "salary_to": 180_000},
    "lower end of the offer": {"salary_from": 150_000},
    "years asked": {"experience_years": 5, "management_years": 3},
    "other title": {"title": "Начальник клиентского отдела"},
    "English title": {"title": "Head of customer relations"},
    "with a text": {
        "text": "Требования: опыт работы с клиентами, английский язык, умение вести переговоры.\n"
        "Мы предлагаем: официальное оформление, корпоративное обучение."
    },
}


@pytest.mark.parametrize("wanted", VACANCIES)
@pytest.mark.parametrize("told", EXPERIENCE)
def test_seed_case(wanted: str, told: str) -> None:
    good = candidate(**EXPERIENCE[told]["good"], salary_expected=WISH_IN_BAND)
    rows = {
        "good": good,
        "half the skills": good | {"skills": SKILLS[:2]},
        "asks 300,000": good | {"salary_expected": WISH_TOO_HIGH},
        "never led": good | EXPERIENCE[told]["bad"],
        "wish unknown": good | {"salary_expected": None},
    }
    scores = dict(
        zip(rows, units(rank(vacancy(**VACANCIES[wanted]), list(rows.values()))), strict=True)
    )

    assert scores["good"] > scores["half the skills"]
    assert scores["good"] > scores["never led"]
    assert scores["good"] > scores["wish unknown"] > scores["asks 300,000"]


@pytest.mark.parametrize("city", ["Москва", "Санкт-Петербург", "Омск", "Казань"])
@pytest.mark.parametrize("segment", ["agency", "company"])
def test_seed_case_in_other_cells(city: str, segment: str) -> None:
    rows = [candidate(city=city, salary_expected=wish) for wish in (100_000, None, WISH_TOO_HIGH)]
    scores = units(rank(vacancy(city=city, segment=segment), rows))

    assert scores[0] > scores[1] > scores[2]


def _cases() -> list[Any]:
    return [pytest.param(case, id=case["why"]) for case in BOOK["cases"]]


@pytest.mark.parametrize("case", _cases())
def test_book(case: dict[str, Any]) -> None:
    base = case.get("base", "head")
    wanted = vacancy(base if base != "numbers" else "head", **case.get("vacancy", {}))
    told = case.get("order") or case.get("equal") or case["no_lift"]
    rows = [candidate(base, **{**case.get("changes", {}), **changes}) for changes in told]
    scores = units(rank(wanted, rows), case.get("part"))

    if "order" in case:
        assert all(better > worse for better, worse in pairwise(scores)), scores
    elif "equal" in case:
        assert len(set(scores)) == 1, scores
    else:
        assert max(scores) - scores[0] < POINT, scores

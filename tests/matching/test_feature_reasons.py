"""The table under a score: a fact for each curve, and points that add up."""

from typing import Any

import pytest

from matching.facts import Explanation
from matching.feature_reasons import FEATURE_LABELS, feature_fact
from matching.scorer import FEATURE_NAMES, PARTS, QUESTIONS
from matching.wording import LANGUAGES, Language
from tests.matching.factories import candidate, rank, vacancy

WANTED = vacancy(
    salary_to=140_000, education="higher", languages={"en": "spoken"}, nice=["тендеры"], text="Опыт"
)


def explain(wanted: dict[str, Any] = WANTED, **changes: Any) -> Explanation:
    return rank(wanted, [candidate(**changes), candidate("developer")]).explain(0)


def cells(explanation: Explanation, language: Language) -> dict[str, str]:
    return {
        feature.name: feature_fact(explanation, feature, language).replace("\xa0", " ")
        for feature in explanation.features
    }


def test_every_feature_has_a_label() -> None:
    assert tuple(FEATURE_LABELS) == FEATURE_NAMES


def test_the_facts_in_russian() -> None:
    told = cells(explain(languages={"en": "basic"}, education="колледж"), "ru")

    assert told == {
        "must": "4 из 4; только заявлены: «Переговоры», «Работа с претензиями», "
        "«Личные продажи», «Коммерческие предложения»",
        "nice": "0 из 1; не найдены: «Тендеры»",
        "languages": "английский: базовый, нужно: разговорный",
        "education": "среднее профессиональное, нужно: высшее",
        "relevant": told["relevant"],
        "total": "9 лет 10 месяцев, обычно: 5 лет",
        "management": "5 лет 11 месяцев, обычно: 3 года",
        "seniority": "руководитель, нужно: руководитель",
        "stability": "5 лет 11 месяцев",
        "offer": "150\u202f000 ₽, предложение 140\u202f000 ₽",
        "market": told["market"],
        "place": "Москва, город вакансии",
        "title": "та же должность",
        "text": told["text"],
    }
    assert "обычно: 5 лет" in told["relevant"]
    assert told["market"].startswith("150\u202f000 ₽, рынок ")


def test_what_is_not_told_is_said_so() -> None:
    told = cells(explain(salary_expected=None, positions=None, skills=None, text=None), "en")

    unknown = {name for name, fact in told.items() if fact.startswith("not given")}
    assert {"must", "languages", "education", "total", "stability", "offer"} <= unknown


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "wanted", [WANTED, vacancy("developer"), vacancy("accountant"), {"title": "Повар"}]
)
def test_curves_add_up_to_parts_and_every_fact_is_said(
    wanted: dict[str, Any], language: Language
) -> None:
    explanation = explain(wanted)

    for part in PARTS:
        curves = [feature for feature in explanation.features if feature.part == part]
        for field in ("points", "low", "high", "weight"):
            whole = getattr(explanation.part(part), field)
            assert sum(getattr(curve, field) for curve in curves) == pytest.approx(whole)
    assert all(cells(explanation, language).values())


def test_the_question_that_carries_a_candidate_is_told() -> None:
    head, developer = (
        rank(vacancy(), [candidate(), candidate("developer")]).explain(key) for key in (0, 1)
    )

    assert set(head.lifts) == set(QUESTIONS)
    assert head.lifts["profession"] > 0 > developer.lifts["profession"]
    assert sum(head.lifts.values()) == pytest.approx(-sum(developer.lifts.values()))

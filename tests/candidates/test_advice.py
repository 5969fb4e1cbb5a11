"""The résumé check: what would tell more, said as help; and silence where all is well."""

from typing import Any

import pytest
from flask import Flask

from recruit.candidates.advice import advice_on
from recruit.candidates.completeness import missing_in

STORY = "Вела переговоры с 12 ключевыми клиентами, разбирала претензии, обучала новых людей."


def values(**changes: Any) -> dict[str, Any]:
    positions = [{"title": "Руководитель", "start": "2021-03", "description": STORY}]
    return {"skills": ["negotiation", "claims-handling"], "positions": positions} | changes


def texts(app: Flask, told: dict[str, Any], language: str = "ru") -> list[str]:
    with app.test_request_context(headers={"Accept-Language": language}):
        return [one.text for one in advice_on(told, language)]


def test_nothing_to_add(app: Flask) -> None:
    assert texts(app, values()) == []


def test_skills_that_no_position_shows_are_named(app: Flask) -> None:
    (text,) = texts(app, values(skills=["negotiation", "excel", "Плетение корзин"]))
    assert "Excel" in text
    assert "Переговоры" not in text
    assert "корзин" not in text  # no vocabulary knows how it would look at work


def test_many_unshown_skills_are_counted(app: Flask) -> None:
    skills = ["excel", "cold-calling", "budgeting", "presentations", "1c-enterprise", "tenders"]
    (text,) = texts(app, values(skills=skills))
    assert "и ещё 2" in text.replace("\xa0", " ")


def test_without_figures_results_are_asked_for(app: Flask) -> None:
    story = "Вела переговоры, разбирала претензии, обучала новых людей и отвечала за качество."
    told = values(positions=[{"title": "Руководитель", "description": story}])
    (text,) = texts(app, told)
    assert text.startswith("Итоги")


def test_short_stories_are_named_by_their_position(app: Flask) -> None:
    told = values()
    told["positions"] = [*told["positions"], {"title": "Менеджер", "description": "Продажи."}]
    (text,) = texts(app, told)
    assert "Место работы 2" in text.replace("\xa0", " ")


def test_a_long_list_of_skills_is_too_long(app: Flask) -> None:
    told = values(skills=[f"Навык {number}" for number in range(31)])
    assert any("31" in text for text in texts(app, told))


@pytest.mark.parametrize("typed", [{}, {"city": "", "salary": "", "positions": [], "skills": []}])
def test_what_is_empty_is_missing(typed: dict[str, Any]) -> None:
    controls = [control for control, _ in missing_in(typed)]
    assert {"city", "salary", "positions", "skills", "phone"} <= set(controls)


def test_no_is_an_answer() -> None:
    told = {"remote": False, "relocation": "no"}
    assert not {"remote", "relocation"} & {control for control, _ in missing_in(told)}

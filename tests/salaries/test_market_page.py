"""What the macro of our own market says: the figures, the steps, the survey, or why nothing."""

from dataclasses import replace

import pytest
from flask import Flask
from lxml import html

from matching.market import MarketAnswer
from matching.months import parse_month
from matching.widening import Cell, Step
from recruit.salaries.market import OwnMarket, OwnSide

THOUSAND = 1000 * 100
SHOWN = MarketAnswer(
    "expectation",
    Cell("Казань", "company", 2),
    (Step("pair", ("I",)), Step("bands", ("III", "IV"))),
    percentiles=tuple(n * THOUSAND for n in (50, 60, 70, 80, 90)),
    people=21,
    employers=2,
    first=parse_month("2026-01"),
    last=parse_month("2026-11"),
)
EMPTY = MarketAnswer("offer", Cell("Казань", "company", 2), (), reason="few")


def words(app: Flask, expects: OwnSide, offers: OwnSide, language: str = "ru") -> str:
    with app.test_request_context(headers={"Accept-Language": language}):
        macro = app.jinja_env.get_template("salaries/_market.html").module
        drawn = macro.own_market(OwnMarket(expects, offers))  # type: ignore[attr-defined]
    found = html.fromstring(f"<div>{drawn}</div>")
    labels = " ".join(found.xpath("//svg/@aria-label"))
    return " ".join(f"{found.text_content()} {labels}".split())


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (
            "ru",
            [
                "Медиана — 70 000 ₽; средняя половина укладывается в 60 000–80 000 ₽, "
                "восемь десятых — в 50 000–90 000 ₽.",
                "21 кандидат, 2 известных работодателя, январь 2026 — ноябрь 2026.",
                "добавлены: соседний диапазон I; диапазоны III, IV. Добавленные суммы пересчитаны",
                "Это на 15 % ниже середины диапазона в обзоре (82 000 ₽).",
                "вакансий меньше пяти.",
            ],
        ),
        (
            "en",
            [
                "The median is ₽70,000; the middle half lies within ₽60,000–80,000",
                "21 candidates, 2 known employers, January 2026 – November 2026.",
                "we added: the neighbouring band I; bands III, IV.",
                "That is 15% below the middle of the band in the survey, ₽82,000.",
                "there are fewer than five vacancies.",
            ],
        ),
    ],
)
def test_both_sides_are_told_in_words(app: Flask, language: str, told: list[str]) -> None:
    text = words(
        app, OwnSide(SHOWN, 82 * THOUSAND, -15), OwnSide(EMPTY, 82 * THOUSAND, None), language
    )
    assert [sentence for sentence in told if sentence not in text] == [], text


@pytest.mark.parametrize(
    ("answer", "surveyed", "difference", "told"),
    [
        (
            replace(SHOWN, asked=Cell("Казань", None, None)),
            60 * THOUSAND,
            17,
            "выше медианы обзора",
        ),
        (
            replace(SHOWN, asked=Cell("Казань", None, None)),
            80 * THOUSAND,
            -12,
            "ниже медианы обзора",
        ),
        (SHOWN, 60 * THOUSAND, 17, "выше середины диапазона"),
        (SHOWN, 69 * THOUSAND, None, "От обзора это отличается не больше чем на 10 %."),
        (replace(EMPTY, reason="employer"), None, None, "приходится на одного работодателя."),
        (replace(EMPTY, reason="difference"), None, None, "выдало бы суммы отдельных людей."),
        (replace(EMPTY, side="expectation"), None, None, "кандидатов меньше пяти."),
        (
            replace(EMPTY, steps=(Step("region", ("Москва", "Московская область")),)),
            None,
            None,
            "города вокруг столицы, которые считаются вместе с ней.",
        ),
        (
            replace(
                EMPTY,
                steps=(
                    Step("region", ("Омская область",)),
                    Step("segments", ("agency",)),
                    Step("period", ("36",)),
                ),
            ),
            None,
            None,
            "другие города региона (Омская область); предложения агентств; три года вместо одного.",
        ),
    ],
)
def test_every_outcome_has_its_sentence(
    app: Flask, answer: MarketAnswer, surveyed: int | None, difference: int | None, told: str
) -> None:
    assert told in words(app, OwnSide(answer, surveyed, difference), OwnSide(EMPTY, None, None))


@pytest.mark.parametrize(("sums", "told"), [(1, "1 000 ₽"), (0, "0 ₽")])
def test_equal_sums_and_none_are_drawn_too(app: Flask, sums: int, told: str) -> None:
    equal = replace(SHOWN, percentiles=(sums * THOUSAND,) * 5)
    assert f"Медиана — {told}; " in words(
        app, OwnSide(equal, None, None), OwnSide(equal, None, None)
    )

"""Slots of templates, and paragraphs that are never written twice."""

import re
from random import Random

import pytest

from recruit.demo.texts import (
    Paragraphs,
    TemplateError,
    Voice,
    counted,
    in_sentence,
    plural,
    render,
    sentence,
)

WOMAN = Voice("f")


def many(template: str, voice: Voice = WOMAN) -> set[str]:
    return {render(template, Random(seed), voice) for seed in range(200)}


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (1, "1 договор"),
        (3, "3 договора"),
        (7, "7 договоров"),
        (11, "11 договоров"),
        (12, "12 договоров"),
        (21, "21 договор"),
        (112, "112 договоров"),
        (1000, "1\u00a0000 договоров"),
    ],
)
def test_a_number_takes_the_form_of_its_noun(number: int, text: str) -> None:
    assert counted(number, "договор", "договора", "договоров") == text


def test_a_range_has_both_its_ends() -> None:
    assert many("от {n:3-5}") == {"от 3", "от 4", "от 5"}


def test_a_noun_in_the_genitive_plural_gets_numbers_that_ask_for_it() -> None:
    drawn = many("{n:2-23} магазинов")
    assert drawn
    assert all(plural(int(text.split()[0])) == 2 for text in drawn)


def test_a_noun_after_a_genitive_preposition_takes_any_number_but_those_ending_in_one() -> None:
    assert many("до {n:2-5} дней") == {"до 2 дней", "до 3 дней", "до 4 дней", "до 5 дней"}
    assert "из 21 человек" not in many("из {n:19-22} человек")


def test_a_noun_with_three_forms_agrees() -> None:
    assert many("{n:1-5 год|года|лет}") == {"1 год", "2 года", "3 года", "4 года", "5 лет"}


def test_decimals_have_a_comma_in_russian_and_a_point_in_english() -> None:
    assert many("{n:1,1-1,3}") == {"1,1", "1,2", "1,3"}
    assert many("{n:1,1-1,3}", Voice(language="en")) == {"1.1", "1.2", "1.3"}


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("на {pct:5-5}", "на 5\u00a0%"),
        ("на {pct:5-5} %", "на 5 %"),
        ("на {pct:5-5} процентов", "на 5 процентов"),
        ("{money:300-300 тыс. ₽}", "300\u00a0тыс. ₽"),
        ("в {n:2021-2021} году", "в 2021 году"),
        ("{any:да|да}", "да"),
    ],
)
def test_each_kind_of_slot_is_written_in_its_way(template: str, text: str) -> None:
    assert render(template, Random(1)) == text


def test_forms_follow_the_person() -> None:
    assert render("{Вёл|Вела} и настроил{|а}", Random(1), Voice("m")) == "Вёл и настроил"
    assert render("{Вёл|Вела} и настроил{|а}", Random(1), WOMAN) == "Вела и настроила"


def test_a_named_fact_is_put_in() -> None:
    assert render("Стаж {years}", Random(1), Voice(facts={"years": "7 лет"})) == "Стаж 7 лет"


@pytest.mark.parametrize(
    "template", ["{unknown}", "{n:5-3}", "{n:3-x}", "{n:3-5", "3-5}", "{n:2-3 год|года}", "{a|b|c}"]
)
def test_a_slot_that_cannot_be_filled_is_an_error(template: str) -> None:
    with pytest.raises(TemplateError):
        render(template, Random(1))


def test_a_sentence_begins_with_a_capital_and_ends_with_one_stop() -> None:
    assert sentence("{вёл|вела} учёт", Random(1), WOMAN) == "Вела учёт."
    assert sentence("Вела учёт.", Random(1)) == "Вела учёт."


@pytest.mark.parametrize(
    ("name", "inside"),
    [
        ("Логистика", "логистика"),
        ("Водительские права категории B", "водительские права категории B"),
        ("Контент-маркетинг", "контент-маркетинг"),
        ("HR-менеджер", "HR-менеджер"),
        ("Excel", "Excel"),
        ("1С:Бухгалтерия", "1С:Бухгалтерия"),
        ("Яндекс Метрика", "Яндекс Метрика"),
        ("Гранд-Смета", "Гранд-Смета"),
    ],
)
def test_only_plain_words_lose_their_capital_inside_a_sentence(name: str, inside: str) -> None:
    assert in_sentence(name) == inside


def test_a_paragraph_is_written_once() -> None:
    rng, paragraphs = Random(1), Paragraphs()
    written = [paragraphs.fresh(lambda: render("Абзац {n:1-5}", rng)) for _ in range(5)]
    assert sorted(written) == [f"Абзац {number}" for number in range(1, 6)]
    with pytest.raises(TemplateError, match="too few templates"):
        paragraphs.fresh(lambda: render("Абзац {n:1-5}", rng))


def test_spaces_and_capitals_do_not_make_a_paragraph_new() -> None:
    paragraphs = Paragraphs()
    paragraphs.fresh(lambda: "Вёл учёт")
    texts = iter(["вёл  учёт", "Вёл склад"])
    assert paragraphs.fresh(lambda: next(texts)) == "Вёл склад"


def test_no_double_spaces_come_from_empty_forms() -> None:
    assert not re.search(r"  ", render("сам{|а} всё проверил{|а}", Random(1)))

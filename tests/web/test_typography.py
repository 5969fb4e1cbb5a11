"""No-break spaces in texts of the interface."""

import pytest
from markupsafe import Markup

from recruit.web.typography import typo


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ответ за 3 дня в Москве", "Ответ за~3~дня в~Москве"),
        ("и не в срок", "и~не~в~срок"),
        ("К вам и не только", "К~вам и~не~только"),
        ("Решение — ваше", "Решение~— ваше"),
        ("Заявка № 5", "Заявка №~5"),
        ("скидка 23 % и 120 000 ₽", "скидка 23~% и~120 000~₽"),
        ("А. И. Рыжов", "А.~И.~Рыжов"),
        ("ООО «Ракурс»", "ООО~«Ракурс»"),
        ("Осталось исправить %(num)s поля", "Осталось исправить %(num)s~поля"),
        ("%(name)s сохранил версию", "%(name)s сохранил версию"),
        ("если бы он знал же", "если~бы он знал~же"),
        ("кто-то из нас", "кто-то из~нас"),
        ("Save the form — twice", "Save the form~— twice"),
        ("", ""),
    ],
)
def test_typo(text, expected):
    assert typo(text).replace("\u00a0", "~") == expected


def test_typo_is_stable():
    once = typo("Не в срок — 5 дней в ООО «Ракурс»")
    assert typo(once) == once


def test_tags_and_their_attributes_stay():
    text = Markup('Ответ в <a href="/a b" title="в срок — 5 дней">5 дней</a>')
    assert typo(text) == 'Ответ в\u00a0<a href="/a b" title="в срок — 5 дней">5\u00a0дней</a>'


def test_safe_text_stays_safe_and_unsafe_text_unsafe():
    assert isinstance(typo(Markup("в <b>срок</b>")), Markup)
    assert not isinstance(typo("в <b>срок</b>"), Markup)

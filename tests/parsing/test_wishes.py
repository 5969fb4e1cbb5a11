"""Wishes: posts, pay, a move, work from home; only where they are wishes."""

import pytest

from recruit.parsing.document import Document, Line
from recruit.parsing.draft import Draft
from recruit.parsing.parse import parse
from recruit.parsing.pay import sums_in

HEAD = "Иванов Пётр Сергеевич\n"


def draft(text: str) -> Draft:
    lines = (Line(line, block=n) for n, line in enumerate(text.splitlines()))
    return parse(Document(tuple(lines)), "2026-11")


@pytest.mark.parametrize(
    ("shown", "amount", "currency"),
    [
        ("80 000 руб.", 80_000, "RUB"),
        ("80000 рублей", 80_000, "RUB"),
        ("80 т.р.", 80_000, "RUB"),
        ("80 тыс.", 80_000, "RUB"),
        ("80к", 80_000, "RUB"),
        ("80.000 р/мес.", 80_000, "RUB"),
        ("от 80 000 ₽ на руки", 80_000, "RUB"),
        ("80–100 тыс. руб.", 80_000, "RUB"),
        ("80 000 – 100 000 ₽", 80_000, "RUB"),
        ("2000 USD", 2000, "USD"),
        ("$2,500/month", 2500, "USD"),
        ("1 200 000 руб. в год", 100_000, "RUB"),
    ],
)
def test_a_wish_in_every_spelling(shown: str, amount: int, currency: str) -> None:
    found = draft(f"{HEAD}Желаемая зарплата: {shown}")
    assert found.pay is not None
    assert (found.pay.value.amount, found.pay.value.currency) == (amount, currency)


@pytest.mark.parametrize(
    "label", ["Желаемая заработная плата", "Ожидаемая зарплата", "Зарплата от"]
)
def test_a_wish_under_every_label(label: str) -> None:
    found = draft(f"{HEAD}{label}: 80 000 руб.")
    assert found.pay is not None
    assert found.pay.value.amount == 80_000


@pytest.mark.parametrize("shown", ["по договорённости", "negotiable", "500 руб. в час"])
def test_an_open_wish_is_no_sum(shown: str) -> None:
    assert draft(f"{HEAD}Зарплата: {shown}").pay is None


def test_net_and_gross() -> None:
    assert sums_in("80 000 руб. на руки")[0].net is True
    assert sums_in("80 000 руб. до вычета НДФЛ")[0].net is False
    assert sums_in("80 000 руб.")[0].net is None


def test_former_pay_and_turnovers_are_no_wish() -> None:
    text = (
        f"{HEAD}Опыт работы\n03.2015 – 05.2018\nООО «Ромашка»\nМенеджер\n"
        "Оклад 43 000 руб. плюс премия\nОборот 45 000 000 руб. в год"
    )
    assert draft(text).pay is None


def test_a_sum_above_its_currency() -> None:
    found = draft(
        f"{HEAD}Желаемая должность и зарплата\nБухгалтер\t60 000\nФинансы\n₽ на руки\nОпыт работы"
    )
    assert found.pay is not None
    assert found.pay.value.amount == 60_000
    assert [title.value for title in found.titles] == ["Бухгалтер"]


@pytest.mark.parametrize(
    ("shown", "titles"),
    [
        ("Желаемая должность: Кассир / Продавец", ["Кассир", "Продавец"]),
        ("Цель: Бухгалтер, Экономист", ["Бухгалтер", "Экономист"]),
        ("Должность: Менеджер по закупкам, логистике", ["Менеджер по закупкам, логистике"]),
        ("Objective: Data Analyst", ["Data Analyst"]),
        ("Главный бухгалтер", ["Главный бухгалтер"]),
    ],
)
def test_wished_posts(shown: str, titles: list[str]) -> None:
    assert [title.value for title in draft(HEAD + shown).titles] == titles


@pytest.mark.parametrize(
    ("shown", "value"),
    [
        ("Готова к переезду", True),
        ("Не готов к переезду, готов к командировкам", False),
        ("переезд возможен", True),
        ("переезд невозможен", False),
        ("Переезд: нет", False),
        ("Willing to relocate", True),
        ("Not willing to relocate", False),
        ("Готов к командировкам", None),
    ],
)
def test_a_move(shown: str, value: bool | None) -> None:
    found = draft(HEAD + shown).relocation
    assert (found.value if found else None) is value


@pytest.mark.parametrize(
    ("shown", "value"),
    [
        ("График работы: полный день, удаленная работа", True),
        ("Возможна удалённая работа", True),
        ("Open to remote work", True),
        ("Удалённая работа: нет", False),
        ("Только офис", False),
        ("График работы: полный день", None),
    ],
)
def test_work_from_home(shown: str, value: bool | None) -> None:
    found = draft(HEAD + shown).remote
    assert (found.value if found else None) is value


def test_a_job_tells_no_wish() -> None:
    found = draft(
        f"{HEAD}Опыт работы\n03.2015 – 05.2018\nООО «Ромашка»\nМенеджер\n"
        "Готов был к переезду офиса, вёл удалённую работу отдела"
    )
    assert (found.relocation, found.remote) == (None, None)


def test_the_questions_of_a_form() -> None:
    found = draft(
        "АНКЕТА\n1. Фамилия, имя, отчество\nИванов Пётр Сергеевич\n"
        "2. На какую должность претендуете?\nБухгалтер\n"
        "3. Какую заработную плату Вы ожидаете?\n55 000 руб.\n4. Согласны ли Вы на переезд?\nда"
    )
    assert found.name is not None
    assert found.pay is not None
    assert found.relocation is not None
    assert [title.value for title in found.titles] == ["Бухгалтер"]
    assert (found.pay.value.amount, found.relocation.value) == (55_000, True)


@pytest.mark.parametrize("line", ["Готовность к переезду в другой город: нет", "Переезд: нет"])
def test_a_refusal_behind_a_colon(line: str) -> None:
    found = draft(HEAD + line)
    assert found.relocation is not None
    assert found.relocation.value is False


@pytest.mark.parametrize(
    "head",
    [
        "Бухгалтер / Главный бухгалтер\nг. Омск\n",
        "Бухгалтер / Главный бухгалтер\n\nЖелаемая зарплата\nот 80 000 руб.\n",
    ],
)
def test_neither_a_town_nor_the_pay_is_a_post(head: str) -> None:
    titles = [title.value for title in draft(HEAD + head).titles]
    assert titles == ["Бухгалтер", "Главный бухгалтер"]


@pytest.mark.parametrize("pay", ["60 000 ₽ в месяц", "Зарплата не указана"])
def test_a_post_over_the_pay_on_top_of_a_page_far_from_the_name(pay: str) -> None:
    found = draft(f"Повар\n{pay}\nНаписать\n8 916 000-45-67\nbox@mail.example\nИванов Пётр")
    assert [title.value for title in found.titles] == ["Повар"]


def test_a_birth_date_beside_the_post_is_no_part_of_it() -> None:
    found = draft(HEAD + "Юрисконсульт\t10 апреля 1988 г. р.")
    assert [title.value for title in found.titles] == ["Юрисконсульт"]


@pytest.mark.parametrize(
    "below", ["yartseva@box.example", "тел. 8 916 000-45-67", "возраст: 30 лет"]
)
def test_a_small_letter_under_the_post_may_begin_a_fact(below: str) -> None:
    lines = (Line("Иванов Пётр Сергеевич"), Line("Бухгалтер", block=1), Line(below, block=1))
    titles = parse(Document(lines), "2026-11").titles
    assert [title.value for title in titles] == ["Бухгалтер"]

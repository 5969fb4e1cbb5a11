"""A second file: what differs, what is proposed, and that nothing else changes."""

import itertools
import random
from copy import deepcopy
from typing import Any

import pytest

from recruit.candidates.provenance import same_places, told_fields
from recruit.intake.proposals import Proposal, proposed
from recruit.intake.review_difference import (
    Choice,
    Kind,
    differences,
    is_strangers,
    with_choices,
)
from recruit.models import FieldSource
from tests.intake.drafts import MONTH, OLGA, draft_of

NEWER = """\
Ветрова Ольга Сергеевна
+7 (900) 000-12-34, olga@example.com
Город: Самара, готова к переезду
Желаемая должность: Коммерческий директор
Желаемая зарплата: 200 000 руб. на руки

Опыт работы
01.2025 – наст. время
ПАО «Заря»
Коммерческий директор
Отвечала за продажи в трёх регионах, вела 12 ключевых клиентов.
03.2021 – 12.2024
ООО «Контур-Медиа»
Руководитель отдела продаж
Собрала отдел из 6 человек, вела переговоры, разбирала претензии.
05.2017 – 02.2021
АО «Орбита»
Менеджер по продажам
Холодные звонки, подготовка презентаций.

Ключевые навыки
Переговоры, Холодные звонки, 1С, Бюджетирование

Языки
Английский — C1
Немецкий — A1
"""


def profile(**changes: Any) -> dict[str, Any]:
    return deepcopy(proposed(draft_of(), MONTH).values) | changes


def newer() -> Proposal:
    return proposed(draft_of(NEWER), MONTH)


def by_name(choices: list[Choice]) -> dict[str, Choice]:
    return {choice.name: choice for choice in choices}


def test_the_same_file_differs_in_nothing() -> None:
    assert differences(profile(), proposed(draft_of(), MONTH), {}) == []


def test_how_things_are_written_is_no_difference() -> None:
    stored = profile(city="КАЗАНЬ", education_text="казанский  федеральный университет, 2014")
    assert differences(stored, proposed(draft_of(), MONTH), {}) == []


def test_what_the_file_leaves_out_is_no_difference() -> None:
    names = by_name(differences(profile(), newer(), {}))
    assert not {"education", "education_text", "text", "name", "phone"} & set(names)


def test_everything_that_differs_is_a_choice() -> None:
    found = by_name(differences(profile(), newer(), {}))
    assert found["city"] == Choice("city", Kind.CHANGES, "city", takes=False)
    assert found["salary"].kind == Kind.CHANGES
    assert found["positions-0"] == Choice("positions-0", Kind.ADDS, None, takes=True)
    assert found["positions-1"] == Choice("positions-1", Kind.CHANGES, "positions-0", takes=False)
    assert "positions-2" not in found
    assert found["skills-3"] == Choice("skills-3", Kind.ADDS, None, takes=True)
    assert found["languages-0"] == Choice("languages-0", Kind.CHANGES, "languages-0", takes=False)
    assert found["languages-1"] == Choice("languages-1", Kind.ADDS, None, takes=True)


def test_an_empty_field_is_ready_to_be_filled() -> None:
    found = by_name(differences(profile(city=None, salary=None, tax="unknown"), newer(), {}))
    assert found["city"] == Choice("city", Kind.FILLS, "city", takes=True)
    assert found["salary"].takes


def test_what_nobody_has_confirmed_gives_way() -> None:
    unseen = {"city": FieldSource(field="city", confirmed_at=None)}
    assert by_name(differences(profile(), newer(), unseen))["city"].takes


def test_a_doubt_is_offered_and_not_proposed() -> None:
    draft = draft_of(NEWER)
    draft["provenance"]["city"][0]["confidence"] = 0.6
    stored = profile(city=None)
    choice = by_name(differences(stored, proposed(draft, MONTH), {}))["city"]
    assert choice == Choice("city", Kind.FILLS, "city", takes=False, is_sure=False)


def test_choices_are_made() -> None:
    stored, proposal = profile(), newer()
    found = differences(stored, proposal, {})
    made = with_choices(stored, proposal, found, {choice.name for choice in found})
    assert (made["city"], made["salary"], made["tax"]) == ("Самара", 200_000_00, "net")
    assert [row["employer"] for row in made["positions"]] == [
        "ПАО «Заря»",
        "ООО «Контур-Медиа»",
        "АО «Орбита»",
    ]
    assert made["positions"][1]["end"] == "2024-12"
    assert made["skills"] == [*stored["skills"], "budgeting"]
    assert made["languages"] == [
        {"code": "en", "level": "fluent"},
        {"code": "de", "level": "basic"},
    ]
    assert differences(made, proposal, {}) == []


def test_another_sum_without_tax_leaves_tax_open() -> None:
    stored = profile()
    proposal = proposed(draft_of(NEWER.replace(" на руки", "")), MONTH)
    made = with_choices(stored, proposal, differences(stored, proposal, {}), {"salary"})
    assert (made["salary"], made["tax"]) == (200_000_00, "unknown")


def test_a_year_alone_changes_no_months() -> None:
    text = NEWER.replace("03.2021 – 12.2024", "2021 – 2024")
    assert "positions-1" not in by_name(differences(profile(), proposed(draft_of(text)), {}))


@pytest.mark.parametrize("seed", range(40))
def test_what_is_not_chosen_is_not_changed(seed: int) -> None:
    """Whatever the profile and whatever is taken: the rest says what it said."""
    chance = random.Random(seed)
    stored = profile()
    for name in ("city", "relocation", "salary", "education", "phone", "email"):
        if chance.random() < 0.3:
            stored[name] = None
    chance.shuffle(stored["positions"])
    stored["skills"] = chance.sample([*stored["skills"], "excel", "budgeting"], k=3)
    proposal = newer()
    found = differences(stored, proposal, {})
    taken = {choice.name for choice in found if chance.random() < 0.5}
    before = deepcopy(stored)
    made = with_choices(stored, proposal, found, taken)
    assert stored == before
    may_change = set(itertools.chain.from_iterable(_controls(c) for c in found if c.name in taken))
    was, now, places = told_fields(stored), told_fields(made), same_places(stored, made)
    kept = {places[name]: value for name, value in now.items() if name in places}
    for name, value in was.items():
        if not name.startswith(tuple(may_change)):
            assert kept.get(name) == value, name
    assert len(made["positions"]) == 2 + ("positions-0" in taken)


def _controls(choice: Choice) -> list[str]:
    if choice.theirs is None:
        return []
    return ["salary", "tax"] if choice.name == "salary" else [choice.theirs]


def test_nothing_chosen_changes_nothing() -> None:
    stored, proposal = profile(), newer()
    assert with_choices(stored, proposal, differences(stored, proposal, {}), ()) == stored


def test_the_first_file_against_itself_in_another_order() -> None:
    first, second = profile()["positions"]
    stored = profile(positions=[second, first])
    assert differences(stored, proposed(draft_of(OLGA), MONTH), {}) == []


def test_of_a_file_of_somebody_else_nothing_is_proposed() -> None:
    text = NEWER.replace("Ветрова Ольга Сергеевна", "Громов Илья Петрович")
    text = text.replace("000-12-34", "000-55-66").replace("olga@", "ilya@")
    stored, proposal = profile(city=None), proposed(draft_of(text), MONTH)
    assert is_strangers(stored, proposal)
    assert not [choice for choice in differences(stored, proposal, {}) if choice.takes]
    assert not is_strangers(stored, newer())
    # A new surname with the old phone is the same person.
    married = proposed(draft_of(NEWER.replace("Ветрова Ольга Сергеевна", "Громова Анна")), MONTH)
    assert not is_strangers(stored, married)

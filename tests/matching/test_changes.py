"""What would change a rank is what does change it: each change is made, and all are ranked anew."""

import time
from collections.abc import Callable
from typing import Any

import pytest

from matching.band_rules import BandRules
from matching.changes import Change
from matching.months import format_month, parse_month
from tests.matching.factories import candidate, packaged_rules, rank, vacancy

WISH = 190_000
WANTED = vacancy(
    salary_to=150_000,
    education="higher",
    languages={"en": "spoken"},
    nice=["тендеры", "управление дебиторской задолженностью"],
)
OWN = candidate(
    city="Тверь",
    skills=["личные продажи"],
    salary_expected=WISH,
    languages={"en": "basic"},
    education="колледж",
    positions=[
        {"title": "Руководитель отдела по работе с клиентами", "start": "2025-01"},
        {
            "title": "Менеджер по работе с клиентами",
            "start": "2018-02",
            "end": "2024-12",
            "description": "Личные продажи услуг банка малым компаниям области",
        },
    ],
)
# A ladder of people a little better and a little worse, so that each fact finds places to rise.
OTHERS = [
    OWN | {"salary_expected": wish, "relocation": moves, "languages": {"en": english}}
    for wish in (130_000, 160_000, 170_000, 180_000, 188_000, 240_000)
    for moves in (None, True)
    for english in ("basic", "intermediate", "fluent")
]
SHOWN = {
    "negotiation": "Вёл переговоры с директорами крупных заводов",
    "claims-handling": "Наладил в отделе работу с претензиями за два рабочих дня",
    "commercial-proposals": "Писал коммерческие предложения банкам и заводам",
}


def moved_back(months: int) -> dict[str, Any]:
    """The same career as if it had begun so many months earlier and gone on since."""
    posts = [dict(post) for post in OWN["positions"]]
    for post in posts:
        for end in {"start", "end"} & set(post):
            post[end] = format_month(parse_month(post[end]) - months)
    return {"positions": posts}


MADE: dict[str, Callable[[Change], dict[str, Any]]] = {
    "salary_expected": lambda change: {"salary_expected": (change.amount or 0) / 100},
    "relocation": lambda change: {"relocation": True},
    "languages": lambda change: {"languages": {"en": change.names[0].partition(":")[2]}},
    "education": lambda change: {"education": change.names[0]},
    "experience": lambda change: moved_back(change.amount or 0),
}


RULES = packaged_rules()


def ranked(own: dict[str, Any], bands: BandRules | None = None) -> Any:
    return rank(WANTED, [own, *OTHERS], bands=bands)


@pytest.mark.parametrize("bands", [None, RULES], ids=["by years", "by all conditions"])
@pytest.mark.parametrize("places", [1, 3, 30])
@pytest.mark.parametrize("fact", MADE)
def test_a_change_gives_the_place_it_says(fact: str, places: int, bands: BandRules | None) -> None:
    before = ranked(OWN, bands)
    (change,) = (c for c in before.changes(0, places) if c.fact == fact)
    after = ranked(OWN | MADE[fact](change), bands)

    assert after.rank_of(0) == change.rank
    assert after.explain(0).score - before.explain(0).score == pytest.approx(change.points)
    assert change.reached == (change.rank <= max(1, before.rank_of(0) - places))


@pytest.mark.parametrize(
    ("fact", "less"),
    [
        ("salary_expected", lambda change: {"salary_expected": (change.amount or 0) / 100 + 1000}),
        ("experience", lambda change: moved_back((change.amount or 0) - 1)),
    ],
)
def test_no_smaller_change_does(fact: str, less: Callable[[Change], dict[str, Any]]) -> None:
    before = ranked(OWN)
    (change,) = (c for c in before.changes(0, 2) if c.fact == fact)

    assert change.reached
    assert ranked(OWN | less(change)).rank_of(0) > before.rank_of(0) - 2


def test_skills_shown_at_work_earn_what_is_said() -> None:
    before = ranked(OWN)
    (change,) = (c for c in before.changes(0, 30) if c.fact == "must")
    told = " ".join(f"{SHOWN[name]}." for name in change.names)
    posts = [dict(OWN["positions"][0], description=told), OWN["positions"][1]]
    after = ranked(OWN | {"positions": posts})
    gained = after.explain(0).part("skills").points - before.explain(0).part("skills").points

    assert change.names
    assert gained == pytest.approx(change.points)


def test_the_best_has_nothing_to_change() -> None:
    ranking = ranked(OWN)

    assert ranking.changes(ranking.keys[0], 5) == ()


def test_an_unknown_wish_is_a_fact_to_tell() -> None:
    ranking = ranked(OWN | {"salary_expected": None})
    (change,) = (c for c in ranking.changes(0, 1) if c.fact == "salary_expected")

    assert change.amount is not None
    assert ranked(OWN | {"salary_expected": change.amount / 100}).rank_of(0) == change.rank


def test_an_offer_of_one_rouble_is_not_come_down_to_rouble_by_rouble() -> None:
    rows = [candidate(salary_expected=wish) for wish in (90_000, 150_000, 300_000)]
    ranking = rank(vacancy(salary_from=None, salary_to=1), rows)
    begun = time.process_time()
    for key in ranking.keys:
        ranking.changes(key, 5)
    assert time.process_time() - begun < 1

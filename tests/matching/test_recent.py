"""What was prepared for a vacancy is used again, and never for others or for other candidates."""

import random
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from matching import index as indexes
from matching import recent
from matching.index import CandidateIndex, Filters, Wanted
from tests.matching.factories import SURVEY
from tests.matching.test_patching import VACANCIES, person
from tests.matching.test_searching import drawn_base

WANTED = VACANCIES[0]


@pytest.fixture
def prepared(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The titles of the vacancies that were prepared, in turn."""
    told: list[str] = []
    prepare: Callable[..., Any] = indexes.prepare

    def telling(columns: Any, query: Any, *others: Any) -> Any:
        told.append(query.vacancy.title)
        return prepare(columns, query, *others)

    monkeypatch.setattr(indexes, "prepare", telling)
    return told


@pytest.fixture
def index() -> CandidateIndex:
    return drawn_base(random.Random(3))


def test_pages_conditions_and_weights_prepare_nothing_anew(
    index: CandidateIndex, prepared: list[str]
) -> None:
    first = index.rank(WANTED, survey=SURVEY)
    index.rank(replace(WANTED), survey=SURVEY, places=range(20, 40))
    index.rank(WANTED, survey=SURVEY, wanted=Wanted(Filters(place=True)))
    index.rank(WANTED, survey=SURVEY, weights={"skills": 60})
    again = index.rank(WANTED, survey=SURVEY)
    assert len(prepared) == 1
    assert (again.keys, again.scores.tolist()) == (first.keys, first.scores.tolist())


def test_another_vacancy_or_market_is_prepared(index: CandidateIndex, prepared: list[str]) -> None:
    index.rank(WANTED, survey=SURVEY)
    index.rank(WANTED)
    index.rank(replace(WANTED, title="Повар"), survey=SURVEY)
    index.rank(replace(WANTED, must=(*WANTED.must, "1С")), survey=SURVEY)
    assert len(prepared) == 4


def test_after_a_change_all_is_prepared_anew(index: CandidateIndex, prepared: list[str]) -> None:
    index.rank(WANTED)
    index.update([("new", person(random.Random(5)))])
    index.rank(WANTED)
    index.remove(["new"])
    index.rank(WANTED)
    assert len(prepared) == 3


def test_what_was_asked_for_longest_ago_is_forgotten(
    index: CandidateIndex, prepared: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recent, "KEPT", 2)
    one, two, three = (replace(WANTED, title=title) for title in ("Повар", "Швея", "Врач"))
    for vacancy in (one, two, one, three, one, two):
        index.rank(vacancy)
    assert prepared == ["Повар", "Швея", "Врач", "Швея"]

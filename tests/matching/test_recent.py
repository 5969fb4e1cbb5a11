"""What was prepared for a vacancy, and what was answered, is used again, and never for another or
for other candidates."""

import random
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from matching import index as indexes
from matching import pool as pools
from matching import recent
from matching.index import CandidateIndex, Filters, Wanted
from matching.scorer import PARTS, AdditiveScorer
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


def test_the_same_question_has_the_same_answer(index: CandidateIndex) -> None:
    first = index.rank(WANTED, survey=SURVEY, wanted=Wanted(Filters(place=True)))
    again = index.rank(replace(WANTED), survey=SURVEY, wanted=Wanted(Filters(place=True)))
    key = first.keys[0]
    assert again is first
    assert again.explain(key) is first.explain(key)
    assert again.explain(key, whole=False) is not first.explain(key)


def test_another_question_is_answered_anew(index: CandidateIndex) -> None:
    ranked = partial(index.rank, WANTED, survey=SURVEY)
    one, two = list(index.keys)[:2]
    answers = [
        ranked(),
        ranked(places=range(20)),
        ranked(places=range(20, 40)),
        ranked(those=(one,)),
        ranked(those=(two,)),
        ranked(weights={"skills": 60}),
        ranked(wanted=Wanted(without=(one,))),
        ranked(wanted=Wanted(only=(one,))),
        ranked(alternatives={"place": Wanted(Filters(place=True))}),
        ranked(scorer=AdditiveScorer(weights=dict.fromkeys(PARTS, 1)).fit()),
        index.rank(WANTED),
    ]
    assert len({id(answer) for answer in answers}) == len(answers)
    assert answers[6].n_passed == answers[0].n_passed - 1
    assert answers[7].n_passed == 1


def test_what_the_caller_changes_afterwards_is_another_question(index: CandidateIndex) -> None:
    judged = {next(iter(index.keys)): "no"}
    before = index.rank(WANTED, wanted=Wanted(without=judged))
    judged.clear()
    assert index.rank(WANTED, wanted=Wanted(without=judged)).n_passed == before.n_passed + 1


def test_after_a_change_nothing_is_answered_from_before(index: CandidateIndex) -> None:
    before = index.rank(WANTED)
    index.update([("new", person(random.Random(5)))])
    assert "new" in index.rank(WANTED)
    index.remove(["new"])
    index.prepare()
    assert not index._recent._answers
    after = index.rank(WANTED)
    assert after is not before
    assert after.keys == before.keys


def test_only_the_last_answers_are_kept(
    index: CandidateIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recent, "ANSWERS", 2)
    first, second = (index.rank(WANTED, weights={"skills": points}) for points in (10, 20))
    assert index.rank(WANTED, weights={"skills": 10}) is first
    index.rank(WANTED, weights={"skills": 30})
    assert index.rank(WANTED, weights={"skills": 10}) is first
    assert index.rank(WANTED, weights={"skills": 20}) is not second


def test_everybody_of_a_large_base_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pools, "SAMPLE", 16)
    index = drawn_base(random.Random(3))
    assert index.rank(WANTED, places=range(5)) is index.rank(WANTED, places=range(5))
    assert index.rank(WANTED) is not index.rank(WANTED)


@pytest.mark.parametrize(("room", "kept"), [(1, [False, False, True]), (1 << 30, [True] * 3)])
def test_what_is_kept_of_everybody_has_limits(
    monkeypatch: pytest.MonkeyPatch, room: int, kept: list[bool]
) -> None:
    monkeypatch.setattr(pools, "SAMPLE", 16)
    monkeypatch.setattr(recent, "KEPT_BYTES", room)
    index, alone = (drawn_base(random.Random(4)) for _ in range(2))
    vacancies = [replace(WANTED, title=title) for title in ("Повар", "Швея", "Врач")]
    for vacancy in vacancies:
        index.rank(vacancy, places=range(5))
    assert [found.n_bytes > 0 for _, _, found in index._recent._held] == kept
    for vacancy in vacancies:
        moved: dict[str, Any] = {"weights": {"skills": 60}, "places": range(5)}
        again, fresh = index.rank(vacancy, **moved), alone.rank(vacancy, **moved)
        assert (again.keys, again.parts.tolist()) == (fresh.keys, fresh.parts.tolist())

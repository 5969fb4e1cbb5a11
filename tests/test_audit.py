"""Twins have equal scores, and the audit measures what it says."""

import pytest

from bench.audit import audit_twins, lifts, summary
from bench.population import draw_people, draw_vacancies
from bench.tricks import TRICKS, instructions, tag_characters
from matching.fairness import FLIPS, as_woman, twins
from matching.profiles import CandidateProfile

SEED, COUNT = 7, 60


@pytest.fixture(scope="module")
def people() -> list[CandidateProfile]:
    return list(draw_people(SEED, COUNT))


def test_twins_differ_in_words_and_not_in_scores(people: list[CandidateProfile]) -> None:
    told = [flip for flip in FLIPS if flip != "sex"]
    assert all(twins(people[0], flip)[0] != twins(people[0], flip)[1] for flip in told)
    differences = audit_twins(people, draw_vacancies(3))

    assert {flip: differences[flip] for flip in told} == dict.fromkeys(told, 0)


def test_verbs_of_the_past_get_their_other_ending() -> None:
    assert as_woman("Руководил отделом, вёл учёт") == "Руководила отделом, вела учёт"


def test_orders_to_the_machine_lift_by_no_place(people: list[CandidateProfile]) -> None:
    found = lifts(people, 10, draw_vacancies(2), (instructions, tag_characters))

    assert {name: summary(places)["median"] for name, places in found.items()} == {
        "instructions": 0.0,
        "tag_characters": 0.0,
    }
    assert all(len(places) == 20 for places in found.values())


def test_there_are_ten_tricks_by_ten_names() -> None:
    assert len({trick.__name__ for trick in TRICKS}) == 10

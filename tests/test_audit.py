"""Twins have equal scores, and the audit measures what it says."""

import pytest

from bench.audit import MOST_LIFT, audit_twins, lifts, summary
from bench.population import draw_people, draw_vacancies
from bench.tricks import TRICKS
from matching.fairness import FLIPS, as_woman, twins
from matching.profiles import CandidateProfile

SEED, COUNT = 7, 60


@pytest.fixture(scope="module")
def people() -> list[CandidateProfile]:
    return list(draw_people(SEED, COUNT))


def test_twins_differ_in_words_and_not_in_scores(people: list[CandidateProfile]) -> None:
    told = [flip for flip in FLIPS if flip != "sex"]
    assert all(twins(people[0], flip)[0] != twins(people[0], flip)[1] for flip in told)

    assert audit_twins(people, draw_vacancies(3)) == dict.fromkeys(FLIPS, 0)


def test_verbs_of_the_past_get_their_other_ending() -> None:
    assert as_woman("Руководил отделом, вёл учёт") == "Руководила отделом, вела учёт"


def test_no_trick_lifts(people: list[CandidateProfile]) -> None:
    found = lifts(people, 20, draw_vacancies(4))

    assert all(len(places) == 80 for places in found.values())
    for name, places in found.items():
        lift = summary(places)
        assert (name, lift["median"] <= 0, lift["p99"] <= MOST_LIFT) == (name, True, True)


def test_there_are_ten_tricks_by_ten_names() -> None:
    assert len({trick.__name__ for trick in TRICKS}) == 10

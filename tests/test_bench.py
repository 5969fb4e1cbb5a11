"""The measurements run, say what they ran on, and measure the same people every time."""

import json
from itertools import islice
from pathlib import Path

import pytest

from bench import ranking
from bench.population import AT_ONCE, draw_people, draw_vacancies

COUNT, VACANCIES, REPETITIONS, SEED = 60, 2, 2, 7


@pytest.fixture(scope="module")
def figures() -> dict[str, object]:
    return ranking.measure(COUNT, VACANCIES, REPETITIONS, SEED)


def test_the_protocol_is_complete(figures: dict[str, object]) -> None:
    protocol = figures["protocol"]
    assert isinstance(protocol, dict)
    told = {name: protocol[name] for name in ("candidates", "vacancies", "repetitions", "seed")}
    assert list(told.values()) == [COUNT, VACANCIES, REPETITIONS, SEED]
    assert {"cores", "machine", "load_average", "python", "numpy", "scikit-learn"} <= set(protocol)
    assert json.loads(json.dumps(figures)) == figures


@pytest.mark.parametrize("name", ["first_25", "everybody", "reasons_of_25"])
def test_times_are_times(name: str, figures: dict[str, object]) -> None:
    times = figures[name]
    assert isinstance(times, dict)
    assert 0 < times["median_ms"] <= times["p95_ms"]


def test_spread_is_median_and_ninety_fifth_percentile() -> None:
    times = [float(number) for number in range(1, 101)]
    assert ranking.spread(times) == {"median_ms": 50.5, "p95_ms": 95.05}


def test_the_same_seed_gives_the_same_people() -> None:
    first, again = (list(draw_people(SEED, 30)) for _ in range(2))
    assert first == again
    assert len(first) == 30


def test_more_people_than_one_agency_has_are_other_people() -> None:
    people = list(islice(draw_people(SEED, AT_ONCE + 20), AT_ONCE, None))
    assert len(people) == 20
    assert people != list(draw_people(SEED, 20))


def test_vacancies_ask_for_something() -> None:
    vacancies = draw_vacancies(20)
    assert len(vacancies) == 20
    assert all(vacancy.must and vacancy.salary_to and vacancy.city for vacancy in vacancies)


def test_what_readme_quotes_was_measured_at_full_size() -> None:
    written = json.loads(Path(ranking.RESULTS).read_text(encoding="utf-8"))
    assert written["protocol"]["candidates"] == 20_000
    assert written["protocol"]["vacancies"] == 20

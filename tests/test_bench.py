"""The measurements run, say what they ran on, and measure the same people every time."""

import json
from itertools import islice

import pytest

from bench import ranking
from bench.everything import COMMANDS, RESULTS
from bench.population import AT_ONCE, draw_people, draw_vacancies
from bench.table import LINES, README, ms, with_table

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


def test_the_readme_quotes_what_was_measured() -> None:
    results = json.loads(RESULTS.read_text(encoding="utf-8"))
    text = README.read_text(encoding="utf-8")
    assert with_table(text, results) == text, "run make bench, or write the table anew"
    assert results["ranking"]["protocol"]["candidates"] == 20_000
    assert [one["n"] for one in results["index"]] == [20_000, 200_000, 1_000_000]


def test_every_bench_of_the_table_can_be_run() -> None:
    assert LINES.keys() <= COMMANDS.keys()


@pytest.mark.parametrize(
    ("value", "told"),
    [(0.26, "0.3 ms"), (9.94, "9.9 ms"), (14.3, "14 ms"), (2_345, "2.3 s"), (279_000, "279 s")],
)
def test_times_are_told_as_one_reads_them(value: float, told: str) -> None:
    assert ms(value) == told

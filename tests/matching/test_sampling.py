"""What a row earns is its own affair: any rows evaluated apart earn what they earn among all."""

import random

import numpy as np
import pytest

from matching import pool as pools
from matching.evaluation import Evaluation, evaluate
from matching.index import CandidateIndex, Key
from matching.patching import in_order
from matching.pool import Pool
from matching.preparing import prepare
from matching.profiles import CandidateProfile
from matching.query import compile_query
from tests.matching.factories import AS_OF, SURVEY
from tests.matching.test_patching import FILTERS, NEVER, VACANCIES, assembled, change, person, same

PEOPLE = 60


@pytest.fixture
def small_samples(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pools, "SAMPLE", 16)


def earned(evaluation: Evaluation, rows: np.ndarray) -> dict[str, bytes]:
    """Everything that was found out of some rows, to the last bit."""
    arrays = {
        "expected": evaluation.expected, "low": evaluation.low, "high": evaluation.high,
        "bands": evaluation.salary.bands, "converted": evaluation.salary.converted,
        "total": evaluation.experience.total, "relevant": evaluation.experience.relevant,
        "must": evaluation.skills.must.earned, "doubted": evaluation.skills.doubted,
    }  # fmt: skip
    return {name: np.ascontiguousarray(array[rows]).tobytes() for name, array in arrays.items()}


def drawn(seed: int) -> tuple[random.Random, CandidateIndex, dict[Key, CandidateProfile]]:
    chance = random.Random(seed)
    index = CandidateIndex(AS_OF, patience=NEVER)
    people: dict[Key, CandidateProfile] = {key: person(chance) for key in range(PEOPLE)}
    index.update(people.items())
    index.prepare()
    return chance, index, people


@pytest.mark.parametrize("seed", range(60))
@pytest.mark.usefixtures("small_samples")
def test_some_rows_alone_earn_what_they_earn_among_all(seed: int) -> None:
    chance, index, people = drawn(seed)
    for _ in range(chance.randrange(3)):
        change(chance, index, people)
    pool = index._current()
    assert pool.sample is not pool.columns
    assert 3 < pool.sample.n_live <= PEOPLE // 2
    query = compile_query(chance.choice(VACANCIES), index._encoder, SURVEY)
    prepared = prepare(pool.columns, query, index._encoder, pool.sample)
    every = evaluate(pool.columns, prepared, index._encoder)
    rows = np.array(
        chance.sample(pool.rows.tolist(), chance.randrange(1, len(pool))), dtype=np.int64
    )
    apart = in_order(pool.columns, rows, pool.columns.statistics)
    alone = evaluate(apart, prepared, index._encoder)
    assert earned(alone, np.arange(len(rows))) == earned(every, rows)
    assert alone.emphasis.tobytes() == every.emphasis.tobytes()


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.usefixtures("small_samples")
def test_a_sample_is_patched_as_the_whole_is(seed: int) -> None:
    chance, index, people = drawn(seed)
    for _ in range(4):
        change(chance, index, people)
        index.prepare()
    same(index, assembled(index, people), VACANCIES[seed % 3], FILTERS[seed // 3 % 3])


@pytest.mark.usefixtures("small_samples")
def test_who_is_in_the_sample_follows_from_the_key() -> None:
    _, index, people = drawn(1)
    pool = index._current()
    sampled = pool.sampled
    assert sampled is not None
    again = Pool.built(
        {key: index._encoder.encode(CandidateProfile()) for key in people}, index._encoder
    )
    assert again.sampled is not None
    assert list(again.sampled.keys) == list(sampled.keys)


@pytest.mark.usefixtures("small_samples")
def test_a_sample_that_everybody_has_left_takes_in_who_comes() -> None:
    chance, index, _ = drawn(3)
    sampled = index._current().sampled
    assert sampled is not None
    index.remove(sampled.keys)
    assert index._current().sample.n_live == 0
    index.update((key, person(chance)) for key in sampled.keys)
    assert index._current().sample.n_live == len(sampled.keys)


def test_a_small_base_is_its_own_sample() -> None:
    _, index, _ = drawn(2)
    pool = index._current()
    assert pool.sample is pool.columns

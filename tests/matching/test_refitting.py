"""Statistics are fitted anew behind the rankings' back, and no change is lost meanwhile."""

import random
import threading
from threading import Event, Thread

import pytest

from matching.index import CandidateIndex, Patience
from matching.pool import Pool
from matching.profiles import CandidateProfile
from matching.refitting import Refits
from tests.matching.factories import AS_OF, SURVEY
from tests.matching.test_patching import NEVER, VACANCIES, person, told

SECONDS = 30
WANTED = VACANCIES[0]


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def people(count: int, seed: int = 1) -> list[tuple[int, CandidateProfile]]:
    chance = random.Random(seed)
    return [(key, person(chance)) for key in range(count)]


# ---------- when ----------


def test_it_is_time_when_enough_changed_or_when_it_was_long_ago() -> None:
    clock = Clock()
    refits = Refits(Patience(at_once=10, share=0.1, seconds=60), clock)
    clock.now += 1e6
    assert not refits.due(100), "nothing has changed"
    refits.count(dict.fromkeys(range(9)))
    assert not refits.due(100)
    clock.now += 59
    refits.count({9: None})
    assert refits.due(100), "a tenth"
    assert not refits.due(200)
    clock.now += 1
    assert refits.due(200), "a minute after the first change"


def test_while_it_is_done_it_is_not_due_and_what_comes_meanwhile_counts_afterwards() -> None:
    clock = Clock()
    refits = Refits(Patience(at_once=10, share=0.1, seconds=60, rest=30), clock)
    refits.count(dict.fromkeys(range(50)))
    refits.begin()
    refits.count(dict.fromkeys(range(5)))
    assert not refits.due(100)
    assert refits.end() == dict.fromkeys(range(5))
    assert not refits.due(100)
    refits.count(dict.fromkeys(range(5)))
    assert not refits.due(100), "it has just been done"
    clock.now += 30
    assert refits.due(100)


def test_a_small_base_and_one_without_patience_are_fitted_with_every_change() -> None:
    refits = Refits(Patience(at_once=10))
    assert refits.at_once(9)
    assert not refits.at_once(10)
    assert Refits(None).at_once(10**6)
    assert not Refits(None).due(1)


def test_nothing_is_due_after_a_fit_at_once() -> None:
    clock = Clock()
    refits = Refits(Patience(at_once=10, seconds=60), clock)
    refits.count({1: None})
    refits.done()
    clock.now += 1e6
    assert not refits.due(5)


def test_a_small_patient_base_ranks_as_one_built_now() -> None:
    crowd = people(60)
    patient, fresh = CandidateIndex(AS_OF, patience=Patience()), CandidateIndex(AS_OF)
    patient.update(crowd[:30])
    patient.rank(WANTED)
    patient.update(crowd[20:])
    fresh._encoder = patient._encoder
    fresh.update(crowd)
    assert told(patient.rank(WANTED, survey=SURVEY)) == told(fresh.rank(WANTED, survey=SURVEY))


# ---------- how ----------


def test_a_ranking_does_not_wait_and_the_next_ones_are_weighed_anew(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    index = CandidateIndex(AS_OF, patience=Patience(at_once=0, share=0.1, seconds=1e9, rest=0))
    index.update(people(40))
    index.prepare()
    begun, may_end = Event(), Event()
    refitted = Pool.refitted

    def held_up(pool: Pool) -> Pool:
        begun.set()
        assert may_end.wait(SECONDS)
        return refitted(pool)

    monkeypatch.setattr(Pool, "refitted", held_up)
    index.update(people(60, seed=2)[36:])
    first = index.rank(WANTED, survey=SURVEY)
    assert begun.wait(SECONDS)
    assert (len(first), first._snapshot.prepared.sample.statistics.n_texts) == (60, 40)
    # While it is being fitted, some come, some go, and both are in the next ranking.
    index.remove([0, 59])
    index.update([(100, WANTED_ONE), (1, WANTED_ONE)])
    assert set(index.rank(WANTED).keys) == {*range(1, 59), 100}
    may_end.set()
    index.settle()
    then = index.rank(WANTED, survey=SURVEY)
    assert set(then.keys) == {*range(1, 59), 100}
    points = dict(zip(then.keys, then.scores.tolist(), strict=True))
    assert points[1] == points[100]
    assert then._snapshot.prepared.sample.statistics.n_texts == 60


def test_a_fit_begun_before_a_base_became_small_loses_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    patience = Patience(at_once=50, share=0.1, seconds=1e9, rest=0)
    index = CandidateIndex(AS_OF, patience=patience)
    index.update(people(60))
    index.prepare()
    begun, may_end, refitted = Event(), Event(), Pool.refitted

    def held_up(pool: Pool) -> Pool:
        if threading.current_thread().name == "refitting":
            begun.set()
            assert may_end.wait(SECONDS)
        return refitted(pool)

    monkeypatch.setattr(Pool, "refitted", held_up)
    index.remove(range(20))
    index.prepare()  # a tenth has changed: a fit begins, over forty
    assert begun.wait(SECONDS)
    index._pool = index._pool and refitted(index._pool)  # as a fit that ended just before
    index.remove([20])
    index.update([(100, WANTED_ONE)])
    expected = {*range(21, 60), 100}
    assert set(index.rank(WANTED).keys) == expected
    may_end.set()
    index.settle()
    assert set(index.rank(WANTED).keys) == expected


WANTED_ONE = CandidateProfile(
    title=WANTED.title,
    text="Вёл переговоры, вышивал. Руководил отделом.",
    skills=("переговоры", "вышивание"),
    experience_months=120,
    management_months=90,
    education="higher",
    languages={"en": "fluent"},
    city="Москва",
)


def test_a_fit_that_fails_leaves_the_index_as_it_is_and_is_tried_again_later(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    faults: list[str] = []
    monkeypatch.setattr(threading, "excepthook", lambda args: faults.append(str(args.exc_value)))
    index = CandidateIndex(AS_OF, patience=Patience(at_once=0, share=0.1, seconds=1e9, rest=0))
    index.update(people(20))
    index.prepare()

    def fail(_pool: Pool) -> Pool:
        raise MemoryError("no room")

    with monkeypatch.context() as broken:
        broken.setattr(Pool, "refitted", fail)
        index.update(people(25)[20:])
        index.prepare()
        index.settle()
        assert len(index.rank(WANTED)) == 25
        assert faults == ["no room"]
    index.update(people(30)[25:])
    index.prepare()
    index.settle()
    ranking = index.rank(WANTED)
    assert (len(ranking), ranking._snapshot.prepared.sample.statistics.n_texts) == (30, 30)


def test_many_rank_while_one_changes_and_nobody_sees_half_a_change() -> None:
    index = CandidateIndex(AS_OF, patience=Patience(at_once=0, share=0.05, seconds=0.01))
    crowd = people(60)
    index.update(crowd)
    index.prepare()
    faults: list[BaseException] = []
    stop = Event()

    def rank() -> None:
        try:
            while not stop.is_set():
                ranking = index.rank(WANTED, survey=SURVEY)
                # Number 60 and above come and go in pairs.
                pairs = sorted(key for key in ranking.keys if int(key) >= 60)
                assert len(pairs) % 2 == 0
                assert len(ranking) == 60 + len(pairs)
                assert (ranking.scores[:-1] >= ranking.scores[1:]).all()
                ranking.explain(ranking.keys[-1])
        except BaseException as fault:
            faults.append(fault)

    readers = [Thread(target=rank) for _ in range(3)]
    for reader in readers:
        reader.start()
    chance = random.Random(9)
    for turn in range(25):
        pair = [(60 + 2 * (turn % 5) + n, person(chance)) for n in (0, 1)]
        index.update(pair)
        index.prepare()
        if turn % 3 == 0:
            index.remove([key for key, _ in pair])
    stop.set()
    for reader in readers:
        reader.join(SECONDS)
    index.settle()
    assert not faults
    assert index._current().columns.statistics.n_texts >= 60


def test_never_means_never() -> None:
    index = CandidateIndex(AS_OF, patience=NEVER)
    index.update(people(10))
    index.prepare()
    index.update(people(200))
    index.settle()
    assert index.rank(WANTED)._snapshot.prepared.sample.statistics.n_texts == 10

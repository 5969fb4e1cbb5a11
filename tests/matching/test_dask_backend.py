"""Shards on Dask rank as the whole base does, also while a worker is killed."""

import gc
import os
import random
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest
from distributed import Client, LocalCluster

from matching.dask_backend import DaskBackend
from matching.index_files import IndexFileError
from matching.shards import Answer, Question, Shard, together
from tests.matching.factories import AS_OF
from tests.matching.test_patching import VACANCIES
from tests.matching.test_shards import MARK, drawn_base, questions, same, sharded

# A cluster inside this process leaves sockets to the garbage collector.
pytestmark = [
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture(autouse=True)
def sockets_collected() -> Iterator[None]:
    """Collect them before the next test, which is not to be warned of them."""
    yield
    gc.collect()


def test_two_workers_of_one_process_answer_as_the_whole_base(tmp_path: Path) -> None:
    chance = random.Random(1)
    index = drawn_base(chance)
    shards = sharded(index, tmp_path / "shards")
    asked = list(questions(index, chance, 30))
    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=False, dashboard_address=":0"
    ) as cluster:
        backend = DaskBackend(lambda: Client(cluster), shards, timeout=60)
        same(index, backend, asked)
        backend.close()


def test_a_worker_that_is_killed_costs_nobody_a_place(tmp_path: Path) -> None:
    chance = random.Random(2)
    index = drawn_base(chance)
    shards = sharded(index, tmp_path / "shards")
    asked = list(questions(index, chance, 6))
    with LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0"
    ) as cluster:
        backend = DaskBackend(lambda: Client(cluster), shards, timeout=120)
        same(index, backend, asked[:1])
        with Client(cluster) as client:
            workers = client.run(os.getpid)
        killer = Thread(target=os.kill, args=(min(workers.values()), signal.SIGKILL))
        killer.start()
        same(index, backend, asked)
        killer.join()
        backend.close()


def test_a_scheduler_that_was_lost_is_looked_for_anew(tmp_path: Path) -> None:
    chance = random.Random(3)
    index = drawn_base(chance)
    shards = sharded(index, tmp_path / "shards")
    asked = list(questions(index, chance, 4))
    clusters = [
        LocalCluster(n_workers=1, threads_per_worker=1, processes=False, dashboard_address=":0")
        for _ in range(2)
    ]
    waiting = iter(clusters)
    backend = DaskBackend(lambda: Client(next(waiting)), shards, timeout=60)
    same(index, backend, asked[:2])
    clusters[0].close()
    same(index, backend, asked[2:])
    backend.close()
    clusters[1].close()


class SlowShard(Shard):
    """One that takes longer than anybody waits."""

    def ask(self, question: Question) -> Answer:
        time.sleep(5)
        return super().ask(question)


def test_an_answer_without_a_shard_says_so(tmp_path: Path) -> None:
    first, middle, last = sharded(drawn_base(random.Random(4)), tmp_path / "shards")
    slow = SlowShard(middle.folder, MARK, AS_OF)
    question = Question(VACANCIES[0], 10)
    expected = together([first.ask(question), last.ask(question)], 10, n_missing=1)
    with LocalCluster(
        n_workers=1, threads_per_worker=3, processes=False, dashboard_address=":0"
    ) as cluster:
        backend = DaskBackend(lambda: Client(cluster), [first, slow, last], timeout=2)
        answer = backend.ask(question)
        backend.close()
    assert (answer.n_missing, answer.is_partial) == (1, True)
    assert answer == expected


def test_files_that_are_gone_are_an_error_and_no_partial_answer(tmp_path: Path) -> None:
    first, *_ = sharded(drawn_base(random.Random(5)), tmp_path / "shards")
    gone = Shard(tmp_path / "nowhere", MARK, AS_OF)
    with LocalCluster(
        n_workers=1, threads_per_worker=1, processes=False, dashboard_address=":0"
    ) as cluster:
        backend = DaskBackend(lambda: Client(cluster), [first, gone], timeout=60)
        with pytest.raises(IndexFileError, match="nowhere"):
            backend.ask(Question(VACANCIES[0], 10))
        backend.close()

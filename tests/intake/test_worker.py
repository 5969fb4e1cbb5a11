"""The worker: the row is the job, and no crash loses a file."""

import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from recruit.db import Database
from recruit.intake import worker
from recruit.intake.faults import Fault, Unreadable
from recruit.intake.pool import Pool
from recruit.models import Resume, ResumeState, WorkerBeat
from tests import factories
from tests.conftest import NOON, FrozenClock
from tests.intake import files


class FakePool(Pool):
    """Answers what it is told instead of starting a child."""

    def __init__(self, *answers: str | BaseException) -> None:
        super().__init__()
        self.answers = list(answers)
        self.asked: list[Path] = []

    def read(self, path: Path, media_type: str) -> str:
        self.asked.append(path)
        answer = self.answers.pop(0)
        if isinstance(answer, BaseException):
            raise answer
        return answer


@pytest.fixture
def add(database: Database) -> Callable[..., int]:
    """Adds a received file; returns its id."""

    def make(**facts: object) -> int:
        with database.unit(writes=True) as session:
            if "candidate_id" not in facts:
                facts["candidate_id"] = factories.candidate(session).id
            resume = Resume(
                **{
                    "stored_name": "f" * 31 + str(len(facts)),
                    "original_name": "cv.txt",
                    "media_type": "text/plain",
                    "size": 1,
                    "sha256": "0" * 64,
                    "attempts": 0,
                    "received_at": NOON,
                }
                | facts
            )
            session.add(resume)
            session.flush()
            return resume.id

    return make


def row(database: Database, resume_id: int) -> Resume:
    with database.unit(writes=False) as session:
        return session.get_one(Resume, resume_id)


def read_one(database: Database, pool: Pool, clock: FrozenClock) -> bool:
    return worker.read_one(database, Path("files"), pool, clock)


def test_a_received_file_is_read(
    database: Database, clock: FrozenClock, add: Callable[..., int]
) -> None:
    resume_id = add(stored_name="a" * 32)
    pool = FakePool("Текст")
    assert read_one(database, pool, clock)
    resume = row(database, resume_id)
    assert (resume.state, resume.text, resume.fault) == (ResumeState.READ, "Текст", None)
    assert (resume.attempts, resume.read_at) == (1, NOON)
    assert pool.asked == [Path("files") / ("a" * 32)]
    assert not read_one(database, pool, clock)


def test_the_profile_is_left_alone(
    database: Database, clock: FrozenClock, add: Callable[..., int]
) -> None:
    resume_id = add()
    read_one(database, FakePool("Мужчина, 27 лет"), clock)
    with database.unit(writes=False) as session:
        candidate = session.get_one(Resume, resume_id).candidate
        assert candidate.text == "Работаю с клиентами."


def test_what_cannot_be_read_keeps_the_reason(
    database: Database, clock: FrozenClock, add: Callable[..., int]
) -> None:
    resume_id = add()
    read_one(database, FakePool(Unreadable(Fault.ENCRYPTED)), clock)
    resume = row(database, resume_id)
    assert (resume.state, resume.fault, resume.text) == ("unreadable", "encrypted", None)


def test_the_oldest_file_comes_first(
    database: Database, clock: FrozenClock, add: Callable[..., int]
) -> None:
    later = add(stored_name="b" * 32, received_at=NOON + timedelta(seconds=1))
    earlier = add(stored_name="a" * 32)
    pool = FakePool("один", "два")
    assert worker.sweep(database, Path("files"), pool, clock) == 2
    assert row(database, earlier).text == "один"
    assert row(database, later).text == "два"


def test_a_crashing_file_is_tried_three_times(
    database: Database, clock: FrozenClock, add: Callable[..., int]
) -> None:
    resume_id = add()
    pool = FakePool(*(Unreadable(Fault.CRASHED) for _ in range(3)))
    read_one(database, pool, clock)
    assert row(database, resume_id).state == ResumeState.RECEIVED
    worker.sweep(database, Path("files"), pool, clock)
    resume = row(database, resume_id)
    assert (resume.state, resume.fault, resume.attempts) == ("unreadable", "crashed", 3)


def test_a_file_whose_worker_died_is_taken_up_after_a_minute(
    database: Database, clock: FrozenClock, add: Callable[..., int]
) -> None:
    resume_id = add()
    with database.unit(writes=True) as session:
        assert worker.claim(session, clock()) is not None
    pool = FakePool("Текст")
    clock.advance(seconds=59)
    assert not read_one(database, pool, clock)
    clock.advance(seconds=1)
    assert read_one(database, pool, clock)
    assert row(database, resume_id).attempts == 2


def test_a_file_that_ends_workers_is_given_up(
    database: Database, clock: FrozenClock, add: Callable[..., int]
) -> None:
    resume_id = add()
    for _ in range(3):
        with database.unit(writes=True) as session:
            assert worker.claim(session, clock()) is not None
        clock.advance(seconds=60)
    pool = FakePool()
    assert read_one(database, pool, clock)
    assert pool.asked == []
    assert row(database, resume_id).fault == "crashed"


def test_a_crash_between_steps_loses_nothing(
    database: Database, clock: FrozenClock, add: Callable[..., int]
) -> None:
    resume_id = add()
    with pytest.raises(KeyboardInterrupt):
        read_one(database, FakePool(KeyboardInterrupt()), clock)
    assert row(database, resume_id).state == ResumeState.READING
    clock.advance(seconds=60)
    assert read_one(database, FakePool("Текст"), clock)
    assert row(database, resume_id).text == "Текст"


def test_a_slow_worker_does_not_overwrite_the_one_that_took_over(
    database: Database, clock: FrozenClock, add: Callable[..., int]
) -> None:
    resume_id = add()
    with database.unit(writes=True) as session:
        slow = worker.claim(session, clock())
    clock.advance(seconds=60)
    assert read_one(database, FakePool("от второго"), clock)
    with database.unit(writes=True) as session:
        assert slow is not None
        worker.finish(session, slow, clock(), text="от первого")
    assert row(database, resume_id).text == "от второго"


def test_a_slow_worker_leaves_a_file_that_another_one_reads(
    database: Database, clock: FrozenClock, add: Callable[..., int]
) -> None:
    resume_id = add()
    with database.unit(writes=True) as session:
        slow = worker.claim(session, clock())
    clock.advance(seconds=60)
    with database.unit(writes=True) as session:
        second = worker.claim(session, clock())
    for job, text in ((slow, "от первого"), (second, "от второго")):
        assert job is not None
        with database.unit(writes=True) as session:
            worker.finish(session, job, clock(), text=text)
        expected = None if job is slow else text
        assert row(database, resume_id).text == expected


def test_a_claimed_file_is_not_claimed_twice(
    database: Database, clock: FrozenClock, add: Callable[..., int]
) -> None:
    first, second = add(stored_name="a" * 32), add(stored_name="b" * 32)
    with database.unit(writes=True) as session:
        claimed = [worker.claim(session, clock()) for _ in range(3)]
    assert [job and job.resume_id for job in claimed] == [first, second, None]


def test_workers_do_not_wait_for_each_other(
    database: Database, clock: FrozenClock, add: Callable[..., int]
) -> None:
    if database.is_sqlite:
        pytest.skip("SQLite has one writer at a time: a second claim waits for the first commit")
    first, second = add(stored_name="a" * 32), add(stored_name="b" * 32)
    with database.unit(writes=True) as one, database.unit(writes=True) as other:
        jobs = worker.claim(one, clock()), worker.claim(other, clock())
    assert [job and job.resume_id for job in jobs] == [first, second]


def test_files_wait_while_the_consent_is_withdrawn(
    database: Database, clock: FrozenClock, add: Callable[..., int]
) -> None:
    with database.unit(writes=True) as session:
        candidate = factories.candidate(session, is_matched=False)
    add(candidate_id=candidate.id)
    assert not read_one(database, FakePool(), clock)


def test_a_worker_beats_and_health_tells_when_it_is_late(
    app: Flask, database: Database, clock: FrozenClock, add: Callable[..., int]
) -> None:
    client = app.test_client()
    assert client.get("/healthz").get_json()["worker"] == "late"
    with database.unit(writes=True) as session:
        worker.beat(session, clock())
    assert client.get("/healthz").get_json()["worker"] == "ok"
    clock.advance(seconds=30)
    with database.unit(writes=True) as session:
        worker.beat(session, clock())
    clock.advance(seconds=60)
    assert client.get("/healthz").get_json()["worker"] == "ok"
    clock.advance(seconds=1)
    assert client.get("/healthz").get_json()["worker"] == "late"
    resume_id = add()
    assert row(database, resume_id).state == ResumeState.RECEIVED


def test_two_workers_that_start_together_both_beat(database: Database) -> None:
    def second() -> None:
        with database.unit(writes=True) as session:
            worker.beat(session, NOON + timedelta(seconds=1))

    with ThreadPoolExecutor(1) as pool:
        with database.unit(writes=True) as session:
            worker.beat(session, NOON)
            beating = pool.submit(second)
            time.sleep(0.2)  # the second one now waits for the first
        beating.result()
    with database.unit(writes=False) as session:
        assert session.get_one(WorkerBeat, 1).at == NOON + timedelta(seconds=1)


def test_the_loop_reads_a_real_file_and_stops_when_told(
    database: Database, tmp_path: Path, add: Callable[..., int]
) -> None:
    resume_id = add(stored_name="a" * 32, media_type="application/pdf")
    (tmp_path / ("a" * 32)).write_bytes(files.pdf())
    stop = threading.Event()
    thread = threading.Thread(target=worker.work, args=(database, tmp_path, stop))
    thread.start()
    for _ in range(200):
        if row(database, resume_id).state == ResumeState.READ:
            break
        stop.wait(0.1)
    stop.set()
    thread.join(10)
    assert not thread.is_alive()
    assert row(database, resume_id).text == files.LATIN


@pytest.mark.parametrize("how", ["stdin", "signal"])
def test_the_command_ends_gracefully(database_url: str, tmp_path: Path, how: str) -> None:
    environment = {
        "DATABASE_URL": database_url.replace("postgresql+psycopg", "postgresql"),
        "DATA_DIR": str(tmp_path),
        "PATH": "/usr/bin:/bin",
    }
    command = [sys.executable, "-m", "recruit", "worker", "--until-stdin-closes"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, env=environment) as process:
        assert process.stdin is not None
        database = Database(database_url)
        for _ in range(200):
            with database.unit(writes=False) as session:
                if session.get(WorkerBeat, 1):
                    break
            threading.Event().wait(0.1)
        database.dispose()
        assert process.poll() is None
        if how == "stdin":
            process.stdin.close()
        else:
            process.terminate()
        assert process.wait(15) == 0

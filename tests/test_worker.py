"""The worker's loop and its command."""

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
from sqlalchemy.exc import OperationalError

from recruit import worker
from recruit.db import Database
from recruit.models import Resume, ResumeState, WorkerBeat
from recruit.worker import Chore
from tests.conftest import NOON, FrozenClock, config_for
from tests.intake import files
from tests.processes import alive, descendants, wait_until


def test_a_worker_beats_and_health_tells_when_it_is_late(
    app: Flask, database: Database, clock: FrozenClock
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


def test_the_most_urgent_work_comes_first() -> None:
    done: list[str] = []
    left = {"urgent": 2, "other": 2}

    def run(name: str) -> Callable[[], bool]:
        def piece() -> bool:
            if not left[name]:
                return False
            left[name] -= 1
            done.append(name)
            return True

        return piece

    chores = [Chore("urgent", run("urgent"), 0.0), Chore("other", run("other"), 0.0)]
    while worker.do_one(chores):
        if done == ["urgent", "urgent", "other"]:
            left["urgent"] = 1
    assert done == ["urgent", "urgent", "other", "urgent", "other"]


def test_a_chore_with_nothing_to_do_is_asked_again_after_a_pause() -> None:
    asked: list[int] = []

    def nothing() -> bool:
        asked.append(1)
        return False

    chores = [Chore("rare", nothing, 3600.0)]
    assert not worker.do_one(chores)
    assert not worker.do_one(chores)
    assert len(asked) == 1


def test_a_chore_that_fails_does_not_keep_the_others_from_their_work() -> None:
    done: list[int] = []

    def fail() -> bool:
        raise ValueError("a bug")

    def work() -> bool:
        done.append(1)
        return len(done) < 3

    chores = [Chore("broken", fail), Chore("sound", work, 0.0)]
    while worker.do_one(chores):
        assert chores[0].due_at > time.monotonic() + 30
    assert len(done) == 3


def test_a_database_that_is_away_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "DATABASE_DOWN_SECONDS", 0.0)
    stop, tries = threading.Event(), []

    def unreachable() -> bool:
        tries.append(1)
        if len(tries) == 3:
            stop.set()
        raise OperationalError("SELECT", {}, OSError("gone"))

    worker.work([Chore("any", unreachable)], stop)
    assert len(tries) == 3


def test_the_loop_reads_a_real_file_and_stops_when_told(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    with database.unit(writes=True) as session:
        resume_id = files.resume(session, stored_name="a" * 32, media_type="application/pdf").id
    config = config_for(database_url, tmp_path)
    config.files_dir.mkdir()
    (config.files_dir / ("a" * 32)).write_bytes(files.pdf())
    stop = threading.Event()

    def work() -> None:
        with worker.chores_of(config, database, stop) as chores:
            worker.work(chores, stop)

    def is_read() -> bool:
        with database.unit(writes=False) as session:
            return session.get_one(Resume, resume_id).state == ResumeState.READ

    thread = threading.Thread(target=work)
    thread.start()
    read = wait_until(is_read, 60)
    stop.set()
    thread.join(10)
    assert read
    assert not thread.is_alive()
    with database.unit(writes=False) as session:
        assert session.get_one(Resume, resume_id).text == files.LATIN


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

        def has_beaten() -> bool:
            with database.unit(writes=False) as session:
                return session.get(WorkerBeat, 1) is not None

        assert wait_until(has_beaten, 60)
        database.dispose()
        assert process.poll() is None
        children = descendants(process.pid)
        assert children
        if how == "stdin":
            process.stdin.close()
        else:
            process.terminate()
        assert process.wait(15) == 0
    assert wait_until(lambda: not any(map(alive, children)), 10)

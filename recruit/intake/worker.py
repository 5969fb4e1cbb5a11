"""The background worker: takes the text out of uploaded files.

The row is the job. Whoever dies in the middle leaves a row that says so, and the next sweep takes
it up; nothing is kept in memory that would be missed.
"""

import os
import signal
import sys
import threading
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import click
import structlog
from sqlalchemy import ColumnElement, and_, bindparam, or_, select
from sqlalchemy import text as sql
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from recruit.clock import Clock, now
from recruit.config import Config
from recruit.db import Database, Utc
from recruit.installation import current
from recruit.intake.faults import Fault, Unreadable
from recruit.intake.pool import Pool
from recruit.messages.delivery import delivering
from recruit.models import Candidate, Resume, ResumeState
from recruit.web import logs

log = structlog.get_logger()

BEAT_SECONDS = 10
# One statement: workers that start together on an empty table do not get in each other's way.
BEAT = sql(
    "INSERT INTO worker_beat (id, at) VALUES (1, :at) ON CONFLICT (id) DO UPDATE SET at = :at"
).bindparams(bindparam("at", type_=Utc))
IDLE_SECONDS = 1.0
DATABASE_DOWN_SECONDS = 5.0
# A reading takes 20 seconds at most; after a minute its worker is surely gone.
STALE_AFTER = timedelta(seconds=60)
MOST_ATTEMPTS = 3


@dataclass(frozen=True)
class Job:
    """A file that this worker has taken up; ``heartbeat_at`` is the mark of its claim."""

    resume_id: int
    stored_name: str
    media_type: str
    attempts: int
    heartbeat_at: datetime


def beat(session: Session, at: datetime) -> None:
    """Tell /healthz that the worker lives."""
    session.execute(BEAT, {"at": at})


def _waits(at: datetime) -> ColumnElement[bool]:
    """Received and not taken up, or taken up by a worker that has died.

    Files of people who have withdrawn their consent wait until it is given again.
    """
    abandoned = and_(
        Resume.state == ResumeState.READING,
        or_(Resume.heartbeat_at.is_(None), Resume.heartbeat_at <= at - STALE_AFTER),
    )
    return and_(
        or_(Resume.state == ResumeState.RECEIVED, abandoned),
        or_(Resume.candidate_id.is_(None), Resume.candidate.has(Candidate.is_matched)),
    )


def claim(session: Session, at: datetime) -> Job | None:
    """Take up the oldest file that waits; the caller commits."""
    resume = session.scalar(
        select(Resume)
        .where(_waits(at))
        .order_by(Resume.received_at, Resume.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    if resume is None:
        return None
    resume.state = ResumeState.READING
    resume.attempts += 1
    resume.heartbeat_at = at
    session.flush()
    return Job(resume.id, resume.stored_name, resume.media_type, resume.attempts, at)


def finish(
    session: Session, job: Job, at: datetime, *, text: str | None = None, fault: Fault | None = None
) -> None:
    """Write down how a claimed file went, unless another worker has taken it up since."""
    resume = session.scalar(select(Resume).where(Resume.id == job.resume_id).with_for_update())
    if (
        resume is None
        or resume.state != ResumeState.READING
        or resume.heartbeat_at != job.heartbeat_at
    ):
        return
    if fault == Fault.CRASHED and job.attempts < MOST_ATTEMPTS:
        resume.state, resume.heartbeat_at = ResumeState.RECEIVED, None
        return
    resume.state = ResumeState.UNREADABLE if fault else ResumeState.READ
    resume.text, resume.fault, resume.read_at = text, fault, at
    session.flush()


def read_one(database: Database, files_dir: Path, pool: Pool, clock: Clock) -> bool:
    """Take up one file and read it outside of any transaction; False when none waits."""
    at = clock()
    with database.unit(writes=False) as session:  # an idle worker takes no write lock
        if session.scalar(select(Resume.id).where(_waits(at)).limit(1)) is None:
            return False
    with database.unit(writes=True) as session:
        job = claim(session, at)
    if job is None:
        return False
    text: str | None = None
    fault: Fault | None = None
    if job.attempts > MOST_ATTEMPTS:
        fault = Fault.CRASHED  # it took whole workers with it: leave it alone
    else:
        try:
            text = pool.read(files_dir / job.stored_name, job.media_type)
        except Unreadable as error:
            fault = error.fault
    with database.unit(writes=True) as session:
        finish(session, job, clock(), text=text, fault=fault)
    log.info("file-read", resume=job.resume_id, fault=fault, attempt=job.attempts)
    return True


def sweep(database: Database, files_dir: Path, pool: Pool, clock: Clock) -> int:
    """Read all that waits; returns how many files were taken up."""
    taken = 0
    while read_one(database, files_dir, pool, clock):
        taken += 1
    return taken


def work(database: Database, files_dir: Path, stop: threading.Event, clock: Clock = now) -> None:
    """Beat and read until told to stop; what is being read is finished first."""
    beaten: datetime | None = None
    with Pool() as pool:
        while not stop.is_set():
            instant = clock()
            try:
                if beaten is None or (instant - beaten).total_seconds() >= BEAT_SECONDS:
                    with database.unit(writes=True) as session:
                        beat(session, instant)
                    beaten = instant
                # sleep, not stop.wait: a signal handler must not set an event that waits here
                if not read_one(database, files_dir, pool, clock):
                    time.sleep(IDLE_SECONDS)
            except OperationalError as error:
                log.error("database-error", kind=type(error.orig).__name__)
                time.sleep(DATABASE_DOWN_SECONDS)


def stop_when_input_closes(stop: threading.Event) -> None:
    """Watch standard input from a thread: it ends when the process that started us ends."""

    def watch() -> None:
        # Not sys.stdin: its lock, held by this thread, would abort the interpreter at its end.
        while os.read(sys.stdin.fileno(), 1):
            pass
        stop.set()

    threading.Thread(target=watch, daemon=True).start()


@click.command()
@click.option("--until-stdin-closes", is_flag=True, help="End when standard input ends.")
def worker(until_stdin_closes: bool) -> None:
    """Read uploaded files until told to stop. SIGTERM and Ctrl-C do.

    Sends the letters that wait as well, where a mail server is set.
    """
    config = Config.from_environment()
    logs.configure(config)
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    if until_stdin_closes:
        stop_when_input_closes(stop)
    with current(config) as database, delivering(config, database, stop):
        work(database, config.files_dir, stop)

"""The background worker: does the chores of an installation until it is told to stop.

Each chore looks for a row that is a job. Nothing is kept in memory that would be missed when the
process dies.
"""

import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

import click
import structlog
from sqlalchemy import bindparam
from sqlalchemy import text as sql
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from recruit.clock import Clock, now
from recruit.config import Config
from recruit.db import Database, Utc
from recruit.duplicates.sweeping import DailySweep
from recruit.imports.chores import importing
from recruit.imports.table_running import TableImporter
from recruit.installation import current
from recruit.intake.pool import Pool
from recruit.intake.readers import reading_pool
from recruit.intake.reading_jobs import read_one
from recruit.intake.sweeps import EVERY_SECONDS, sweeper
from recruit.messages.delivery import delivering
from recruit.shortlists import change_log, index_keeping
from recruit.shortlists.change_log import Forgetting
from recruit.shortlists.index_keeping import IndexKeeper
from recruit.web import logs

log = structlog.get_logger()

BEAT_SECONDS = 10.0
# One statement: workers that start together on an empty table do not get in each other's way.
BEAT = sql(
    "INSERT INTO worker_beat (id, at) VALUES (1, :at) ON CONFLICT (id) DO UPDATE SET at = :at"
).bindparams(bindparam("at", type_=Utc))
# Somebody who has sent a file looks at a progress line: one indexed query five times a second.
IDLE_SECONDS = 0.2
IMPORTS_SECONDS = 1.0
DATABASE_DOWN_SECONDS = 5.0
# The round itself is a day's; this is how often it is asked whether one is due.
DUPLICATES_SECONDS = 60.0
# Somebody who waits for a page goes before files that are read behind; children inherit it.
NICENESS = 10
# A chore with a bug is left alone for a while; the others go on.
FAILED_SECONDS = 60.0


@dataclass
class Chore:
    """One kind of work.

    ``run`` does a piece of it that takes seconds at most, and tells whether there was any; when
    there was none, it is asked again after ``pause`` seconds.
    """

    name: str
    run: Callable[[], bool]
    pause: float = IDLE_SECONDS
    due_at: float = field(default=0.0, init=False)


def beat(session: Session, at: datetime) -> None:
    """Tell /healthz that the worker lives."""
    session.execute(BEAT, {"at": at})


def beater(database: Database, clock: Clock) -> Callable[[], bool]:
    """The chore that tells /healthz."""

    def tell() -> bool:
        with database.unit(writes=True) as session:
            beat(session, clock())
        return False

    return tell


def once_ready(pool: Pool, chore: Callable[[], bool]) -> Callable[[], bool]:
    """A chore that takes up nothing before the reader is ready.

    What a worker has taken up when it dies counts against the file: so many workers may die of
    one. While it starts it has not looked at any.
    """

    def run() -> bool:
        return pool.is_ready() and chore()

    return run


@contextmanager
def chores_of(
    config: Config, database: Database, stop: threading.Event, clock: Clock = now
) -> Iterator[Sequence[Chore]]:
    """All chores, the most urgent first; what they need is closed at the end."""
    files_dir = config.files_dir
    with reading_pool() as pool, closing(IndexKeeper(config, database, clock)) as keeper:
        # What the parser knows takes seconds to load: not while the first person waits.
        pool.warm()
        tables = TableImporter(database, files_dir, clock, config.timezone)
        yield (
            Chore("beat", beater(database, clock), BEAT_SECONDS),
            Chore(
                "readings", once_ready(pool, partial(read_one, database, files_dir, pool, clock))
            ),
            # A handful of rows at a time, so that files wait for no table.
            Chore("tables", tables.work, IMPORTS_SECONDS),
            Chore(
                "imports",
                once_ready(pool, importing(config, database, stop, clock, pool)),
                IMPORTS_SECONDS,
            ),
            Chore("sweep", sweeper(database, files_dir, clock), EVERY_SECONDS),
            Chore("changes", Forgetting(database), change_log.FORGET_SECONDS),
            Chore("duplicates", DailySweep(database, clock), DUPLICATES_SECONDS),
            Chore("index", keeper, index_keeping.EVERY_SECONDS),
        )


def work(chores: Sequence[Chore], stop: threading.Event) -> None:
    """Do chores until told to stop; what is in hand is finished first."""
    while not stop.is_set():
        try:
            # sleep, not stop.wait: a signal handler must not set an event that waits here
            if not do_one(chores):
                time.sleep(IDLE_SECONDS)
        except OperationalError as error:
            log.error("database-error", kind=type(error.orig).__name__)
            time.sleep(DATABASE_DOWN_SECONDS)


def do_one(chores: Sequence[Chore]) -> bool:
    """Do a piece of the most urgent work there is; False when there is none."""
    for chore in chores:
        if chore.due_at > time.monotonic():
            continue
        pause = chore.pause
        try:
            if chore.run():
                return True
        except OperationalError:
            raise
        except Exception:
            log.exception("chore-failed", chore=chore.name)
            pause = max(pause, FAILED_SECONDS)
        chore.due_at = time.monotonic() + pause
    return False


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
    os.nice(NICENESS)
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    if until_stdin_closes:
        stop_when_input_closes(stop)
    with (
        current(config) as database,
        delivering(config, database, stop),
        chores_of(config, database, stop) as chores,
    ):
        work(chores, stop)

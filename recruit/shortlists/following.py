"""A thread of the web server that keeps its candidates near the database.

Every ranking brings them up to date itself. This thread goes before it, so that while hundreds of
résumés come in nobody who opens a shortlist waits until they are read.
"""

import time
from collections.abc import Callable
from datetime import date
from threading import Event, Thread

import structlog

from recruit.db import Database
from recruit.shortlists.base import CandidateBase

SHORTEST_PAUSE, LONGEST_PAUSE = 0.25, 30.0
"""Seconds between two looks at the database."""

SHARE = 0.05
"""Part of a core that looking may take while nothing changes: a large base is looked at less often,
until something does."""

THOROUGH_SECONDS = 60.0
"""Between two looks at the rows themselves, whatever the log of changes says: another copy of the
database may have been put in the place of this one."""

log = structlog.get_logger()


def follow(
    database: Database, base: CandidateBase, today: Callable[[], date], stop: Event
) -> Thread:
    """Read all candidates, and then what changes, until told to stop; the thread that does."""

    def read(*, thorough: bool) -> tuple[int, int]:
        """How many there are, and how many were read just now."""
        steps: list[int] = []
        with database.unit(writes=False) as session:
            index = base.up_to_date(session, today(), steps.append, thorough=thorough)
        index.prepare()
        return len(index), sum(steps)

    def run() -> None:
        known, thorough_at = False, time.monotonic() + THOROUGH_SECONDS
        while not stop.is_set():
            begun = time.monotonic()
            try:
                thorough = begun >= thorough_at
                if thorough:
                    thorough_at = begun + THOROUGH_SECONDS
                count, changed = read(thorough=thorough)
            except Exception:
                # The next shortlist tries again and shows the error to whoever asked for it.
                log.exception("following-failed")
                pause = LONGEST_PAUSE
            else:
                if not known:
                    log.info("warmed", candidates=count)
                known = True
                pause = 0.0 if changed else (time.monotonic() - begun) / SHARE
            stop.wait(min(max(pause, SHORTEST_PAUSE), LONGEST_PAUSE))

    thread = Thread(target=run, name="following", daemon=True)
    thread.start()
    return thread

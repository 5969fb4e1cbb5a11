"""The worker's chore that keeps the index files young: a command of its own writes them.

Whoever starts would read all that changed since they were written; and what a person has taken
back or had erased leaves the disk only with the next ones.
"""

import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

import structlog
from sqlalchemy import func, select

from matching.index_files import IndexFileError, read_beside
from matching.months import month_of
from recruit.clock import Clock
from recruit.config import Config
from recruit.db import Database
from recruit.models import Candidate
from recruit.shortlists import index_folders
from recruit.shortlists.base import index_mark
from recruit.shortlists.row_versions import RowVersions

EVERY_SECONDS = 600.0
"""How often it is asked whether the files are due; the answer takes some tenths of a second."""

LEAST_CANDIDATES = 2000
"""So many are read in the few seconds that a start takes anyway."""

MOST_CHANGED = 0.05
"""Part of the base that may have changed since the files were written."""

MOST_HOURS = 24
"""Age that they may reach once anything has changed."""

COMMAND = (sys.executable, "-m", "recruit", "reindex", "--refresh")

log = structlog.get_logger()


def start_writing() -> subprocess.Popen[bytes]:
    """Start the command that writes the files."""
    return subprocess.Popen(COMMAND, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603


class IndexKeeper:
    """Looks whether the files are due, and has them written."""

    def __init__(
        self,
        config: Config,
        database: Database,
        clock: Clock,
        start: Callable[[], subprocess.Popen[bytes]] = start_writing,
    ) -> None:
        self._config, self._database, self._clock, self._start = config, database, clock, start
        self._writing: subprocess.Popen[bytes] | None = None

    def __call__(self) -> bool:
        """Do a piece of work; never more than asking and starting."""
        if self._writing is not None:
            code = self._writing.poll()
            if code is None:
                return False
            self._writing = None
            log.info("index-written", exit=code)
        why = self.due()
        if why:
            log.info("index-due", why=why)
            self._writing = self._start()
        return False

    def close(self) -> None:
        """Leave no command behind; what it wrote so far is no index."""
        if self._writing is not None:
            self._writing.terminate()
            self._writing.wait()

    def due(self) -> str | None:
        """Why the files are to be written, None if they are not."""
        now = self._clock()
        with self._database.unit(writes=False) as session:
            count = session.scalar(select(func.count()).where(Candidate.is_matched)) or 0
            if count < LEAST_CANDIDATES:
                return None
            path = index_folders.newest(self._config.index_dir)
            if path is None:
                return "missing"
            month = month_of(now.astimezone(ZoneInfo(self._config.timezone)).date())
            try:
                beside = read_beside(path, index_mark(self._config.skills_dir), month)
            except IndexFileError as error:
                return str(error)
            found = RowVersions.restored(beside.facts["sums"], beside.arrays).look(session)
        changed = len(found.wanted) + len(found.withdrawn) + len(found.gone)
        if changed > MOST_CHANGED * count:
            return f"{changed} changed"
        written = datetime.fromtimestamp(path.stat().st_mtime, now.tzinfo)
        aged = (now - written).total_seconds() > MOST_HOURS * 3600
        return "old" if changed and aged else None

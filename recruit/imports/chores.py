"""The worker's share of imports: stored batches, a while at a time."""

import threading
import time
from collections.abc import Callable

from recruit.clock import Clock
from recruit.config import Config
from recruit.db import Database
from recruit.imports import services
from recruit.imports.reading import Reader
from recruit.imports.running import Importer
from recruit.intake.pool import Pool
from recruit.models import ImportBatch

# Between two slices of an import the files that people sent one by one get their turn.
SLICE_SECONDS = 2.0
READY_SECONDS = 0.02


def importing(
    config: Config, database: Database, stop: threading.Event, clock: Clock, pool: Pool
) -> Callable[[], bool]:
    """The worker's chore; ``pool`` reads the resumes, one chore at a time."""
    reader = Reader(config.files_dir, config.max_upload, pool)
    importer = Importer(database, config.files_dir, [reader], clock)

    def go_on() -> bool:
        with database.unit(writes=False) as session:  # an idle worker takes no write lock
            if session.scalar(services.waiting_batches(clock()).limit(1)) is None:
                return False
        # Before the claim: a worker that dies while it loads has died of no file.
        importer.warm()
        while not reader.is_ready():
            if stop.is_set():
                return False
            time.sleep(READY_SECONDS)
        with database.unit(writes=True) as session:
            batch = services.claim(session, clock())
        if batch is None:
            return False
        _work_on(importer, batch, stop)
        # The child that opens archives is not kept for the weeks between two imports.
        reader.opener.close()
        return True

    return go_on


def _work_on(importer: Importer, batch: ImportBatch, stop: threading.Event) -> None:
    until = time.monotonic() + SLICE_SECONDS

    def is_over() -> bool:
        return stop.is_set() or time.monotonic() > until

    # Whatever fails here leaves the claim, which runs out, and counts as an attempt.
    while not importer.run(batch.id, importer.origin_of(batch), is_over):
        if is_over():
            break
    with importer.database.unit(writes=True) as session:
        services.lay_down(session, session.get_one(ImportBatch, batch.id))

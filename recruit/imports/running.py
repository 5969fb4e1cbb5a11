"""Working through a batch: by the worker a while at a time, by the command line to its end.

Files are read ahead in another thread (which waits for child processes), a few at a time; each
handful then becomes rows in one short transaction. Whoever dies leaves items that wait, and goes
on from there.
"""

import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import structlog
from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from recruit.clock import Clock, month_of
from recruit.db import Database
from recruit.duplicates.finding import look_at
from recruit.imports import services
from recruit.imports.ahead import handfuls
from recruit.imports.codes import Reason
from recruit.imports.outcomes import Turn
from recruit.imports.people import holder_of, recruiter_of
from recruit.imports.reading import Arrival, Reader, Wanted, drop, keep
from recruit.imports.sources.origins import OneFile, Origin
from recruit.intake.faults import Fault, Unreadable
from recruit.models import BatchState, ImportBatch, ImportItem, ItemState
from recruit.salaries.observations import Observer
from recruit.skills import canonical

log = structlog.get_logger()

HANDFUL = 8
"""Files that are made safe on disk together."""

LONGEST_SECONDS = 0.05
"""After so long a transaction ends with the item in hand: others want to write, too."""

CONSENTS = 20

Told = Callable[[int, int], object]
Stop = Callable[[], bool]


def quiet(_done: int, _total: int) -> None:
    """Tell nobody."""


def never() -> bool:
    """Go on to the end."""
    return False


@dataclass
class Importer:
    """Works through batches with readers of its own, each of which reads ahead in a thread."""

    database: Database
    files_dir: Path
    readers: Sequence[Reader]
    clock: Clock

    def origin_of(self, batch: ImportBatch) -> Origin:
        """The stored file of a batch."""
        return OneFile(self.files_dir / (batch.stored_name or ""), batch.name)

    def run(self, batch_id: int, origin: Origin, stop: Stop = never, told: Told = quiet) -> bool:
        """Go on with a batch until it is done or told to stop; False when work is left.

        Something is done each time, however soon it is told to stop.
        """
        try:
            if not self._list(batch_id, origin, stop):
                return False
        except Unreadable as error:
            with self.database.unit(writes=True) as session:
                services.fail(session, session.get_one(ImportBatch, batch_id), error.fault,
                              self.clock())  # fmt: skip
            self._forget_source(batch_id)
            return True
        return self._work_off(batch_id, origin, stop, told) and self._finish(batch_id, stop)

    # ---------- the list ----------

    def _list(self, batch_id: int, origin: Origin, stop: Stop) -> bool:
        is_begun = False
        while True:
            with self.database.unit(writes=False) as session:
                batch = session.get_one(ImportBatch, batch_id)
            if batch.state != BatchState.RECEIVED:
                return True
            if is_begun and stop():
                return False
            is_begun = True
            position = int(batch.options.get("position") or 0)
            if batch.attempts > services.MOST_ATTEMPTS:
                raise Unreadable(Fault.CRASHED)
            step = origin.step(self.readers[0].opener, position)
            with self.database.unit(writes=True) as session:
                batch = self._locked(session, batch_id)
                # Somebody else may have listed this stretch meanwhile.
                if int(batch.options.get("position") or 0) == position and (
                    batch.state == BatchState.RECEIVED
                ):
                    services.add_entries(session, batch, step, self.clock())

    def _locked(self, session: Session, batch_id: int) -> ImportBatch:
        services.take_turn(session)
        return session.scalars(
            select(ImportBatch).where(ImportBatch.id == batch_id).with_for_update()
        ).one()

    # ---------- the items ----------

    def _work_off(self, batch_id: int, origin: Origin, stop: Stop, told: Told) -> bool:
        self.warm()
        size = self._handful(batch_id)

        def find(after: int) -> Sequence[ImportItem]:
            with self.database.unit(writes=False) as session:
                return services.waiting_items(session, batch_id, after, size)

        def read(reader: Reader, items: Sequence[ImportItem]) -> list[Arrival]:
            month = month_of(self.clock().date())
            wanted = (Wanted(item.id, item.locator or [], item.name) for item in items)
            return [reader.arrival(origin, one, month, self._is_known) for one in wanted]

        for arrivals in handfuls(self.readers, find, read, stop):
            told(*self._store(batch_id, arrivals))
        with self.database.unit(writes=False) as session:
            return not services.waiting_items(session, batch_id, -1, 1)

    def warm(self) -> None:
        """Load vocabularies now, not in the first transaction, for which others would wait."""
        for reader in self.readers:
            reader.warm()
        canonical(["Excel"])
        with self.database.unit(writes=False) as session:
            Observer(session)

    def _handful(self, batch_id: int) -> int:
        """How many files to read at once: one by one where a process has died of them."""
        with self.database.unit(writes=True) as session:
            batch = self._locked(session, batch_id)
            if batch.attempts > services.MOST_ATTEMPTS:
                for item in services.waiting_items(session, batch_id, -1, 1):
                    item.state, item.code = ItemState.REJECTED, Fault.CRASHED
                    item.done_at, batch.attempts = self.clock(), 1
            return HANDFUL if batch.attempts <= 1 else 1

    def _is_known(self, sha256: str) -> bool:
        with self.database.unit(writes=False) as session:
            return holder_of(session, sha256) is not None

    def _store(self, batch_id: int, arrivals: Sequence[Arrival]) -> tuple[int, int]:
        """Keep a handful: the files first, then the rows, then what is not kept goes."""
        laid = [arrival.stored_name for arrival in arrivals if arrival.stored_name]
        keep(laid, self.files_dir)
        waiting = deque(arrivals)
        kept: set[str] = set()
        new: list[int] = []
        while waiting:
            with self.database.unit(writes=True) as session:
                batch = self._locked(session, batch_id)
                kept |= self._settle_some(session, batch, waiting, new)
                batch.heartbeat_at, batch.attempts = self.clock(), 0
        drop((name for name in laid if name not in kept), self.files_dir)
        self._look_for_duplicates(new)
        return len(arrivals), int(batch.options.get("listed", 0))

    def _settle_some(
        self, session: Session, batch: ImportBatch, waiting: deque[Arrival], new: list[int]
    ) -> set[str]:
        """Settle items for a short while; the stored files that are kept for them.

        Candidates who are entered are added to ``new``.
        """
        # Held, or each item would load the same person anew.
        session.info["recruiter"] = recruiter_of(session, batch)
        until = time.monotonic() + LONGEST_SECONDS
        kept: set[str] = set()
        while waiting and time.monotonic() < until:
            arrival = waiting.popleft()
            item = session.get_one(ImportItem, arrival.item_id)
            if item.state != ItemState.WAITING:
                continue  # another process was quicker
            if self._settled(session, batch, item, arrival) and arrival.stored_name:
                kept.add(arrival.stored_name)
            if item.state == ItemState.IMPORTED and item.candidate_id:
                new.append(item.candidate_id)
        return kept

    def _look_for_duplicates(self, new: Sequence[int]) -> None:
        """Suggest who of the new people may be there twice; what is missed, the sweep finds."""
        if not new:
            return
        try:
            with self.database.unit(writes=True) as session:
                look_at(session, new, self.clock())
        except OperationalError:
            raise
        except Exception:
            log.exception("import-duplicates-failed")

    def _settled(
        self, session: Session, batch: ImportBatch, item: ImportItem, arrival: Arrival
    ) -> bool:
        """Settle one item; what goes wrong with it alone leaves the others as they are."""
        try:
            with session.begin_nested():
                is_kept = Turn(session, batch, item, arrival, self.clock()).settle()
                session.flush()
        except OperationalError:
            raise  # the database, not the file: the whole handful waits for the next run
        except Exception:
            log.exception("import-item-failed", item=item.id)
            session.refresh(item)
            item.state, item.code = ItemState.REJECTED, Reason.PARSER_FAILED
            item.sha256, item.done_at = arrival.sha256, self.clock()
            return False
        return is_kept

    # ---------- the end ----------

    def _finish(self, batch_id: int, stop: Stop) -> bool:
        while True:
            with self.database.unit(writes=True) as session:
                batch = self._locked(session, batch_id)
                is_more = services.give_later_consents(session, batch, self.clock(), CONSENTS)
                if not is_more and batch.state in (BatchState.LISTED, BatchState.CONSENTING):
                    services.finish(session, batch, self.clock())
            if not is_more:
                break
            if stop():
                return False
        self._forget_source(batch_id)
        return True

    def _forget_source(self, batch_id: int) -> None:
        """Take the archive out of the store: first the row lets go of it, then it is deleted."""
        with self.database.unit(writes=True) as session:
            batch = self._locked(session, batch_id)
            stored, batch.stored_name = batch.stored_name, None
        if stored:
            drop([stored], self.files_dir)
        log.info("import-done", batch=batch_id, state=batch.state)

"""Working through the rows of a table: by the worker a handful at a time, by a command to its end.

A handful becomes rows of candidates in one short transaction, together with its items: whoever dies
leaves items that wait, and whoever goes on finds nothing half done and imports nothing twice.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import structlog
from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from recruit.candidates.provenance import Evidence
from recruit.candidates.services import enter_profile
from recruit.cities import canonical_city
from recruit.clock import DEFAULT_ZONE, Clock, local_month
from recruit.db import Database
from recruit.imports.mapping_rows import Understood
from recruit.imports.people import agree, find_person, recruiter_of
from recruit.imports.reading import drop
from recruit.imports.services import (
    fail,
    finish,
    give_later_consents,
    take_turn,
    waiting_items,
)
from recruit.imports.table_codes import RowOutcome
from recruit.imports.table_faults import RowCode, RowFault
from recruit.imports.table_files import understand_file
from recruit.imports.table_services import faulty_detail, fields_of
from recruit.imports.tables import Row
from recruit.intake.faults import Fault
from recruit.models import (
    BatchKind,
    BatchState,
    Candidate,
    ImportBatch,
    ImportItem,
    ItemState,
    Source,
)
from recruit.skills import canonical
from recruit.tables.faults import TableError

log = structlog.get_logger()

HANDFUL = 20
"""Rows of one transaction: the others who write wait no longer than for these."""

GOING_ON = (BatchState.LISTED, BatchState.CONSENTING)
"""Rows wait, or a consent that was noted later waits to be recorded."""
_CONTACTS = (("emails", "email"), ("phones", "phone"))

Told = Callable[[int], object]
Stop = Callable[[], bool]


def import_next_rows(
    session: Session, batch: ImportBatch, rows: dict[int, tuple[Row, Understood]], clock: Clock
) -> int:
    """Settle the next items of a locked batch; returns how many. With none left it is done."""
    items = waiting_items(session, batch.id, -1, HANDFUL)
    for item in items:
        row, understood = rows[item.place]
        try:
            with session.begin_nested():
                settle(session, batch, item, (row, understood), clock)
                session.flush()
        except OperationalError:
            raise  # the database, not the row: the whole handful waits for the next run
        except Exception:
            # A bug is this row's misfortune, not that of the thousand behind it.
            log.exception("import-row-failed", batch=batch.id, row=item.place)
            session.refresh(item)
            reject(item, row, [RowFault(RowCode.REFUSED)], clock)
    now = clock()
    batch.heartbeat_at = now
    is_more = bool(items) or give_later_consents(session, batch, now, HANDFUL)
    if not is_more and batch.state in GOING_ON:
        finish(session, batch, now)
    session.flush()
    return len(items)


def settle(
    session: Session,
    batch: ImportBatch,
    item: ImportItem,
    told: tuple[Row, Understood],
    clock: Clock,
) -> None:
    """One row: a new candidate, one who is there already, or a refusal."""
    row, understood = told
    if understood.faults:
        reject(item, row, understood.faults, clock)
        return
    values, now = understood.values, clock()
    asked = {name: [values[of]] if values[of] else [] for name, of in _CONTACTS}
    person = find_person(session, asked, values["name"])
    item.state, item.code = ItemState.KNOWN, RowOutcome.SAME_PERSON
    if person is None:
        person = _enter(session, batch, values, now)
        item.state, item.code = ItemState.IMPORTED, None
    item.candidate_id, item.done_at = person.id, now
    agree(session, batch, person, now)


def _enter(
    session: Session, batch: ImportBatch, values: Mapping[str, Any], now: datetime
) -> Candidate:
    """A new profile, each of its fields with the table for its source."""
    stored = {
        **values,
        "city": canonical_city(values["city"]) if values["city"] else None,
        "skills": canonical(values["skills"]),
    }
    evidence = Evidence(Source.TABLE, stored, now)
    recruiter = recruiter_of(session, batch)
    return enter_profile(session, recruiter, stored, now=now, evidence=evidence)


def reject(item: ImportItem, row: Row, faults: Sequence[RowFault], clock: Clock) -> None:
    """Refuse a row, and keep its cells for whoever corrects it."""
    item.state, item.code = ItemState.REJECTED, RowOutcome.FAULTY
    item.detail, item.done_at = faulty_detail(row, faults), clock()


def never() -> bool:
    """Go on to the end."""
    return False


@dataclass
class TableImporter:
    """Works through tables; the one in hand is kept in mind between two handfuls."""

    database: Database
    files_dir: Path
    clock: Clock
    zone: str = DEFAULT_ZONE
    _read_id: int | None = field(default=None, init=False)
    _rows: dict[int, tuple[Row, Understood]] = field(default_factory=dict, init=False)

    def work(self) -> bool:
        """The worker's chore: a handful of the oldest table; False where there is none."""
        with self.database.unit(writes=False) as session:
            batch_id = session.scalar(
                select(ImportBatch.id)
                .where(ImportBatch.kind == BatchKind.TABLE, ImportBatch.state.in_(GOING_ON))
                .order_by(ImportBatch.created_at, ImportBatch.id)
                .limit(1)
            )
        if batch_id is None:
            return False
        self._step(batch_id)
        return True

    def run(self, batch_id: int, told: Told, stop: Stop = never) -> bool:
        """Go on with a table until it is done or told to stop; False when work is left."""
        while not stop():
            settled = self._step(batch_id)
            if settled is None:
                return True
            told(settled)
        return False

    def _step(self, batch_id: int) -> int | None:
        """One handful; None when the table is done."""
        try:
            self._read(batch_id)
        except (TableError, FileNotFoundError) as error:
            self._fail(batch_id, error.code if isinstance(error, TableError) else Fault.MISSING)
            return None
        with self.database.unit(writes=True) as session:
            batch = _held(session, batch_id)
            if batch.state not in GOING_ON:
                return None
            settled = import_next_rows(session, batch, self._rows, self.clock)
            is_done = batch.state == BatchState.DONE
        if is_done:
            self._forget(batch_id)
            return None
        return settled

    def _read(self, batch_id: int) -> None:
        """Have the rows of a table in mind, if any of them waits."""
        if self._read_id == batch_id:
            return
        self._read_id, self._rows = None, {}
        with self.database.unit(writes=False) as session:
            batch = session.get_one(ImportBatch, batch_id)
            is_waiting = bool(waiting_items(session, batch_id, -1, 1))
        if is_waiting:
            path = self.files_dir / (batch.stored_name or "")
            if not path.is_file():
                raise FileNotFoundError(path)
            reading = understand_file(path, fields_of(batch), local_month(self.clock(), self.zone))
            pairs = zip(reading.table.rows, reading.rows, strict=True)
            self._rows = {row.number: (row, understood) for row, understood in pairs}
        self._read_id = batch_id

    def _fail(self, batch_id: int, fault: str) -> None:
        with self.database.unit(writes=True) as session:
            batch = _held(session, batch_id)
            # Another process may have finished it, and taken the file away, while we read.
            if batch.state not in GOING_ON or not waiting_items(session, batch_id, -1, 1):
                return
            fail(session, batch, fault, self.clock())
        log.error("import-table-failed", batch=batch_id, fault=fault)

    def _forget(self, batch_id: int) -> None:
        """Take the file out of the store: first the row lets go of it, then it is deleted."""
        self._read_id, self._rows = None, {}
        with self.database.unit(writes=True) as session:
            batch = session.get_one(ImportBatch, batch_id)
            stored, batch.stored_name = batch.stored_name, None
        if stored:
            drop([stored], self.files_dir)
        log.info("import-table-done", batch=batch_id)


def _held(session: Session, batch_id: int) -> ImportBatch:
    """A batch that nobody else changes until the end of this unit of work."""
    take_turn(session)
    return session.scalars(
        select(ImportBatch).where(ImportBatch.id == batch_id).with_for_update()
    ).one()

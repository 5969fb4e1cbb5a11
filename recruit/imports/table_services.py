"""Use cases of imports of tables. They flush; the caller commits."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from recruit.errors import Conflict, NotFound
from recruit.imports.mapping import check
from recruit.imports.mapping_rows import Understood
from recruit.imports.services import LONGEST_NAME, take_turn
from recruit.imports.table_codes import RowOutcome
from recruit.imports.table_faults import RowFault, fault_from_json
from recruit.imports.table_files import Reading
from recruit.imports.table_people import Known
from recruit.imports.tables import Row
from recruit.intake.storage import Stored
from recruit.models import Account, BatchKind, BatchState, ImportBatch, ImportItem, ItemState

PAGE = 20


@dataclass(frozen=True)
class NewTable:
    """A table that was read, with the guess of its columns."""

    content_sha256: str
    name: str
    format: str
    columns: tuple[str, ...]
    fields: tuple[str, ...]
    is_sheet: bool

    @property
    def key(self) -> str:
        """What tells the same file again."""
        return sha256(f"table\n{self.content_sha256}".encode()).hexdigest()


def receive_table(
    session: Session, account: Account, new: NewTable, now: datetime, keep: Callable[[], Stored]
) -> tuple[ImportBatch, bool]:
    """The batch of a file, and whether it is a new one: the same file again goes on with it, also
    where it had stopped.

    A new one's file is kept first, and safely on disk before the caller commits.
    """
    take_turn(session)
    batch = find_table(session, new.key)
    if batch is not None:
        if batch.state == BatchState.FAILED:
            batch.stored_name = keep().name
            batch.state, batch.fault, batch.finished_at = BatchState.LISTED, None, None
            session.flush()
        return batch, False
    batch = ImportBatch(
        account_id=account.id,
        kind=BatchKind.TABLE,
        state=BatchState.RECEIVED,
        name=new.name[:255],
        key=new.key,
        stored_name=keep().name,
        consent_note="",
        options={
            "format": new.format,
            "columns": new.columns,
            "fields": new.fields,
            "is_sheet": new.is_sheet,
        },
        attempts=0,
        created_at=now,
    )
    session.add(batch)
    session.flush()
    return batch, True


def find_table(session: Session, key: str) -> ImportBatch | None:
    """The batch of a key, if that file was sent before."""
    return session.scalar(select(ImportBatch).where(ImportBatch.key == key))


def get_table(session: Session, public_id: str, *, lock: bool = False) -> ImportBatch:
    """An import of a table; which of the staff brought it in does not matter."""
    query = select(ImportBatch).where(
        ImportBatch.public_id == public_id, ImportBatch.kind == BatchKind.TABLE
    )
    batch = session.scalar(query.with_for_update() if lock else query)
    if batch is None:
        raise NotFound
    return batch


def list_tables(session: Session) -> Sequence[ImportBatch]:
    """The latest imports of tables."""
    return session.scalars(
        select(ImportBatch)
        .where(ImportBatch.kind == BatchKind.TABLE)
        .order_by(ImportBatch.created_at.desc(), ImportBatch.id.desc())
        .limit(PAGE)
    ).all()


def fields_of(batch: ImportBatch) -> tuple[str, ...]:
    """The mapping of a batch."""
    return tuple(batch.options["fields"])


def columns_of(batch: ImportBatch) -> tuple[str, ...]:
    """The names of the columns of a batch."""
    return tuple(batch.options["columns"])


def mark_of(fields: Sequence[str]) -> str:
    """A short mark of a mapping, for a form to tell which one it was shown with."""
    return sha256("\n".join(fields).encode()).hexdigest()[:16]


def is_usable(batch: ImportBatch) -> bool:
    """Whether rows can be understood by the mapping of a batch."""
    return not check(fields_of(batch), columns_of(batch))


def set_mapping(session: Session, batch: ImportBatch, fields: Sequence[str]) -> None:
    """Store another mapping, usable or not yet; `Conflict` once the import has begun."""
    if batch.state != BatchState.RECEIVED:
        raise Conflict
    batch.options = batch.options | {"fields": list(fields)}
    session.flush()


def discard(session: Session, batch: ImportBatch) -> str | None:
    """Forget a table that was only looked at; returns the file to delete after the commit."""
    if batch.state != BatchState.RECEIVED:
        raise Conflict
    stored = batch.stored_name
    session.delete(batch)
    session.flush()
    return stored


# ---------- the dry run ----------


@dataclass(frozen=True)
class Foreseen:
    """What would become of a row; `same` is the row or the candidate that is there already."""

    row: Understood
    outcome: ItemState
    same_row: int | None = None
    candidate_id: int | None = None


def foresee(session: Session, rows: Sequence[Understood]) -> list[Foreseen]:
    """What would become of each row if the import began now; nothing is written."""
    good = [row for row in rows if not row.faults]
    known = Known(session, [row.values for row in good])
    foreseen = []
    for row in rows:
        if row.faults:
            foreseen.append(Foreseen(row, ItemState.REJECTED))
            continue
        candidate_id = known.candidate(row.values)
        same_row = None if candidate_id else known.row(row.values, row.number)
        outcome = ItemState.KNOWN if candidate_id or same_row else ItemState.IMPORTED
        foreseen.append(Foreseen(row, outcome, same_row, candidate_id))
    return foreseen


# ---------- the import ----------


def begin(
    session: Session, account: Account, batch: ImportBatch, reading: Reading, now: datetime
) -> None:
    """Make an item of each row: from now on the import goes on by itself.

    `Conflict` where the mapping has changed since it was shown, or the import has begun.
    """
    is_as_shown = fields_of(batch) == reading.fields and is_usable(batch)
    if batch.state != BatchState.RECEIVED or not is_as_shown:
        raise Conflict
    pairs = zip(reading.table.rows, reading.rows, strict=True)
    items = [_item(batch, row, understood, now) for row, understood in pairs]
    session.execute(insert(ImportItem), items)
    batch.account_id = account.id
    batch.state = BatchState.LISTED
    batch.options = batch.options | {"listed": len(items)}
    session.flush()


def _item(batch: ImportBatch, row: Row, understood: Understood, now: datetime) -> dict[str, Any]:
    is_faulty = bool(understood.faults)
    return {
        "batch_id": batch.id,
        "place": row.number,
        "name": str(understood.values["name"])[:LONGEST_NAME],
        "state": ItemState.REJECTED if is_faulty else ItemState.WAITING,
        "code": RowOutcome.FAULTY if is_faulty else None,
        "detail": faulty_detail(row, understood.faults) if is_faulty else "",
        "done_at": now if is_faulty else None,
    }


def faulty_detail(row: Row, faults: Sequence[RowFault]) -> str:
    """The faults of a row with its cells, which outlive the file."""
    told = {"faults": [fault.as_json() for fault in faults], "cells": row.cells}
    return json.dumps(told, ensure_ascii=False)


@dataclass(frozen=True)
class FaultyRow:
    """A row that was refused."""

    number: int
    cells: tuple[str, ...]
    faults: tuple[RowFault, ...]


def faulty_rows(
    session: Session, batch: ImportBatch, limit: int | None = None
) -> Sequence[FaultyRow]:
    """The refused rows of a batch in their order."""
    items = session.scalars(
        select(ImportItem)
        .where(ImportItem.batch_id == batch.id, ImportItem.state == ItemState.REJECTED)
        .order_by(ImportItem.place)
        .limit(limit)
    )
    return [_faulty_row(item.place, json.loads(item.detail)) for item in items]


def _faulty_row(number: int, told: Mapping[str, Any]) -> FaultyRow:
    return FaultyRow(number, tuple(told["cells"]), tuple(map(fault_from_json, told["faults"])))

"""Use cases of imports of files. They flush; the caller commits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from flask_babel import lazy_gettext
from sqlalchemy import Select, and_, func, insert, or_, select, text, update
from sqlalchemy.orm import Session, joinedload

from recruit.candidates.services import heir_of
from recruit.errors import NotFound
from recruit.imports.codes import Reason
from recruit.imports.people import agree
from recruit.imports.sources.entries import Step
from recruit.models import (
    Account,
    BatchKind,
    BatchState,
    Candidate,
    ImportBatch,
    ImportItem,
    ItemState,
    Resume,
)

PAGE = 50
LONGEST_NAME = 500
LONGEST_NOTE = 1000
# Imports keep out of each other's way: what one is about to store, another must not miss.
TURN = text("SELECT pg_advisory_xact_lock(7267001)")
STALE_AFTER = timedelta(seconds=60)
# So many processes may die on the same file before it is left alone.
MOST_ATTEMPTS = 7
# How far a consent that was noted later has been recorded.
CONSENTS_AFTER = "consents_after"
# Whose consent may be recorded by a batch that they came with.
PEOPLE = (ItemState.IMPORTED, ItemState.ATTACHED, ItemState.KNOWN)


@dataclass(frozen=True)
class NewBatch:
    """What is brought in: a stored file, or (from the command line) a path of this machine."""

    key: str
    name: str
    consent_note: str
    stored_name: str | None = None
    path: Path | None = None


def take_turn(session: Session) -> None:
    """Wait until no other import writes; it holds to the end of the transaction.

    SQLite has one writer anyway.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(TURN)


def start_batch(
    session: Session, account: Account, new: NewBatch, now: datetime
) -> tuple[ImportBatch, bool]:
    """The batch of a source, and whether it is a new one: the same source again goes on with it.

    A ground of consent that the earlier time lacked is added, and holds for those already in.
    """
    take_turn(session)
    batch = session.scalar(select(ImportBatch).where(ImportBatch.key == new.key))
    path = {"path": str(new.path)} if new.path else {}
    if batch is None:
        batch = ImportBatch(
            account_id=account.id,
            kind=BatchKind.FILES,
            state=BatchState.RECEIVED,
            name=new.name[:255],
            key=new.key,
            stored_name=new.stored_name,
            consent_note=new.consent_note,
            options=path,
            attempts=0,
            created_at=now,
        )
        session.add(batch)
        session.flush()
        return batch, True
    _begin_again(batch, new)
    if new.consent_note and not batch.consent_note:
        note_consent(session, account, batch, new.consent_note)
    if path:
        batch.options = batch.options | path
    session.flush()
    return batch, False


def _begin_again(batch: ImportBatch, new: NewBatch) -> None:
    """Give an unfinished batch its source again, and another chance where it had failed."""
    if batch.state == BatchState.DONE:
        return
    if new.stored_name and batch.stored_name is None:
        batch.stored_name = new.stored_name
    if batch.state == BatchState.FAILED:
        batch.state, batch.fault, batch.finished_at = BatchState.RECEIVED, None, None
        batch.heartbeat_at, batch.attempts = None, 0


STOPPED = lazy_gettext("This import has stopped. Send it again first, then note the consent.")


def note_consent(session: Session, account: Account, batch: ImportBatch, note: str) -> None:
    """Write down on what ground the people of a batch agreed; the worker records it for each."""
    batch.consent_note = note[:LONGEST_NOTE]
    batch.account_id = account.id
    batch.options = batch.options | {CONSENTS_AFTER: -1}
    if batch.state == BatchState.DONE:
        batch.state, batch.finished_at = BatchState.CONSENTING, None
    session.flush()


def supersede(session: Session, path: Path, key: str, now: datetime) -> None:
    """End what was left of earlier imports of a folder that has changed since."""
    unfinished = select(ImportBatch).where(
        ImportBatch.kind == BatchKind.FILES,
        ImportBatch.stored_name.is_(None),
        ImportBatch.key != key,
        ImportBatch.state.in_((BatchState.RECEIVED, BatchState.LISTED)),
    )
    for batch in session.scalars(unfinished):
        if batch.options.get("path") != str(path):
            continue
        session.execute(
            update(ImportItem)
            .where(ImportItem.batch_id == batch.id, ImportItem.state == ItemState.WAITING)
            .values(state=ItemState.REJECTED, code=Reason.SOURCE_CHANGED, done_at=now)
        )
        batch.state, batch.finished_at = BatchState.FAILED, now
        batch.fault = Reason.SOURCE_CHANGED
    session.flush()


# ---------- listing ----------


def add_entries(session: Session, batch: ImportBatch, step: Step, now: datetime) -> None:
    """Store a stretch of the list; with the last one the batch is listed."""
    listed = int(batch.options.get("listed", 0))
    rows: list[dict[str, Any]] = [
        {
            "batch_id": batch.id,
            "place": listed + number,
            "name": entry.name[:LONGEST_NAME],
            "locator": entry.locator,
            "state": ItemState.REJECTED if entry.code else ItemState.WAITING,
            "code": entry.code,
            "detail": "",
            "done_at": now if entry.code else None,
        }
        for number, entry in enumerate(step.entries)
    ]
    if rows:
        session.execute(insert(ImportItem), rows)
    batch.options = batch.options | {
        "listed": listed + len(rows),
        "position": step.next,
        "left_out": int(batch.options.get("left_out", 0)) + step.left_out,
    }
    batch.heartbeat_at, batch.attempts = now, 0
    if step.next is None:
        batch.state = BatchState.LISTED
    session.flush()


def fail(session: Session, batch: ImportBatch, fault: str, now: datetime) -> None:
    """End a batch whose source cannot be opened at all."""
    batch.state, batch.fault, batch.finished_at = BatchState.FAILED, fault, now
    session.flush()


# ---------- working off ----------


def claim(session: Session, now: datetime) -> ImportBatch | None:
    """The oldest stored batch that nobody works on; it is this worker's from now on."""
    batch = session.scalar(
        waiting_batches(now)
        .order_by(ImportBatch.created_at, ImportBatch.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    if batch is not None:
        take_up(session, batch, now)
    return batch


def waiting_batches(now: datetime) -> Select[ImportBatch]:
    """Batches with work left for a worker, whose worker is gone or was never there.

    What lies elsewhere on the machine is the command line's work.
    """
    return select(ImportBatch).where(
        ImportBatch.kind == BatchKind.FILES,
        or_(
            ImportBatch.state == BatchState.CONSENTING,
            and_(
                ImportBatch.stored_name.is_not(None),
                ImportBatch.state.in_((BatchState.RECEIVED, BatchState.LISTED)),
            ),
        ),
        or_(ImportBatch.heartbeat_at.is_(None), ImportBatch.heartbeat_at <= now - STALE_AFTER),
    )


def take_up(session: Session, batch: ImportBatch, now: datetime) -> None:
    """Begin, or begin again after a crash."""
    batch.heartbeat_at = now
    batch.attempts += 1
    session.flush()


def lay_down(session: Session, batch: ImportBatch) -> None:
    """Let another worker, or this one later, go on at once."""
    batch.heartbeat_at, batch.attempts = None, 0
    session.flush()


def waiting_items(session: Session, batch_id: int, after: int, limit: int) -> Sequence[ImportItem]:
    """The next items behind a place."""
    return session.scalars(
        select(ImportItem)
        .where(
            ImportItem.batch_id == batch_id,
            ImportItem.state == ItemState.WAITING,
            ImportItem.place > after,
        )
        .order_by(ImportItem.place)
        .limit(limit)
    ).all()


def give_later_consents(session: Session, batch: ImportBatch, now: datetime, limit: int) -> bool:
    """Record a consent that was noted after people came in, for the next ones; False at the end."""
    after = batch.options.get(CONSENTS_AFTER)
    if after is None:
        return False
    items = session.scalars(
        select(ImportItem)
        .where(ImportItem.batch_id == batch.id, ImportItem.place > int(after))
        .order_by(ImportItem.place)
        .limit(limit)
    ).all()
    for item in items:
        candidate = session.get(Candidate, item.candidate_id) if item.candidate_id else None
        if candidate is not None and item.state in PEOPLE:
            heir = heir_of(session, candidate)
            if heir is not None:
                agree(session, batch, heir, now)
    batch.options = batch.options | {CONSENTS_AFTER: items[-1].place if items else None}
    session.flush()
    return bool(items)


def finish(session: Session, batch: ImportBatch, now: datetime) -> None:
    """End a batch whose items are all done."""
    batch.state, batch.finished_at = BatchState.DONE, now
    batch.heartbeat_at = None
    session.flush()


# ---------- looking ----------


def get_batch(session: Session, public_id: str, *, lock: bool = False) -> ImportBatch:
    """An import of files; which of the staff brought it in does not matter."""
    query = select(ImportBatch).where(
        ImportBatch.public_id == public_id, ImportBatch.kind == BatchKind.FILES
    )
    batch = session.scalar(query.with_for_update() if lock else query)
    if batch is None:
        raise NotFound
    return batch


@dataclass(frozen=True)
class Listing:
    """A page of rows, and how many there are in all."""

    rows: Sequence[Any]
    total: int
    page: int
    pages: int


def list_batches(session: Session, page: int) -> Listing:
    """Imports of files, the latest first."""
    query = select(ImportBatch).where(ImportBatch.kind == BatchKind.FILES)
    return _page(
        session,
        query,
        query.order_by(ImportBatch.created_at.desc(), ImportBatch.id.desc()),
        page,
    )


def counts(session: Session, batch_ids: Sequence[int]) -> dict[int, dict[str, int]]:
    """Items of batches by their outcome."""
    found: dict[int, dict[str, int]] = {batch_id: {} for batch_id in batch_ids}
    rows = session.execute(
        select(ImportItem.batch_id, ImportItem.state, func.count())
        .where(ImportItem.batch_id.in_(batch_ids))
        .group_by(ImportItem.batch_id, ImportItem.state)
    )
    for batch_id, state, number in rows:
        found[batch_id][state] = number
    return found


@dataclass(frozen=True)
class Row:
    """An item with what it led to."""

    item: ImportItem
    candidate: Candidate | None
    resume: Resume | None


def list_items(session: Session, batch: ImportBatch, state: str, page: int) -> Listing:
    """Items of a batch in the order of the source, of one outcome or of all."""
    query = select(ImportItem).where(ImportItem.batch_id == batch.id)
    if state:
        query = query.where(ImportItem.state == state)
    found = _page(session, query, query.order_by(ImportItem.place), page)
    people = _by_id(session, Candidate, [item.candidate_id for item in found.rows])
    files = _by_id(session, Resume, [item.resume_id for item in found.rows])
    rows = [
        Row(item, people.get(item.candidate_id), files.get(item.resume_id)) for item in found.rows
    ]
    return Listing(rows, found.total, found.page, found.pages)


def count_silent(session: Session, batch: ImportBatch) -> int:
    """How many people came with a batch and take no part in the selection."""
    return (
        session.scalar(
            select(func.count(Candidate.id.distinct()))
            .join(ImportItem, ImportItem.candidate_id == Candidate.id)
            .where(
                ImportItem.batch_id == batch.id,
                ImportItem.state.in_(PEOPLE),
                ~Candidate.is_matched,
                ~Candidate.is_merged,
            )
        )
        or 0
    )


def _by_id(session: Session, model: Any, ids: Sequence[int | None]) -> dict[int | None, Any]:
    wanted = {one for one in ids if one is not None}
    if not wanted:
        return {}
    query = select(model).where(model.id.in_(wanted))
    if model is Candidate:
        query = query.options(joinedload(Candidate.contact))
    return {row.id: row for row in session.scalars(query)}


def _page(session: Session, query: Select[Any], ordered: Select[Any], page: int) -> Listing:
    total = session.scalar(select(func.count()).select_from(query.subquery())) or 0
    pages = max(1, -(-total // PAGE))
    page = min(max(1, page), pages)
    rows = session.scalars(ordered.limit(PAGE).offset((page - 1) * PAGE)).all()
    return Listing(rows, total, page, pages)

"""What crashes and people leave behind in the store, taken away by the worker."""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path

import structlog
from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from recruit.clock import Clock
from recruit.db import Database
from recruit.intake.storage import PART
from recruit.intake.waiting import KEPT_DAYS
from recruit.models import (
    BatchKind,
    BatchState,
    DraftState,
    ImportBatch,
    ImportItem,
    OnceKey,
    Resume,
)

log = structlog.get_logger()

EVERY_SECONDS = 3600.0
# Longer than any sending takes from the first byte to the row.
ORPHAN_AFTER = timedelta(hours=1)
HANDFUL = 100
OURS = re.compile(rf"[0-9a-f]{{32}}(?:{re.escape(PART)})?")


def sweeper(database: Database, files_dir: Path, clock: Clock) -> Callable[[], bool]:
    """The worker's chore."""

    def sweep() -> bool:
        orphans = remove_orphans(database, files_dir, clock())
        forgotten = forget_unwanted(database, files_dir, clock())
        forgotten += forget_tables(database, files_dir, clock())
        forget_keys(database, clock())
        if orphans or forgotten:
            log.info("swept", orphans=orphans, forgotten=forgotten)
        return False  # the next round is due in its time, not at once

    return sweep


def remove_orphans(database: Database, files_dir: Path, now: datetime) -> int:
    """Take away files that no row names, when nobody can be about to write one any more."""
    removed = 0
    before = (now - ORPHAN_AFTER).timestamp()
    for handful in _handfuls(_old_files(files_dir, before)):
        with database.unit(writes=False) as session:
            named = _named(session, [path.name for path in handful])
        for path in handful:
            if path.name not in named:
                path.unlink(missing_ok=True)
                removed += 1
    return removed


def _old_files(folder: Path, before: float) -> Iterator[Path]:
    if not folder.is_dir():
        return
    for path in folder.iterdir():
        if not OURS.fullmatch(path.name) or path.is_symlink():
            continue
        try:
            if path.stat().st_mtime < before:
                yield path
        except FileNotFoundError:
            continue  # somebody has just renamed it


def _handfuls(paths: Iterator[Path]) -> Iterator[list[Path]]:
    handful: list[Path] = []
    for path in paths:
        handful.append(path)
        if len(handful) == HANDFUL:
            yield handful
            handful = []
    yield handful


def _named(session: Session, names: Sequence[str]) -> set[str]:
    found: set[str] = set()
    for column in (Resume.stored_name, ImportBatch.stored_name):
        found.update(
            name for name in session.scalars(select(column).where(column.in_(names))) if name
        )
    return found


def forget_unwanted(database: Database, files_dir: Path, now: datetime) -> int:
    """Remove files that belong to no profile and that nobody has confirmed in time.

    The row goes first: a crash in between leaves a file without a row, never the reverse.
    """
    before = now - timedelta(days=KEPT_DAYS)
    forgotten = 0
    while True:
        with database.unit(writes=True) as session:
            rows = session.scalars(
                select(Resume)
                .where(
                    Resume.candidate_id.is_(None),
                    Resume.received_at < before,
                    or_(
                        Resume.draft_state.is_(None),
                        Resume.draft_state != DraftState.CONFIRMED,
                    ),
                )
                .limit(HANDFUL)
                .with_for_update(skip_locked=True)
            ).all()
            ids, names = [row.id for row in rows], [row.stored_name for row in rows]
            session.execute(
                update(ImportItem).where(ImportItem.resume_id.in_(ids)).values(resume_id=None)
            )
            for row in rows:
                session.delete(row)
        for name in names:
            (files_dir / name).unlink(missing_ok=True)
        forgotten += len(names)
        if len(names) < HANDFUL:
            return forgotten


def forget_tables(database: Database, files_dir: Path, now: datetime) -> int:
    """Remove tables that somebody looked at and whose import was never begun.

    The row goes first, as above.
    """
    with database.unit(writes=True) as session:
        batches = session.scalars(
            select(ImportBatch)
            .where(
                ImportBatch.kind == BatchKind.TABLE,
                ImportBatch.state == BatchState.RECEIVED,
                ImportBatch.created_at < now - timedelta(days=KEPT_DAYS),
            )
            .with_for_update(skip_locked=True)
        ).all()
        names = [batch.stored_name for batch in batches if batch.stored_name]
        for batch in batches:
            session.delete(batch)
    for name in names:
        (files_dir / name).unlink(missing_ok=True)
    return len(batches)


def forget_keys(database: Database, now: datetime) -> None:
    """Remove one-time keys of forms that nobody sends again any more."""
    with database.unit(writes=True) as session:
        session.execute(delete(OnceKey).where(OnceKey.created_at < now - timedelta(days=KEPT_DAYS)))

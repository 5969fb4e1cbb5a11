"""What crashes and people leave in the store, and when it goes."""

import os
import secrets
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from recruit.db import Database
from recruit.intake.sweeps import forget_tables, forget_unwanted, remove_orphans, sweeper
from recruit.models import (
    BatchKind,
    BatchState,
    ImportBatch,
    ImportItem,
    ItemState,
    OnceKey,
    Resume,
)
from tests.conftest import NOON, FrozenClock
from tests.intake import files

Lay = Callable[..., Path]


@pytest.fixture
def lay(tmp_path: Path) -> Lay:
    """Puts a file of some age into the store."""

    def write(name: str = "", minutes: float = 61) -> Path:
        path = tmp_path / (name or secrets.token_hex(16))
        path.write_bytes(b"data")
        at = (NOON - timedelta(minutes=minutes)).timestamp()
        os.utime(path, (at, at))
        return path

    return write


def test_old_files_without_a_row_are_taken_away(
    database: Database, tmp_path: Path, lay: Lay
) -> None:
    orphan, part, fresh = lay(), lay(f"{'0' * 32}.part"), lay(minutes=59)
    named, source, strange = lay(), lay(), lay("notes.txt")
    with database.unit(writes=True) as session:
        files.resume(session, stored_name=named.name)
        session.add(batch(source.name))
    assert remove_orphans(database, tmp_path, NOON) == 2
    assert not orphan.exists()
    assert not part.exists()
    assert all(path.exists() for path in (fresh, named, source, strange))


def batch(stored_name: str | None = None) -> ImportBatch:
    return ImportBatch(
        kind=BatchKind.FILES,
        state=BatchState.LISTED,
        name="cv.zip",
        key=secrets.token_hex(16),
        stored_name=stored_name,
        created_at=NOON,
    )


def test_many_orphans_are_swept(database: Database, tmp_path: Path, lay: Lay) -> None:
    for _ in range(250):
        lay()
    assert remove_orphans(database, tmp_path, NOON) == 250
    assert list(tmp_path.glob("?" * 32)) == []


def test_a_store_that_is_not_there_yet_is_empty(database: Database, tmp_path: Path) -> None:
    assert remove_orphans(database, tmp_path / "none", NOON) == 0


def test_what_nobody_has_confirmed_is_forgotten_after_thirty_days(
    database: Database, tmp_path: Path, lay: Lay
) -> None:
    old = NOON - timedelta(days=30, seconds=1)
    kept = []
    with database.unit(writes=True) as session:
        unwanted = files.resume(session, candidate_id=None, stored_name="a" * 32, received_at=old)
        aside = files.resume(session, candidate_id=None, draft_state="set_aside", received_at=old)
        kept.append(files.resume(session, candidate_id=None, received_at=NOON).id)
        kept.append(files.resume(session, received_at=old, draft_state="open").id)
        items = batch()
        session.add(items)
        session.flush()
        session.add(
            ImportItem(
                batch_id=items.id, place=0, name="cv", state=ItemState.MANUAL,
                resume_id=unwanted.id,
            )
        )  # fmt: skip
        gone = [unwanted.id, aside.id]
    path = lay("a" * 32)
    assert forget_unwanted(database, tmp_path, NOON) == len(gone)
    assert not path.exists()
    with database.unit(writes=False) as session:
        assert sorted(session.scalars(select(Resume.id))) == sorted(kept)
        assert session.scalars(select(ImportItem)).one().resume_id is None


@pytest.mark.parametrize(
    "case",
    [
        (BatchKind.TABLE, BatchState.RECEIVED, 31, False),
        (BatchKind.TABLE, BatchState.RECEIVED, 29, True),
        (BatchKind.TABLE, BatchState.LISTED, 31, True),
        (BatchKind.FILES, BatchState.RECEIVED, 31, True),
    ],
)
def test_a_table_only_looked_at_is_forgotten(
    database: Database,
    tmp_path: Path,
    lay: Lay,
    case: tuple[BatchKind, BatchState, int, bool],
) -> None:
    path, (kind, state, days, is_kept) = lay(), case
    with database.unit(writes=True) as session:
        looked_at = batch(path.name)
        looked_at.kind, looked_at.state = kind, state
        looked_at.created_at = NOON - timedelta(days=days)
        session.add(looked_at)
    assert forget_tables(database, tmp_path, NOON) == (not is_kept)
    assert path.exists() == is_kept
    with database.unit(writes=False) as session:
        assert bool(session.scalars(select(ImportBatch)).all()) == is_kept


def test_the_chore_does_both_and_rests(
    database: Database, tmp_path: Path, lay: Lay, clock: FrozenClock
) -> None:
    path = lay()
    assert sweeper(database, tmp_path, clock)() is False
    assert not path.exists()


def test_keys_of_forms_that_nobody_sends_again_are_forgotten(
    database: Database, tmp_path: Path
) -> None:
    with database.unit(writes=True) as session:
        for name, days in (("old", 31), ("fresh", 29)):
            at = NOON - timedelta(days=days)
            session.add(OnceKey(key_hash=name, location="/my", created_at=at))
    sweeper(database, tmp_path, FrozenClock())()
    with database.unit(writes=False) as session:
        assert session.scalars(select(OnceKey.key_hash)).all() == ["fresh"]

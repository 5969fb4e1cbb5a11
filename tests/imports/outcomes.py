"""What an import has left behind, for tests."""

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from recruit.db import Database
from recruit.models import Candidate, ImportItem

GROUND = "Прислали резюме на ящик вакансии"


def items_of(database: Database, batch_id: int) -> Sequence[ImportItem]:
    with database.unit(writes=False) as session:
        return session.scalars(
            select(ImportItem).where(ImportItem.batch_id == batch_id).order_by(ImportItem.place)
        ).all()


def told(database: Database, batch_id: int) -> list[tuple[str, str, str | None]]:
    return [(item.name, item.state, item.code) for item in items_of(database, batch_id)]


def people(database: Database) -> Sequence[Candidate]:
    with database.unit(writes=False) as session:
        return session.scalars(
            select(Candidate).options(joinedload(Candidate.contact)).order_by(Candidate.id)
        ).all()


def stored_files(files_dir: Path) -> int:
    return len(list(files_dir.iterdir()))

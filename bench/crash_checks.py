"""What an installation holds after it was killed, read from its database and its folder."""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from bench.site import Site
from recruit.clock import now
from recruit.config import Config
from recruit.db import Database
from recruit.intake.sweeps import remove_orphans
from recruit.models import (
    BatchState,
    Candidate,
    CandidateContact,
    ImportBatch,
    ImportItem,
    ItemState,
    Resume,
    ResumeState,
)

# Files without a row are left alone until they are surely nobody's.
LATER = timedelta(hours=3)


@dataclass(frozen=True)
class Found:
    """What is there.

    ``files`` are public ids; ``titles`` the posts of the profiles that files were confirmed to;
    ``twice`` counts mail addresses that more than one profile has.
    """

    files: set[str]
    titles: dict[str, str]
    batches: set[str]
    dangling: int
    unfinished: int
    twice: int


@dataclass(frozen=True)
class Swept:
    """Files without a row: how many the sweep has removed, and how many are left."""

    removed: int
    left: int


def _opened(site: Site) -> tuple[Config, Database]:
    config = Config.from_environment(site.environment)
    return config, Database(config.database_url)


def look(site: Site) -> Found:
    """Read everything."""
    config, database = _opened(site)
    with database.unit(writes=False) as session:
        resumes = session.scalars(select(Resume)).all()
        batches = session.scalars(select(ImportBatch)).all()
        waiting = session.scalars(
            select(ImportItem.id).where(ImportItem.state == ItemState.WAITING)
        ).all()
        people = {one.id: one.title for one in session.scalars(select(Candidate))}
        mails = Counter(session.scalars(select(CandidateContact.email)))
    database.dispose()
    to_read = (ResumeState.RECEIVED, ResumeState.READING)
    return Found(
        files={one.public_id for one in resumes},
        titles={one.public_id: people[one.candidate_id] for one in resumes if one.candidate_id},
        batches={one.public_id for one in batches},
        dangling=sum(
            not (config.files_dir / one.stored_name).is_file()
            or (config.files_dir / one.stored_name).stat().st_size != one.size
            for one in resumes
        ),
        unfinished=sum(one.state in to_read for one in resumes)
        + sum(one.state not in (BatchState.DONE, BatchState.FAILED) for one in batches)
        + len(waiting),
        twice=sum(count > 1 for mail, count in mails.items() if mail),
    )


def imported(site: Site, names: set[str]) -> list[object]:
    """What came of the archives of these names, without numbers that depend on the order."""
    _, database = _opened(site)
    with database.unit(writes=False) as session:
        rows = session.execute(
            select(ImportBatch.name, ImportItem, Candidate)
            .join(ImportItem, ImportItem.batch_id == ImportBatch.id)
            .outerjoin(Candidate, Candidate.id == ImportItem.candidate_id)
            .where(ImportBatch.name.in_(names))
            .order_by(ImportBatch.name, ImportItem.place)
            .options(selectinload(Candidate.positions))
        ).all()
        found: list[object] = [
            (batch, item.place, item.name, item.state, item.code, item.sha256, _profile(candidate))
            for batch, item, candidate in rows
        ]
    database.dispose()
    return found


def _profile(candidate: Candidate | None) -> object:
    if candidate is None:
        return None
    return (
        candidate.title,
        candidate.city,
        candidate.salary,
        candidate.skills,
        candidate.is_matched,
        [(one.title, one.employer, one.start, one.end) for one in candidate.positions],
    )


def sweep(site: Site) -> Swept:
    """Let the sweep remove what no row names, as it would some hours later."""
    config, database = _opened(site)

    def orphans() -> set[str]:
        with database.unit(writes=False) as session:
            named = set(session.scalars(select(Resume.stored_name)))
            named |= set(session.scalars(select(ImportBatch.stored_name)))
        return {path.name for path in config.files_dir.iterdir() if path.name not in named}

    before = orphans()
    remove_orphans(database, config.files_dir, now() + LATER)
    left = orphans()
    database.dispose()
    return Swept(removed=len(before) - len(left), left=len(left))

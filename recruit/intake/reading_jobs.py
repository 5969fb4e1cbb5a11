"""Reading of uploaded files, one at a time, for the worker.

The row is the job. Whoever dies in the middle leaves a row that says so, and the next one takes it
up; nothing is kept in memory that would be missed.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

import structlog
from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from recruit.clock import Clock, month_of
from recruit.db import Database
from recruit.intake.document_json import dump_layout
from recruit.intake.faults import Fault, Oddity, Unreadable
from recruit.intake.pool import Child
from recruit.intake.readers import SCAN_SECONDS, Reading, read_resume
from recruit.models import Candidate, DraftState, Resume, ResumeState

log = structlog.get_logger()

# A reading takes 20 seconds at most; after a minute its worker is surely gone.
STALE_AFTER = timedelta(seconds=60)
MOST_ATTEMPTS = 3
# What a person can still do something with: the pages are there, only no program reads them.
FOR_PEOPLE = frozenset({Fault.SCAN_WITHOUT_OCR, Fault.NO_TEXT})


@dataclass(frozen=True)
class Job:
    """A file that this worker has taken up; ``heartbeat_at`` is the mark of its claim."""

    resume_id: int
    stored_name: str
    media_type: str
    received_at: datetime
    attempts: int
    heartbeat_at: datetime


def waits(at: datetime) -> ColumnElement[bool]:
    """Received and not taken up, or taken up by a worker that has died.

    Files of people who have withdrawn their consent wait until it is given again.
    """
    abandoned = and_(
        Resume.state == ResumeState.READING,
        or_(Resume.heartbeat_at.is_(None), Resume.heartbeat_at <= at - STALE_AFTER),
    )
    return and_(
        or_(Resume.state == ResumeState.RECEIVED, abandoned),
        or_(Resume.candidate_id.is_(None), Resume.candidate.has(Candidate.is_matched)),
    )


def claim(session: Session, at: datetime) -> Job | None:
    """Take up the oldest file that waits; the caller commits."""
    resume = session.scalar(
        select(Resume)
        .where(waits(at))
        .order_by(Resume.received_at, Resume.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    if resume is None:
        return None
    resume.state = ResumeState.READING
    resume.attempts += 1
    resume.heartbeat_at = at
    session.flush()
    return Job(
        resume.id, resume.stored_name, resume.media_type, resume.received_at, resume.attempts, at
    )


def _claimed(session: Session, job: Job) -> Resume | None:
    """The row of a job, unless another worker has taken it up since."""
    resume = session.scalar(select(Resume).where(Resume.id == job.resume_id).with_for_update())
    if (
        resume is None
        or resume.state != ResumeState.READING
        or resume.heartbeat_at != job.heartbeat_at
    ):
        return None
    return resume


def prolong(session: Session, job: Job, until: datetime) -> Job:
    """Hold a claim for longer than usual; the caller commits."""
    resume = _claimed(session, job)
    if resume is None:
        return job
    resume.heartbeat_at = until
    session.flush()
    return replace(job, heartbeat_at=until)


def finish(
    session: Session,
    job: Job,
    at: datetime,
    *,
    reading: Reading | None = None,
    fault: Fault | None = None,
) -> None:
    """Write down how a claimed file went, unless another worker has taken it up since."""
    resume = _claimed(session, job)
    if resume is None:
        return
    if fault == Fault.CRASHED and job.attempts < MOST_ATTEMPTS:
        resume.state, resume.heartbeat_at = ResumeState.RECEIVED, None
        return
    resume.fault, resume.read_at = fault, at
    if reading is not None:
        _keep(resume, reading)
    elif fault in FOR_PEOPLE or Oddity.NO_TEXT in resume.warnings:
        resume.state = ResumeState.MANUAL
    else:
        resume.state = ResumeState.UNREADABLE
    session.flush()


def _keep(resume: Resume, reading: Reading) -> None:
    document = reading.document
    resume.text, resume.layout = document.text, dump_layout(document)
    resume.hidden = "\n".join(document.hidden) or None
    said = document.warnings
    # The gate has seen no text in a scan; here there is some.
    before = [code for code in resume.warnings if code != Oddity.NO_TEXT]
    resume.warnings = list(dict.fromkeys((*before, *said)))
    resume.draft = reading.draft
    if reading.draft is None:
        resume.state = ResumeState.MANUAL
    else:
        resume.state, resume.draft_state = ResumeState.READ, DraftState.OPEN


def read_one(database: Database, files_dir: Path, child: Child, clock: Clock) -> bool:
    """Take up one file and read it outside of any transaction; False when none waits."""
    at = clock()
    with database.unit(writes=False) as session:  # an idle worker takes no write lock
        if session.scalar(select(Resume.id).where(waits(at)).limit(1)) is None:
            return False
    with database.unit(writes=True) as session:
        job = claim(session, at)
    if job is None:
        return False
    reading: Reading | None = None
    fault: Fault | None = None
    if job.attempts > MOST_ATTEMPTS:
        fault = Fault.CRASHED  # it took whole workers with it: leave it alone
    else:
        job, reading, fault = _read(database, files_dir, child, clock, job)
    with database.unit(writes=True) as session:
        finish(session, job, clock(), reading=reading, fault=fault)
    log.info(
        "file-read",
        resume=job.resume_id,
        fault=fault,
        attempt=job.attempts,
        failure=reading.failure if reading else "",
    )
    return True


def _read(
    database: Database, files_dir: Path, child: Child, clock: Clock, job: Job
) -> tuple[Job, Reading | None, Fault | None]:
    jobs = [job]

    def take_time() -> None:
        with database.unit(writes=True) as session:
            jobs.append(prolong(session, job, clock() + timedelta(seconds=SCAN_SECONDS)))

    try:
        received = month_of(job.received_at.date())
        reading = read_resume(
            child,
            files_dir / job.stored_name,
            received,
            media_type=job.media_type,
            on_scan=take_time,
        )
    except Unreadable as error:
        return jobs[-1], None, error.fault
    return jobs[-1], reading, None

"""Use cases of uploaded files. They flush; the caller commits."""

import os
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Protocol

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from recruit.candidates.consents import CONSENT_FIRST, has_consent
from recruit.errors import Conflict, Invalid, NotFound
from recruit.intake import sentences
from recruit.intake.kinds import OLE, kind_of
from recruit.intake.names import display_name
from recruit.intake.storage import store
from recruit.models import (
    Account,
    Candidate,
    Purpose,
    Resume,
    ResumeState,
    Role,
    Submission,
    Vacancy,
)

FIELD = "file"
MEGABYTE = 1024 * 1024
# More than anybody has résumés; without a limit one account could fill the disk.
MOST_FILES = 50


class SentFile(Protocol):
    """A file as it arrives in a form."""

    stream: IO[bytes]
    filename: str | None


@dataclass(frozen=True)
class Upload:
    """A file that has been looked at and is taken."""

    stream: IO[bytes]
    name: str
    media_type: str


def check_upload(sent: SentFile | None, most: int) -> Upload:
    """A file of a size and kind that we take; raises `Invalid` with what to do instead."""
    if sent is None or not sent.filename:
        raise Invalid({FIELD: sentences.NO_FILE})
    size = sent.stream.seek(0, os.SEEK_END)
    if size == 0:
        raise Invalid({FIELD: sentences.EMPTY})
    if size > most:
        raise Invalid({FIELD: sentences.larger_than(max(1, most // MEGABYTE))})
    kind = kind_of(sent.stream)
    if kind == OLE:
        raise Invalid({FIELD: sentences.OLD_WORD})
    if kind is None:
        raise Invalid({FIELD: sentences.WRONG_KIND})
    return Upload(sent.stream, display_name(sent.filename), kind)


def receive(
    session: Session, candidate: Candidate, upload: Upload, *, files_dir: Path, now: datetime
) -> Resume:
    """Keep a file: first safely on disk, then as a row that waits for the worker."""
    if not has_consent(session, candidate.id, Purpose.PROCESSING):
        raise Conflict(CONSENT_FIRST)
    kept = select(func.count(Resume.id)).where(Resume.candidate_id == candidate.id)
    if (session.scalar(kept) or 0) >= MOST_FILES:
        raise Invalid({FIELD: sentences.MANY})
    stored = store(upload.stream, files_dir)
    resume = Resume(
        candidate_id=candidate.id,
        stored_name=stored.name,
        original_name=upload.name,
        media_type=upload.media_type,
        size=stored.size,
        sha256=stored.sha256,
        state=ResumeState.RECEIVED,
        attempts=0,
        received_at=now,
    )
    session.add(resume)
    session.flush()
    return resume


def files_of(session: Session, candidate_ids: Collection[int]) -> Sequence[Resume]:
    """The files of candidates, newest first."""
    return session.scalars(
        select(Resume)
        .where(Resume.candidate_id.in_(candidate_ids))
        .order_by(Resume.received_at.desc(), Resume.id.desc())
    ).all()


def get_resume(session: Session, account: Account, public_id: str) -> Resume:
    """A file, if this account may have it; else the same answer as for an absent one."""
    resume = session.scalar(select(Resume).where(Resume.public_id == public_id))
    if resume is None or not _may_have(session, account, resume):
        raise NotFound
    return resume


def _may_have(session: Session, account: Account, resume: Resume) -> bool:
    """Staff; the person; and a client who was shown the person and has the consent.

    What a candidate has sent and not yet confirmed is still their own affair.
    """
    candidate = resume.candidate
    if candidate is None:
        sender = resume.account
        by_staff = account.is_staff and (sender is None or sender.is_staff)
        return by_staff or resume.account_id == account.id
    if account.is_staff:
        return True
    if account.role == Role.CANDIDATE:
        return candidate.account_id == account.id
    if account.role != Role.EMPLOYER or account.employer_id is None:
        return False
    submitted = session.scalar(
        select(Submission.id)
        .join(Vacancy, Vacancy.id == Submission.vacancy_id)
        .where(
            Submission.candidate_id == candidate.id,
            Vacancy.employer_id == account.employer_id,
        )
    )
    return submitted is not None and has_consent(
        session, candidate.id, Purpose.SUBMISSION, account.employer_id
    )

"""Use cases of uploaded files. They flush; the caller commits."""

import os
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any, Protocol

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from recruit.candidates.consents import CONSENT_FIRST, has_consent
from recruit.candidates.services import own_candidate
from recruit.errors import Conflict, Invalid, NotFound
from recruit.intake import sentences
from recruit.intake.faults import Fault, Unreadable
from recruit.intake.names import checked_name
from recruit.intake.pool import Child
from recruit.intake.readers import examine
from recruit.intake.storage import Laid, laid
from recruit.models import (
    Account,
    Candidate,
    DraftState,
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
# A recruiter sends the files of many people; those become profiles or are set aside.
MOST_OPEN_FILES = 1000


class SentFile(Protocol):
    """A file as it arrives in a form."""

    stream: IO[bytes]
    filename: str | None


class Refused(Invalid):
    """A file that is not taken; ``code`` is the fault's."""

    def __init__(self, fault: Fault, sentence: Any = None) -> None:
        super().__init__({FIELD: sentence or sentences.FAULTS[fault]})
        self.fault = fault
        self.code = fault.value
        self.status = 413 if fault == Fault.TOO_LARGE else 422
        self.sentence = sentence or sentences.FAULTS[fault]
        self.facts["field"] = FIELD


@dataclass(frozen=True)
class Upload:
    """A file that has been looked at and is taken; kept nowhere yet."""

    file: Laid
    name: str
    media_type: str
    warnings: tuple[str, ...] = ()


@contextmanager
def taken(sent: SentFile | None, *, most: int, files_dir: Path, gate: Child) -> Iterator[Upload]:
    """A file that has passed the gate; `Refused` with what to do instead.

    This takes its time and touches no database: call it while no transaction is open.
    """
    if sent is None or not sent.filename:
        raise Refused(Fault.NO_FILE)
    size = sent.stream.seek(0, os.SEEK_END)
    sent.stream.seek(0)
    if size > most:
        raise Refused(Fault.TOO_LARGE, sentences.larger_than(max(1, most // MEGABYTE)))
    try:
        name = checked_name(sent.filename)
        if size == 0:
            raise Unreadable(Fault.EMPTY)
        with laid(sent.stream, files_dir) as file:
            examined = examine(gate, file.path, name)
            yield Upload(file, name, examined.media_type, examined.warnings)
    except Unreadable as error:
        raise Refused(error.fault) from error


def receive(
    session: Session,
    account: Account,
    candidate: Candidate | None,
    upload: Upload,
    *,
    now: datetime,
) -> Resume:
    """Keep a file: first safely on disk, then as a row that waits for the worker.

    The same bytes sent again lead to the file that is there.
    """
    if candidate is not None:
        # Nobody merges them or takes their consent back until this is stored.
        held = select(Candidate.is_merged).where(Candidate.id == candidate.id)
        if session.scalar(held.with_for_update(read=True)):
            raise Conflict
        if not has_consent(session, candidate.id, Purpose.PROCESSING):
            raise Conflict(CONSENT_FIRST)
    # Two of the same at once: the second one waits here and finds the first one's row.
    session.execute(select(Account.id).where(Account.id == account.id).with_for_update())
    known = _same_file(session, account, candidate, upload.file.sha256)
    if known is not None:
        if candidate is not None:
            known.candidate_id = candidate.id  # sent before there was a profile
            session.flush()
        return known
    kept = select(func.count(Resume.id)).where(_beside(account, candidate))
    is_for_many = candidate is None and account.is_staff
    if (session.scalar(kept) or 0) >= (MOST_OPEN_FILES if is_for_many else MOST_FILES):
        raise Refused(Fault.TOO_MANY_FILES)
    stored = upload.file.keep()
    resume = Resume(
        candidate_id=candidate.id if candidate else None,
        account_id=account.id,
        stored_name=stored.name,
        original_name=upload.name,
        media_type=upload.media_type,
        size=stored.size,
        sha256=stored.sha256,
        state=ResumeState.RECEIVED,
        warnings=list(upload.warnings),
        attempts=0,
        received_at=now,
    )
    session.add(resume)
    session.flush()
    return resume


def _beside(account: Account, candidate: Candidate | None) -> ColumnElement[bool]:
    """The files that a new one would lie beside: of the person, or without a person."""
    open_ones = and_(Resume.account_id == account.id, Resume.candidate_id.is_(None))
    if candidate is None:
        return open_ones
    own = Resume.candidate_id == candidate.id
    return own if account.is_staff else or_(own, open_ones)


def _same_file(
    session: Session, account: Account, candidate: Candidate | None, sha256: str
) -> Resume | None:
    """A file of these bytes that is there already, unless it is to be read anew."""
    beside = _beside(account, candidate)
    if candidate is None:
        # What has become somebody's profile since is led to as well.
        beside = Resume.account_id == account.id
    return session.scalar(
        select(Resume)
        .where(
            beside,
            Resume.sha256 == sha256,
            Resume.state != ResumeState.UNREADABLE,
            or_(Resume.draft_state.is_(None), Resume.draft_state != DraftState.SET_ASIDE),
        )
        .order_by(Resume.id.desc())
        .limit(1)
    )


def files_of(session: Session, candidate_ids: Collection[int]) -> Sequence[Resume]:
    """The files of candidates, newest first."""
    return session.scalars(
        select(Resume)
        .where(Resume.candidate_id.in_(candidate_ids))
        .order_by(Resume.received_at.desc(), Resume.id.desc())
    ).all()


def open_files_of(session: Session, account: Account) -> Sequence[Resume]:
    """What a person has sent that belongs to no profile yet, newest first."""
    return session.scalars(
        select(Resume)
        .where(Resume.account_id == account.id, Resume.candidate_id.is_(None))
        .order_by(Resume.received_at.desc(), Resume.id.desc())
    ).all()


def get_resume(session: Session, account: Account, public_id: str) -> Resume:
    """A file, if this account may have it; else the same answer as for an absent one."""
    resume = session.scalar(select(Resume).where(Resume.public_id == public_id))
    if resume is None or not _may_have(session, account, resume):
        raise NotFound
    return resume


def get_watched(session: Session, account: Account, public_id: str) -> Resume:
    """A file whose reading this account may follow: clients get files, and nothing before that."""
    if account.role == Role.EMPLOYER:
        raise NotFound
    return get_resume(session, account, public_id)


def may_be_read(resume: Resume) -> bool:
    """Whether no withdrawn consent keeps the worker from a file."""
    return resume.candidate is None or resume.candidate.is_matched


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
        own = own_candidate(session, account)
        return own is not None and own.id == candidate.id
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

"""What a person makes of what was read from a file. They flush; the caller commits."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from recruit.candidates.provenance import Evidence
from recruit.candidates.services import (
    create_profile,
    get_candidate,
    own_candidate,
    save_profile,
)
from recruit.errors import Conflict
from recruit.intake.proposals import Proposal, proposed
from recruit.intake.services import get_resume
from recruit.models import Account, Candidate, DraftState, Resume, Source


@dataclass(frozen=True)
class Review:
    """A file, what it says, and the profile that it belongs to, if there is one already."""

    resume: Resume
    candidate: Candidate | None
    proposal: Proposal

    def evidence(self, now: datetime) -> Evidence:
        """The file as a source of a profile that a person confirms now.

        What was doubtful, or only offered, stands in the file all the same.
        """
        return Evidence(
            Source.FILE,
            self.proposal.with_doubts().values,
            said_at=self.resume.received_at,
            confirmed_at=now,
            resume_id=self.resume.id,
            places=self.proposal.with_doubts().places,
        )


def open_review(
    session: Session, account: Account, public_id: str, this_month: str, *, lock: bool = False
) -> Review:
    """A file that this account may review; raises `NotFound`.

    A candidate's file that was sent before there was a profile belongs to the profile made since.
    With ``lock`` two decisions on one file wait for each other.
    """
    resume = get_resume(session, account, public_id)
    if lock:
        session.refresh(resume, with_for_update=True)
    candidate: Candidate | None = None
    if not account.is_staff:
        candidate = own_candidate(session, account, lock=lock)
    elif resume.candidate is not None:
        candidate = get_candidate(session, account, resume.candidate.public_id, lock=lock)
    return Review(resume, candidate, proposed(resume.draft, this_month))


def confirm_first(
    session: Session, account: Account, review: Review, data: Mapping[str, Any], *, now: datetime
) -> Candidate:
    """Make the profile that a file proposes, as a person has corrected it, with their consent."""
    if review.candidate is not None:
        raise Conflict
    candidate = create_profile(session, account, data, now=now, evidence=review.evidence(now))
    _decide(session, account, review.resume, candidate, now)
    return candidate


def confirm_changes(
    session: Session, account: Account, review: Review, data: Mapping[str, Any], *, now: datetime
) -> None:
    """Store what was chosen of a file into the profile that is there, and keep the file with it.

    ``data`` is the whole profile with its version; raises `Stale` when that has passed.
    """
    if review.candidate is None:
        raise Conflict
    save_profile(session, account, review.candidate, data, now=now, evidence=review.evidence(now))
    _decide(session, account, review.resume, review.candidate, now)


def set_aside(session: Session, account: Account, review: Review, *, now: datetime) -> None:
    """Keep nothing of a file but the file."""
    if review.resume.draft_state == DraftState.CONFIRMED:
        return
    review.resume.draft_state = DraftState.SET_ASIDE
    review.resume.decided_at, review.resume.decided_by_id = now, account.id
    session.flush()


def _decide(
    session: Session, account: Account, resume: Resume, candidate: Candidate, now: datetime
) -> None:
    resume.candidate_id = candidate.id
    resume.draft_state = DraftState.CONFIRMED
    resume.decided_at, resume.decided_by_id = now, account.id
    session.flush()


def decider_of(session: Session, resume: Resume) -> Account | None:
    """Who has confirmed a file or set it aside."""
    if resume.decided_by_id is None:
        return None
    return session.scalar(select(Account).where(Account.id == resume.decided_by_id))

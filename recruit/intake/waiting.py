"""Files that wait for a person: the recruiters' queue."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session, joinedload

from recruit.models import Account, Candidate, DraftState, Resume, ResumeState, Role

KEPT_DAYS = 30
"""How long a file is kept that belongs to no profile."""

PAGE = 50


@dataclass(frozen=True)
class Waiting:
    """One page of the queue."""

    files: Sequence[Resume]
    total: int
    page: int
    pages: int


def _is_staffs() -> ColumnElement[bool]:
    """Whether the staff may see a file: what a candidate has not confirmed is their own affair."""
    by_staff = Resume.account.has(Account.role.in_((Role.ADMIN, Role.RECRUITER)))
    return or_(
        Resume.candidate.has(~Candidate.is_merged),
        and_(Resume.candidate_id.is_(None), or_(Resume.account_id.is_(None), by_staff)),
    )


def _waits() -> ColumnElement[bool]:
    undecided = or_(Resume.draft_state.is_(None), Resume.draft_state == DraftState.OPEN)
    for_people = Resume.state.in_((ResumeState.MANUAL, ResumeState.UNREADABLE))
    return and_(undecided, or_(for_people, Resume.draft_state == DraftState.OPEN), _is_staffs())


def count_waiting(session: Session) -> int:
    """How many files wait for a recruiter."""
    return session.scalar(select(func.count(Resume.id)).where(_waits())) or 0


def waiting_files(session: Session, page: int) -> Waiting:
    """Files that no program could read, and drafts that nobody has confirmed; newest first."""
    total = count_waiting(session)
    pages = max(1, -(-total // PAGE))
    page = min(max(1, page), pages)
    files = session.scalars(
        select(Resume)
        .where(_waits())
        .options(joinedload(Resume.candidate).joinedload(Candidate.contact))
        .options(joinedload(Resume.account))
        .order_by(Resume.received_at.desc(), Resume.id.desc())
        .limit(PAGE)
        .offset((page - 1) * PAGE)
    ).all()
    return Waiting(files, total, page, pages)

"""Use cases of the employer's room: candidates the agency has presented, and what of them to show.

Name, contacts, text and files are loaded only while the candidate's consent to this client
stands; without it they never reach a page.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload, selectinload

from matching.facts import Explanation
from recruit.candidates.consents import who_agreed
from recruit.errors import NotFound
from recruit.intake.services import files_of
from recruit.models import (
    Account,
    Candidate,
    CandidateContact,
    Purpose,
    Resume,
    RoleProfileVersion,
    Submission,
    Vacancy,
)
from recruit.shortlists.base import CandidateBase
from recruit.shortlists.services import explain_all


@dataclass(frozen=True)
class Presented:
    """A presented candidate: why they were, and who they are once they have agreed to tell."""

    submission: Submission
    explanation: Explanation | None
    contact: CandidateContact | None
    files: Sequence[Resume]

    @property
    def is_open(self) -> bool:
        """Whether the candidate has agreed to be known to this client."""
        return self.contact is not None


def list_submissions(
    session: Session, base: CandidateBase, vacancy: Vacancy, today: date
) -> list[Presented]:
    """The candidates presented for a vacancy, in the order they were."""
    submissions = session.scalars(
        _loaded().where(Submission.vacancy_id == vacancy.id).order_by(Submission.number)
    ).all()
    return _present(session, base, vacancy, submissions, today)


def get_submission(
    session: Session, account: Account, base: CandidateBase, public_id: str, today: date
) -> Presented:
    """One presented candidate; for anybody but the client and the agency there is none."""
    query = _loaded().where(Submission.public_id == public_id)
    if not account.is_staff:
        query = query.join(Submission.vacancy).where(Vacancy.employer_id == account.employer_id)
    found = session.scalar(query)
    if found is None:
        raise NotFound
    return _present(session, base, found.vacancy, [found], today)[0]


def _loaded() -> Select[Submission]:
    # One person presented twice is one candidate once the two profiles are merged.
    return (
        select(Submission)
        .where(Submission.candidate.has(~Candidate.is_merged))
        .options(
            joinedload(Submission.candidate).options(selectinload(Candidate.positions)),
            joinedload(Submission.vacancy)
            .joinedload(Vacancy.profile_version)
            .joinedload(RoleProfileVersion.profile),
        )
    )


def _present(
    session: Session,
    base: CandidateBase,
    vacancy: Vacancy,
    submissions: Sequence[Submission],
    today: date,
) -> list[Presented]:
    keys = [submission.candidate_id for submission in submissions]
    explanations = explain_all(session, base, vacancy, keys, today)
    agreed = who_agreed(session, keys, Purpose.SUBMISSION, vacancy.employer_id)
    contacts = session.scalars(
        select(CandidateContact).where(CandidateContact.candidate_id.in_(agreed))
    )
    by_candidate = {contact.candidate_id: contact for contact in contacts}
    files = files_of(session, agreed)
    return [
        Presented(
            submission=submission,
            explanation=explanations.get(submission.candidate_id),
            contact=by_candidate.get(submission.candidate_id),
            files=[file for file in files if file.candidate_id == submission.candidate_id],
        )
        for submission in submissions
    ]

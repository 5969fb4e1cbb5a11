"""The person of a resume: found among those that are there, or entered anew."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from recruit.candidates.consents import give_consent
from recruit.candidates.provenance import Evidence
from recruit.candidates.services import enter_profile, heir_of
from recruit.intake.proposals import Proposal
from recruit.models import (
    Account,
    Candidate,
    CandidateContact,
    Consent,
    ImportBatch,
    Purpose,
    Resume,
    Source,
)

CHANNEL = "import"
# One address may be a whole family's; more people than that share none that tells anybody apart.
MOST_SHARING = 20


def find_person(session: Session, draft: Mapping[str, Any], name: str) -> Candidate | None:
    """The candidate with one of a draft's mails or phones and a name that fits, if any."""
    emails = [mail.casefold() for mail in draft["emails"]]
    phones = ["+" + phone.lstrip("+") for phone in draft["phones"]]
    if not emails and not phones:
        return None
    sharing = session.scalars(
        select(Candidate)
        .join(CandidateContact)
        .where(or_(CandidateContact.email.in_(emails), CandidateContact.phone.in_(phones)))
        .options(joinedload(Candidate.contact))
        .order_by(Candidate.is_merged, Candidate.id)
        .limit(MOST_SHARING)
    )
    for candidate in sharing:
        if fits(name, candidate.contact.name):
            return heir_of(session, candidate)
    return None


def fits(first: str, second: str) -> bool:
    """Whether two names may be one person's: all words of the shorter one are in the longer.

    An initial stands for any word that begins with it; an unknown name fits all.
    """
    shorter, longer = sorted((words_of(first), words_of(second)), key=len)
    return all(any(_same(word, other) for other in longer) for word in shorter)


def words_of(name: str) -> list[str]:
    """The words of a name, without case and without dots over «ё»."""
    return name.casefold().replace("ё", "е").replace(".", " ").replace(",", " ").split()


def _same(word: str, other: str) -> bool:
    if len(word) == 1 or len(other) == 1:
        return word[0] == other[0]
    return word == other


def add_person(
    session: Session, batch: ImportBatch, proposal: Proposal, resume: Resume, now: datetime
) -> Candidate:
    """A profile of what a file surely says; ranked only once a consent is recorded."""
    candidate = enter_profile(
        session,
        recruiter_of(session, batch),
        proposal.values,
        now=now,
        evidence=Evidence(Source.FILE, proposal.values, now, None, resume.id, proposal.places),
        finds_duplicates=False,
    )
    resume.candidate_id = candidate.id
    return candidate


def recruiter_of(session: Session, batch: ImportBatch) -> Account | None:
    """Who brought the batch in, or stands for its consents since."""
    return session.get(Account, batch.account_id) if batch.account_id else None


def may_keep(session: Session, candidate: Candidate) -> bool:
    """Whether nothing forbids to add to a profile: a consent taken back does."""
    told = session.scalars(
        select(Consent.withdrawn_at).where(
            Consent.candidate_id == candidate.id, Consent.purpose == Purpose.PROCESSING
        )
    ).all()
    return not told or any(withdrawn is None for withdrawn in told)


def agree(session: Session, batch: ImportBatch, candidate: Candidate, now: datetime) -> bool:
    """Record the consent of a batch, if it has one, for a person who was never asked before.

    Whoever has given and taken back a consent has said so themselves: no batch speaks for them.
    """
    recruiter = recruiter_of(session, batch)
    if not batch.consent_note or recruiter is None:
        return False
    asked = select(Consent.id).where(
        Consent.candidate_id == candidate.id, Consent.purpose == Purpose.PROCESSING
    )
    if session.scalar(asked.limit(1)) is not None:
        return False
    give_consent(
        session,
        candidate,
        Purpose.PROCESSING,
        recorded_by=recruiter,
        now=now,
        channel=CHANNEL,
        note=batch.consent_note,
    )
    return True


def holder_of(session: Session, sha256: str) -> Resume | None:
    """A kept file with these very bytes: a candidate's, or one that waits for a recruiter.

    What a candidate has sent and not yet confirmed is their own affair, and tells nothing here.
    """
    found = session.scalars(
        select(Resume)
        .where(Resume.sha256 == sha256)
        .options(joinedload(Resume.account))
        .order_by(Resume.candidate_id.is_(None), Resume.id)
        .limit(MOST_SHARING)
    )
    return next((resume for resume in found if _is_told(resume)), None)


def _is_told(resume: Resume) -> bool:
    sender = resume.account
    return resume.candidate_id is not None or sender is None or sender.is_staff

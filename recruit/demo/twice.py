"""One person who is in the demo twice, so that the pages of pairs have something to show."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy.orm import Session

from recruit.duplicates.finding import look_at
from recruit.models import Candidate, CandidateContact, Position

LEAST_JOBS = 3
EARLIER = timedelta(days=400)


def tell_twice(session: Session, candidates: Sequence[Candidate]) -> Candidate:
    """Enter somebody a second time, as a recruiter did a year before, and find the pair.

    The earlier row has the surname first, no patronymic, another mailbox, and no latest job.
    """
    person = next(one for one in candidates if _has_a_career(one))
    given, *_, surname = person.contact.name.split()
    login, _, domain = (person.contact.email or "").partition("@")
    earlier = Candidate(
        title=person.positions[1].title,
        city=person.city,
        relocation=True,
        education=person.education,
        education_text=person.education_text,
        skills=person.skills[::2],
        is_demo=True,
        created_at=person.created_at - EARLIER,
        updated_at=person.created_at - EARLIER,
        positions=[
            Position(
                place=place,
                title=job.title,
                employer=job.employer,
                start=job.start,
                end=job.end,
                description="",
            )
            for place, job in enumerate(person.positions[1:])
        ],
        contact=CandidateContact(
            name=f"{surname} {given}",
            email=f"{login.replace('.', '_')}77@{domain}",
            phone=person.contact.phone,
        ),
    )
    session.add(earlier)
    session.flush()
    look_at(session, [person.id, earlier.id], person.updated_at)
    return earlier


def _has_a_career(candidate: Candidate) -> bool:
    contact = candidate.contact
    return bool(
        candidate.account_id is None
        and len(candidate.positions) >= LEAST_JOBS
        and all(job.start and job.employer for job in candidate.positions)
        and contact.email
        and contact.phone
        and len(contact.name.split()) > 1
    )

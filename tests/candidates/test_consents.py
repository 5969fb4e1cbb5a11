"""Consents: one stands at a time, whoever gives it at the same moment."""

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from recruit.candidates import consents
from recruit.db import Database
from recruit.models import Account, Candidate, Consent, Employer, Purpose, Role
from tests import factories
from tests.conftest import NOON


@pytest.fixture
def scene(database: Database) -> tuple[Candidate, Employer, Account]:
    with database.unit(writes=True) as session:
        employer = factories.employer_account(session).employer
        assert employer
        recruiter = factories.account(session, Role.RECRUITER)
        return factories.candidate(session), employer, recruiter


@pytest.mark.parametrize("purpose", list(Purpose))
def test_the_database_keeps_one_standing_consent(
    purpose: Purpose, database: Database, scene: tuple[Candidate, Employer, Account]
) -> None:
    candidate, employer, _ = scene
    facts = {
        "candidate_id": candidate.id,
        "purpose": purpose,
        "employer_id": employer.id if purpose == Purpose.SUBMISSION else None,
        "text_version": "1",
        "channel": "room",
        "given_at": NOON,
    }
    with database.unit(writes=True) as session:
        for standing in session.scalars(select(Consent).where(Consent.purpose == purpose)):
            standing.withdrawn_at = NOON
        session.add(Consent(**facts, withdrawn_at=NOON))
        session.add(Consent(**facts))
    with pytest.raises(IntegrityError), database.unit(writes=True) as session:
        session.add(Consent(**facts))


def test_a_consent_given_in_two_windows_at_once_is_given_once(
    database: Database,
    scene: tuple[Candidate, Employer, Account],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    candidate, employer, recruiter = scene
    look, blind = consents.has_consent, list[bool]()

    def late(*args: Any) -> bool:
        # The first look of either window comes before the other one has committed.
        return blind.pop() if blind else look(*args)

    monkeypatch.setattr(consents, "has_consent", late)
    for _ in range(2):
        blind.append(False)
        with database.unit(writes=True) as session:
            consents.give_consent(
                session,
                session.get_one(Candidate, candidate.id),
                Purpose.SUBMISSION,
                recorded_by=recruiter,
                now=NOON,
                employer=session.get_one(Employer, employer.id),
            )
    with database.unit(writes=False) as session:
        given = select(Consent).where(Consent.purpose == Purpose.SUBMISSION)
        assert len(session.scalars(given).all()) == 1

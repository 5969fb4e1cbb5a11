"""Consents: for what, to which text, since when, until when."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from recruit.db import Base, Utc
from recruit.models.account import Account
from recruit.models.candidate import Candidate
from recruit.models.employer import Employer


class Purpose(StrEnum):
    """What a person agrees to."""

    PROCESSING = "processing"
    SUBMISSION = "submission"


class Consent(Base):
    """One consent, given and perhaps withdrawn; rows are kept as evidence.

    ``employer_id`` is set for `Purpose.SUBMISSION`: name, text and file go to that client only.
    ``channel`` tells how it was given: by the person in the browser, or to a recruiter, who is
    then named in ``recorded_by_id``; ``note`` is on what ground, where one note is for many.
    """

    __tablename__ = "consent"
    # One stands at a time. Two indexes, as a NULL is equal to none, not even to another NULL.
    __table_args__ = (
        Index(
            "uq_consent_standing",
            "candidate_id",
            "purpose",
            unique=True,
            sqlite_where=text("withdrawn_at IS NULL AND employer_id IS NULL"),
            postgresql_where=text("withdrawn_at IS NULL AND employer_id IS NULL"),
        ),
        Index(
            "uq_consent_standing_employer",
            "candidate_id",
            "purpose",
            "employer_id",
            unique=True,
            sqlite_where=text("withdrawn_at IS NULL"),
            postgresql_where=text("withdrawn_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    candidate_id: Mapped[int] = mapped_column(ForeignKey("candidate.id"), index=True)
    purpose: Mapped[str] = mapped_column(String(16))
    employer_id: Mapped[int | None] = mapped_column(ForeignKey("employer.id"))
    text_version: Mapped[str] = mapped_column(String(16))
    channel: Mapped[str] = mapped_column(String(16))
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    note: Mapped[str] = mapped_column(Text, default="")
    given_at: Mapped[datetime] = mapped_column(Utc)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Utc)

    candidate: Mapped[Candidate] = relationship()
    employer: Mapped[Employer | None] = relationship()
    recorded_by: Mapped[Account | None] = relationship()

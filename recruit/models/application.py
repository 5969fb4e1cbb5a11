"""What stands between a candidate and a vacancy: applications, verdicts, submissions."""

from datetime import datetime
from enum import IntEnum

from sqlalchemy import CheckConstraint, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from recruit.db import Base, PublicId, Utc
from recruit.models.account import Account
from recruit.models.candidate import Candidate
from recruit.models.vacancy import Vacancy


class Application(PublicId, Base):
    """A candidate's own wish to be considered for a vacancy."""

    __tablename__ = "application"
    __table_args__ = (UniqueConstraint("candidate_id", "vacancy_id"),)

    candidate_id: Mapped[int] = mapped_column(ForeignKey("candidate.id"), index=True)
    vacancy_id: Mapped[int] = mapped_column(ForeignKey("vacancy.id"), index=True)
    message: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime] = mapped_column(Utc)

    candidate: Mapped[Candidate] = relationship()
    vacancy: Mapped[Vacancy] = relationship()


class Grade(IntEnum):
    """A recruiter's verdict, best first: да, скорее да, вопрос, скорее нет, нет."""

    YES = 1
    RATHER_YES = 2
    QUESTION = 3
    RATHER_NO = 4
    NO = 5


class Verdict(Base):
    """One recruiter's judgement at one moment. Rows are only added; the newest one counts.

    ``reason`` is required with `Grade.NO`: nobody is turned down without a person and a reason.
    """

    __tablename__ = "verdict"
    __table_args__ = (
        CheckConstraint("grade IS NULL OR grade BETWEEN 1 AND 5", name="grade_range"),
        CheckConstraint("grade IS NULL OR grade < 5 OR reason IS NOT NULL", name="no_has_reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    vacancy_id: Mapped[int] = mapped_column(ForeignKey("vacancy.id"), index=True)
    candidate_id: Mapped[int] = mapped_column(ForeignKey("candidate.id"), index=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    # Empty takes the verdict before it back.
    grade: Mapped[int | None]
    reason: Mapped[str | None] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(Utc)
    # Where in the list the candidate stood when judged: who learns from verdicts must know that
    # people look at the top.
    rank: Mapped[int | None]

    account: Mapped[Account] = relationship()


class Submission(PublicId, Base):
    """A candidate released to the employer, who sees «Candidate N» until consent."""

    __tablename__ = "submission"
    __table_args__ = (
        UniqueConstraint("vacancy_id", "candidate_id"),
        UniqueConstraint("vacancy_id", "number"),
    )

    vacancy_id: Mapped[int] = mapped_column(ForeignKey("vacancy.id"), index=True)
    candidate_id: Mapped[int] = mapped_column(ForeignKey("candidate.id"), index=True)
    number: Mapped[int]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    at: Mapped[datetime] = mapped_column(Utc)

    vacancy: Mapped[Vacancy] = relationship()
    candidate: Mapped[Candidate] = relationship()

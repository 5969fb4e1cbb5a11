"""Candidates: the profile that is matched, and, apart from it, how to reach the person.

What the scorer may see is on `Candidate` and `Position`. Names, contacts and whatever else tells
who somebody is stand in `CandidateContact`, which no code of the matching path loads.
"""

from datetime import datetime

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from recruit.db import Base, PublicId, Utc


class Candidate(PublicId, Base):
    """A person's working profile. An empty column means unknown, never zero."""

    __tablename__ = "candidate"
    # Which rows have changed is asked before each ranking, and answered without reading the rows.
    __table_args__ = (Index("ix_candidate_id_version_is_matched", "id", "version", "is_matched"),)

    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), unique=True)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    title: Mapped[str] = mapped_column(String(200), default="")
    city: Mapped[str | None] = mapped_column(String(100))
    relocation: Mapped[bool | None]
    remote: Mapped[bool | None]
    salary: Mapped[int | None] = mapped_column(BigInteger)
    currency: Mapped[str] = mapped_column(String(3), default="RUB")
    period: Mapped[str] = mapped_column(String(8), default="month")
    tax: Mapped[str] = mapped_column(String(8), default="unknown")
    # Said by the person; where empty, counted from the positions.
    experience_years: Mapped[int | None]
    management_years: Mapped[int | None]
    education: Mapped[str | None] = mapped_column(String(16))
    education_text: Mapped[str] = mapped_column(Text, default="")
    languages: Mapped[dict[str, str] | None] = mapped_column(JSON)
    skills: Mapped[list[str]] = mapped_column(JSON, default=list)
    text: Mapped[str] = mapped_column(Text, default="")
    # Ranked only while a consent to matching stands; see `models/consent.py`.
    is_matched: Mapped[bool] = mapped_column(default=False, index=True)
    # Merged into another row by a person (`Merge` tells into which): then it is shown nowhere.
    is_merged: Mapped[bool] = mapped_column(default=False, index=True)
    is_demo: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(Utc)
    updated_at: Mapped[datetime] = mapped_column(Utc)
    version: Mapped[int] = mapped_column()

    positions: Mapped[list["Position"]] = relationship(
        back_populates="candidate",
        order_by="Position.place",
        cascade="all, delete-orphan",
    )
    contact: Mapped["CandidateContact"] = relationship(
        back_populates="candidate", cascade="all, delete-orphan", lazy="raise_on_sql"
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  (read once by the mapper)


class Position(Base):
    """One job of a career; months as ``YYYY-MM``, an empty end means until now."""

    __tablename__ = "position"

    id: Mapped[int] = mapped_column(primary_key=True)
    candidate_id: Mapped[int] = mapped_column(ForeignKey("candidate.id"), index=True)
    place: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    employer: Mapped[str] = mapped_column(String(200), default="")
    start: Mapped[str | None] = mapped_column(String(7))
    end: Mapped[str | None] = mapped_column(String(7))
    description: Mapped[str] = mapped_column(Text, default="")

    candidate: Mapped[Candidate] = relationship(back_populates="positions")


class CandidateContact(Base):
    """Who the person is and how to reach them; seen by the agency, never by the scorer."""

    __tablename__ = "candidate_contact"

    candidate_id: Mapped[int] = mapped_column(ForeignKey("candidate.id"), primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    email: Mapped[str | None] = mapped_column(String(254), index=True)
    phone: Mapped[str | None] = mapped_column(String(32), index=True)

    candidate: Mapped[Candidate] = relationship(back_populates="contact")


class CandidateChange(Base):
    """That a candidate was entered, changed or deleted. Triggers write it, whatever makes the
    change; it is forgotten some hours later, when all who hold candidates in memory have read it.
    """

    __tablename__ = "candidate_change"
    # A number must not come again when the newest rows have been forgotten.
    __table_args__ = {"sqlite_autoincrement": True}  # noqa: RUF012  (read once by the mapper)

    id: Mapped[int] = mapped_column(primary_key=True)
    candidate_id: Mapped[int]
    # The number that PostgreSQL gave the writing transaction; SQLite has one writer at a time.
    transaction: Mapped[int | None] = mapped_column(BigInteger, index=True)

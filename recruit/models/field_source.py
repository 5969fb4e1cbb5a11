"""Who said each field of a profile, when, and where in a file it stands."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from recruit.db import Base, Utc


class Source(StrEnum):
    """Who said a value. `TABLE` is a row of an imported table."""

    FILE = "file"
    CANDIDATE = "candidate"
    RECRUITER = "recruiter"
    TABLE = "table"


class FieldSource(Base):
    """The source of the value that a field of a profile holds now; one row a field.

    ``field`` is a name of the resume form, rows numbered: ``city``, ``positions-0-title``.
    A value that stands in a file has ``resume_id`` and the span of its text; a value that a person
    has typed has none. ``confirmed_at``: since when a person stands by it; what has been confirmed
    is never overwritten without asking.
    """

    __tablename__ = "field_source"
    __table_args__ = (UniqueConstraint("candidate_id", "field"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    candidate_id: Mapped[int] = mapped_column(ForeignKey("candidate.id"), index=True)
    field: Mapped[str] = mapped_column(String(80))
    value: Mapped[str] = mapped_column(Text, default="")
    source: Mapped[str] = mapped_column(String(16))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    resume_id: Mapped[int | None] = mapped_column(ForeignKey("resume.id"))
    start: Mapped[int | None]
    end: Mapped[int | None]
    page: Mapped[int | None]
    confidence: Mapped[float | None]
    rule: Mapped[str] = mapped_column(String(80), default="")
    said_at: Mapped[datetime] = mapped_column(Utc)
    confirmed_at: Mapped[datetime | None] = mapped_column(Utc)

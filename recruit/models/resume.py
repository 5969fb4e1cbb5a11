"""Uploaded resumes. The row is the job: its state says what still has to be done."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from recruit.db import Base, PublicId, Utc
from recruit.models.candidate import Candidate


class ResumeState(StrEnum):
    """What has happened to a file."""

    RECEIVED = "received"
    READING = "reading"
    READ = "read"
    UNREADABLE = "unreadable"


class Resume(PublicId, Base):
    """A file a candidate sent. Stored under a random name; the person's own is only shown."""

    __tablename__ = "resume"

    candidate_id: Mapped[int] = mapped_column(ForeignKey("candidate.id"), index=True)
    stored_name: Mapped[str] = mapped_column(String(64), unique=True)
    original_name: Mapped[str] = mapped_column(String(255))
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    state: Mapped[str] = mapped_column(String(16), default=ResumeState.RECEIVED, index=True)
    text: Mapped[str | None] = mapped_column(Text)
    # Why the text could not be taken: a code that `intake` has a sentence for.
    fault: Mapped[str | None] = mapped_column(String(32))
    attempts: Mapped[int] = mapped_column(default=0)
    heartbeat_at: Mapped[datetime | None] = mapped_column(Utc)
    received_at: Mapped[datetime] = mapped_column(Utc)
    read_at: Mapped[datetime | None] = mapped_column(Utc)

    candidate: Mapped[Candidate] = relationship()


class WorkerBeat(Base):
    """The last sign of life of the background worker, for /healthz."""

    __tablename__ = "worker_beat"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Utc)

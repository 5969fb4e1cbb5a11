"""Uploaded resumes. The row is the job: its state says what still has to be done."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from recruit.db import Base, PublicId, Utc
from recruit.models.account import Account
from recruit.models.candidate import Candidate


class ResumeState(StrEnum):
    """What has happened to a file. `MANUAL`: nothing to read in it, a person has to look."""

    RECEIVED = "received"
    READING = "reading"
    READ = "read"
    UNREADABLE = "unreadable"
    MANUAL = "manual"


class DraftState(StrEnum):
    """What a person has made of what was read: nothing yet, a profile, or nothing on purpose."""

    OPEN = "open"
    CONFIRMED = "confirmed"
    SET_ASIDE = "set_aside"


class Resume(PublicId, Base):
    """A file a candidate sent. Stored under a random name; the person's own is only shown.

    Until somebody has confirmed what was read from it, a file may belong to no profile; it is
    then seen by whoever sent it (``account_id``) and, where a recruiter sent it, by the staff.

    ``text`` is what stands on the page, line by line; spans of ``draft`` count its characters.
    ``layout`` tells of each of these lines how it looks (`recruit.intake.document_json`).
    ``hidden`` is what nobody sees on the page: shown to recruiters, marked; read by nothing.
    """

    __tablename__ = "resume"

    candidate_id: Mapped[int | None] = mapped_column(ForeignKey("candidate.id"), index=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    stored_name: Mapped[str] = mapped_column(String(64), unique=True)
    original_name: Mapped[str] = mapped_column(String(255))
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    state: Mapped[str] = mapped_column(String(16), default=ResumeState.RECEIVED, index=True)
    text: Mapped[str | None] = mapped_column(Text)
    layout: Mapped[str | None] = mapped_column(Text)
    hidden: Mapped[str | None] = mapped_column(Text)
    # Codes of what was found strange, of `recruit.intake.faults.Oddity`.
    warnings: Mapped[list[str]] = mapped_column(JSON, default=list)
    # What `recruit parse` prints of the file: fields and their provenance.
    draft: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    draft_state: Mapped[str | None] = mapped_column(String(16), index=True)
    decided_at: Mapped[datetime | None] = mapped_column(Utc)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    # Why the text could not be taken: a code that `intake` has a sentence for.
    fault: Mapped[str | None] = mapped_column(String(32))
    attempts: Mapped[int] = mapped_column(default=0)
    heartbeat_at: Mapped[datetime | None] = mapped_column(Utc)
    received_at: Mapped[datetime] = mapped_column(Utc)
    read_at: Mapped[datetime | None] = mapped_column(Utc)

    candidate: Mapped[Candidate | None] = relationship()
    account: Mapped[Account | None] = relationship(foreign_keys=[account_id])


class WorkerBeat(Base):
    """The last sign of life of the background worker, for /healthz."""

    __tablename__ = "worker_beat"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Utc)

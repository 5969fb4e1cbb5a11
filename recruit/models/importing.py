"""Imports in bulk: one batch, and one item for each file or row, which is its own job."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from recruit.db import Base, PublicId, Utc


class BatchKind(StrEnum):
    """What is brought in: resumes as files, or rows of a table."""

    FILES = "files"
    TABLE = "table"


class BatchState(StrEnum):
    """How far a batch is.

    `LISTED`: all its items are rows, none is missing. `CONSENTING`: they are done, and a consent
    that was noted later is being recorded for the people.
    """

    RECEIVED = "received"
    LISTED = "listed"
    CONSENTING = "consenting"
    DONE = "done"
    FAILED = "failed"


class ItemState(StrEnum):
    """How one file or row went.

    `KNOWN`: these very bytes were there already. `ATTACHED`: a new file of a person who was there
    already, kept at their profile for somebody to look at the difference. `MANUAL`: kept, but not
    enough was read of it to make a profile.
    """

    WAITING = "waiting"
    IMPORTED = "imported"
    KNOWN = "known"
    ATTACHED = "attached"
    REJECTED = "rejected"
    MANUAL = "manual"


class ImportBatch(PublicId, Base):
    """One folder, archive, mailbox or table brought in by one person.

    ``key`` tells the same source again after a crash: whoever imports it a second time goes on
    with the batch. ``consent_note`` is on what ground the people agreed; without one they are
    kept out of the selection until a consent is recorded.
    """

    __tablename__ = "import_batch"

    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    kind: Mapped[str] = mapped_column(String(16))
    state: Mapped[str] = mapped_column(String(16), index=True)
    name: Mapped[str] = mapped_column(String(255))
    key: Mapped[str] = mapped_column(String(64), unique=True)
    stored_name: Mapped[str | None] = mapped_column(String(64))
    consent_note: Mapped[str] = mapped_column(Text, default="")
    # Of a table: its format, and which column is which field.
    options: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    fault: Mapped[str | None] = mapped_column(String(32))
    attempts: Mapped[int] = mapped_column(default=0)
    heartbeat_at: Mapped[datetime | None] = mapped_column(Utc)
    created_at: Mapped[datetime] = mapped_column(Utc)
    finished_at: Mapped[datetime | None] = mapped_column(Utc)


class ImportItem(Base):
    """One file or row of a batch, with its outcome and the reason."""

    __tablename__ = "import_item"
    __table_args__ = (
        UniqueConstraint("batch_id", "place"),
        # The next one that waits is found at once, however many are done.
        Index(None, "batch_id", "state", "place"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("import_batch.id"))
    place: Mapped[int]
    name: Mapped[str] = mapped_column(String(500))
    # The way to it inside of the source, of `recruit.imports.contents`; none for rows of a table.
    locator: Mapped[list[Any] | None] = mapped_column(JSON)
    state: Mapped[str] = mapped_column(String(16))
    # A code that `recruit.imports` has a sentence for, and what the sentence needs.
    code: Mapped[str | None] = mapped_column(String(32))
    detail: Mapped[str] = mapped_column(Text, default="")
    sha256: Mapped[str | None] = mapped_column(String(64), index=True)
    resume_id: Mapped[int | None] = mapped_column(ForeignKey("resume.id"), index=True)
    candidate_id: Mapped[int | None] = mapped_column(ForeignKey("candidate.id"), index=True)
    done_at: Mapped[datetime | None] = mapped_column(Utc)

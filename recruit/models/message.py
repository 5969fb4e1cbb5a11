"""Mail waiting to go out; written in the business transaction, delivered apart from it."""

from datetime import datetime

from sqlalchemy import JSON, String, Text
from sqlalchemy.orm import Mapped, mapped_column, validates

from recruit.db import Base, PublicId, Utc


class OutboxMessage(PublicId, Base):
    """One letter. Its public id makes the Message-ID, so that a second delivery is recognised."""

    __tablename__ = "outbox_message"

    to: Mapped[str] = mapped_column(String(254))
    subject: Mapped[str] = mapped_column(String(300))
    body: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(2))
    created_at: Mapped[datetime] = mapped_column(Utc)
    sent_at: Mapped[datetime | None] = mapped_column(Utc)
    # Further headers by name, such as List-Unsubscribe.
    headers: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    attempts: Mapped[int] = mapped_column(default=0)
    # Not before this moment, after a failure; the last one is kept for whoever looks after it.
    next_attempt_at: Mapped[datetime | None] = mapped_column(Utc)
    last_error: Mapped[str | None] = mapped_column(String(500))

    @validates("subject")
    def _one_line(self, _key: str, subject: str) -> str:
        # It quotes what people typed, and a line break would begin another header of the mail.
        return " ".join(subject.split())

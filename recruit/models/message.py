"""Mail waiting to go out; written in the business transaction, delivered apart from it."""

from datetime import datetime

from sqlalchemy import String, Text
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

    @validates("subject")
    def _one_line(self, _key: str, subject: str) -> str:
        # It quotes what people typed, and a line break would begin another header of the mail.
        return " ".join(subject.split())

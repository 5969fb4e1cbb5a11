"""One-time keys of creating forms: a double click makes one thing."""

from datetime import datetime

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from recruit.db import Base, Utc


class OnceKey(Base):
    """A key that has been used, and where its first use led."""

    __tablename__ = "once_key"

    # Hash of the key, the person and the endpoint: nobody can use up another's key.
    key_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    location: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime] = mapped_column(Utc, index=True)

"""People who sign in, and their sessions."""

import hashlib
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from recruit.db import Base, PublicId, Utc
from recruit.models.employer import Employer


class Role(StrEnum):
    """What an account may do."""

    ADMIN = "admin"
    RECRUITER = "recruiter"
    EMPLOYER = "employer"
    CANDIDATE = "candidate"


class Account(PublicId, Base):
    """One person's way in."""

    __tablename__ = "account"

    # Folded to lower case, so that one mailbox is one account.
    email: Mapped[str] = mapped_column(String(254), unique=True)
    password_hash: Mapped[str] = mapped_column(String(255))
    role: Mapped[str] = mapped_column(String(16))
    name: Mapped[str] = mapped_column(String(200))
    language: Mapped[str] = mapped_column(String(2), default="ru")
    employer_id: Mapped[int | None] = mapped_column(ForeignKey("employer.id"), index=True)
    is_demo: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(Utc)
    disabled_at: Mapped[datetime | None] = mapped_column(Utc)

    employer: Mapped[Employer | None] = relationship()

    @property
    def is_staff(self) -> bool:
        """Whether this person works for the agency."""
        return self.role in (Role.ADMIN, Role.RECRUITER)


def hash_token(token: str) -> str:
    """What the database keeps of a session token: a stolen table signs nobody in."""
    return hashlib.sha256(token.encode()).hexdigest()


class AccountSession(Base):
    """A signed-in browser. The cookie holds the token, the row only its hash.

    A row rather than a signed cookie alone: signing out, or disabling an account, ends the
    session at once even for a cookie that was copied before.
    """

    __tablename__ = "account_session"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(Utc)
    expires_at: Mapped[datetime] = mapped_column(Utc)

    account: Mapped[Account] = relationship()

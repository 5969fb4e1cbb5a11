"""Role profiles: what a post is, in versions that never change."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from recruit.db import Base, Utc


class RoleProfile(Base):
    """A post such as «head of the customer relations department»."""

    __tablename__ = "role_profile"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    created_at: Mapped[datetime] = mapped_column(Utc)

    versions: Mapped[list["RoleProfileVersion"]] = relationship(
        back_populates="profile", order_by="RoleProfileVersion.number"
    )

    @property
    def current(self) -> "RoleProfileVersion":
        """The newest version: what a vacancy built today is pinned to."""
        return self.versions[-1]


class RoleProfileVersion(Base):
    """One state of a profile. Rows are only ever added; an edit makes the next number."""

    __tablename__ = "role_profile_version"
    __table_args__ = (UniqueConstraint("profile_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    profile_id: Mapped[int] = mapped_column(ForeignKey("role_profile.id"), index=True)
    number: Mapped[int]
    # The structure that `catalogue/profile_files.py` documents and checks.
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    created_at: Mapped[datetime] = mapped_column(Utc)

    profile: Mapped[RoleProfile] = relationship(back_populates="versions")

    def title(self, language: str) -> str:
        """The post's name in a language; Russian where the other is missing."""
        title: dict[str, str] = self.content["title"]
        return title.get(language) or title["ru"]

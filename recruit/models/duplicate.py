"""Two rows that may be one person, and what became of it."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from recruit.db import Base, PublicId, Utc
from recruit.models.account import Account
from recruit.models.candidate import Candidate


class PersonKey(Base):
    """One thing by which a candidate may be found again: a phone, a mailbox, a name, a job.

    A cache that `recruit duplicates rebuild` makes anew. ``value`` is a hash of the one form that
    all spellings share: enough to look up, and no second place where contacts can be read.
    """

    __tablename__ = "person_key"
    __table_args__ = (Index("ix_person_key_kind_value", "kind", "value"),)

    candidate_id: Mapped[int] = mapped_column(ForeignKey("candidate.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(8), primary_key=True)
    value: Mapped[str] = mapped_column(String(16), primary_key=True)


class PairState(StrEnum):
    """What people have decided of a pair."""

    OPEN = "open"
    DIFFERENT = "different"
    MERGED = "merged"


class DuplicatePair(PublicId, Base):
    """A suggestion that two candidates are one person, with its score and the reasons."""

    __tablename__ = "duplicate_pair"
    __table_args__ = (
        UniqueConstraint("first_id", "second_id"),
        CheckConstraint("first_id < second_id", name="ordered"),
    )

    first_id: Mapped[int] = mapped_column(ForeignKey("candidate.id"), index=True)
    second_id: Mapped[int] = mapped_column(ForeignKey("candidate.id"), index=True)
    score: Mapped[float]
    reasons: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    state: Mapped[str] = mapped_column(String(16), default=PairState.OPEN, index=True)
    found_at: Mapped[datetime] = mapped_column(Utc)
    decided_at: Mapped[datetime | None] = mapped_column(Utc)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))

    first: Mapped[Candidate] = relationship(foreign_keys=[first_id])
    second: Mapped[Candidate] = relationship(foreign_keys=[second_id])


class Merge(PublicId, Base):
    """A merge made by a person: all that is needed to undo it stands in ``record``.

    ``kept`` goes on; ``removed`` is shown nowhere until the merge is undone.
    """

    __tablename__ = "merge"

    kept_id: Mapped[int] = mapped_column(ForeignKey("candidate.id"), index=True)
    removed_id: Mapped[int] = mapped_column(ForeignKey("candidate.id"), index=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    record: Mapped[dict[str, Any]] = mapped_column(JSON)
    merged_at: Mapped[datetime] = mapped_column(Utc, index=True)
    undo_until: Mapped[datetime] = mapped_column(Utc)
    undone_at: Mapped[datetime | None] = mapped_column(Utc)
    undone_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))

    kept: Mapped[Candidate] = relationship(foreign_keys=[kept_id])
    removed: Mapped[Candidate] = relationship(foreign_keys=[removed_id])
    account: Mapped[Account | None] = relationship(foreign_keys=[account_id])

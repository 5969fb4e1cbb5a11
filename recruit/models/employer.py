"""The agency's clients."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from recruit.db import Base, PublicId, Utc


class Segment(StrEnum):
    """Which side of the salary survey an employer stands on."""

    AGENCY = "agency"
    COMPANY = "company"


class Employer(PublicId, Base):
    """A company that posts vacancies."""

    __tablename__ = "employer"

    name: Mapped[str] = mapped_column(String(200))
    segment: Mapped[str] = mapped_column(String(16))
    city: Mapped[str | None] = mapped_column(String(100))
    is_demo: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(Utc)

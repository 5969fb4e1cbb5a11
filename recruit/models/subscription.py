"""People who read the agency's studies, and those who order one. They need no account."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from recruit.db import Base, PublicId, Utc
from recruit.models.account import Account


class Subscription(PublicId, Base):
    """An address that letters about new surveys go to, once its owner has confirmed it.

    The links in letters carry signed tokens made from the public id; none is stored.
    """

    __tablename__ = "subscription"

    email: Mapped[str] = mapped_column(String(254), unique=True)
    language: Mapped[str] = mapped_column(String(2))
    created_at: Mapped[datetime] = mapped_column(Utc)
    # When the last letter that asks to confirm was written: one address is not flooded with them.
    asked_at: Mapped[datetime] = mapped_column(Utc)
    confirmed_at: Mapped[datetime | None] = mapped_column(Utc)
    unsubscribed_at: Mapped[datetime | None] = mapped_column(Utc)


class OrderState(StrEnum):
    """Where an order of a survey stands."""

    NEW = "new"
    IN_WORK = "in_work"
    ANSWERED = "answered"
    DECLINED = "declined"


class SurveyOrder(PublicId, Base):
    """Somebody asks for a survey of a post that the agency has none of."""

    __tablename__ = "survey_order"

    post: Mapped[str] = mapped_column(String(200))
    cities: Mapped[str] = mapped_column(String(500), default="")
    note: Mapped[str] = mapped_column(Text, default="")
    name: Mapped[str] = mapped_column(String(200))
    organisation: Mapped[str] = mapped_column(String(200), default="")
    email: Mapped[str] = mapped_column(String(254))
    language: Mapped[str] = mapped_column(String(2))
    state: Mapped[str] = mapped_column(String(16), default=OrderState.NEW, index=True)
    answer: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime] = mapped_column(Utc)
    changed_at: Mapped[datetime] = mapped_column(Utc)
    changed_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    version: Mapped[int] = mapped_column()

    changed_by: Mapped[Account | None] = relationship()

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  (read once by the mapper)

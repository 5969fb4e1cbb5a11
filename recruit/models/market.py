"""The market of our own base: one row for each expectation and each offer that may be counted."""

from enum import StrEnum

from sqlalchemy import BigInteger, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from recruit.db import Base


class MarketSide(StrEnum):
    """Who names the sum."""

    EXPECTATION = "expectation"
    OFFER = "offer"


class MarketObservation(Base):
    """One sum of the market; a cache of candidates and vacancies that `recruit market` rebuilds.

    ``source_version`` is the version of the row it was made from. An empty ``segment`` or ``band``
    is unknown. ``employer`` tells whose offer it is, or where the candidate works, so that no
    employer's own wages show through; it is compared and never shown.
    """

    __tablename__ = "market_observation"

    id: Mapped[int] = mapped_column(primary_key=True)
    side: Mapped[str] = mapped_column(String(16))
    candidate_id: Mapped[int | None] = mapped_column(ForeignKey("candidate.id"), unique=True)
    vacancy_id: Mapped[int | None] = mapped_column(ForeignKey("vacancy.id"), unique=True)
    source_version: Mapped[int]
    role_slug: Mapped[str] = mapped_column(String(80), index=True)
    city: Mapped[str] = mapped_column(String(100))
    segment: Mapped[str | None] = mapped_column(String(16))
    band: Mapped[int | None]
    # Minor units of rubles a month.
    amount: Mapped[int] = mapped_column(BigInteger)
    employer: Mapped[str] = mapped_column(String(200), default="")
    month: Mapped[str] = mapped_column(String(7))

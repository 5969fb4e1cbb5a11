"""Salary surveys: editions and their cells, city x segment x band."""

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from recruit.db import Base, Utc


class SurveyEdition(Base):
    """One survey as published; never overwritten, since scores were computed with it."""

    __tablename__ = "survey_edition"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    role_slug: Mapped[str] = mapped_column(String(80), index=True)
    title_ru: Mapped[str] = mapped_column(String(200))
    title_en: Mapped[str] = mapped_column(String(200))
    source: Mapped[str] = mapped_column(String(200))
    collected: Mapped[str] = mapped_column(String(7))
    published_on: Mapped[date | None]
    currency: Mapped[str] = mapped_column(String(3))
    period: Mapped[str] = mapped_column(String(8))
    tax: Mapped[str] = mapped_column(String(8))
    created_at: Mapped[datetime] = mapped_column(Utc)

    cells: Mapped[list["SurveyCell"]] = relationship(
        back_populates="edition", order_by="SurveyCell.id", cascade="all, delete-orphan"
    )
    indexes: Mapped[list["SurveyIndex"]] = relationship(
        back_populates="edition", order_by="SurveyIndex.id", cascade="all, delete-orphan"
    )

    retirement: Mapped["SurveyRetirement | None"] = relationship(
        back_populates="edition", cascade="all, delete-orphan"
    )

    @property
    def index(self) -> "SurveyIndex | None":
        """The index in force: the one set last."""
        return self.indexes[-1] if self.indexes else None


class SurveyCell(Base):
    """The market in one city and segment, in minor units of the edition's currency."""

    __tablename__ = "survey_cell"
    __table_args__ = (UniqueConstraint("edition_id", "city", "segment"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("survey_edition.id"), index=True)
    city: Mapped[str] = mapped_column(String(100))
    segment: Mapped[str] = mapped_column(String(16))
    band1_min: Mapped[int] = mapped_column(BigInteger)
    band1_max: Mapped[int] = mapped_column(BigInteger)
    band2_min: Mapped[int] = mapped_column(BigInteger)
    band2_max: Mapped[int] = mapped_column(BigInteger)
    band3_min: Mapped[int] = mapped_column(BigInteger)
    band3_max: Mapped[int] = mapped_column(BigInteger)
    band4_min: Mapped[int] = mapped_column(BigInteger)
    band4_max: Mapped[int] = mapped_column(BigInteger)
    median: Mapped[int] = mapped_column(BigInteger)

    edition: Mapped[SurveyEdition] = relationship(back_populates="cells")


class SurveyRetirement(Base):
    """An edition taken out of use: it stays for what was computed with it, nothing new is."""

    __tablename__ = "survey_retirement"

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("survey_edition.id"), unique=True)
    reason: Mapped[str] = mapped_column(Text)
    retired_at: Mapped[datetime] = mapped_column(Utc)
    retired_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))

    edition: Mapped[SurveyEdition] = relationship(back_populates="retirement")


class SurveyIndex(Base):
    """By how much wages have changed since an edition, as an administrator set it.

    The sums of the edition stay as they are; pages show both. Rows are only ever added.
    """

    __tablename__ = "survey_index"

    id: Mapped[int] = mapped_column(primary_key=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("survey_edition.id"), index=True)
    # Hundredths of a per cent: 8450 is +84.5 %. An integer, as all of money is.
    basis_points: Mapped[int]
    source: Mapped[str] = mapped_column(String(200))
    as_of: Mapped[date]
    created_at: Mapped[datetime] = mapped_column(Utc)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))

    edition: Mapped[SurveyEdition] = relationship(back_populates="indexes")


class ExchangeRate(Base):
    """An administrator's dated rate: how many rubles one unit of a currency costs."""

    __tablename__ = "exchange_rate"
    __table_args__ = (UniqueConstraint("currency", "valid_from"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    currency: Mapped[str] = mapped_column(String(3))
    valid_from: Mapped[date]
    # Kopecks for one whole unit: an integer, so that money is never a float.
    kopecks: Mapped[int] = mapped_column(BigInteger)

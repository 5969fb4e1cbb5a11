"""Vacancies and the steps they go through."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, BigInteger, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from recruit.db import Base, PublicId, Utc
from recruit.models.account import Account
from recruit.models.employer import Employer
from recruit.models.role_profile import RoleProfileVersion


class VacancyState(StrEnum):
    """Where a vacancy stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    OPEN = "open"
    PAUSED = "paused"
    CLOSED = "closed"


class Vacancy(PublicId, Base):
    """A post an employer wants filled, built from one version of a role profile."""

    __tablename__ = "vacancy"

    employer_id: Mapped[int] = mapped_column(ForeignKey("employer.id"), index=True)
    profile_version_id: Mapped[int] = mapped_column(ForeignKey("role_profile_version.id"))
    state: Mapped[str] = mapped_column(String(16), default=VacancyState.DRAFT, index=True)
    title: Mapped[str] = mapped_column(String(200))
    city: Mapped[str] = mapped_column(String(100))
    segment: Mapped[str] = mapped_column(String(16))
    remote: Mapped[bool] = mapped_column(default=False)
    openings: Mapped[int] = mapped_column(default=1)
    salary_from: Mapped[int | None] = mapped_column(BigInteger)
    salary_to: Mapped[int | None] = mapped_column(BigInteger)
    currency: Mapped[str] = mapped_column(String(3), default="RUB")
    period: Mapped[str] = mapped_column(String(8), default="month")
    tax: Mapped[str] = mapped_column(String(8), default="gross")
    # Names of skills: canonical ids where the vocabulary knows them, else as typed.
    must: Mapped[list[str]] = mapped_column(JSON, default=list)
    nice: Mapped[list[str]] = mapped_column(JSON, default=list)
    experience_years: Mapped[int | None]
    management_years: Mapped[int | None]
    education: Mapped[str | None] = mapped_column(String(16))
    languages: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    text: Mapped[str] = mapped_column(Text, default="")
    reason: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(Utc)
    opened_at: Mapped[datetime | None] = mapped_column(Utc)
    version: Mapped[int] = mapped_column()

    employer: Mapped[Employer] = relationship()
    profile_version: Mapped[RoleProfileVersion] = relationship()
    steps: Mapped[list["VacancyStep"]] = relationship(
        back_populates="vacancy", order_by="VacancyStep.id"
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012  (read once by the mapper)


class VacancyStep(Base):
    """Who moved a vacancy from one state to another, when and why."""

    __tablename__ = "vacancy_step"

    id: Mapped[int] = mapped_column(primary_key=True)
    vacancy_id: Mapped[int] = mapped_column(ForeignKey("vacancy.id"), index=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    from_state: Mapped[str | None] = mapped_column(String(16))
    to_state: Mapped[str] = mapped_column(String(16))
    reason: Mapped[str | None] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(Utc)

    vacancy: Mapped[Vacancy] = relationship(back_populates="steps")
    account: Mapped[Account | None] = relationship(lazy="joined")

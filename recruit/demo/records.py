"""The records of the invented agency; they refer to one another by key."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

# One text in both languages: {"ru": ..., "en": ...}.
Text = Mapping[str, str]


@dataclass(frozen=True)
class Employer:
    """One client of the agency."""

    key: str
    name: str
    name_en: str
    segment: str
    city: str
    field: Text
    about: Text
    site: str
    contact_name: str
    contact_position: str
    contact_email: str
    contact_phone: str
    is_demo: bool = True


@dataclass(frozen=True)
class Vacancy:
    """One job; what it requires is said by its role profile.

    `fits` and `near` are the posts whose people the job is for, and those next to them.
    """

    key: str
    employer: str
    profile: str
    title: Text
    city: str
    segment: str
    salary_from: int | None
    salary_to: int | None
    currency: str
    pay_basis: str
    remote: bool
    openings: int
    text: Text
    created: date
    submitted: date | None
    opened: date | None
    closed: date | None
    state: str
    close_reason: Text | None
    fits: tuple[str, ...]
    near: tuple[str, ...]
    is_demo: bool = True


@dataclass(frozen=True)
class Position:
    """One job as the resume shows it. Level, pay and part time are there for checks alone."""

    title: str
    employer: str
    city: str | None
    start: str | None
    end: str | None
    current: bool
    description: str
    level: str
    monthly_pay: int
    part_time: bool


@dataclass(frozen=True)
class Candidate:
    """One candidate; None is a fact that the resume does not give.

    Sex and year of birth are there for grammar and checks alone.
    """

    key: str
    given: str
    patronymic: str | None
    surname: str
    sex: str
    born: int
    email: str
    phone: str
    language: str
    post: str
    field: str
    level: str
    title: str
    city: str | None
    relocation: bool | None
    relocation_cities: tuple[str, ...]
    remote: bool | None
    salary_expected: int | None
    currency: str
    pay_basis: str
    positions: tuple[Position, ...]
    skills: tuple[str, ...]
    education_level: str | None
    education: str | None
    languages: tuple[tuple[str, str], ...] | None
    about: str | None
    registered: date
    updated: date
    resume: str = ""
    is_demo: bool = True


@dataclass(frozen=True)
class Application:
    """A candidate's own wish to be considered."""

    vacancy: str
    candidate: str
    applied: date
    note: str | None


@dataclass(frozen=True)
class Verdict:
    """A recruiter's judgement: grades run from 5 «да» down to 1 «нет», and «нет» has a reason."""

    vacancy: str
    candidate: str
    grade: int
    reason_code: str | None
    reason: str | None
    note: str | None
    given: date


@dataclass(frozen=True)
class Submission:
    """A candidate shown to the employer as «Кандидат N»."""

    vacancy: str
    candidate: str
    number: int
    released: date
    consented: bool
    feedback: str | None

"""Rows for tests, made the short way: each function fills in what a test does not care about."""

import itertools
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from recruit.accounts.services import create_account
from recruit.models import (
    Account,
    Candidate,
    CandidateContact,
    Consent,
    Employer,
    ExchangeRate,
    Position,
    Purpose,
    Role,
    RoleProfile,
    RoleProfileVersion,
    Vacancy,
    VacancyState,
)
from tests.conftest import NOON, PASSWORD

_numbers = itertools.count(1)
RUBLE = 100

PROFILE = {
    "slug": "head-of-customer-relations",
    "title": {
        "ru": "Руководитель отдела по работе с клиентами",
        "en": "Head of customer relations",
    },
    "aliases": {"ru": ["начальник клиентского отдела"], "en": ["head of customer success"]},
    "purpose": {"ru": "Отвечает за клиентов.", "en": "Answers for the customers."},
    "duties": [{"ru": "Руководит отделом", "en": "Leads the department"}],
    "knowledge": [{"ru": "Методы работы с клиентами", "en": "Methods of customer work"}],
    "skills": [
        {"skill": "negotiation", "need": "required"},
        {"skill": "claims-handling", "need": "required"},
        {"skill": "customer-retention", "need": "asset"},
    ],
    "experience": {
        "total_years": 3,
        "management_years": 1,
        "project_years": None,
        "field": {"ru": "работа с клиентами или продажи", "en": "customer care or sales"},
        "items": [],
    },
    "education": {"level": "higher", "text": {"ru": "Высшее", "en": "Higher"}},
    "languages": [{"code": "en", "level": "spoken", "need": "asset"}],
    "reports_to": [],
    "works_with": {"internal": [], "external": []},
    "rights": [],
    "controls": [],
}


def account(session: Session, role: Role, **facts: Any) -> Account:
    """An account; signs in with `PASSWORD`."""
    number = next(_numbers)
    return create_account(
        session,
        **{
            "email": f"{role}{number}@example.com",
            "password": PASSWORD,
            "role": role,
            "name": f"Имя {number}",
            "language": "ru",
            "now": NOON,
            "memory": 32,
        }
        | facts,
    )


def employer(session: Session, **facts: Any) -> Employer:
    """A client without people."""
    made = Employer(
        **{
            "name": f"ООО «Пример {next(_numbers)}»",
            "segment": "company",
            "city": "Москва",
            "created_at": NOON,
        }
        | facts
    )
    session.add(made)
    session.flush()
    return made


def employer_account(session: Session, **facts: Any) -> Account:
    """A client's person, with the client."""
    if "employer" not in facts:
        facts["employer"] = employer(session)
    return account(session, Role.EMPLOYER, **facts)


def profile_version(session: Session, **content: Any) -> RoleProfileVersion:
    """The current version of a role profile, made once per slug."""
    merged = PROFILE | content
    found = session.scalar(select(RoleProfile).where(RoleProfile.slug == merged["slug"]))
    if found is not None:
        return found.current
    profile = RoleProfile(slug=merged["slug"], created_at=NOON)
    version = RoleProfileVersion(profile=profile, number=1, content=merged, created_at=NOON)
    session.add_all([profile, version])
    session.flush()
    return version


def vacancy(session: Session, **facts: Any) -> Vacancy:
    """An open vacancy of a head of customer relations in Moscow."""
    facts.setdefault("employer", None)
    if facts["employer"] is None:
        facts["employer"] = employer(session)
    made = Vacancy(
        **{
            "profile_version": profile_version(session),
            "state": VacancyState.OPEN,
            "title": "Руководитель отдела по работе с клиентами",
            "city": "Москва",
            "segment": "company",
            "salary_from": 110_000 * RUBLE,
            "salary_to": 140_000 * RUBLE,
            "must": ["negotiation", "claims-handling"],
            "nice": ["customer-retention"],
            "experience_years": 3,
            "management_years": 1,
            "text": "Ищем руководителя отдела по работе с клиентами.",
            "created_at": NOON,
            "opened_at": NOON,
        }
        | facts
    )
    session.add(made)
    session.flush()
    return made


def candidate(session: Session, **facts: Any) -> Candidate:
    """A candidate with a standing consent to matching."""
    number = next(_numbers)
    contact = {
        "name": facts.pop("name", f"Кандидат Тестовый {number}"),
        "email": facts.pop("email", f"person{number}@example.com"),
        "phone": facts.pop("phone", "+79000000000"),
    }
    positions = facts.pop(
        "positions",
        [
            {
                "title": "Руководитель отдела по работе с клиентами",
                "employer": "ООО «Ромашка»",
                "start": "2020-01",
                "end": None,
                "description": "Руководил отделом, вёл переговоры, разбирал претензии.",
            }
        ],
    )
    made = Candidate(
        **{
            "title": "Руководитель отдела по работе с клиентами",
            "city": "Москва",
            "salary": 130_000 * RUBLE,
            "skills": ["negotiation", "claims-handling"],
            "education": "higher",
            "text": "Работаю с клиентами.",
            "is_matched": True,
            "created_at": NOON,
            "updated_at": NOON,
        }
        | facts
    )
    made.contact = CandidateContact(**contact)
    made.positions = [Position(place=n, **position) for n, position in enumerate(positions)]
    session.add(made)
    session.flush()
    if made.is_matched:
        session.add(
            Consent(
                candidate_id=made.id,
                purpose=Purpose.PROCESSING,
                text_version="1",
                channel="test",
                given_at=NOON,
            )
        )
        session.flush()
    return made


def rate(session: Session, currency: str, *, kopecks: int) -> ExchangeRate:
    """An exchange rate in force."""
    made = ExchangeRate(currency=currency, valid_from=NOON.date(), kopecks=kopecks)
    session.add(made)
    session.flush()
    return made

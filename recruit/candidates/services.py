"""Use cases of candidates. They flush; the caller commits."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, SQLColumnExpression, String, cast, func, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload
from sqlalchemy.orm.attributes import flag_modified

from recruit.candidates.consents import CONSENT_FIRST, give_consent, has_consent
from recruit.candidates.provenance import Before, Evidence, Speaker, record_sources
from recruit.cities import canonical_city
from recruit.duplicates.finding import look_for_duplicates
from recruit.errors import Conflict, NotFound, Stale
from recruit.models import (
    Account,
    Application,
    Candidate,
    CandidateContact,
    Employer,
    Merge,
    Position,
    Purpose,
    Submission,
    Vacancy,
)
from recruit.salaries.market import observe_candidate
from recruit.skills import canonical

# Columns that the form's fields fill as they are.
PLAIN = (
    "title",
    "relocation",
    "remote",
    "salary",
    "tax",
    "experience_years",
    "management_years",
    "education",
    "education_text",
    "text",
)
CONTACT = ("name", "email", "phone")
PAGE = 50


def own_candidate(session: Session, account: Account, *, lock: bool = False) -> Candidate | None:
    """The profile of a signed-in candidate, once there is one; a merged one leads to its heir."""
    own = session.scalar(_loaded(lock=lock).where(Candidate.account_id == account.id))
    heir = heir_of(session, own)
    if heir is None or heir is own:
        return heir
    return session.scalar(_loaded(lock=lock).where(Candidate.id == heir.id))


def heir_of(session: Session, candidate: Candidate | None) -> Candidate | None:
    """The candidate, or into whom they were merged."""
    while candidate is not None and candidate.is_merged:
        candidate = session.scalar(
            select(Candidate)
            .join(Merge, Merge.kept_id == Candidate.id)
            .where(Merge.removed_id == candidate.id, Merge.undone_at.is_(None))
        )
    return candidate


def get_candidate(
    session: Session, account: Account, public_id: str, *, lock: bool = False
) -> Candidate:
    """A candidate this account may see: staff all, a candidate themselves, nobody else.

    With ``lock`` edits, consents and withdrawals of one candidate wait for each other.
    """
    query = _loaded(lock=lock).where(Candidate.public_id == public_id, ~Candidate.is_merged)
    if not account.is_staff:
        query = query.where(Candidate.account_id == account.id)
    found = session.scalar(query)
    if found is None:
        raise NotFound
    return found


def kept_instead(session: Session, public_id: str) -> Candidate | None:
    """Into whom a merged candidate went; None for everybody else."""
    found = session.scalar(select(Candidate).where(Candidate.public_id == public_id))
    heir = heir_of(session, found)
    return None if heir is found else heir


def _loaded(*, lock: bool) -> Select[Candidate]:
    # Whoever waited for the lock gets the row as it is by then, and what is joined to it as it was.
    contact = selectinload(Candidate.contact) if lock else joinedload(Candidate.contact)
    query = select(Candidate).options(contact, selectinload(Candidate.positions))
    return query.with_for_update(of=Candidate) if lock else query


def create_profile(
    session: Session,
    account: Account,
    data: Mapping[str, Any],
    *,
    now: datetime,
    evidence: Evidence | None = None,
) -> Candidate:
    """A first profile, with the consent that it needs.

    A candidate makes their own; a recruiter enters a person by hand and vouches for the consent.
    ``evidence`` is the file that the profile was read from, if any.
    """
    if not account.is_staff:
        # Two tabs at once: the second one waits here and finds the first one's profile.
        session.execute(select(Account.id).where(Account.id == account.id).with_for_update())
        if own_candidate(session, account) is not None:
            raise Conflict
    candidate = enter_profile(session, account, data, now=now, evidence=evidence)
    give_consent(session, candidate, Purpose.PROCESSING, recorded_by=account, now=now)
    return candidate


def enter_profile(
    session: Session,
    account: Account | None,
    data: Mapping[str, Any],
    *,
    now: datetime,
    evidence: Evidence | None = None,
    finds_duplicates: bool = True,
) -> Candidate:
    """The rows of a new profile, without any consent: it takes part in no selection yet.

    Whoever enters many looks for duplicates of them all at once, and not here.
    """
    is_own = account is not None and not account.is_staff
    account_id = account.id if account else None
    candidate = Candidate(
        account_id=account_id if is_own else None,
        created_by_id=None if is_own else account_id,
        created_at=now,
        contact=CandidateContact(),
    )
    fill(candidate, data, now=now)
    session.add(candidate)
    session.flush()
    record_sources(
        session, candidate, form_values(candidate), Speaker(account, now), evidence=evidence
    )
    if finds_duplicates:
        look_for_duplicates(session, candidate, now)
    return candidate


def save_profile(
    session: Session,
    account: Account,
    candidate: Candidate,
    data: Mapping[str, Any],
    *,
    now: datetime,
    evidence: Evidence | None = None,
) -> None:
    """Store an edit of ``data["version"]``; an older version than the stored one is refused.

    While no consent to processing stands, an edit has to bring it. ``evidence`` is the file that
    changed values were taken from, if any.
    """
    before = Before(form_values(candidate), candidate.updated_at)
    if candidate.version != data["version"]:
        raise Stale(current=before.values, version=candidate.version)
    gives_consent = data.get("consent", False)
    if not gives_consent and not has_consent(session, candidate.id, Purpose.PROCESSING):
        raise Conflict(CONSENT_FIRST)
    fill(candidate, data, now=now)
    session.flush()
    record_sources(
        session,
        candidate,
        form_values(candidate),
        Speaker(account, now),
        before=before,
        evidence=evidence,
    )
    if gives_consent:
        give_consent(session, candidate, Purpose.PROCESSING, recorded_by=account, now=now)
    observe_candidate(session, candidate)
    look_for_duplicates(session, candidate, now)


def fill(candidate: Candidate, data: Mapping[str, Any], *, now: datetime) -> None:
    """Put what the form says onto the rows."""
    for name in PLAIN:
        setattr(candidate, name, data[name])
    for name in CONTACT:
        setattr(candidate.contact, name, data[name])
    candidate.city = canonical_city(data["city"]) if data["city"] else None
    candidate.currency = data["salary_currency"]
    candidate.skills = canonical(data["skills"])
    candidate.languages = {row["code"]: row["level"] for row in data["languages"]} or None
    candidate.positions = [
        Position(place=place, **position) for place, position in enumerate(data["positions"])
    ]
    candidate.updated_at = now
    # A change of the positions alone must make a new version, too.
    flag_modified(candidate, "updated_at")


def form_values(candidate: Candidate) -> dict[str, Any]:
    """What the form would have to say to get these rows."""
    return (
        {name: getattr(candidate, name) for name in PLAIN}
        | {name: getattr(candidate.contact, name) for name in CONTACT}
        | {
            "city": candidate.city,
            "salary_currency": candidate.currency,
            "skills": list(candidate.skills),
            "languages": [
                {"code": code, "level": level}
                for code, level in (candidate.languages or {}).items()
            ],
            "positions": [
                {
                    "title": position.title,
                    "employer": position.employer,
                    "start": position.start,
                    "end": position.end,
                    "description": position.description,
                }
                for position in candidate.positions
            ],
        }
    )


@dataclass(frozen=True)
class Found:
    """One page of a search, and how much there is in all."""

    candidates: Sequence[Candidate]
    total: int
    matched: int
    found: int
    page: int
    pages: int


def search_candidates(session: Session, query: str, page: int) -> Found:
    """All candidates whose name, post, city or skill holds the query; the latest first."""
    condition = _holds(query) if query else None
    matching = select(Candidate.id).join(CandidateContact).where(~Candidate.is_merged)
    if condition is not None:
        matching = matching.where(condition)
    found = session.scalar(select(func.count()).select_from(matching.subquery())) or 0
    pages = max(1, -(-found // PAGE))
    page = min(max(1, page), pages)
    rows = session.scalars(
        select(Candidate)
        .where(Candidate.id.in_(matching))
        .options(joinedload(Candidate.contact))
        .order_by(Candidate.updated_at.desc(), Candidate.id.desc())
        .limit(PAGE)
        .offset((page - 1) * PAGE)
    ).all()
    total = session.scalar(select(func.count(Candidate.id)).where(~Candidate.is_merged)) or 0
    matched = session.scalar(select(func.count(Candidate.id)).where(Candidate.is_matched)) or 0
    return Found(rows, total, matched, found, page, pages)


def _holds(query: str) -> ColumnElement[bool]:
    # Skills are stored as JSON, vocabulary ids where there is one, other letters escaped.
    skill = json.dumps(canonical([query])[0])
    columns = (Candidate.title, Candidate.city, CandidateContact.name)
    return or_(
        *(
            _plain(column).contains(query.lower().replace("ё", "е"), autoescape=True)
            for column in columns
        ),
        Candidate.city == canonical_city(query),  # «Kazan», as an English page calls it
        cast(Candidate.skills, String).contains(skill, autoescape=True),
    )


def _plain(column: SQLColumnExpression[Any]) -> ColumnElement[str]:
    """A column without capitals, «ё» as the «е» that most people write for it."""
    return func.replace(func.lower(column), "ё", "е")


def applications_of(session: Session, candidate: Candidate) -> Sequence[Application]:
    """A candidate's applications, newest first."""
    return session.scalars(
        select(Application)
        .where(Application.candidate_id == candidate.id)
        .options(joinedload(Application.vacancy).joinedload(Vacancy.employer))
        .order_by(Application.created_at.desc(), Application.id.desc())
    ).all()


def submissions_of(session: Session, candidate: Candidate) -> Sequence[Submission]:
    """Where a candidate was shown to clients, newest first."""
    return session.scalars(
        select(Submission)
        .where(Submission.candidate_id == candidate.id)
        .options(joinedload(Submission.vacancy).joinedload(Vacancy.employer))
        .order_by(Submission.at.desc(), Submission.id.desc())
    ).all()


def client_of(session: Session, candidate: Candidate, employer_id: str) -> Employer:
    """A client by public id, if the candidate was shown to them; raises `NotFound`."""
    for submission in submissions_of(session, candidate):
        if submission.vacancy.employer.public_id == employer_id:
            return submission.vacancy.employer
    raise NotFound

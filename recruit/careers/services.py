"""Use cases of the public site: search open vacancies, apply. They flush; the caller commits."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, contains_eager, joinedload

from recruit.candidates.consents import has_consent
from recruit.candidates.services import own_candidate
from recruit.cities import canonical_city
from recruit.errors import Conflict, NotFound
from recruit.models import (
    Account,
    Application,
    Candidate,
    Purpose,
    RoleProfile,
    RoleProfileVersion,
    Vacancy,
    VacancyState,
)
from recruit.search import answers
from recruit.skills import labels

PAGE_SIZE = 20
ROLE_CHIPS = 4
LANGUAGES = ("ru", "en")


@dataclass(frozen=True)
class Search:
    """What a visitor asked for."""

    q: str = ""
    city: str = ""
    role: str = ""
    remote: bool = False
    page: int = 1


@dataclass(frozen=True)
class Found:
    """One page of open vacancies, and how many there are by choice."""

    vacancies: list[Vacancy]
    total: int
    all_roles: int
    remote: int
    roles: list[tuple[RoleProfile, int]]
    cities: list[str]
    page: int
    pages: int


def search_vacancies(session: Session, search: Search) -> Found:
    """Open vacancies that answer a search, the newest first."""
    rows = list(session.scalars(_open().order_by(Vacancy.opened_at.desc(), Vacancy.id.desc())))
    matching = [row for row in rows if _answers(row, search)]
    profiles = {row.id: row.profile_version.profile for row in matching}
    roles = Counter(profile.slug for profile in profiles.values())
    by_slug = {profile.slug: profile for profile in profiles.values()}
    chosen = [
        row
        for row in matching
        if (not search.role or profiles[row.id].slug == search.role)
        and (row.remote or not search.remote)
    ]
    pages = max(1, -(-len(chosen) // PAGE_SIZE))
    page = min(search.page, pages)
    return Found(
        vacancies=chosen[(page - 1) * PAGE_SIZE : page * PAGE_SIZE],
        total=len(chosen),
        all_roles=len(matching),
        remote=sum(row.remote for row in matching),
        roles=[(by_slug[slug], number) for slug, number in roles.most_common(ROLE_CHIPS)],
        cities=sorted({row.city for row in rows}),
        page=page,
        pages=pages,
    )


def _open() -> Any:
    return (
        select(Vacancy)
        .where(Vacancy.state == VacancyState.OPEN)
        .join(Vacancy.profile_version)
        .join(RoleProfileVersion.profile)
        .options(contains_eager(Vacancy.profile_version).contains_eager(RoleProfileVersion.profile))
    )


def _answers(vacancy: Vacancy, search: Search) -> bool:
    """Whether city and words fit. In memory: a database knows neither Russian case nor endings."""
    if search.city and vacancy.city != canonical_city(search.city):
        return False
    return not search.q or answers(search.q, _texts(vacancy))


def _texts(vacancy: Vacancy) -> Iterable[str]:
    content: Mapping[str, Any] = vacancy.profile_version.content
    yield vacancy.title
    yield vacancy.text
    for language in LANGUAGES:
        yield content["title"][language]
        yield from content["aliases"][language]
        yield from labels([*vacancy.must, *vacancy.nice], language)


def get_open_vacancy(session: Session, public_id: str) -> Vacancy:
    """A vacancy of the public site; any other is not there."""
    found: Vacancy | None = session.scalar(
        _open().where(Vacancy.public_id == public_id).options(joinedload(Vacancy.employer))
    )
    if found is None:
        raise NotFound
    return found


def find_candidate(session: Session, account: Account) -> Candidate | None:
    """The account's profile, once there is one with a standing consent to processing."""
    candidate = own_candidate(session, account)
    if candidate is None or not has_consent(session, candidate.id, Purpose.PROCESSING):
        return None
    return candidate


def find_application(
    session: Session, candidate: Candidate, vacancy: Vacancy
) -> Application | None:
    """The candidate's application to a vacancy, if there is one."""
    return session.scalar(
        select(Application).where(
            Application.candidate_id == candidate.id, Application.vacancy_id == vacancy.id
        )
    )


def apply(
    session: Session, candidate: Candidate, vacancy: Vacancy, *, message: str, now: datetime
) -> Application:
    """Apply once; a second try gives back the first application."""
    # At this moment two profiles may be merged, or the consent taken back: nothing is sent then.
    gone = select(Candidate.is_merged).where(Candidate.id == candidate.id).with_for_update()
    if session.scalar(gone) or not has_consent(session, candidate.id, Purpose.PROCESSING):
        raise Conflict
    earlier = find_application(session, candidate, vacancy)
    if earlier is not None:
        return earlier
    application = Application(
        candidate_id=candidate.id, vacancy_id=vacancy.id, message=message, created_at=now
    )
    try:
        with session.begin_nested():
            session.add(application)
    except IntegrityError:
        # The same person applied in another window at this moment.
        twin = find_application(session, candidate, vacancy)
        if twin is None:
            raise
        return twin
    return application

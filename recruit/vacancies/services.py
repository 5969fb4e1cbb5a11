"""Use cases of vacancies. They flush; the caller commits."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from flask_babel import lazy_gettext
from sqlalchemy import Select, bindparam, case, func, select
from sqlalchemy.orm import Session, joinedload

from recruit.errors import Conflict, Invalid, NotAllowed, NotFound, Stale
from recruit.models import (
    Account,
    Application,
    Candidate,
    RoleProfileVersion,
    Submission,
    Vacancy,
    VacancyState,
    VacancyStep,
)
from recruit.salaries.market import observe_vacancy
from recruit.vacancies.facts import Facts, facts_of_vacancy
from recruit.vacancies.letters import ACCEPTED, REJECTED, write
from recruit.vacancies.states import STEPS, may_edit, side_of

PAGE_SIZE = 20
# What waits for the agency stands first, what is over last.
ORDER = ("submitted", "open", "paused", "draft", "closed")
LETTERS = {"accept": ACCEPTED, "reject": REJECTED}

ORDERED_SALARY = lazy_gettext("The upper end of the salary is below the lower one")
ORDERED_YEARS = lazy_gettext("This is more than the experience asked for in all")
REASON = lazy_gettext("Write the reason: the other side reads it")
OTHER_STATE = lazy_gettext("The vacancy is in another state by now. Look at it and decide again.")
OTHER_VERSION = lazy_gettext("The vacancy was changed since you opened it. Read it and decide.")
NOT_EDITABLE = lazy_gettext(
    "The vacancy is out of your hands while it is open or closed. Take it back to edit it."
)


@dataclass(frozen=True)
class ListedVacancy:
    """A vacancy with what stands beside it in the list."""

    vacancy: Vacancy
    submissions: int
    applications: int


@dataclass(frozen=True)
class VacancyPage:
    """One page of a list and the counts of the whole."""

    rows: list[ListedVacancy]
    counts: Mapping[str, int]
    total: int
    page: int
    pages: int


def scope(account: Account) -> Select[Vacancy]:
    """The vacancies an account may see: the agency all, an employer its own."""
    return _scoped(account.is_staff).params(employer=account.employer_id)


def _scoped(is_staff: bool) -> Select[Vacancy]:
    query = select(Vacancy)
    return query if is_staff else query.where(Vacancy.employer_id == bindparam("employer"))


# Every page of a vacancy asks it: put together once.
@cache
def _by_id(is_staff: bool) -> Select[Vacancy]:
    return (
        _scoped(is_staff)
        .where(Vacancy.public_id == bindparam("id"))
        .options(
            joinedload(Vacancy.employer),
            joinedload(Vacancy.profile_version).joinedload(RoleProfileVersion.profile),
        )
    )


def get_vacancy(
    session: Session, account: Account, public_id: str, *, lock: bool = False
) -> Vacancy:
    """A vacancy in the account's scope; a foreign one is as absent as one that never was."""
    query = _by_id(account.is_staff)
    if lock:
        query = query.with_for_update(of=Vacancy)
    found = session.scalar(query, {"id": public_id, "employer": account.employer_id})
    if found is None:
        raise NotFound
    return found


def list_vacancies(
    session: Session, account: Account, *, state: str | None = None, page: int = 1
) -> VacancyPage:
    """A page of the account's vacancies, those that wait for the agency first."""
    own = scope(account).subquery()
    counted = session.execute(select(own.c.state, func.count()).group_by(own.c.state))
    counts = {str(name): int(number) for name, number in counted}
    total = counts.get(state, 0) if state else sum(counts.values())
    pages = max(1, -(-total // PAGE_SIZE))
    page = min(page, pages)
    query = scope(account).options(joinedload(Vacancy.employer))
    if state:
        query = query.where(Vacancy.state == state)
    places = {name: place for place, name in enumerate(ORDER)}
    vacancies = session.scalars(
        query.order_by(
            case(places, value=Vacancy.state), Vacancy.created_at.desc(), Vacancy.id.desc()
        )
        .limit(PAGE_SIZE)
        .offset((page - 1) * PAGE_SIZE)
    ).all()
    keys = [vacancy.id for vacancy in vacancies]
    submissions = _count(session, Submission, keys)
    applications = _count(session, Application, keys)
    rows = [
        ListedVacancy(one, submissions.get(one.id, 0), applications.get(one.id, 0))
        for one in vacancies
    ]
    return VacancyPage(rows, counts, total, page, pages)


def _count(
    session: Session, model: type[Submission] | type[Application], keys: list[int]
) -> dict[int, int]:
    found = session.execute(
        select(model.vacancy_id, func.count())
        .join(model.candidate)
        # A profile that was merged leads to its heir, who is counted.
        .where(model.vacancy_id.in_(keys), ~Candidate.is_merged)
        .group_by(model.vacancy_id)
    )
    return {int(key): int(number) for key, number in found}


def counts_of(session: Session, vacancy: Vacancy) -> ListedVacancy:
    """What stands beside one vacancy."""
    keys = [vacancy.id]
    return ListedVacancy(
        vacancy,
        _count(session, Submission, keys).get(vacancy.id, 0),
        _count(session, Application, keys).get(vacancy.id, 0),
    )


def check(facts: Facts) -> None:
    """Refuse what contradicts itself."""
    low, high = facts["salary_from"], facts["salary_to"]
    if low is not None and high is not None and low > high:
        raise Invalid({"salary_to": ORDERED_SALARY})
    total, management = facts["experience_years"], facts["management_years"]
    if total is not None and management is not None and management > total:
        raise Invalid({"management_years": ORDERED_YEARS})


def create_vacancy(
    session: Session, account: Account, version: RoleProfileVersion, facts: Facts, now: datetime
) -> Vacancy:
    """A draft, pinned to the version of the profile that its form was filled from."""
    if account.employer_id is None:
        raise NotAllowed
    check(facts)
    vacancy = Vacancy(
        employer_id=account.employer_id, profile_version=version, created_at=now, **facts
    )
    session.add(vacancy)
    session.flush()
    _log(session, vacancy, account, None, now)
    return vacancy


def edit_vacancy(
    session: Session,
    account: Account,
    vacancy: Vacancy,
    facts: Facts,
    *,
    version: int | None,
    now: datetime,
) -> Vacancy:
    """Change the content; refuse an edit that began from a version that is no longer there."""
    if not may_edit(vacancy.state, side_of(account)):
        raise Conflict(NOT_EDITABLE)
    check(facts)
    stored = facts_of_vacancy(vacancy)
    if facts == stored:  # a second click, or nothing changed: there is nothing to lose
        return vacancy
    if version != vacancy.version:
        raise Stale(stored, vacancy.version)
    for name, value in facts.items():
        setattr(vacancy, name, value)
    _log(session, vacancy, account, vacancy.state, now)
    session.flush()
    observe_vacancy(session, vacancy)
    return vacancy


def take_step(
    session: Session,
    account: Account,
    public_id: str,
    name: str,
    *,
    version: int,
    reason: str,
    link: str,
    now: datetime,
) -> Vacancy:
    """Move a vacancy from one state to another; every step is kept with person, time, reason."""
    if name not in STEPS:
        raise NotFound
    step = STEPS[name]
    vacancy = get_vacancy(session, account, public_id, lock=True)
    if side_of(account) not in step.sides:
        raise NotAllowed
    if _is_repeated(vacancy, account, step.target):
        return vacancy
    if vacancy.state not in step.sources:
        raise Conflict(OTHER_STATE)
    if vacancy.version != version:
        raise Conflict(OTHER_VERSION)
    if step.asks_reason and not reason:
        raise Invalid({"reason": REASON})
    before, vacancy.state = vacancy.state, step.target
    vacancy.reason = reason or None
    if name == "accept":
        vacancy.opened_at = now
    _log(session, vacancy, account, before, now)
    if name in LETTERS:
        write(session, vacancy, LETTERS[name], now, link=link, reason=vacancy.reason)
    session.flush()
    observe_vacancy(session, vacancy)
    return vacancy


def _is_repeated(vacancy: Vacancy, account: Account, target: VacancyState) -> bool:
    """Whether this person has just made this very step: the second click of a double one."""
    if vacancy.state != target or not vacancy.steps:
        return False
    last = vacancy.steps[-1]
    return last.account_id == account.id and last.from_state != last.to_state == target


def _log(
    session: Session, vacancy: Vacancy, account: Account, before: str | None, now: datetime
) -> None:
    session.add(
        VacancyStep(
            vacancy_id=vacancy.id,
            account_id=account.id,
            from_state=before,
            to_state=vacancy.state,
            reason=vacancy.reason if before != vacancy.state else None,
            at=now,
        )
    )


def last_editor(vacancy: Vacancy) -> VacancyStep | None:
    """Who touched a vacancy last, and when."""
    return vacancy.steps[-1] if vacancy.steps else None

"""The other direction: the open vacancies that a candidate fits, and whom each open vacancy has."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from matching.facts import Explanation
from matching.index import Opening
from recruit.models import Candidate, RoleProfileVersion, Vacancy, VacancyState
from recruit.salaries.services import survey_of
from recruit.shortlists.base import CandidateBase
from recruit.shortlists.matching_view import to_profile

SHOWN = 10
"""Vacancies of a page: of these it is told where among all candidates one stands."""


@dataclass(frozen=True)
class Fitting:
    """An open vacancy, and how a candidate fits it: ``explanation.rank`` is among ``of`` all."""

    vacancy: Vacancy
    explanation: Explanation
    of: int


@dataclass(frozen=True)
class FittingPage:
    """A page of the open vacancies, those first that a candidate fits best."""

    rows: Sequence[Fitting]
    total: int
    page: int
    pages: int


@dataclass(frozen=True)
class Found:
    """One of the first places of an open vacancy."""

    candidate_id: int
    rank: int
    score: float


def open_vacancies(session: Session) -> Sequence[Vacancy]:
    """All vacancies that are looked for, with what they are compared by; the newest first."""
    return session.scalars(
        select(Vacancy)
        .where(Vacancy.state == VacancyState.OPEN)
        .options(
            joinedload(Vacancy.employer),
            joinedload(Vacancy.profile_version).joinedload(RoleProfileVersion.profile),
        )
        .order_by(Vacancy.created_at.desc(), Vacancy.id.desc())
    ).all()


def rank_openings(
    session: Session, base: CandidateBase, candidate: Candidate, today: date, *, page: int = 1
) -> FittingPage | None:
    """Score a candidate for all open vacancies; None for one whom nothing is compared with."""
    index = base.up_to_date(session, today)
    if candidate.id not in index:
        return None
    vacancies = open_vacancies(session)
    openings = _openings(session, vacancies)
    scores = index.against(candidate.id, openings, scorer=base.scorer)[:, 0]
    pages = max(1, -(-len(vacancies) // SHOWN))
    page = min(max(page, 1), pages)
    order = sorted(range(len(vacancies)), key=lambda place: (-scores[place], place))
    rows = []
    for place in order[(page - 1) * SHOWN : page * SHOWN]:
        opening = openings[place]
        ranking = index.rank(
            opening.vacancy, survey=opening.survey, scorer=base.scorer, those=(candidate.id,)
        )
        explanation = ranking.explain(candidate.id, whole=False)
        rows.append(Fitting(vacancies[place], explanation, ranking.total))
    return FittingPage(rows, len(vacancies), page, pages)


def rank_all_openings(
    session: Session, base: CandidateBase, today: date, count: int, since: datetime | None = None
) -> Iterator[tuple[Vacancy, list[Found]]]:
    """The first places of every open vacancy, or who of these was entered or changed since."""
    index = base.up_to_date(session, today)
    vacancies = open_vacancies(session)
    for vacancy, opening in zip(vacancies, _openings(session, vacancies), strict=True):
        ranking = index.rank(
            opening.vacancy, survey=opening.survey, scorer=base.scorer, places=range(count)
        )
        first = [
            Found(int(key), place, float(score))
            for place, (key, score) in enumerate(
                zip(ranking.between(range(count)), ranking.scores, strict=False), start=1
            )
        ]
        yield vacancy, first if since is None else _changed(session, first, since)


def _changed(session: Session, found: Sequence[Found], since: datetime) -> list[Found]:
    ids = [one.candidate_id for one in found]
    rows = select(Candidate.id).where(Candidate.id.in_(ids), Candidate.updated_at >= since)
    changed = set(session.scalars(rows))
    return [one for one in found if one.candidate_id in changed]


def _openings(session: Session, vacancies: Sequence[Vacancy]) -> list[Opening]:
    survey = cache(lambda slug: survey_of(session, slug))
    return [
        Opening(to_profile(vacancy), survey(vacancy.profile_version.profile.slug))
        for vacancy in vacancies
    ]

"""Use cases of the shortlist: rank, explain, judge, release. They flush; the caller commits."""

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any, NamedTuple

from flask_babel import lazy_gettext
from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session, selectinload

from matching.bands import SalarySurvey
from matching.changes import Change
from matching.conditions import Alternatives, Wanted
from matching.evidence import Evidence, find_evidence
from matching.facts import Explanation
from matching.index import Ranking
from recruit.candidates.matching_view import to_profile as candidate_profile
from recruit.errors import Conflict, NotFound
from recruit.models import (
    Account,
    Application,
    Candidate,
    CandidateContact,
    Grade,
    Submission,
    SurveyEdition,
    Vacancy,
    VacancyState,
    Verdict,
)
from recruit.salaries.services import newest_edition, survey_of, to_survey
from recruit.shortlists.base import CandidateBase
from recruit.shortlists.conditions import Conditions, ShortlistQuery
from recruit.shortlists.letters import RELEASED
from recruit.shortlists.matching_view import to_profile
from recruit.shortlists.verdicts import latest_verdicts
from recruit.vacancies.letters import write

PAGE_SIZE = 50

REMOVED_BY = {"without": "verdict", "only": "applied"}
"""What the page calls the conditions of the pipeline."""

# What every list asks of the database, put together once.
APPLIED = select(Application.candidate_id, Application.created_at).where(
    Application.vacancy_id == bindparam("vacancy")
)
CARDS = (
    select(Candidate.id, Candidate.public_id, Candidate.title, CandidateContact.name)
    .join(CandidateContact, CandidateContact.candidate_id == Candidate.id)
    .where(Candidate.id.in_(bindparam("keys", expanding=True)))
)
SUBMITTED = select(Submission).where(Submission.vacancy_id == bindparam("vacancy"))
RISE = 5
"""Places that the smallest changes are looked for: a tenth of a page."""


@dataclass(frozen=True)
class Reasons:
    """Why a candidate stands where they stand, where that is written, and what would change it."""

    candidate: Candidate
    explanation: Explanation
    evidence: Mapping[str, Evidence]
    changes: Sequence[Change]


class Card(NamedTuple):
    """What a row of the list shows of a candidate: neither posts nor texts."""

    id: int
    public_id: str
    title: str
    name: str


@dataclass(frozen=True)
class Row:
    """One candidate of the page: what the score is made of, and what people have said and done."""

    candidate: Card
    explanation: Explanation
    verdict: Verdict | None
    applied_at: datetime | None
    submission: Submission | None


@dataclass(frozen=True)
class Shortlist:
    """One page of a ranking with the counts that tell what is not on it.

    ``counts`` tells how many would pass with each choice that the page offers, see
    :meth:`recruit.shortlists.conditions.Conditions.alternatives`. ``edition`` is the survey whose
    market counts, if the post has one. What is drawn of the rows stays in ``kept`` for as long as
    the ranking does. ``asked`` are the parts that the vacancy asks for, whatever they weigh.
    """

    rows: Sequence[Row]
    edition: SurveyEdition | None
    total: int
    passed: int
    removed: Mapping[str, int]
    counts: Mapping[str, int]
    weights: Mapping[str, float]
    asked: Collection[str]
    page: int
    pages: int
    kept: dict[Hashable, Any]


def rank_candidates(
    session: Session, base: CandidateBase, vacancy: Vacancy, query: ShortlistQuery, today: date
) -> Shortlist:
    """Rank all matched candidates for a vacancy; explain those on the page asked for."""
    conditions = _conditions(session, vacancy, query)
    verdicts, applied = conditions.verdicts, conditions.applied
    edition = newest_edition(session, vacancy.profile_version.profile.slug)
    ranked = partial(
        _rank,
        session,
        base,
        vacancy,
        survey=None if edition is None else to_survey(edition),
        weights=query.weights,
        wanted=conditions.wanted(),
        alternatives=conditions.alternatives(),
        today=today,
    )
    page = max(query.page, 1)
    ranking = ranked(places=places_of(page))
    pages = max(1, -(-ranking.n_passed // PAGE_SIZE))
    if page > pages:
        page = pages
        ranking = ranked(places=places_of(page))
    # The base hands in row ids only.
    shown = [int(key) for key in ranking.between(places_of(page))]
    people = _cards(session, shown)
    submissions = _submissions(session, vacancy)
    return Shortlist(
        rows=[
            Row(
                candidate=people[key],
                explanation=ranking.explain(key, whole=False),
                verdict=verdicts.get(key),
                applied_at=applied.get(key),
                submission=submissions.get(key),
            )
            for key in shown
            if key in people  # the base may know one who came after this page began to be read
        ],
        edition=edition,
        total=ranking.total,
        passed=ranking.n_passed,
        removed={REMOVED_BY.get(name, name): n for name, n in ranking.removed.items()},
        counts=ranking.alternatives,
        weights=ranking.weights,
        asked=ranking.asked,
        page=page,
        pages=pages,
        kept=ranking.kept,
    )


def _conditions(session: Session, vacancy: Vacancy, query: ShortlistQuery) -> Conditions:
    applied = session.execute(APPLIED, {"vacancy": vacancy.id})
    return Conditions(vacancy, query, latest_verdicts(session, vacancy), dict(applied.all()))


def explain_candidate(
    session: Session,
    base: CandidateBase,
    vacancy: Vacancy,
    candidate: Candidate,
    *,
    query: ShortlistQuery,
    today: date,
) -> Reasons:
    """Why one candidate stands where they stand among all whom a query asks for."""
    conditions = _conditions(session, vacancy, query)
    ranking = _rank(
        session,
        base,
        vacancy,
        survey=survey_of(session, vacancy.profile_version.profile.slug),
        weights=query.weights,
        wanted=conditions.wanted(),
        today=today,
        those=(candidate.id,),
    )
    # The consent was withdrawn a moment ago, or another condition is no longer met.
    if candidate.id not in ranking:
        raise NotFound
    # The base may have loaded the row anew, without what the page shows of it.
    return _reasons(base, ranking, _people(session, [candidate.id])[candidate.id])


def _reasons(base: CandidateBase, ranking: Ranking, candidate: Candidate) -> Reasons:
    explanation = ranking.explain(candidate.id)
    shown = (*explanation.skills.must.evidenced, *explanation.skills.nice.evidenced)
    return Reasons(
        candidate=candidate,
        explanation=explanation,
        evidence=find_evidence(candidate_profile(candidate), shown, base.vocabulary),
        changes=ranking.changes(candidate.id, RISE),
    )


def rank_all(
    session: Session,
    base: CandidateBase,
    vacancy: Vacancy,
    query: ShortlistQuery,
    today: date,
    *,
    those: Collection[int] | None = None,
) -> Ranking:
    """All matched candidates in their order, or some of them with their places among all."""
    return _rank(
        session,
        base,
        vacancy,
        survey=survey_of(session, vacancy.profile_version.profile.slug),
        weights=query.weights,
        wanted=Wanted(query.filters),
        today=today,
        those=those,
    )


def _rank(
    session: Session,
    base: CandidateBase,
    vacancy: Vacancy,
    *,
    survey: SalarySurvey | None,
    weights: Mapping[str, float] | None,
    wanted: Wanted,
    today: date,
    alternatives: Alternatives | None = None,
    places: range | None = None,
    those: Collection[int] | None = None,
) -> Ranking:
    return base.up_to_date(session, today).rank(
        to_profile(vacancy),
        survey=survey,
        scorer=base.scorer,
        weights=weights,
        wanted=wanted,
        alternatives=alternatives or {},
        places=places,
        those=those,
    )


def places_of(page: int) -> range:
    """The places of a ranking, from 0, that a page shows."""
    return range((page - 1) * PAGE_SIZE, page * PAGE_SIZE)


def explain_all(
    session: Session, base: CandidateBase, vacancy: Vacancy, keys: Collection[int], today: date
) -> dict[int, Explanation]:
    """Why candidates stand where they stand, without those whose consent no longer stands."""
    if not keys:
        return {}
    ranking = rank_all(session, base, vacancy, ShortlistQuery(), today, those=keys)
    return {key: ranking.explain(key, whole=False) for key in set(keys) if key in ranking}


def _people(session: Session, keys: Sequence[int]) -> dict[int, Candidate]:
    rows = session.scalars(
        select(Candidate)
        .where(Candidate.id.in_(keys))
        .options(selectinload(Candidate.positions), selectinload(Candidate.contact))
    )
    return {row.id: row for row in rows}


def _cards(session: Session, keys: Sequence[int]) -> dict[int, Card]:
    rows = session.execute(CARDS, {"keys": keys})
    return {row[0]: Card(*row) for row in rows}


def _submissions(session: Session, vacancy: Vacancy) -> dict[int, Submission]:
    rows = session.scalars(SUBMITTED, {"vacancy": vacancy.id})
    return {row.candidate_id: row for row in rows}


def submission_of(session: Session, vacancy: Vacancy, candidate: Candidate) -> Submission | None:
    """The release of a candidate to the client of a vacancy; None before it."""
    return session.scalar(
        select(Submission).where(
            Submission.vacancy_id == vacancy.id, Submission.candidate_id == candidate.id
        )
    )


def get_open_candidate(session: Session, public_id: str, *, hold: bool = False) -> Candidate:
    """A candidate that may be judged or released: present and with a standing consent.

    With ``hold`` nobody merges or withdraws them until the end of this unit of work.
    """
    query = (
        select(Candidate)
        .where(Candidate.public_id == public_id, Candidate.is_matched)
        .options(selectinload(Candidate.contact))
    )
    if hold:
        query = query.with_for_update(read=True, of=Candidate)
    found = session.scalar(query)
    if found is None:
        raise NotFound
    return found


def release(
    session: Session, account: Account, vacancy: Vacancy, candidate: Candidate, now: datetime
) -> Submission:
    """Show a candidate to the employer as «Candidate N», without name and contacts."""
    # The lock gives numbers without gaps or twins when two recruiters release at once, and the
    # state as it is by now when somebody closes the vacancy at this moment.
    state = session.scalar(select(Vacancy.state).where(Vacancy.id == vacancy.id).with_for_update())
    earlier = submission_of(session, vacancy, candidate)
    if earlier is not None:
        return earlier
    if state != VacancyState.OPEN:
        raise Conflict(lazy_gettext("The vacancy is not open. Open it before showing candidates."))
    verdict = latest_verdicts(session, vacancy).get(candidate.id)
    if verdict is not None and verdict.grade == Grade.NO:
        raise Conflict(
            lazy_gettext("The verdict on this candidate is “no”. Change it before releasing.")
        )
    last = session.scalar(
        select(func.max(Submission.number)).where(Submission.vacancy_id == vacancy.id)
    )
    submission = Submission(
        vacancy_id=vacancy.id,
        candidate_id=candidate.id,
        number=(last or 0) + 1,
        account_id=account.id,
        at=now,
    )
    session.add(submission)
    write(session, vacancy, RELEASED, now, number=submission.number)
    session.flush()
    return submission

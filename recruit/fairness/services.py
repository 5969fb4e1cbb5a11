"""Twins, selection rates and telling features over an installation's own base."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from matching.audits import Asked, twins_that_differ
from matching.curves import FULL
from matching.disparity import Rate, Telling, chance, impact_ratio, selection_rates, telling
from matching.fairness import FLIPS
from matching.months import month_of
from matching.scorer import FEATURES
from recruit.candidates.matching_view import to_profile as candidate_profile
from recruit.fairness.audit_files import OLDER, YOUNGER, Groups
from recruit.models import Candidate, Grade, Vacancy, VacancyState, Verdict
from recruit.salaries.rates import load_rates
from recruit.shortlists.base import CandidateBase
from recruit.shortlists.conditions import ShortlistQuery
from recruit.shortlists.matching_view import to_profile
from recruit.shortlists.services import rank_all, survey_of

QUESTIONS = {"sex": ("men", "women"), "age": (YOUNGER, OLDER)}
"""First and second group of each question."""

Floats = NDArray[np.float64]
Tick = Callable[[int], None]


@dataclass(frozen=True)
class Selection:
    """Rates by group, in one question, of one way of selecting."""

    question: str
    way: str
    rates: Mapping[str, Rate]

    @property
    def ratio(self) -> float:
        """The lowest rate against the highest; `nan` where it is too early to tell."""
        return impact_ratio(self.rates)

    @property
    def chance(self) -> float:
        """How likely chance alone makes the groups differ so much."""
        return chance(self.rates)


@dataclass(frozen=True)
class GroupAudit:
    """What the file of groups shows.

    `tellings`: by question, the features in the order of `matching.scorer.FEATURES`.
    """

    known: int
    vacancies: int
    selections: Sequence[Selection]
    tellings: Mapping[str, Sequence[Telling]]


def open_vacancies(session: Session) -> Sequence[Vacancy]:
    """The vacancies whose lists are worked on."""
    return session.scalars(
        select(Vacancy).where(Vacancy.state == VacancyState.OPEN).order_by(Vacancy.id)
    ).all()


def audit_twins(
    session: Session, base: CandidateBase, today: date, most: int, tick: Tick
) -> dict[str, int]:
    """How many of the newest people have twins that differ, by the fact in which they do."""
    rows = session.scalars(
        select(Candidate)
        .where(Candidate.is_matched)
        .options(selectinload(Candidate.positions))
        .order_by(Candidate.id.desc())
        .limit(most)
    )
    rates = load_rates(session, today)
    people = [candidate_profile(row, rates) for row in rows]
    asked = [
        Asked(to_profile(own), survey_of(session, own.profile_version.profile.slug))
        for own in open_vacancies(session)
    ]
    found = {}
    for flip in FLIPS:
        found[flip] = twins_that_differ(
            people,
            asked,
            flip,
            month_of(today),
            scorer=base.scorer,
            vocabulary=base.vocabulary,
        )
        tick(1)
    return found


def audit_groups(
    session: Session, base: CandidateBase, today: date, groups: Groups, *, top: int, tick: Tick
) -> GroupAudit:
    """Who gets to the first places, whom recruiters confirm, and what tells groups apart."""
    ids: dict[int, str] = dict(session.execute(select(Candidate.id, Candidate.public_id)).all())
    selected: dict[str, list[tuple[str, bool]]] = defaultdict(list)
    levels: dict[str, list[Floats]] = defaultdict(list)
    known: set[int] = set()
    vacancies = open_vacancies(session)
    for vacancy in vacancies:
        ranking = rank_all(session, base, vacancy, ShortlistQuery(), today)
        keys = [int(key) for key in ranking.keys]
        asked = np.where(ranking.emphasis > 0, ranking.levels(keys) / FULL, np.nan)
        for question, by_person in groups.items():
            rows = [row for row, key in enumerate(keys) if ids.get(key) in by_person]
            own = [by_person[ids[keys[row]]] for row in rows]
            selected[question] += [(group, row < top) for group, row in zip(own, rows, strict=True)]
            second = [group == QUESTIONS[question][1] for group in own]
            levels[question].append(np.column_stack((asked[rows], second)))
            known.update(keys[row] for row in rows)
        tick(1)
    selections = [
        Selection(question, way, selection_rates(*_columns(pairs)))
        for question, by_person in groups.items()
        for way, pairs in (
            (f"first {top} places", selected[question]),
            ("confirmed by recruiters", _confirmed(session, by_person, ids)),
        )
    ]
    tellings = {question: _tellings(np.vstack(blocks)) for question, blocks in levels.items()}
    return GroupAudit(len(known), len(vacancies), selections, tellings)


def _columns(pairs: Sequence[tuple[str, bool]]) -> tuple[list[str], list[bool]]:
    return [group for group, _ in pairs], [chosen for _, chosen in pairs]


def _confirmed(
    session: Session, by_person: Mapping[str, str], ids: Mapping[int, str]
) -> list[tuple[str, bool]]:
    """Group and verdict, yes or rather yes, of everybody who was judged."""
    newest = select(func.max(Verdict.id)).group_by(
        Verdict.vacancy_id, Verdict.candidate_id, Verdict.account_id
    )
    rows = session.execute(
        select(Verdict.candidate_id, Verdict.grade).where(
            Verdict.id.in_(newest), Verdict.grade.is_not(None)
        )
    )
    return [
        (by_person[ids[key]], (grade or Grade.NO) <= Grade.RATHER_YES)
        for key, grade in rows
        if ids.get(key) in by_person
    ]


def _tellings(rows: Floats) -> list[Telling]:
    """Each feature over all lists that ask for it; the last column tells the group."""
    second = rows[:, -1].astype(bool)
    found = []
    for number in range(len(FEATURES)):
        asked = ~np.isnan(rows[:, number])
        found += telling(rows[asked, number : number + 1], second[asked])
    return found

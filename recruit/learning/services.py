"""From the verdicts of the database to a model in service."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Any

import numpy as np
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from matching.metrics import Estimate
from matching.scorer import FEATURES
from matching.store import save_model
from matching.training import Training, Verdicts
from recruit.models import Vacancy, Verdict
from recruit.shortlists.base import CandidateBase
from recruit.shortlists.conditions import ShortlistQuery
from recruit.shortlists.model_files import next_path
from recruit.shortlists.services import rank_all

WORST = 5


def collect_verdicts(session: Session, base: CandidateBase, today: date) -> Verdicts:
    """The newest verdict of each recruiter on each candidate of each vacancy, as levels.

    Those taken back, and those on people whose consent is withdrawn, are left out.
    """
    blocks = []
    for vacancy, verdicts in _by_vacancy(session):
        ranking = rank_all(session, base, vacancy, ShortlistQuery(), today)
        present = set(ranking.keys)
        known = [verdict for verdict in verdicts if verdict.candidate_id in present]
        if known:
            levels = ranking.levels([verdict.candidate_id for verdict in known])
            rows = [
                (WORST - (v.grade or WORST), vacancy.id, v.account_id, v.rank or 0) for v in known
            ]
            emphasis = np.tile(ranking.emphasis, (len(known), 1))
            blocks.append((levels, emphasis, np.array(rows, dtype=np.int64)))
    if not blocks:
        none = np.zeros((0, len(FEATURES)))
        blocks = [(none.astype(np.int16), none, np.zeros((0, 4), np.int64))]
    levels, emphasis, facts = (np.vstack(column) for column in zip(*blocks, strict=True))
    grades, vacancies, recruiters, ranks = facts.T
    return Verdicts(levels, emphasis, grades, vacancies, recruiters, ranks)


def _by_vacancy(session: Session) -> Sequence[tuple[Vacancy, Sequence[Verdict]]]:
    newest = select(func.max(Verdict.id)).group_by(
        Verdict.vacancy_id, Verdict.candidate_id, Verdict.account_id
    )
    rows = session.scalars(
        select(Verdict)
        .where(Verdict.id.in_(newest), Verdict.grade.is_not(None))
        .order_by(Verdict.vacancy_id, Verdict.id)
    ).all()
    ids = sorted({row.vacancy_id for row in rows})
    vacancies = session.scalars(select(Vacancy).where(Vacancy.id.in_(ids)).order_by(Vacancy.id))
    return [(own, [row for row in rows if row.vacancy_id == own.id]) for own in vacancies]


def model_facts(training: Training, verdicts: Verdicts, made: datetime) -> dict[str, Any]:
    """What is kept with a model: when it was made, from what, and what let it in."""
    return {
        "made": made.isoformat(timespec="seconds"),
        "verdicts": len(verdicts),
        "vacancies": len(np.unique(verdicts.vacancies)),
        "recruiters": len(np.unique(verdicts.recruiters)),
        "admitted": training.admitted,
        "pairs_right": {
            name: _rounded(getattr(training, name)) for name in ("prior", "learnt", "gain")
        },
    }


def _rounded(estimate: Estimate) -> dict[str, float]:
    return {name: round(value, 4) for name, value in asdict(estimate).items()}


def put_in_service(folder: Path, training: Training, facts: dict[str, Any]) -> Path:
    """Write the model under the next number; every process takes it up at its next ranking."""
    path = next_path(folder)
    save_model(path, training.scorer, facts)
    return path

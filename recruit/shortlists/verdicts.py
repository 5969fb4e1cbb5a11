"""Verdicts of recruiters on candidates of a vacancy: added, taken back, never rewritten."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext
from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import Session

from recruit.errors import Conflict, Invalid
from recruit.models import Account, Candidate, Grade, Vacancy, Verdict

# What every list asks of the database, put together once.
JUDGED = select(Verdict).where(
    Verdict.id.in_(
        select(func.max(Verdict.id))
        .where(Verdict.vacancy_id == bindparam("vacancy"))
        .group_by(Verdict.candidate_id)
    ),
    Verdict.grade.is_not(None),
)

JUDGED_SINCE = lazy_gettext(
    "A colleague has judged this candidate since. Open the list anew to see the verdict."
)


def latest_verdicts(session: Session, vacancy: Vacancy) -> dict[int, Verdict]:
    """The verdict that counts for each judged candidate: the newest, unless it was taken back."""
    rows = session.scalars(JUDGED, {"vacancy": vacancy.id})
    return {row.candidate_id: row for row in rows}


def record_verdict(
    session: Session,
    account: Account,
    vacancy: Vacancy,
    candidate: Candidate,
    *,
    grade: Grade | None,
    reason: str | None,
    now: datetime,
    rank: int | None = None,
) -> Verdict:
    """Add a verdict; ``grade`` None takes the last one back. «Нет» needs its reason.

    ``rank`` is where the candidate stood in the list that was looked at, if it was a list.
    """
    if grade == Grade.NO and not reason:
        raise Invalid({"reason": lazy_gettext("Say why not: a refusal needs a reason")})
    newest = _history(vacancy, candidate).order_by(Verdict.id.desc()).limit(1)
    last = session.scalar(newest)
    if grade and last and (last.account_id, last.grade, last.reason) == (account.id, grade, reason):
        return last  # a double click, or sent again because the answer was lost
    verdict = Verdict(
        vacancy_id=vacancy.id,
        candidate_id=candidate.id,
        account_id=account.id,
        grade=grade,
        reason=reason,
        at=now,
        rank=rank,
    )
    session.add(verdict)
    session.flush()
    return verdict


def take_back(
    session: Session, account: Account, vacancy: Vacancy, candidate: Candidate, now: datetime
) -> Verdict:
    """Undo the account's own last verdict: what stood before it stands again, whoever said it.

    Raises
    ------
    Conflict
        When a colleague has judged since: theirs is not ours to undo.
    """
    rows = session.scalars(_history(vacancy, candidate).order_by(Verdict.id))
    standing = _standing(rows)
    if standing and standing[-1].account_id != account.id:
        raise Conflict(JUDGED_SINCE)
    # Who learns from verdicts asks for the last of each recruiter: ours is taken back, for one.
    taken_back = record_verdict(
        session, account, vacancy, candidate, grade=None, reason=None, now=now
    )
    if len(standing) < 2:
        return taken_back
    again = Verdict(vacancy_id=vacancy.id, candidate_id=candidate.id, **_said(standing[-2]))
    session.add(again)
    session.flush()
    return again


def _history(vacancy: Vacancy, candidate: Candidate) -> Select[Verdict]:
    return select(Verdict).where(
        Verdict.vacancy_id == vacancy.id, Verdict.candidate_id == candidate.id
    )


def _standing(rows: Iterable[Verdict]) -> list[Verdict]:
    """The verdicts of a history that nobody took back, the one that counts last.

    One that stands again after another was undone is written once more, as it was said: then all
    is as it was when it was said first.
    """
    standing: list[Verdict] = []
    before: list[tuple[dict[str, Any], list[Verdict]]] = []
    for row in rows:
        if row.grade is None:
            standing = []
            continue
        said = _said(row)
        known = [then for one, then in before if one == said]
        standing = known[-1] if known else [*standing, row]
        before.append((said, standing))
    return standing


def _said(verdict: Verdict) -> dict[str, Any]:
    told = ("account_id", "grade", "reason", "rank", "at")
    return {name: getattr(verdict, name) for name in told}

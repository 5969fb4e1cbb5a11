"""Use cases of suggested pairs and of merges. They flush; the caller commits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, aliased, joinedload, selectinload

from recruit.duplicates.merging import DECIDED
from recruit.duplicates.undoing import why_not
from recruit.errors import Conflict, NotFound
from recruit.models import (
    Account,
    Application,
    Candidate,
    DuplicatePair,
    Merge,
    PairState,
    Resume,
    Submission,
    Verdict,
)

PAGE = 30
COUNTED = {
    "applications": Application.candidate_id,
    "submissions": Submission.candidate_id,
    "verdicts": Verdict.candidate_id,
    "files": Resume.candidate_id,
}


@dataclass(frozen=True)
class Pairs:
    """One page of open suggestions, and how many there are."""

    pairs: Sequence[DuplicatePair]
    total: int
    page: int
    pages: int


def open_pairs(session: Session, page: int) -> Pairs:
    """Suggestions that wait for a decision, the likeliest first."""
    total = count_open(session)
    pages = max(1, -(-total // PAGE))
    page = min(max(1, page), pages)
    rows = session.scalars(
        _open()
        .options(
            joinedload(DuplicatePair.first).joinedload(Candidate.contact),
            joinedload(DuplicatePair.second).joinedload(Candidate.contact),
        )
        .order_by(DuplicatePair.score.desc(), DuplicatePair.id)
        .limit(PAGE)
        .offset((page - 1) * PAGE)
    ).all()
    return Pairs(rows, total, page, pages)


def count_open(session: Session) -> int:
    """How many suggestions wait for a decision."""
    return session.scalar(select(func.count()).select_from(_open().subquery())) or 0


def _open() -> Select[DuplicatePair]:
    first, second = aliased(Candidate), aliased(Candidate)
    return (
        select(DuplicatePair)
        .join(first, first.id == DuplicatePair.first_id)
        .join(second, second.id == DuplicatePair.second_id)
        .where(DuplicatePair.state == PairState.OPEN, ~first.is_merged, ~second.is_merged)
    )


def get_pair(session: Session, public_id: str) -> DuplicatePair:
    """A pair with both candidates whole; raises `NotFound` when one of them is shown nowhere."""
    pair = session.scalar(
        select(DuplicatePair)
        .where(DuplicatePair.public_id == public_id)
        .options(
            joinedload(DuplicatePair.first).options(
                joinedload(Candidate.contact), selectinload(Candidate.positions)
            ),
            joinedload(DuplicatePair.second).options(
                joinedload(Candidate.contact), selectinload(Candidate.positions)
            ),
        )
    )
    if pair is None:
        raise NotFound
    return pair


def decide_different(
    session: Session, account: Account, pair: DuplicatePair, now: datetime
) -> None:
    """Remember that these are two people; they are never suggested again."""
    session.refresh(pair, ["state"], with_for_update=True)
    if pair.state == PairState.MERGED:
        raise Conflict(DECIDED)
    if pair.state == PairState.OPEN:
        pair.state, pair.decided_at, pair.decided_by_id = PairState.DIFFERENT, now, account.id
    session.flush()


def what_hangs_on(session: Session, candidate_id: int) -> dict[str, int]:
    """How much of each kind goes along with a candidate."""
    return {
        name: session.scalar(select(func.count(owner)).where(owner == candidate_id)) or 0
        for name, owner in COUNTED.items()
    }


@dataclass(frozen=True)
class MergeRow:
    """A merge of the list, and the sentence that forbids to undo it, if any."""

    merge: Merge
    obstacle: Any
    undone_by: Account | None


@dataclass(frozen=True)
class Merges:
    """One page of merges, and how many there are."""

    rows: Sequence[MergeRow]
    total: int
    page: int
    pages: int


def list_merges(session: Session, page: int, now: datetime) -> Merges:
    """All merges, the latest first."""
    total = session.scalar(select(func.count(Merge.id))) or 0
    pages = max(1, -(-total // PAGE))
    page = min(max(1, page), pages)
    merges = session.scalars(
        select(Merge)
        .options(
            joinedload(Merge.kept).joinedload(Candidate.contact),
            joinedload(Merge.removed).joinedload(Candidate.contact),
            joinedload(Merge.account),
        )
        .order_by(Merge.id.desc())
        .limit(PAGE)
        .offset((page - 1) * PAGE)
    ).all()
    by_id = {
        account.id: account
        for account in session.scalars(
            select(Account).where(Account.id.in_([one.undone_by_id for one in merges]))
        )
    }
    rows = [
        MergeRow(one, why_not(session, one, now), by_id.get(one.undone_by_id or 0))
        for one in merges
    ]
    return Merges(rows, total, page, pages)


def get_merge(session: Session, public_id: str) -> Merge:
    """A merge by its public id; raises `NotFound`."""
    found = session.scalar(select(Merge).where(Merge.public_id == public_id))
    if found is None:
        raise NotFound
    return found


def standing_merges_of(session: Session, candidate_id: int) -> Sequence[Merge]:
    """Merges into a candidate that are not undone, the latest first."""
    return session.scalars(
        select(Merge)
        .where(Merge.kept_id == candidate_id, Merge.undone_at.is_(None))
        .options(joinedload(Merge.removed).joinedload(Candidate.contact))
        .order_by(Merge.id.desc())
    ).all()

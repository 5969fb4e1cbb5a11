"""Merge two candidates who are one person, so that it can be undone.

One transaction: the kept row gets the chosen values, whatever points at the removed one follows
(`moving`, `will`), and the removed row is shown nowhere from then on. `Merge.record` holds all
that `undoing` needs.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask_babel import lazy_gettext
from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload
from sqlalchemy.orm.attributes import flag_modified

from recruit.candidates.services import CONTACT, PLAIN, form_values
from recruit.duplicates.combining import FIRST, LISTS, SINGLE, check, combine
from recruit.duplicates.finding import forget_keys, look_for_duplicates
from recruit.duplicates.moving import move_all, rows_of, table_of
from recruit.duplicates.sources import Teller, tell_anew
from recruit.duplicates.will import move_consents, stands
from recruit.errors import Conflict, NotFound
from recruit.models import (
    Account,
    Candidate,
    DuplicatePair,
    FieldSource,
    Merge,
    PairState,
    Position,
)
from recruit.salaries.market import observe_candidate

UNDO_WITHIN = timedelta(days=90)
DECIDED = lazy_gettext(
    "Somebody has decided this pair already. Open the list of merges to see how."
)
ONE_IS_MERGED = lazy_gettext(
    "One of the two has been merged with somebody else meanwhile. Open the list of pairs anew."
)


class PairChanged(Conflict):
    """One of the two profiles was changed since the page was opened."""

    code = "pair-changed"
    sentence = lazy_gettext(
        "One of the two profiles was changed while you were looking. Compare them once more."
    )


@dataclass(frozen=True)
class Both:
    """Two candidates in the order of their roles, locked until the transaction ends."""

    kept: Candidate
    removed: Candidate


def merge(
    session: Session, account: Account, pair: DuplicatePair, data: Mapping[str, Any], now: datetime
) -> Merge:
    """Merge a pair as a person chose.

    Parameters
    ----------
    data : mapping
        ``keep``: which of the two stays; ``first_version`` and ``second_version``: what the person
        was looking at; a side, or both, for each field (`schemas.MergeSchema`).

    Raises
    ------
    Conflict
        When the pair is decided, or one of the two is merged already.
    PairChanged
        When one of the two was changed meanwhile.
    Invalid
        When what was chosen does not go together.
    """
    keeps_first = data["keep"] == FIRST
    ids = (pair.first_id, pair.second_id) if keeps_first else (pair.second_id, pair.first_id)
    both = lock_both(session, *ids)
    session.refresh(pair, ["state"], with_for_update=True)
    if pair.state != PairState.OPEN:
        raise Conflict(DECIDED)
    if both.kept.is_merged or both.removed.is_merged:
        raise Conflict(ONE_IS_MERGED)
    versions = {pair.first_id: data["first_version"], pair.second_id: data["second_version"]}
    if any(row.version != versions[row.id] for row in (both.kept, both.removed)):
        raise PairChanged
    made = _merge(session, both, _roles(data, keeps_first=keeps_first), now)
    made.account_id = account.id
    made.record = {**made.record, "pair": pair.id}
    pair.state, pair.decided_at, pair.decided_by_id = PairState.MERGED, now, account.id
    session.add(made)
    session.flush()
    look_for_duplicates(session, both.kept, now)
    return made


def lock_both(session: Session, kept_id: int, removed_id: int) -> Both:
    """Load two candidates whole and lock them, always in one order: nobody waits in a circle."""
    rows = {
        row.id: row
        for row in session.scalars(
            select(Candidate)
            .where(Candidate.id.in_((kept_id, removed_id)))
            .options(selectinload(Candidate.contact), selectinload(Candidate.positions))
            .order_by(Candidate.id)
            .with_for_update(of=Candidate)
            .execution_options(populate_existing=True)
        )
    }
    if len(rows) != 2:
        raise NotFound
    return Both(rows[kept_id], rows[removed_id])


def _roles(data: Mapping[str, Any], *, keeps_first: bool) -> dict[str, str]:
    """Choices between sides as choices between the kept and the removed one."""
    names = {"first": "kept", "second": "removed"}
    if not keeps_first:
        names = {"first": "removed", "second": "kept"}
    return {name: names.get(data[name], data[name]) for name in (*SINGLE, *LISTS) if data.get(name)}


def _merge(session: Session, both: Both, choices: Mapping[str, str], now: datetime) -> Merge:
    kept, removed = both.kept, both.removed
    before, other = form_values(kept), form_values(removed)
    sources = [
        Teller(before, rows_of(session, table_of(FieldSource), kept.id)),
        Teller(other, rows_of(session, table_of(FieldSource), removed.id)),
    ]
    record: dict[str, Any] = {
        "before": before,
        "positions": rows_of(session, table_of(Position), kept.id),
        "sources": list(sources[0].rows),
        "is_matched": {"kept": kept.is_matched, "removed": removed.is_matched},
        "account": _take_account(session, both),
    }
    merged = combine(before, other, choices)
    check(merged, (before, other))
    put_values(kept, before, merged, now)
    session.flush()
    record["after"] = form_values(kept)
    tell_anew(session, kept.id, record["after"], sources)
    record["sources_after"] = rows_of(session, table_of(FieldSource), kept.id)
    record["rows"] = move_all(session, kept.id, removed.id)
    record["consents"] = move_consents(session, kept.id, removed.id)
    was_matched = kept.is_matched or removed.is_matched
    kept.is_matched = was_matched and stands(session, kept.id)
    removed.is_merged, removed.is_matched = True, False
    session.flush()
    forget_keys(session, removed.id)
    for row in (kept, removed):
        observe_candidate(session, row)
    return Merge(
        kept_id=kept.id,
        removed_id=removed.id,
        record=record,
        merged_at=now,
        undo_until=now + UNDO_WITHIN,
    )


def _take_account(session: Session, both: Both) -> int | None:
    """The person's only account goes with the profile; with two, each goes on signing in."""
    moved = both.removed.account_id
    if moved is None or both.kept.account_id is not None:
        return None
    both.removed.account_id = None
    session.flush()
    both.kept.account_id = moved
    return moved


def put_values(
    candidate: Candidate, before: Mapping[str, Any], after: Mapping[str, Any], now: datetime
) -> None:
    """Put the values that differ onto the rows; what is the same keeps its rows."""
    changed = {name for name in after if after[name] != before[name]}
    for name in changed.intersection((*PLAIN, "city", "skills")):
        setattr(candidate, name, after[name])
    for name in changed.intersection(CONTACT):
        setattr(candidate.contact, name, after[name])
    if "salary_currency" in changed:
        candidate.currency = after["salary_currency"]
    if "languages" in changed:
        candidate.languages = {row["code"]: row["level"] for row in after["languages"]} or None
    if "positions" in changed:
        candidate.positions = [
            Position(place=place, **row) for place, row in enumerate(after["positions"])
        ]
    candidate.updated_at = now
    flag_modified(candidate, "updated_at")

"""Undo a merge: everything goes back where it was, and what came later stays."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext
from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from recruit.candidates.services import form_values
from recruit.duplicates.combining import COMPANIONS, LISTS, SINGLE
from recruit.duplicates.finding import look_at
from recruit.duplicates.merging import Both, lock_both, put_values
from recruit.duplicates.moving import move_back, put_back, rows_of, table_of
from recruit.duplicates.sources import Teller, tell_anew
from recruit.duplicates.will import agreed_since, move_consents_back, stands
from recruit.errors import Conflict
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

UNDONE = lazy_gettext("This merge is undone already.")
TOO_LATE = lazy_gettext(
    "A merge can be undone for 90 days, and these are over. Enter the second person anew."
)
LATER_FIRST = lazy_gettext(
    "One of the two has been merged once more since. Undo the later merge first."
)


def undo(session: Session, account: Account, merge: Merge, now: datetime) -> list[str]:
    """Undo a merge; returns the fields that were changed since and therefore stay as they are.

    Raises
    ------
    Conflict
        When it is undone already, too late, or another merge stands on top of it.
    """
    both = lock_both(session, merge.kept_id, merge.removed_id)
    session.refresh(merge, ["undone_at"], with_for_update=True)
    if obstacle := why_not(session, merge, now):
        raise Conflict(obstacle)
    record = merge.record
    changed_since = _put_fields_back(session, both.kept, record, now)
    move_back(session, record["rows"], both.kept.id, both.removed.id)
    move_consents_back(session, record["consents"], merge.merged_at, both.kept.id, both.removed.id)
    _give_account_back(session, both, record["account"])
    _let_both_stand(session, both, merge)
    merge.undone_at, merge.undone_by_id = now, account.id
    pair = session.get(DuplicatePair, record["pair"])
    if pair is not None and pair.state == PairState.MERGED:
        pair.state, pair.decided_at, pair.decided_by_id = PairState.OPEN, None, None
    session.flush()
    for row in (both.kept, both.removed):
        observe_candidate(session, row)
    look_at(session, [both.kept.id, both.removed.id], now)
    return changed_since


def why_not(session: Session, merge: Merge, now: datetime) -> Any:
    """The sentence that tells why a merge cannot be undone; None when it can."""
    if merge.undone_at is not None:
        return UNDONE
    if now > merge.undo_until:
        return TOO_LATE
    ids = (merge.kept_id, merge.removed_id)
    later = session.scalar(
        select(Merge.id)
        .where(
            Merge.id > merge.id,
            Merge.undone_at.is_(None),
            or_(Merge.kept_id.in_(ids), Merge.removed_id.in_(ids)),
        )
        .limit(1)
    )
    return LATER_FIRST if later else None


def _put_fields_back(
    session: Session, kept: Candidate, record: Mapping[str, Any], now: datetime
) -> list[str]:
    """Each field that still holds the merged value gets the one before; the others' names."""
    before, after, current = record["before"], record["after"], form_values(kept)
    wanted, stayed = dict(current), []
    for name in (*SINGLE, *LISTS):
        columns = COMPANIONS.get(name, (name,))
        if all(before[column] == after[column] for column in columns):
            continue
        if all(current[column] == after[column] for column in columns):
            wanted |= {column: before[column] for column in columns}
        else:
            stayed.append(name)
    told_now = rows_of(session, table_of(FieldSource), kept.id)
    if wanted["positions"] != current["positions"]:
        _put_positions_back(session, kept, record["positions"])
    put_values(kept, current | {"positions": wanted["positions"]}, wanted, now)
    session.flush()
    # What a person has said since counts most; the merge itself said nothing.
    said_since = [row for row in told_now if row not in record["sources_after"]]
    left = [row for row in told_now if row["field"].split("-")[0] in stayed]
    tellers = [
        Teller(current, said_since),
        Teller(before, record["sources"]),
        Teller(current, left),
    ]
    tell_anew(session, kept.id, wanted, tellers)
    return stayed


def _put_positions_back(session: Session, kept: Candidate, rows: list[dict[str, Any]]) -> None:
    session.flush()
    session.execute(delete(Position).where(Position.candidate_id == kept.id))
    put_back(session, table_of(Position), rows)
    for position in list(kept.positions):
        session.expunge(position)
    session.expire(kept, ["positions"])


def _give_account_back(session: Session, both: Both, moved: int | None) -> None:
    if moved is not None and both.kept.account_id == moved:
        both.kept.account_id = None
        session.flush()
        both.removed.account_id = moved


def _let_both_stand(session: Session, both: Both, merge: Merge) -> None:
    """Both are shown again; each is compared as before, unless a consent has changed since."""
    both.removed.is_merged = False
    was = merge.record["is_matched"]
    for row, before in ((both.kept, was["kept"]), (both.removed, was["removed"])):
        agreed = before or agreed_since(session, row.id, merge.merged_at)
        row.is_matched = agreed and stands(session, row.id)
    session.flush()

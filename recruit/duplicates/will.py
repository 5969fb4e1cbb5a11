"""Consents of two rows that are one person: the newest will counts, and nothing is widened.

A withdrawal on either side ends every older consent to the same thing on both. Undoing a merge
brings consents back as they were, except that a withdrawal made since holds for both.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from recruit.duplicates.moving import rewrite, table_of
from recruit.models import Consent, Purpose

Matter = tuple[str, int | None]
"""What is agreed to: the purpose, and to which client."""
PROCESSING: Matter = (Purpose.PROCESSING, None)


@dataclass(frozen=True)
class Given:
    """One consent of two that become one person's."""

    id: int
    candidate_id: int
    matter: Matter
    given_at: datetime
    withdrawn_at: datetime | None


@dataclass(frozen=True)
class Outcome:
    """Where a consent belongs after a merge, and since when it is withdrawn."""

    candidate_id: int
    withdrawn_at: datetime | None


def consents_of(session: Session, *candidate_ids: int) -> list[Given]:
    """All consents of these candidates, standing or not, the oldest first."""
    rows = session.execute(
        select(
            Consent.id,
            Consent.candidate_id,
            Consent.purpose,
            Consent.employer_id,
            Consent.given_at,
            Consent.withdrawn_at,
        )
        .where(Consent.candidate_id.in_(candidate_ids))
        .order_by(Consent.given_at, Consent.id)
    )
    return [
        Given(key, owner, (purpose, employer), given, withdrawn)
        for key, owner, purpose, employer, given, withdrawn in rows
    ]


def outcomes(consents: Sequence[Given], kept_id: int, removed_id: int) -> dict[int, Outcome]:
    """What becomes of each consent when the two are merged."""
    found: dict[int, Outcome] = {}
    standing: set[Matter] = set()
    for consent in reversed(consents):  # the newest first: it is the one that goes on standing
        elsewhere = _ends(one for one in consents if one.candidate_id != consent.candidate_id)
        end = consent.withdrawn_at or _ended(consent, elsewhere)
        goes_to = removed_id if end is None and consent.matter in standing else kept_id
        if end is None:
            standing.add(consent.matter)
        found[consent.id] = Outcome(goes_to, end)
    return found


def _ends(consents: Iterable[Given]) -> dict[Matter, datetime]:
    """The last withdrawal of each matter."""
    ends: dict[Matter, datetime] = {}
    for consent in consents:
        if consent.withdrawn_at is not None:
            last = ends.get(consent.matter)
            ends[consent.matter] = max(filter(None, (last, consent.withdrawn_at)))
    return ends


def _ended(consent: Given, ends: Mapping[Matter, datetime]) -> datetime | None:
    """The withdrawal that came after a consent: of the same thing, or of processing at all."""
    matters = {consent.matter, PROCESSING}
    later = [ends[one] for one in matters if one in ends and ends[one] >= consent.given_at]
    return max(later, default=None)


def move_consents(session: Session, kept_id: int, removed_id: int) -> dict[str, Any]:
    """Apply the outcomes; returns what each changed consent was, and what the merge made of it."""
    consents = consents_of(session, kept_id, removed_id)
    after = outcomes(consents, kept_id, removed_id)
    record: dict[str, Any] = {}
    changes: dict[int, dict[str, Any]] = {}
    for consent in consents:
        outcome = after[consent.id]
        if outcome == Outcome(consent.candidate_id, consent.withdrawn_at):
            continue
        changes[consent.id] = vars(outcome)
        record[str(consent.id)] = {
            "candidate_id": consent.candidate_id,
            "withdrawn_at": _text(consent.withdrawn_at),
            "merged_withdrawn_at": _text(outcome.withdrawn_at),
        }
    rewrite(session, table_of(Consent), changes)
    return record


def move_consents_back(
    session: Session, record: Mapping[str, Any], merged_at: datetime, kept_id: int, removed_id: int
) -> None:
    """Return the consents; a withdrawal made since the merge ends those of both."""
    now_stored = consents_of(session, kept_id, removed_id)
    since = _ends(one for one in now_stored if one.withdrawn_at and one.withdrawn_at > merged_at)
    changes: dict[int, dict[str, Any]] = {}
    for consent in now_stored:
        was = record.get(str(consent.id))
        owner, end = consent.candidate_id, consent.withdrawn_at
        if was:
            owner = was["candidate_id"]
            if end == _instant(was["merged_withdrawn_at"]):
                end = _instant(was["withdrawn_at"])
        if consent.given_at <= merged_at:
            end = end or _ended(consent, since)
        changes[consent.id] = {"candidate_id": owner, "withdrawn_at": end}
    _no_two_standing(now_stored, changes)
    stored = {one.id: vars(Outcome(one.candidate_id, one.withdrawn_at)) for one in now_stored}
    changed = {key: change for key, change in changes.items() if change != stored[key]}
    rewrite(session, table_of(Consent), changed)


def _no_two_standing(consents: Sequence[Given], changes: Mapping[int, dict[str, Any]]) -> None:
    """Given anew since the merge: the older one of the same candidate ends where that began."""
    newest: dict[tuple[Matter, int], datetime] = {}
    for consent in reversed(consents):
        change = changes[consent.id]
        if change["withdrawn_at"] is not None:
            continue
        place = (consent.matter, change["candidate_id"])
        if place in newest:
            change["withdrawn_at"] = newest[place]
        newest.setdefault(place, consent.given_at)


def stands(session: Session, candidate_id: int) -> bool:
    """Whether the candidate agrees to be kept and compared."""
    return any(
        consent.matter == PROCESSING and consent.withdrawn_at is None
        for consent in consents_of(session, candidate_id)
    )


def agreed_since(session: Session, candidate_id: int, instant: datetime) -> bool:
    """Whether a consent to being kept and compared was given later and stands."""
    return any(
        consent.matter == PROCESSING and consent.withdrawn_at is None and consent.given_at > instant
        for consent in consents_of(session, candidate_id)
    )


def _text(instant: datetime | None) -> str | None:
    return instant.isoformat() if instant else None


def _instant(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None

"""Find who is in the base twice: when somebody is entered or changed, and by a sweep over all.

What is found is a suggestion (`DuplicatePair`) for a person to decide. Services flush; the caller
commits. This module imports no other feature, so that whoever enters candidates may call it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations

from sqlalchemy import delete, func, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, joinedload, selectinload

from recruit.duplicates.pairing.contacts import mail_key, phones_in
from recruit.duplicates.pairing.features import MANY_HOLDERS
from recruit.duplicates.pairing.keys import MAIL, MOST_HOLDERS, NAME, PHONE, hashed, keys_of
from recruit.duplicates.pairing.records import Job, PersonRecord
from recruit.duplicates.pairing.scorer import Scored, score
from recruit.models import Account, Candidate, DuplicatePair, PairState, PersonKey

SLICE = 200
"""Candidates that a sweep takes in one unit of work."""

Ids = tuple[int, int]


@dataclass(frozen=True)
class Known:
    """The candidates of a look, and by how many differently named each contact is borne."""

    people: Mapping[int, PersonRecord]
    holders: Mapping[str, int]


def look_for_duplicates(
    session: Session, candidate: Candidate, now: datetime
) -> Sequence[DuplicatePair]:
    """Suggest with whom a candidate may be one person; returns the open suggestions.

    Call it when the candidate is flushed: after an entry, an edit, an import.
    """
    look_at(session, [candidate.id], now)
    return open_pairs_of(session, candidate.id)


def open_pairs_of(session: Session, candidate_id: int) -> Sequence[DuplicatePair]:
    """Suggestions of a candidate that nobody has decided, the likeliest first."""
    return session.scalars(
        select(DuplicatePair)
        .where(
            (DuplicatePair.first_id == candidate_id) | (DuplicatePair.second_id == candidate_id),
            DuplicatePair.state == PairState.OPEN,
            DuplicatePair.first.has(~Candidate.is_merged),
            DuplicatePair.second.has(~Candidate.is_merged),
        )
        .options(
            joinedload(DuplicatePair.first).joinedload(Candidate.contact),
            joinedload(DuplicatePair.second).joinedload(Candidate.contact),
        )
        .order_by(DuplicatePair.score.desc(), DuplicatePair.id)
    ).all()


def look_at(
    session: Session, ids: Collection[int], now: datetime, *, backwards: bool = False
) -> int:
    """Bring keys and suggestions of these candidates up to date; how many pairs were compared.

    ``backwards`` compares with older rows alone: a sweep over all meets each pair once.
    """
    people = records_of(session, ids)
    refresh_keys(session, ids, people)
    stored = _stored_pairs(session, ids)
    pairs = _pairs_by_keys(session, people) | stored.keys()
    if backwards:
        pairs = {pair for pair in pairs if pair[1] in people}
    everybody = people | records_of(session, {key for pair in pairs for key in pair} - {*people})
    known = Known(everybody, _holders(session, everybody.values()))
    for pair in sorted(pairs):
        row = stored.get(pair)
        if row is None or row.state == PairState.OPEN:
            _suggest(session, pair, row, _score(known, pair), now)
    session.flush()
    return len(pairs)


def records_of(session: Session, ids: Iterable[int]) -> dict[int, PersonRecord]:
    """Candidates as the comparison sees them, without those merged into another."""
    rows = session.scalars(
        select(Candidate)
        .where(Candidate.id.in_(list(ids)), ~Candidate.is_merged)
        .options(joinedload(Candidate.contact), selectinload(Candidate.positions))
    ).all()
    accounts = [row.account_id for row in rows if row.account_id]
    mails = dict(
        session.execute(select(Account.id, Account.email).where(Account.id.in_(accounts))).all()
        if accounts
        else ()
    )
    return {row.id: to_record(row, mails.get(row.account_id or 0)) for row in rows}


def to_record(candidate: Candidate, account_mail: str | None = None) -> PersonRecord:
    """A candidate with contact and positions as the comparison sees them."""
    contact = candidate.contact
    return PersonRecord(
        name=contact.name,
        mails=tuple(filter(None, (contact.email, account_mail))),
        phones=tuple(filter(None, (contact.phone,))),
        city=candidate.city,
        title=candidate.title,
        jobs=tuple(Job(row.employer, row.title, row.start, row.end) for row in candidate.positions),
        education=candidate.education_text,
        skills=frozenset(candidate.skills),
    )


# ---------- keys ----------


def refresh_keys(
    session: Session, ids: Collection[int], people: Mapping[int, PersonRecord]
) -> None:
    """Store what these candidates are found by; of those not among the people nothing stays."""
    wanted = {(key, *pair) for key, person in people.items() for pair in keys_of(person)}
    stored = set(
        session.execute(
            select(PersonKey.candidate_id, PersonKey.kind, PersonKey.value).where(
                PersonKey.candidate_id.in_(list(ids))
            )
        )
    )
    for key in {row[0] for row in stored - wanted}:
        gone = [value for owner, _, value in stored - wanted if owner == key]
        session.execute(
            delete(PersonKey).where(PersonKey.candidate_id == key, PersonKey.value.in_(gone))
        )
    if new := sorted(wanted - stored):
        columns = ("candidate_id", "kind", "value")
        session.execute(insert(PersonKey), [dict(zip(columns, row, strict=True)) for row in new])


def forget_keys(session: Session, candidate_id: int) -> None:
    """Whoever is shown nowhere is found by nothing."""
    session.execute(delete(PersonKey).where(PersonKey.candidate_id == candidate_id))


def _pairs_by_keys(session: Session, people: Mapping[int, PersonRecord]) -> set[Ids]:
    """Pairs of these people with anybody who shares a key that is not everybody's."""
    values = defaultdict(set)
    for person in people.values():
        for kind, value in keys_of(person):
            values[kind].add(value)
    pairs: set[Ids] = set()
    for kind, most in MOST_HOLDERS.items():
        sharing = (
            select(PersonKey.value)
            .where(PersonKey.kind == kind, PersonKey.value.in_(values[kind]))
            .group_by(PersonKey.value)
            .having(func.count().between(2, most))
        )
        holders = defaultdict(list)
        for value, key in session.execute(
            select(PersonKey.value, PersonKey.candidate_id).where(
                PersonKey.kind == kind, PersonKey.value.in_(sharing)
            )
        ):
            holders[value].append(key)
        for keys in holders.values():
            pairs |= {
                (one, other)
                for one, other in combinations(sorted(keys), 2)
                if one in people or other in people
            }
    return pairs


def _holders(session: Session, people: Iterable[PersonRecord]) -> dict[str, int]:
    """By how many names each phone and mail of many is borne; one person's rows count once."""
    contacts: dict[str, dict[str, str]] = {PHONE: {}, MAIL: {}}
    for person in people:
        numbers = (phone.number for text in person.phones for phone in phones_in(text))
        contacts[PHONE] |= {hashed(number): number for number in numbers}
        boxes = filter(None, map(mail_key, person.mails))
        contacts[MAIL] |= {hashed(box): box for box in boxes}
    return {
        plain[value]: names
        for kind, plain in contacts.items()
        for value, names in _names_behind(session, kind, plain)
    }


def _names_behind(
    session: Session, kind: str, values: Collection[str]
) -> Iterator[tuple[str, int]]:
    """Of each value that many rows have, how many names these rows have between them."""
    with_kind = (PersonKey.kind == kind, PersonKey.value.in_(values))
    crowded = session.scalars(
        select(PersonKey.value)
        .where(*with_kind)
        .group_by(PersonKey.value)
        .having(func.count() >= MANY_HOLDERS)
    ).all()
    for value in crowded:
        rows = select(PersonKey.candidate_id).where(
            PersonKey.kind == kind, PersonKey.value == value
        )
        # By the candidates, not by the kind: a third of all rows are names.
        found = session.execute(
            select(PersonKey.kind, PersonKey.value).where(PersonKey.candidate_id.in_(rows))
        )
        yield value, len({name for of, name in found if of == NAME})


# ---------- suggestions ----------


def _stored_pairs(session: Session, ids: Collection[int]) -> dict[Ids, DuplicatePair]:
    keys = list(ids)
    rows = session.scalars(
        select(DuplicatePair).where(
            DuplicatePair.first_id.in_(keys) | DuplicatePair.second_id.in_(keys)
        )
    )
    return {(row.first_id, row.second_id): row for row in rows}


def _score(known: Known, pair: Ids) -> Scored | None:
    """The score of a pair; None when one of the two is merged or gone."""
    one, other = (known.people.get(key) for key in pair)
    return score(one, other, known.holders) if one and other else None


def _suggest(
    session: Session, pair: Ids, row: DuplicatePair | None, scored: Scored | None, now: datetime
) -> None:
    """Add, correct or take back a suggestion that nobody has decided."""
    if scored is None:
        return  # a merged one may come back, and its suggestions with it
    if row is not None and not scored.is_suggested:
        session.delete(row)
    elif row is not None:
        row.score, row.reasons = scored.score, list(scored.reasons)
    elif scored.is_suggested:
        suggestion = DuplicatePair(
            first_id=pair[0],
            second_id=pair[1],
            score=scored.score,
            reasons=list(scored.reasons),
            state=PairState.OPEN,
            found_at=now,
        )
        try:
            with session.begin_nested():
                session.add(suggestion)
        except IntegrityError:
            return  # found in another process at this moment

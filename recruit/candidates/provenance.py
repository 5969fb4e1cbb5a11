"""Who said each field of a profile: kept beside it, changed with it, never lost by reordering."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from recruit.candidates.pairing import pair_positions
from recruit.models import Account, Candidate, FieldSource, Source

PLAIN = (
    "title",
    "city",
    "relocation",
    "remote",
    "experience_years",
    "management_years",
    "education",
    "education_text",
    "text",
    "name",
    "email",
    "phone",
)
POSITION = ("title", "employer", "start", "end", "description")
# What a source keeps when its field gets another number.
KEPT = (
    "source",
    "account_id",
    "resume_id",
    "start",
    "end",
    "page",
    "confidence",
    "rule",
    "said_at",
    "confirmed_at",
)


@dataclass(frozen=True)
class Place:
    """Where a value stands in ``Resume.text``, how sure it is, and which rule found it."""

    start: int
    end: int
    page: int
    confidence: float
    rule: str


@dataclass(frozen=True)
class Evidence:
    """What a file or a row of a table says: values of the form, and where each stands.

    A saved field that says the same has it for its source. ``confirmed_at`` is None as long as
    nobody has looked: then a later file may overwrite it.
    """

    source: Source
    values: Mapping[str, Any]
    said_at: datetime
    confirmed_at: datetime | None = None
    resume_id: int | None = None
    places: Mapping[str, Place] = field(default_factory=dict)


@dataclass(frozen=True)
class Speaker:
    """The person who saves, and when; without an account it is the agency."""

    account: Account | None
    at: datetime

    def source(self) -> Source:
        """Whose word it is."""
        is_own = self.account is not None and not self.account.is_staff
        return Source.CANDIDATE if is_own else Source.RECRUITER


@dataclass(frozen=True)
class Before:
    """A profile as it was: its form values, and when they were saved."""

    values: Mapping[str, Any]
    at: datetime


def told_fields(values: Mapping[str, Any]) -> dict[str, str]:
    """The fields that hold a value: control of the form -> the value as text.

    Positions, skills and languages are numbered: ``positions-0-start``, ``skills-4``,
    ``languages-1-level``. A sum goes with its currency.
    """
    return dict(_told(values))


def _told(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name in PLAIN:
        if values[name] not in (None, ""):
            yield name, str(values[name])
    if values["salary"] is not None:
        yield "salary", f"{values['salary']} {values['salary_currency']}"
        if values["tax"] != "unknown":
            yield "tax", values["tax"]
    for number, row in enumerate(values["positions"]):
        for name in POSITION:
            if row[name]:
                yield f"positions-{number}-{name}", row[name]
    for number, skill in enumerate(values["skills"]):
        yield f"skills-{number}", skill
    for number, row in enumerate(values["languages"]):
        yield f"languages-{number}-level", f"{row['code']} {row['level']}"


def same_places(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, str]:
    """Control of the new values -> control of the old ones that tells of the same thing.

    Positions are matched by what they say, skills and languages by which they are.
    """
    pairs = {name: name for name in (*PLAIN, "salary", "tax")}
    for number, place in enumerate(pair_positions(old["positions"], new["positions"])):
        if place is not None:
            pairs |= {
                f"positions-{number}-{name}": f"positions-{place}-{name}" for name in POSITION
            }
    skills = {skill: place for place, skill in enumerate(old["skills"])}
    for number, skill in enumerate(new["skills"]):
        if skill in skills:
            pairs[f"skills-{number}"] = f"skills-{skills[skill]}"
    codes = {row["code"]: place for place, row in enumerate(old["languages"])}
    for number, row in enumerate(new["languages"]):
        if row["code"] in codes:
            pairs[f"languages-{number}-level"] = f"languages-{codes[row['code']]}-level"
    return pairs


def sources_of(session: Session, candidate: Candidate) -> dict[str, FieldSource]:
    """The sources of a profile by control."""
    rows = session.scalars(select(FieldSource).where(FieldSource.candidate_id == candidate.id))
    return {row.field: row for row in rows}


def record_sources(
    session: Session,
    candidate: Candidate,
    values: Mapping[str, Any],
    speaker: Speaker,
    *,
    before: Before | None = None,
    evidence: Evidence | None = None,
) -> None:
    """Write who said what the profile says now; flushes.

    Parameters
    ----------
    values : mapping
        The profile as it is stored now (`form_values`).
    before : Before, optional
        The profile as it was. What has not changed keeps its source; what had none yet gets its
        owner's.
    evidence : Evidence, optional
        Where changed values may come from; all others are the speaker's own words.
    """
    stored = sources_of(session, candidate)
    wanted = {
        row.field: row
        for row in _rows(candidate, values, speaker, before=before, evidence=evidence, old=stored)
    }
    for name, row in stored.items():
        if wanted.get(name) is not row:
            session.delete(row)
    # Deleted first: a renumbered row may take the name of another.
    session.flush()
    session.add_all(row for row in wanted.values() if row.id is None)
    session.flush()


def _rows(
    candidate: Candidate,
    values: Mapping[str, Any],
    speaker: Speaker,
    *,
    before: Before | None,
    evidence: Evidence | None,
    old: Mapping[str, FieldSource],
) -> Iterator[FieldSource]:
    was = told_fields(before.values) if before else {}
    moved = same_places(before.values, values) if before else {}
    told = told_fields(evidence.values) if evidence else {}
    found = same_places(evidence.values, values) if evidence else {}
    for name, value in told_fields(values).items():
        place = moved.get(name, "")
        backed = evidence if evidence and told.get(found.get(name, "")) == value else None
        row = FieldSource(candidate_id=candidate.id, field=name, value=value)
        if before and was.get(place) == value:
            stored = old.get(place) or _owner_said(row, candidate, before.at)
            yield _kept(row, stored, backed.confirmed_at if backed else None)
        elif backed:
            yield _found(row, backed, backed.places.get(found[name]), speaker)
        else:
            yield _said(row, speaker)


def _owner_said(row: FieldSource, candidate: Candidate, at: datetime) -> FieldSource:
    """A value from before sources were kept is its owner's word."""
    own = candidate.account_id is not None
    row.source = Source.CANDIDATE if own else Source.RECRUITER
    row.account_id = candidate.account_id if own else candidate.created_by_id
    row.said_at = row.confirmed_at = at
    return row


def _kept(row: FieldSource, stored: FieldSource, confirmed_at: datetime | None) -> FieldSource:
    """The source of an unchanged value, under its new name if it was renumbered."""
    if row.field != stored.field:
        for name in KEPT:
            setattr(row, name, getattr(stored, name))
    else:
        row = stored
    row.confirmed_at = row.confirmed_at or confirmed_at
    return row


def _found(
    row: FieldSource, evidence: Evidence, place: Place | None, speaker: Speaker
) -> FieldSource:
    """A value that a file or a table says."""
    row.source, row.resume_id = evidence.source, evidence.resume_id
    row.account_id = speaker.account.id if speaker.account else None
    row.said_at, row.confirmed_at = evidence.said_at, evidence.confirmed_at
    if place is not None:
        row.start, row.end, row.page = place.start, place.end, place.page
        row.confidence, row.rule = place.confidence, place.rule
    return row


def _said(row: FieldSource, speaker: Speaker) -> FieldSource:
    """A value that the person who saves has said themselves."""
    row.source = speaker.source()
    row.account_id = speaker.account.id if speaker.account else None
    row.said_at = row.confirmed_at = speaker.at
    return row

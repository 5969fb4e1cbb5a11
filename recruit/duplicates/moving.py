"""Rows that follow a person from one candidate to another, and back.

Every table that points at a candidate is named here, or in `STAYING` with the reason why its rows
do not move; a test compares the two with the schema.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Table, delete, insert, select, update
from sqlalchemy.orm import Session

from recruit.db import Base
from recruit.models import (
    Application,
    ImportItem,
    Resume,
    Submission,
    Verdict,
)

# Moved whole: any number of them may belong to one candidate.
FREE: tuple[type[Base], ...] = (Verdict, Resume, ImportItem)
# One for each vacancy: of two the earlier one stays in front, the other with the removed row.
ONE_A_VACANCY: dict[type[Base], str] = {Application: "created_at", Submission: "at"}
STAYING = {
    "candidate_contact": "a part of the profile; its values are chosen field by field",
    "consent": "moved by `will`, which sees that a merge never widens a consent",
    "duplicate_pair": "tells of the rows themselves",
    "field_source": "written anew for the chosen values",
    "market_observation": "a cache; counted anew for both",
    "merge": "tells of the rows themselves",
    "person_key": "a cache; made anew for both",
    "position": "a part of the profile; the lists are chosen whole or together",
}

Moves = dict[str, dict[str, int]]
"""Table -> id of a row, as text (JSON has no other keys) -> the candidate it belonged to."""


def move_all(session: Session, kept_id: int, removed_id: int) -> Moves:
    """Give the removed candidate's rows to the kept one; returns whose every moved row was."""
    moves: Moves = {}
    for model in FREE:
        table = table_of(model)
        ids = list(session.scalars(select(table.c.id).where(table.c.candidate_id == removed_id)))
        moves[table.name] = {str(key): removed_id for key in ids}
        _point(session, table, ids, kept_id)
    for model, when in ONE_A_VACANCY.items():
        moves[model.__tablename__] = _move_earlier(session, model, when, kept_id, removed_id)
    return moves


def move_back(session: Session, moves: Moves, kept_id: int, removed_id: int) -> None:
    """Return every moved row that is still there to whom it belonged; later ones stay."""
    for model in FREE:
        table = table_of(model)
        ids = [int(key) for key in moves.get(table.name, {})]
        still = session.scalars(
            select(table.c.id).where(table.c.id.in_(ids), table.c.candidate_id == kept_id)
        )
        _point(session, table, list(still), removed_id)
    for model in ONE_A_VACANCY:
        table = table_of(model)
        was = {int(key): owner for key, owner in moves.get(table.name, {}).items()}
        rewrite(session, table, {key: {"candidate_id": owner} for key, owner in was.items()})


def table_of(model: type[Base]) -> Table:
    """A model's table."""
    table = model.__table__
    if not isinstance(table, Table):
        raise TypeError(f"{model} is no table of its own")
    return table


def _point(session: Session, table: Table, ids: Sequence[int], candidate_id: int) -> None:
    session.flush()
    session.execute(update(table).where(table.c.id.in_(ids)).values(candidate_id=candidate_id))
    _forget_loaded(session, table)


def _move_earlier(
    session: Session, model: type[Base], when: str, kept_id: int, removed_id: int
) -> dict[str, int]:
    table = table_of(model)
    rows = session.execute(
        select(table.c.id, table.c.candidate_id, table.c.vacancy_id)
        .where(table.c.candidate_id.in_((kept_id, removed_id)))
        .order_by(table.c[when], table.c.id)
    ).all()
    seen: set[int] = set()
    was: dict[str, int] = {}
    changes: dict[int, dict[str, Any]] = {}
    for key, owner, vacancy_id in rows:
        goes_to = removed_id if vacancy_id in seen else kept_id
        seen.add(vacancy_id)
        if goes_to != owner:
            was[str(key)] = owner
            changes[key] = {"candidate_id": goes_to}
    rewrite(session, table, changes)
    return was


def rewrite(session: Session, table: Table, changes: Mapping[int, Mapping[str, Any]]) -> None:
    """Change rows that may trade places under a unique constraint.

    Neither database can defer such a constraint on both sides of a swap, so the rows are taken out
    and put back under their ids. Only for tables that no other table points at.
    """
    session.flush()
    rows = [
        {**row, **changes[row["id"]]}
        for row in session.execute(select(table).where(table.c.id.in_(changes))).mappings()
    ]
    if rows:
        session.execute(delete(table).where(table.c.id.in_([row["id"] for row in rows])))
        session.execute(insert(table), rows)
    _forget_loaded(session, table)


def _forget_loaded(session: Session, table: Table) -> None:
    """Objects of this table that the session holds are read anew when they are looked at."""
    for loaded in list(session.identity_map.values()):
        if getattr(loaded, "__table__", None) is table:
            session.expire(loaded)


def as_json(row: Mapping[Any, Any]) -> dict[str, Any]:
    """A row that can stand in a record; instants as ISO text."""
    return {
        str(name): value.isoformat() if isinstance(value, datetime) else value
        for name, value in row.items()
    }


def from_json(table: Table, row: Mapping[str, Any]) -> dict[str, Any]:
    """A row of a record, for its table."""
    return {
        name: datetime.fromisoformat(value)
        if isinstance(value, str) and _holds_instants(table, name)
        else value
        for name, value in row.items()
        if name in table.c
    }


def _holds_instants(table: Table, name: str) -> bool:
    return name.endswith("_at") and name in table.c


def rows_of(session: Session, table: Table, candidate_id: int) -> list[dict[str, Any]]:
    """All rows of a candidate in a table, for a record."""
    found = session.execute(
        select(table).where(table.c.candidate_id == candidate_id).order_by(table.c.id)
    ).mappings()
    return [as_json(row) for row in found]


def put_back(session: Session, table: Table, rows: Iterable[Mapping[str, Any]]) -> None:
    """Insert recorded rows under their ids; one whose id is taken by now gets another."""
    wanted = [from_json(table, row) for row in rows]
    ids = [row["id"] for row in wanted if row.get("id")]
    taken = set(session.scalars(select(table.c.id).where(table.c.id.in_(ids))))
    for row in wanted:
        if row.get("id") in taken:
            row["id"] = None
    # Those with ids first: a new id must not be one that is wanted.
    for row in sorted(wanted, key=lambda row: row.get("id") is None):
        values = {name: value for name, value in row.items() if name != "id" or value is not None}
        session.execute(insert(table).values(values))

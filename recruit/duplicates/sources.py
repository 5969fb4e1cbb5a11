"""Who said each field of a merged profile: the sources go along with the values they stand for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete
from sqlalchemy.orm import Session

from recruit.candidates.provenance import same_places, told_fields
from recruit.duplicates.moving import put_back, table_of
from recruit.models import FieldSource


@dataclass(frozen=True)
class Teller:
    """A profile as it was, and the rows that told who said its fields."""

    values: Mapping[str, Any]
    rows: Sequence[Mapping[str, Any]]


def tell_anew(
    session: Session, candidate_id: int, values: Mapping[str, Any], tellers: Sequence[Teller]
) -> None:
    """Write the sources of a profile's new values; of two tellers of one value the first counts.

    A row that still tells of the same field keeps its id. A value that no teller has a source for
    gets none, as before.
    """
    wanted: dict[str, dict[str, Any]] = {}
    used: set[int] = set()
    for teller in tellers:
        told, places = told_fields(teller.values), same_places(teller.values, values)
        rows = {row["field"]: row for row in teller.rows}
        for name, value in told_fields(values).items():
            place = places.get(name, "")
            row = rows.get(place)
            if name in wanted or row is None or told.get(place) != value:
                continue
            is_same = row["candidate_id"] == candidate_id and place == name
            is_same = is_same and row["id"] not in used
            used |= {row["id"]} if is_same else set()
            wanted[name] = {
                **row,
                "id": row["id"] if is_same else None,
                "candidate_id": candidate_id,
                "field": name,
                "value": value,
            }
    session.flush()
    session.execute(delete(FieldSource).where(FieldSource.candidate_id == candidate_id))
    put_back(session, table_of(FieldSource), sorted(wanted.values(), key=lambda row: row["field"]))

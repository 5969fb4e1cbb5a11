"""Who of a table is there already: the same mail or phone, and a name that fits."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from recruit.candidates.services import heir_of
from recruit.imports.people import fits
from recruit.models import Candidate, CandidateContact

# As many parameters as every database takes.
AT_ONCE = 400
Values = Mapping[str, Any]


def contacts_of(values: Values) -> list[str]:
    """The mail and the phone of a row, those that are told."""
    return [contact for contact in (values["email"], values["phone"]) if contact]


class Known:
    """The people of a table who are in the database, looked up in a few questions."""

    def __init__(self, session: Session, people: Sequence[Values]) -> None:
        self._session = session
        self._stored: dict[str, list[CandidateContact]] = {}
        wanted = sorted({contact for values in people for contact in contacts_of(values)})
        for contact in self._contacts(wanted):
            for told in (contact.email, contact.phone):
                if told:
                    self._stored.setdefault(told, []).append(contact)
        self._rows: dict[str, list[tuple[int, str]]] = {}

    def _contacts(self, wanted: Sequence[str]) -> Iterator[CandidateContact]:
        for start in range(0, len(wanted), AT_ONCE):
            some = wanted[start : start + AT_ONCE]
            yield from self._session.scalars(
                select(CandidateContact)
                .where(or_(CandidateContact.email.in_(some), CandidateContact.phone.in_(some)))
                .order_by(CandidateContact.candidate_id)
            )

    def candidate(self, values: Values) -> int | None:
        """The candidate that a row tells of, or into whom they were merged."""
        found = (one for told in contacts_of(values) for one in self._stored.get(told, ()))
        for contact in found:
            if fits(values["name"], contact.name):
                stored = self._session.get(Candidate, contact.candidate_id)
                heir = heir_of(self._session, stored)
                return heir.id if heir else contact.candidate_id
        return None

    def row(self, values: Values, number: int) -> int | None:
        """An earlier row that tells of the same person; this row is remembered if there is none."""
        told = contacts_of(values)
        for earlier, name in self._earlier(told):
            if fits(values["name"], name):
                return earlier
        for contact in told:
            self._rows.setdefault(contact, []).append((number, values["name"]))
        return None

    def _earlier(self, told: Iterable[str]) -> Iterator[tuple[int, str]]:
        for contact in told:
            yield from self._rows.get(contact, ())

"""More invented people beside the agency's own: a large base to try and to measure with.

They have a profile, contacts and a consent, and no files. A batch is one transaction: the command
can be stopped, and what is there then is whole.
"""

from collections.abc import Callable
from datetime import date, datetime

from sqlalchemy import insert

from recruit.candidates.consents import current_text
from recruit.db import Database
from recruit.demo import records
from recruit.demo.candidates import draw_candidates
from recruit.demo.posts import load_posts
from recruit.demo.rows import Row, candidate_row, contact_row, position_rows
from recruit.models import Candidate, CandidateContact, Consent, Position, Purpose

BATCH = 500
"""People of one draw: as many as one run of the generator has invented employers for."""


def add_crowd(
    database: Database,
    *,
    count: int,
    seed: int,
    today: date,
    instant: Callable[[date], datetime],
    progress: Callable[[int], object],
) -> None:
    """Add so many people; the same for the same seed and day."""
    posts = load_posts()
    consent = current_text(Purpose.PROCESSING).version
    for number, start in enumerate(range(0, count, BATCH), start=1):
        people = draw_candidates(seed * 1_000_003 + number, posts, today, BATCH)
        people = people[: count - start]
        with database.unit(writes=True) as session:
            ids = session.scalars(
                insert(Candidate).returning(Candidate.id, sort_by_parameter_order=True),
                [candidate_row(person, instant) | {"version": 1} for person in people],
            ).all()
            pairs = list(zip(ids, people, strict=True))
            session.execute(insert(CandidateContact), [_contact(*pair) for pair in pairs])
            session.execute(
                insert(Position),
                [
                    post | {"candidate_id": key}
                    for key, person in pairs
                    for post in position_rows(person)
                ],
            )
            session.execute(
                insert(Consent),
                [
                    {
                        "candidate_id": key,
                        "purpose": Purpose.PROCESSING,
                        "text_version": consent,
                        "channel": "demo",
                        "given_at": instant(person.registered),
                    }
                    for key, person in pairs
                ],
            )
        progress(len(people))


def _contact(key: int, person: records.Candidate) -> Row:
    """Contacts that nobody else has: two draws may invent one address, and nobody is to be found
    twice by that."""
    row = contact_row(person) | {"candidate_id": key, "phone": f"+7900{key:07d}"}
    if person.email:
        row["email"] = f"{key}.{person.email}"
    return row

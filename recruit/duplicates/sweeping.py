"""Look through the whole base, slice by slice, each in a unit of work of its own.

Once a day the worker does it between its other chores: it finds what came into the base in another
way than through the forms and imports, and what two processes entered at one moment.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from recruit.clock import Clock
from recruit.db import Database
from recruit.duplicates.finding import SLICE, look_at, records_of, refresh_keys
from recruit.models import Candidate

EVERY = timedelta(days=1)
Slice = Callable[[Session, list[int]], object]


def sweep(database: Database, now: datetime) -> Iterator[int]:
    """Look at all candidates; yields how many were done, slice by slice."""
    # All keys first: the first slice must find the last one's people.
    for _ in rebuild_keys(database):
        pass
    yield from _slices(database, lambda session, ids: look_at(session, ids, now, backwards=True))


def rebuild_keys(database: Database) -> Iterator[int]:
    """Bring the keys of all candidates up to date; yields how many were done."""
    yield from _slices(
        database, lambda session, ids: refresh_keys(session, ids, records_of(session, ids))
    )


def _slices(database: Database, work: Slice) -> Iterator[int]:
    after = 0
    while True:
        with database.unit(writes=True) as session:
            ids = _next_ids(session, after)
            if ids:
                work(session, ids)
        if not ids:
            return
        after = ids[-1]
        yield len(ids)


def _next_ids(session: Session, after: int) -> list[int]:
    """Ids of the next slice. Their rows are locked, so that no edit changes what is looked at."""
    return list(
        session.scalars(
            select(Candidate.id)
            .where(Candidate.id > after)
            .order_by(Candidate.id)
            .limit(SLICE)
            .with_for_update()
        )
    )


@dataclass
class DailySweep:
    """A chore of the worker: one slice at a call, and the next round a day after the last."""

    database: Database
    clock: Clock
    _round: Iterator[int] | None = None
    _next: datetime | None = field(default=None)

    def __call__(self) -> bool:
        """Do one slice; False when there is nothing to do now."""
        at = self.clock()
        if self._round is None:
            if self._next is not None and at < self._next:
                return False
            self._round, self._next = sweep(self.database, at), at + EVERY
        if next(self._round, None) is None:
            self._round = None
            return False
        return True

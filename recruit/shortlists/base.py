"""All candidates of the database in the memory of this process, kept up to date row by row.

A cache of the database: it asks before each ranking which rows have another version than the ones
it holds, and loads only those. A candidate saved a moment ago is therefore in the next ranking of
every process, and a withdrawn consent is out of it; nothing has to be announced, and a restart
only costs the time to read the table.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from matching.index import CandidateIndex
from matching.months import month_of
from matching.profiles import CandidateProfile
from matching.scorer import AdditiveScorer
from recruit.candidates.matching_view import to_profile
from recruit.models import Candidate
from recruit.salaries.rates import Rates, load_rates

BATCH = 500


@dataclass
class CandidateBase:
    """The matcher's index with the versions of the rows it was made from."""

    scorer: AdditiveScorer = field(default_factory=lambda: AdditiveScorer().fit())
    _index: CandidateIndex | None = None
    _month: int = 0
    _rates: Rates = field(default_factory=dict)
    _versions: dict[int, int] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def up_to_date(self, session: Session, now: datetime) -> CandidateIndex:
        """The index as the database stands in this session's transaction."""
        with self._lock:
            index = self._start_over_if_needed(session, now)
            stored: dict[int, int] = dict(
                session.execute(
                    select(Candidate.id, Candidate.version).where(Candidate.is_matched)
                ).all()
            )
            gone = self._versions.keys() - stored.keys()
            if gone:
                index.remove(gone)
            changed = [key for key, version in stored.items() if self._versions.get(key) != version]
            for start in range(0, len(changed), BATCH):
                index.update(self._load(session, changed[start : start + BATCH]))
            self._versions = stored
            return index

    def _start_over_if_needed(self, session: Session, now: datetime) -> CandidateIndex:
        """Months in a post are counted up to this month, foreign sums at today's rates."""
        month, rates = month_of(now.date()), load_rates(session, now.date())
        if self._index is None or month != self._month or rates != self._rates:
            self._index = CandidateIndex(as_of=month)
            self._month, self._rates, self._versions = month, rates, {}
        return self._index

    def _load(self, session: Session, keys: Iterable[int]) -> list[tuple[int, CandidateProfile]]:
        rows = session.scalars(
            select(Candidate)
            .where(Candidate.id.in_(keys), Candidate.is_matched)
            .options(selectinload(Candidate.positions))
            # A page may hold the row already, as it was before the version just asked for.
            .execution_options(populate_existing=True)
        )
        return [(row.id, to_profile(row, self._rates)) for row in rows]

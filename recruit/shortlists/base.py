"""All candidates of the database in the memory of this process, kept up to date row by row.

A cache of the database: it asks before each ranking which rows have another version than the ones
it holds, and loads only those. A candidate saved a moment ago is therefore in the next ranking of
every process, and a withdrawn consent is out of it; nothing has to be announced, and a restart
only costs the time to read the table.

Requests share it, and a request that began earlier may read an older state of the database: what
it sees never takes the place of a newer version that another request has put in.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from threading import Lock

import structlog
from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from matching.index import CandidateIndex
from matching.months import month_of
from matching.scorer import AdditiveScorer
from matching.skills import SkillVocabulary
from recruit.candidates.matching_view import to_profile
from recruit.models import Candidate
from recruit.salaries.rates import Rates, load_rates
from recruit.shortlists.model_files import Model, current_model, newest
from recruit.vocabulary.own_file import in_service

BATCH = 500

log = structlog.get_logger()


@dataclass
class CandidateBase:
    """The matcher's index with the versions of the rows it was made from, left out or taken in."""

    models_dir: Path | None = None
    skills_dir: Path | None = None
    _model: Model = field(default_factory=lambda: Model(AdditiveScorer().fit()))
    _model_file: tuple[Path, int] | None = None
    _index: CandidateIndex | None = None
    _month: int = 0
    _rates: Rates = field(default_factory=dict)
    _versions: dict[int, int] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    @property
    def model(self) -> Model:
        """The model in service; a file written since the last look is taken up."""
        if self.models_dir is None:
            return self._model
        with self._lock:
            found = newest(self.models_dir)
            if found != self._model_file:
                self._model, self._model_file = current_model(self.models_dir), found
                if self._model.fault:
                    log.error("model refused, the prior ranks", reason=self._model.fault)
            return self._model

    @property
    def scorer(self) -> AdditiveScorer:
        """What ranks."""
        return self.model.scorer

    @cached_property
    def vocabulary(self) -> SkillVocabulary:
        """The skills that are told apart, the agency's own with them; read once."""
        vocabulary, fault = in_service(self.skills_dir)
        if fault:
            log.error("own skills refused, those that ship rank", reason=fault)
        return vocabulary

    def up_to_date(self, session: Session, today: date) -> CandidateIndex:
        """The index as this session sees the database, or newer; ``today`` is the agency's."""
        with self._lock:
            index = self._start_over_if_needed(session, today)
            stored = session.execute(
                select(Candidate.id, Candidate.version, Candidate.is_matched)
            ).all()
            self._forget(index, {key for key, _, _ in stored})
            wanted = []
            for key, version, is_matched in stored:
                if version <= self._versions.get(key, 0):
                    continue
                if is_matched:
                    wanted.append(key)
                else:
                    index.remove([key])
                    self._versions[key] = version
            for start in range(0, len(wanted), BATCH):
                rows = self._load(session, wanted[start : start + BATCH])
                index.update((row.id, to_profile(row, self._rates)) for row in rows)
                self._versions |= {row.id: row.version for row in rows}
            return index

    def _start_over_if_needed(self, session: Session, today: date) -> CandidateIndex:
        """Months in a post are counted up to this month, foreign sums at today's rates."""
        month, rates = month_of(today), load_rates(session, today)
        if self._index is None or month != self._month or rates != self._rates:
            self._index = CandidateIndex(as_of=month, vocabulary=self.vocabulary)
            self._month, self._rates, self._versions = month, rates, {}
        return self._index

    def _forget(self, index: CandidateIndex, present: set[int]) -> None:
        """Leave out rows that are no more; ids grow, so one above all others is yet to be seen."""
        newest = max(present, default=0)
        gone = {key for key in self._versions.keys() - present if key < newest}
        index.remove(gone)
        for key in gone:
            del self._versions[key]

    def _load(self, session: Session, keys: Iterable[int]) -> Sequence[Candidate]:
        return session.scalars(
            select(Candidate)
            .where(Candidate.id.in_(keys), Candidate.is_matched)
            .options(selectinload(Candidate.positions))
            # A page may hold the row already, as it was before the version just asked for.
            .execution_options(populate_existing=True)
        ).all()

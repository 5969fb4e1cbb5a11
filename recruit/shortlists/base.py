"""All candidates of the database in the memory of this process, kept up to date row by row.

A cache of the database: it asks before each ranking which rows have another version than the ones
it holds (:mod:`recruit.shortlists.row_versions`), and loads only those. A candidate saved a moment
ago is therefore in the next ranking of every process, and a withdrawn consent is out of it; nothing
has to be announced, and a restart only costs the time to read the table.

Requests share it, and a request that began earlier may read an older state of the database: what
it sees never takes the place of a newer version that another request has put in.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from threading import Lock

import structlog
from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from matching.index import CandidateIndex, Patience
from matching.index_files import Beside, IndexFileError, fingerprint
from matching.months import month_of
from matching.scorer import AdditiveScorer
from matching.skills import SkillVocabulary
from recruit.candidates.matching_view import to_profile
from recruit.models import Candidate
from recruit.salaries.rates import Rates, load_rates
from recruit.shortlists import index_folders
from recruit.shortlists.model_files import Model, current_model, newest
from recruit.shortlists.row_versions import RowVersions
from recruit.vocabulary.own_file import in_service

BATCH = 500

log = structlog.get_logger()


@dataclass
class CandidateBase:
    """The matcher's index with the versions of the rows it was made from, left out or taken in."""

    models_dir: Path | None = None
    skills_dir: Path | None = None
    index_dir: Path | None = None
    _model: Model = field(default_factory=lambda: Model(AdditiveScorer().fit()))
    _model_file: tuple[Path, int] | None = None
    _index: CandidateIndex | None = None
    _month: int = 0
    _rates: Rates = field(default_factory=dict)
    _seen: RowVersions = field(default_factory=RowVersions)
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

    def up_to_date(
        self,
        session: Session,
        today: date,
        advance: Callable[[int], object] | None = None,
        *,
        thorough: bool = False,
    ) -> CandidateIndex:
        """The index as this session sees the database, or newer; ``today`` is the agency's.

        ``advance`` is told how many further rows have been read; ``thorough`` trusts no log.
        """
        with self._lock:
            index = self._start_over_if_needed(session, today)
            found = self._seen.look(session, thorough=thorough)
            index.remove(found.gone)
            self._seen.forget(found.gone)
            for key, version in found.withdrawn:
                index.remove([key])
                self._seen.note(key, version)
            for start in range(0, len(found.wanted), BATCH):
                rows = self._load(session, found.wanted[start : start + BATCH])
                index.update((row.id, to_profile(row, self._rates)) for row in rows)
                for row in rows:
                    self._seen.note(row.id, row.version)
                if advance is not None:
                    advance(len(rows))
            self._seen.keep(found)
            return index

    def _start_over_if_needed(self, session: Session, today: date) -> CandidateIndex:
        """Months in a post are counted up to this month; foreign sums are at today's rates."""
        month, rates = month_of(today), load_rates(session, today)
        if self._index is None or month != self._month:
            self._month, self._rates, self._seen = month, rates, RowVersions()
            self._index = self._opened() or CandidateIndex(
                as_of=month, vocabulary=self.vocabulary, patience=Patience()
            )
        if rates != self._rates:
            other = {
                currency
                for currency in rates.keys() | self._rates.keys()
                if rates.get(currency) != self._rates.get(currency)
            }
            paid_in = select(Candidate.id).where(Candidate.currency.in_(other))
            self._seen.doubt(session.scalars(paid_in))
            self._rates = rates
        return self._index

    def _opened(self) -> CandidateIndex | None:
        """The index of the files in service, as old as they are; None where there are none."""
        path = index_folders.newest(self.index_dir) if self.index_dir is not None else None
        if path is None:
            return None
        try:
            index, beside = CandidateIndex.opened(
                path, index_mark(self.skills_dir), self._month, self.vocabulary, patience=Patience()
            )
        except IndexFileError as error:
            log.warning("index files not used", folder=path.name, reason=str(error))
            return None
        self._rates = dict(beside.facts["rates"])
        self._seen = RowVersions.restored(beside.facts["sums"], beside.arrays)
        return index

    def write(self, folder: Path) -> None:
        """Write what was last brought up to date into an empty folder."""
        with self._lock:
            if self._index is None:
                raise ValueError("nothing has been read yet")
            facts = {"rates": self._rates, "sums": self._seen.told()}
            self._index.save(
                folder, index_mark(self.skills_dir), Beside(facts, self._seen.arrays())
            )

    def differing(
        self, session: Session, today: date, advance: Callable[[int], object] | None = None
    ) -> list[int]:
        """The ids of candidates whom the index holds otherwise than the database, or should not."""
        index = self.up_to_date(session, today, thorough=True)
        found: list[int] = []
        matched = session.scalars(
            select(Candidate.id).where(Candidate.is_matched).order_by(Candidate.id)
        ).all()
        found += [int(key) for key in set(index.keys).difference(matched)]
        for start in range(0, len(matched), BATCH):
            rows = self._load(session, matched[start : start + BATCH])
            found += [
                int(key)
                for key in index.differing((row.id, to_profile(row, self._rates)) for row in rows)
            ]
            if advance is not None:
                advance(len(rows))
        return sorted(found)

    def _load(self, session: Session, keys: Sequence[int]) -> Sequence[Candidate]:
        return session.scalars(
            select(Candidate)
            .where(Candidate.id.in_(keys), Candidate.is_matched)
            .options(selectinload(Candidate.positions))
            # A page may hold the row already, as it was before the version just asked for.
            .execution_options(populate_existing=True)
        ).all()


def index_mark(skills_dir: Path | None) -> str:
    """What tells index files of this program and the agency's own skills from others."""
    own = sorted(skills_dir.glob("*.tsv")) if skills_dir is not None else []
    return fingerprint(tuple(own))

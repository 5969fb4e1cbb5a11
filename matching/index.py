"""The index: candidates encoded once, ranked for any vacancy in one pass over columns.

A change costs what it changes. The rows of changed candidates are put behind the others
(:mod:`matching.patching`) and weighed by the statistics in force (:mod:`matching.corpus`): how rare
words are, and the themes of the base. A patient index fits these anew in a thread of its own when a
tenth of the base has changed, or a while after a single change (:mod:`matching.refitting`), and no
ranking waits for it. An index without patience fits them with every change: what it ranks depends
on who is in it alone, and not on when they came.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from threading import Lock, Thread

import numpy as np
from numpy.typing import NDArray

from matching.band_rules import BandRules
from matching.bands import SalarySurvey
from matching.checking import differing
from matching.cities import Cities
from matching.conditions import Alternatives, Wanted
from matching.encoding import EncodedCandidate, Encoder
from matching.evaluation import evaluate
from matching.facts import Explanation
from matching.filters import Filters
from matching.found import Findings
from matching.index_files import Beside, read_index, write_index
from matching.keys import Key
from matching.patching import in_order
from matching.placement import place
from matching.pool import Pool
from matching.preparing import prepare
from matching.profiles import CandidateProfile, VacancyProfile
from matching.query import compile_query
from matching.ranking import Ranking
from matching.recent import Asked, Recent
from matching.refitting import Patience, Refits
from matching.scorer import UNITS, AdditiveScorer, Weights
from matching.searching import Search
from matching.skills import SkillVocabulary
from matching.standing import Standing, standing
from matching.supply import Supply, supply_of
from matching.titles import TitleGroups

__all__ = [
    "CandidateIndex",
    "Explanation",
    "Filters",
    "Key",
    "Opening",
    "Patience",
    "Ranking",
    "Wanted",
]

EVERYBODY = Wanted()


@dataclass(frozen=True, slots=True)
class Opening:
    """A vacancy and the market of its post."""

    vacancy: VacancyProfile
    survey: SalarySurvey | None = None


NO_ALTERNATIVES: Alternatives = {}


class CandidateIndex:
    """Candidates ready to be ranked. Safe to use from several threads.

    Parameters
    ----------
    as_of : int
        The present month (:mod:`matching.months`): posts without an end last to it.
    vocabulary, titles, cities : optional
        By default those that ship with the package.
    patience : Patience, optional
        How long changes may be weighed by the statistics of before; by default not at all.
    """

    def __init__(
        self,
        as_of: int,
        vocabulary: SkillVocabulary | None = None,
        titles: TitleGroups | None = None,
        cities: Cities | None = None,
        *,
        patience: Patience | None = None,
    ) -> None:
        self._encoder = Encoder(
            as_of,
            vocabulary or SkillVocabulary.load(),
            titles or TitleGroups.load(),
            cities or Cities.load(),
        )
        self._pool: Pool | None = None
        self._pending: dict[Key, EncodedCandidate | None] = {}
        self._refits = Refits(patience)
        self._fitting: Thread | None = None
        self._prior = AdditiveScorer().fit()
        self._recent = Recent()
        self._lock = Lock()

    @classmethod
    def opened(
        cls,
        folder: Path,
        mark: str,
        as_of: int,
        vocabulary: SkillVocabulary | None = None,
        *,
        patience: Patience,
    ) -> tuple["CandidateIndex", Beside]:
        """Open what :meth:`save` has written, by any process; it goes on from there.

        Raises
        ------
        IndexFileError
            If the files cannot be used by this program, or this month.
        """
        index = cls(as_of, vocabulary, patience=patience)
        pool, beside = read_index(folder, index._encoder, mark)
        index._pool = pool
        return index, beside

    def save(self, folder: Path, mark: str, beside: Beside) -> None:
        """Write all candidates, weighed by statistics of this moment, into an empty folder."""
        with self._lock:
            pool = self._current()
            if pool.columns.n_live < pool.columns.n or self._refits.changed:
                pool = pool.refitted()
            write_index(folder, pool, self._encoder, mark, beside)

    def save_shards(self, folder: Path, mark: str, count: int) -> None:
        """Write all candidates in so many parts, each into a folder of its own, named by number.

        Each is opened by itself and ranks its candidates as all together do.
        """
        with self._lock:
            pool = self._current()
            borders = np.linspace(0, len(pool), count + 1).astype(int).tolist()
            for number, (first, end) in enumerate(pairwise(borders)):
                path = folder / f"{number:05d}"
                path.mkdir()
                write_index(path, pool.part(first, end), self._encoder, mark, Beside())

    def differing(self, people: Iterable[tuple[Key, CandidateProfile]]) -> list[Key]:
        """Return the keys of those who are not held, or otherwise than their profiles say."""
        with self._lock:
            return differing(self._current(), self._encoder, people)

    @property
    def keys(self) -> Collection[Key]:
        """Of everybody who is ranked."""
        with self._lock:
            pool = self._current()
        return {pool.keys[row] for row in pool.rows.tolist()}

    def __len__(self) -> int:
        with self._lock:
            held = 0 if self._pool is None else len(self._pool)
            come = sum(encoded is not None for encoded in self._pending.values())
            return held + come - sum(self._is_held(key) for key in self._pending)

    def __contains__(self, key: Key) -> bool:
        with self._lock:
            return self._pending[key] is not None if key in self._pending else self._is_held(key)

    def update(self, changed: Iterable[tuple[Key, CandidateProfile]]) -> None:
        """Add candidates or replace those with the same key; the next ranking has them."""
        with self._lock:
            for key, profile in changed:
                self._pending[key] = self._encoder.encode(profile)

    def remove(self, keys: Iterable[Key]) -> None:
        """Forget candidates; keys that are not there are passed over."""
        with self._lock:
            for key in keys:
                if key in self._pending or self._is_held(key):
                    self._pending[key] = None

    def _is_held(self, key: Key) -> bool:
        """Return whether a key was there before the changes that are pending."""
        return self._pool is not None and self._pool.row_of(key) is not None

    def prepare(self) -> None:
        """Take in what has changed, as the next ranking would have to."""
        with self._lock:
            self._current()

    def settle(self) -> None:
        """Wait until no statistics are being fitted."""
        fitting = self._fitting
        if fitting is not None:
            fitting.join()

    def rank(
        self,
        vacancy: VacancyProfile,
        *,
        survey: SalarySurvey | None = None,
        scorer: AdditiveScorer | None = None,
        weights: Weights | None = None,
        wanted: Wanted = EVERYBODY,
        alternatives: Alternatives = NO_ALTERNATIVES,
        places: range | None = None,
        those: Collection[Key] | None = None,
    ) -> Ranking:
        """Rank all candidates for a vacancy.

        Parameters
        ----------
        survey : SalarySurvey, optional
            The market; it counts only for a vacancy of the post that was surveyed.
        scorer : AdditiveScorer, optional
            A fitted scorer; by default the prior.
        weights : mapping of str to float, optional
            A recruiter's points for some parts; all together are brought to 100.
        wanted : Wanted, optional
            Who is looked for; by default everybody.
        alternatives : mapping of str to Wanted, optional
            Of whom only is counted how many pass, as :attr:`Ranking.alternatives` tells.
        places : range, optional
            Which places, from 0, are asked for; by default all. In a large base it takes much
            longer to order all than to find the best, and the others are then not in the ranking.
        those : collection of keys, optional
            Who is asked for, with their places among all; in a large base the others are then not
            in the ranking.

        Raises
        ------
        ValueError
            If a weight is negative or no part that the vacancy asks for has one.
        """
        with self._lock:
            pool = self._current()
        findings = self._prepare(pool, vacancy, survey)
        self._recent.keep(pool, vacancy, survey, findings)
        prepared = findings.prepared
        tables = (scorer or self._prior).compile(prepared.emphasis, weights)
        asked = Asked.of(
            prepared,
            tables,
            wanted=wanted,
            alternatives=alternatives,
            places=places,
            those=those,
        )
        found = self._recent.answer(asked)
        if found is None:
            search = Search(
                pool, findings, tables, self._encoder, wanted=wanted, alternatives=alternatives
            )
            found = search.asked(places, those)
            self._recent.keep_answer(pool, asked, found)
        return found

    def against(
        self, key: Key, openings: Iterable[Opening], *, scorer: AdditiveScorer | None = None
    ) -> NDArray[np.float64]:
        """Score one candidate for many vacancies: the other direction of a ranking.

        Parameters
        ----------
        openings : iterable of Opening
            As long as it is; each takes some milliseconds, however many candidates there are.

        Returns
        -------
        array of shape (n_openings, 3)
            Points from 0 to 100, each as :meth:`rank` gives it: expected, and the least and most
            that unknown facts leave open.

        Raises
        ------
        KeyError
            If there is no such candidate.
        """
        with self._lock:
            pool = self._current()
            row = pool.row_of(key)
        if row is None:
            raise KeyError(key)
        alone = in_order(pool.columns, np.array([row]), pool.columns.statistics)
        points = []
        for opening in openings:
            prepared = self._prepare(pool, opening.vacancy, opening.survey).prepared
            tables = (scorer or self._prior).compile(prepared.emphasis)
            found = evaluate(alone, prepared, self._encoder)
            ends = np.concatenate([found.expected, found.low, found.high])
            points.append(tables.parts(ends).sum(axis=1) / UNITS)
        return np.array(points, dtype=np.float64).reshape(-1, 3)

    def _prepare(
        self, pool: Pool, vacancy: VacancyProfile, survey: SalarySurvey | None
    ) -> Findings:
        """Return a vacancy prepared for candidates, with what was found of them before."""
        found = self._recent.find(pool, vacancy, survey)
        if found is not None:
            return found
        with self._lock:
            query = compile_query(vacancy, self._encoder, survey)
        prepared = prepare(pool.columns, query, self._encoder, pool.sample)
        return Findings(pool.columns, prepared, self._encoder)

    def explain(
        self,
        vacancy: VacancyProfile,
        key: Key,
        *,
        survey: SalarySurvey | None = None,
        scorer: AdditiveScorer | None = None,
        weights: Weights | None = None,
    ) -> Explanation:
        """Return what the score of one candidate is made of; ``KeyError`` if there is none such."""
        ranking = self.rank(vacancy, survey=survey, scorer=scorer, weights=weights, those=(key,))
        return ranking.explain(key)

    def standings(self, rules: BandRules) -> dict[Key, Standing]:
        """Return where every candidate stands in the salary bands of a post."""
        with self._lock:
            pool = self._current()
        placement = place(pool.columns, rules, self._encoder)
        return {
            pool.keys[row]: standing(placement, pool.columns, self._encoder, row)
            for row in pool.rows.tolist()
        }

    def supply(self, vacancy: VacancyProfile, *, survey: SalarySurvey | None = None) -> Supply:
        """Count the candidates that a vacancy would have; its text and its assets do not matter.

        Parameters
        ----------
        survey : SalarySurvey, optional
            The market, by whose ratios the wishes of those who would move are converted.
        """
        with self._lock:
            columns = self._current().columns
            query = compile_query(replace(vacancy, text="", nice=()), self._encoder, survey)
        return supply_of(columns, query, self._encoder)

    def _current(self) -> Pool:
        """Return all candidates with what has changed; the caller holds the lock."""
        pool, changes = self._pool, self._pending
        if pool is None:
            come = {key: encoded for key, encoded in changes.items() if encoded is not None}
            pool = self._roomy(Pool.built(come, self._encoder))
        elif changes:
            self._recent.forget()  # what is told of who has just gone, too
            n_fitted = pool.columns.statistics.n_texts
            pool = pool.changed(changes, self._encoder)
            self._refits.count(changes)  # a fit under way, which does not know them, takes them in
            if self._refits.at_once(n_fitted):
                pool = self._roomy(pool.refitted())
                self._refits.done()
        self._pool, self._pending = pool, {}
        if self._refits.due(pool.columns.statistics.n_texts):
            self._refits.begin()
            self._fitting = Thread(target=self._refit, args=(pool,), name="refitting", daemon=True)
            self._fitting.start()
        return pool

    def _roomy(self, pool: Pool) -> Pool:
        """Leave room for changes, unless everything is made anew with the next one anyway."""
        return pool if self._refits.at_once(len(pool)) else pool.roomy()

    def _refit(self, pool: Pool) -> None:
        """Fit a pool anew beside the rankings, and put it in the place of the present one."""
        fresh: Pool | None = None
        try:
            fresh = pool.refitted().roomy()
        finally:
            with self._lock:
                meanwhile = self._refits.end()
                if fresh is not None:
                    self._pool = fresh.changed(meanwhile, self._encoder)

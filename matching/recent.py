"""What was worked out for the vacancies that were ranked last, and the last answers.

A recruiter turns pages, sets conditions and moves weights: the vacancy stays, and so does all that
is worked out of it before any row is looked at, and the rows that were evaluated for it
(:mod:`matching.found`), until the candidates change. And they open a card
and come back to the very list they left: that answer is still there.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from threading import Lock
from weakref import ReferenceType, ref

from matching.bands import SalarySurvey
from matching.conditions import Alternatives, Wanted
from matching.found import Findings
from matching.keys import Key
from matching.pool import Pool
from matching.preparing import Prepared
from matching.profiles import VacancyProfile
from matching.ranking import Ranking
from matching.scorer import Tables

KEPT = 32
"""Vacancies; each takes one to two megabytes, and what was found for it one to seven."""

KEPT_BYTES = 64 << 20
"""For what is kept of everybody, of the vacancies that were asked for last: some eight bytes a
candidate and vacancy, so that all 32 have room beside 200,000 candidates, eight of a million."""

ANSWERS = 32
"""Answers; each takes up to a megabyte: what was found out of its rows, and their reasons."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to the candidates as it was at its moment, to be told from others."""

    # The same object only for the same vacancy, survey and candidates.
    prepared: Prepared
    points: bytes
    wanted: Wanted
    alternatives: Mapping[str, Wanted]
    places: range | None
    those: frozenset[Key] | None

    @classmethod
    def of(
        cls,
        prepared: Prepared,
        tables: Tables,
        *,
        wanted: Wanted,
        alternatives: Alternatives,
        places: range | None,
        those: Collection[Key] | None,
    ) -> "Asked":
        """Write a question down; what is asked may go on changing in the caller's hands."""
        return cls(
            prepared,
            tables.points.tobytes(),
            _written(wanted),
            {name: _written(other) for name, other in alternatives.items()},
            places,
            None if those is None else frozenset(those),
        )


def _written(wanted: Wanted) -> Wanted:
    only = None if wanted.only is None else frozenset(wanted.only)
    return Wanted(wanted.filters, only, frozenset(wanted.without))


class Recent:
    """The last prepared vacancies of one pool, and the last answers. Safe to use from several
    threads."""

    def __init__(self) -> None:
        # Weakly: a pool that has been changed may go at once.
        self._pool: ReferenceType[Pool] | None = None
        self._held: list[tuple[VacancyProfile, SalarySurvey | None, Findings]] = []
        self._answers: list[tuple[Asked, Ranking]] = []
        self._lock = Lock()

    def find(
        self, pool: Pool, vacancy: VacancyProfile, survey: SalarySurvey | None
    ) -> Findings | None:
        """Return what was found for the same vacancy of the same candidates."""
        with self._lock:
            if not self._is_of(pool):
                return None
            for place, held in enumerate(self._held):
                if held[0] == vacancy and held[1] == survey:
                    self._held.append(self._held.pop(place))
                    return held[2]
        return None

    def keep(
        self, pool: Pool, vacancy: VacancyProfile, survey: SalarySurvey | None, found: Findings
    ) -> None:
        """Keep what was found and is found, and forget what was asked for longest ago."""
        with self._lock:
            if not self._is_of(pool):
                self._pool, self._held, self._answers = ref(pool), [], []
            if not any(found is held for _, _, held in self._held):
                self._held = [*self._held[1 - KEPT :], (vacancy, survey, found)]
            room = KEPT_BYTES
            for _, _, held in reversed(self._held):
                room -= held.n_bytes
                if room < 0:
                    held.let_go()

    def answer(self, asked: Asked) -> Ranking | None:
        """Return what was answered to the same question."""
        with self._lock:
            for place, held in enumerate(self._answers):
                if held[0] == asked:
                    self._answers.append(self._answers.pop(place))
                    return held[1]
        return None

    def keep_answer(self, pool: Pool, asked: Asked, answer: Ranking) -> None:
        """Keep an answer while its candidates stay, and forget the one given longest ago; one that
        holds everybody of a large base is too much to be kept."""
        holds_all = asked.places is None and asked.those is None
        if holds_all and pool.overview is not None:
            return
        with self._lock:
            if self._is_of(pool):
                self._answers = [*self._answers[1 - ANSWERS :], (asked, answer)]

    def _is_of(self, pool: Pool) -> bool:
        return self._pool is not None and self._pool() is pool

    def forget(self) -> None:
        """Keep nothing, as if no vacancy had been ranked yet."""
        with self._lock:
            self._pool, self._held, self._answers = None, [], []

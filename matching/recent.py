"""What was worked out for the vacancies that were ranked last.

A recruiter turns pages, sets conditions and moves weights: the vacancy stays, and so does all that
is worked out of it before any row is looked at, until the candidates change.
"""

from threading import Lock
from weakref import ReferenceType, ref

from matching.bands import SalarySurvey
from matching.pool import Pool
from matching.preparing import Prepared
from matching.profiles import VacancyProfile

KEPT = 32
"""Vacancies; each takes one to two megabytes."""


class Recent:
    """The last prepared vacancies of one pool. Safe to use from several threads."""

    def __init__(self) -> None:
        # Weakly: a pool that has been changed may go at once.
        self._pool: ReferenceType[Pool] | None = None
        self._held: list[tuple[VacancyProfile, SalarySurvey | None, Prepared]] = []
        self._lock = Lock()

    def find(
        self, pool: Pool, vacancy: VacancyProfile, survey: SalarySurvey | None
    ) -> Prepared | None:
        """Return what was prepared of the same vacancy over the same candidates."""
        with self._lock:
            if not self._is_of(pool):
                return None
            for place, held in enumerate(self._held):
                if held[0] == vacancy and held[1] == survey:
                    self._held.append(self._held.pop(place))
                    return held[2]
        return None

    def keep(
        self, pool: Pool, vacancy: VacancyProfile, survey: SalarySurvey | None, prepared: Prepared
    ) -> None:
        """Keep what was prepared, and forget what was asked for longest ago."""
        with self._lock:
            if not self._is_of(pool):
                self._pool, self._held = ref(pool), []
            if not any(prepared is held for _, _, held in self._held):
                self._held = [*self._held[1 - KEPT :], (vacancy, survey, prepared)]

    def _is_of(self, pool: Pool) -> bool:
        return self._pool is not None and self._pool() is pool

    def forget(self) -> None:
        """Keep nothing, as if no vacancy had been ranked yet."""
        with self._lock:
            self._pool, self._held = None, []

"""What was worked out for the vacancies that were ranked last.

A recruiter turns pages, sets conditions and moves weights: the vacancy stays, and so does all that
is worked out of it before any row is looked at, until the candidates change.
"""

from threading import Lock

from matching.bands import SalarySurvey
from matching.pool import Pool
from matching.preparing import Prepared
from matching.profiles import VacancyProfile

KEPT = 32
"""Vacancies; each takes one to two megabytes."""


class Recent:
    """The last prepared vacancies of one pool. Safe to use from several threads."""

    def __init__(self) -> None:
        self._pool: Pool | None = None
        self._held: list[tuple[VacancyProfile, SalarySurvey | None, Prepared]] = []
        self._lock = Lock()

    def find(
        self, pool: Pool, vacancy: VacancyProfile, survey: SalarySurvey | None
    ) -> Prepared | None:
        """Return what was prepared of the same vacancy over the same candidates."""
        with self._lock:
            if pool is not self._pool:
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
            if pool is not self._pool:
                self._pool, self._held = pool, []
            if not any(prepared is held for _, _, held in self._held):
                self._held = [*self._held[1 - KEPT :], (vacancy, survey, prepared)]

    def forget(self) -> None:
        """Keep nothing, as if no vacancy had been ranked yet."""
        with self._lock:
            self._pool, self._held = None, []

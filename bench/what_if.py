"""What-if counts of a whole base, beside plain SQL that gives the same counts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from bench.plain_sql import PlainSql
from bench.population import TODAY, draw_people
from bench.timing import cpu_ms
from matching.bands import SalarySurvey
from matching.index import CandidateIndex
from matching.months import month_of
from matching.profiles import VacancyProfile
from matching.supply import Supply

DISTINCT = 20_000
"""People drawn anew; a larger base repeats their resumes with other sums and cities."""

BATCH = 500
POINTS = 14
"""Offers of one curve, as the page draws it."""

LOWEST, HIGHEST = 0.6, 1.6
"""Ends of the curve as multiples of the offer."""

Progress = Callable[[int], object]


def build(count: int, seed: int, progress: Progress) -> CandidateIndex:
    """An index of ``count`` candidates; beyond `DISTINCT` of resumes that come again.

    Reading 200,000 resumes anew would take minutes and change nothing of what is measured: the
    columns are as long, and sums and cities, which decide who fits, are drawn for each.
    """
    index = CandidateIndex(as_of=month_of(TODAY))
    people = list(enumerate(draw_people(seed, min(count, DISTINCT))))
    for start in range(0, len(people), BATCH):
        index.update(people[start : start + BATCH])
        progress(len(people[start : start + BATCH]))
    generator = np.random.default_rng(seed)
    encoded = [index._pending[key] for key in range(len(index))]
    cities = np.array([one.city for one in encoded])
    for key in range(len(encoded), count):
        one = encoded[key % len(encoded)]
        factor = float(generator.uniform(0.7, 1.4))
        index._pending[key] = replace(
            one,
            expected=one.expected if one.expected < 0 else round(one.expected * factor),
            city=int(generator.choice(cities)),
        )
    return index


@dataclass(frozen=True)
class Counts:
    """All that the page tells of one vacancy."""

    fitting: int
    curve: tuple[int, ...]
    adds: tuple[int, ...]


def offers_of(vacancy: VacancyProfile) -> list[int]:
    """The offers of the curve around a vacancy's own."""
    if vacancy.salary_to is None:
        raise ValueError("a vacancy without an offer has no curve")
    return [round(vacancy.salary_to.minor * x) for x in np.linspace(LOWEST, HIGHEST, POINTS)]


def ask(index: CandidateIndex, vacancy: VacancyProfile, survey: SalarySurvey) -> Counts:
    """Everything that the page asks, from scratch."""
    return told(index.supply(vacancy, survey=survey), vacancy)


def told(supply: Supply, vacancy: VacancyProfile) -> Counts:
    """The counts of a supply."""
    offers = offers_of(vacancy)
    offer = vacancy.salary_to.minor if vacancy.salary_to else None
    supply.perhaps(offer)
    return Counts(
        supply.fits(offer),
        tuple(supply.curve(offers).tolist()),
        tuple(supply.adds(one, offer) for one in supply.requirements),
    )


def measure(
    index: CandidateIndex,
    vacancies: Sequence[VacancyProfile],
    survey: SalarySurvey,
    repetitions: int,
    progress: Progress,
) -> tuple[list[float], list[float]]:
    """Processor times in milliseconds of our answers and of plain SQL, one vacancy by turns.

    Raises
    ------
    RuntimeError
        If the two do not count the same.
    """
    ours: list[float] = []
    sql: list[float] = []
    with PlainSql(index) as database:
        for vacancy in vacancies:
            wanted = ask(index, vacancy, survey)  # not counted: it warms the caches
            prepared = database.prepare(vacancy, survey, offers_of(vacancy))
            if prepared.ask() != (wanted.fitting, wanted.curve, wanted.adds):
                raise RuntimeError(f"SQL counts otherwise for {vacancy.title!r}")
            for _ in range(repetitions):
                ours.append(cpu_ms(partial(ask, index, vacancy, survey)))
                sql.append(cpu_ms(prepared.ask))
            progress(1)
    return ours, sql

"""How fast candidates are ranked: `python -m bench.ranking`, or `make bench ONLY=ranking`.

All on one core, in processor time: the first page, as the shortlist asks for it, and everybody. The
baseline is what any ranker over the same six columns must at least do in numpy: add the columns of
each row up and order the rows; `argpartition` gives only the first page.
"""

import json
import os
import platform
import sys
from collections.abc import Sequence
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

import click
import numpy as np

from bench.population import TODAY, draw_people, draw_vacancies
from bench.timing import cpu_ms, median, p95
from matching.bands import SalarySurvey
from matching.index import CandidateIndex, Ranking
from matching.months import month_of
from matching.reasons import reasons
from matching.scorer import PARTS
from recruit.rank_command import SURVEY_FILE

BATCH = 500
PAGE = 25
PACKAGES = ("numpy", "scipy", "scikit-learn")
MEGABYTE = 1024 * 1024


def resident_bytes() -> int:
    """The memory of this process that is really there."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def spread(times: Sequence[float]) -> dict[str, float]:
    """Median and 95th percentile, in milliseconds."""
    return {"median_ms": median(times), "p95_ms": p95(times)}


def explain_page(ranking: Ranking) -> list[list[str]]:
    """The reasons of all candidates on the first page."""
    return [reasons(ranking.explain(key), "ru") for key in ranking.keys[:PAGE]]


def rank_anew(index: CandidateIndex, *asked: Any, **options: Any) -> Ranking:
    """Rank for a vacancy as if it had not been ranked just before."""
    index._recent.forget()
    return index.rank(*asked, **options)


def baseline(count: int, seed: int, repetitions: int) -> dict[str, dict[str, float]]:
    """Add up and order random columns of the same shape."""
    columns = np.random.default_rng(seed).random((count, len(PARTS)))

    def sort() -> None:
        np.argsort(-columns.sum(axis=1), kind="stable")

    def partition() -> None:
        scores = -columns.sum(axis=1)
        first = np.argpartition(scores, PAGE)[:PAGE]
        first[np.argsort(scores[first])]

    return {
        "sort": spread([cpu_ms(sort) for _ in range(repetitions)]),
        "argpartition": spread([cpu_ms(partition) for _ in range(repetitions)]),
    }


def build(count: int, seed: int) -> tuple[CandidateIndex, dict[str, float]]:
    """An index of so many people, with what it cost."""
    with click.progressbar(
        draw_people(seed, count),
        length=count,
        label="Inventing people",
        update_min_steps=100,
        file=sys.stderr,
    ) as bar:
        people = list(enumerate(bar))
    before = resident_bytes()
    index = CandidateIndex(as_of=month_of(TODAY))
    seconds = 0.0
    with click.progressbar(
        range(0, count, BATCH), label="Encoding        ", file=sys.stderr
    ) as steps:
        for start in steps:
            batch = people[start : start + BATCH]
            seconds += cpu_ms(partial(index.update, batch)) / 1000
    first = cpu_ms(partial(index.rank, *draw_vacancies(1)))
    memory = (resident_bytes() - before) / MEGABYTE
    return index, {
        "encode_s": round(seconds, 2),
        "encode_per_candidate_ms": round(seconds * 1000 / count, 3),
        "first_ranking_ms": round(first, 1),
        "memory_mb": round(memory, 1),
    }


def measure(count: int, vacancies: int, repetitions: int, seed: int) -> dict[str, object]:
    """All figures of one run, with their protocol."""
    survey = SalarySurvey.from_csv(SURVEY_FILE)
    index, built = build(count, seed)
    rank_times: list[float] = []
    whole_times: list[float] = []
    page_times: list[float] = []
    with click.progressbar(
        draw_vacancies(vacancies), label="Ranking         ", file=sys.stderr
    ) as asked:
        for vacancy in asked:
            ranking = index.rank(vacancy, survey=survey)  # not counted: it warms the caches
            rank = partial(rank_anew, index, vacancy, survey=survey)
            whole_times += [cpu_ms(rank) for _ in range(repetitions)]
            first = partial(rank, places=range(PAGE))
            rank_times += [cpu_ms(first) for _ in range(repetitions)]
            page_times.append(cpu_ms(partial(explain_page, ranking)))
    least = baseline(count, seed, max(20, repetitions))
    ranked = spread(rank_times)
    return {
        "protocol": {
            "candidates": count,
            "vacancies": vacancies,
            "repetitions": repetitions,
            "seed": seed,
            "cores": 1,
            "machine": f"{platform.machine()}, {os.cpu_count()} cores, {platform.system()}",
            # Others share caches and clock rate with us: figures are best taken near 1.
            "load_average": round(os.getloadavg()[0], 1),
            "python": platform.python_version(),
            **{package: version(package) for package in PACKAGES},
        },
        "index": built,
        f"first_{PAGE}": ranked,
        "everybody": spread(whole_times),
        f"reasons_of_{PAGE}": spread(page_times),
        "baseline": least,
        "everybody_to_sort": round(median(whole_times) / least["sort"]["median_ms"], 1),
        "first_to_argpartition": round(ranked["median_ms"] / least["argpartition"]["median_ms"], 1),
    }


@click.command()
@click.option("--candidates", default=20_000, show_default=True)
@click.option("--vacancies", type=click.IntRange(1, 24), default=20, show_default=True)
@click.option("--repetitions", default=5, show_default=True)
@click.option("--seed", default=2026, show_default=True)
def main(candidates: int, vacancies: int, repetitions: int, seed: int) -> None:
    """Measure how fast candidates are ranked on one core; print one line of JSON."""
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    figures = measure(candidates, vacancies, repetitions, seed)
    click.echo(json.dumps(figures))


if __name__ == "__main__":
    main()

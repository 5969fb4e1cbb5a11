"""How fast the salary map answers: `python -m bench.salary`, or `make bench-salary`.

One JSON line on standard output, progress on standard error. What-if: processor time of the whole
answer (who fits, the curve of 14 offers, what each requirement costs) on one core, beside the same
counts in plain SQL, by turns in the same run. Market: time by the clock in an SQLite file.
"""

import json
import os
import platform
import sqlite3
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

import click
import numpy as np

from bench import market_base, what_if
from bench.population import draw_vacancies
from bench.timing import median, p95
from matching.bands import SalarySurvey
from recruit.rank_command import SURVEY_FILE

PACKAGES = ("numpy", "sqlalchemy")


def whats(count: int, vacancies: int, repetitions: int, seed: int) -> dict[str, float]:
    """The what-if at one size."""
    survey = SalarySurvey.from_csv(SURVEY_FILE)
    # Plain SQL has no distances of its own, so posts that may be held from afar are left out.
    asked = [one for one in draw_vacancies(24) if not one.remote][:vacancies]
    drawn = min(count, what_if.DISTINCT)
    with click.progressbar(length=drawn, label=f"Encoding {drawn}", file=sys.stderr) as bar:
        index = what_if.build(count, seed, bar.update)
    with click.progressbar(length=len(asked), label=f"Asking {count}", file=sys.stderr) as bar:
        ours, sql = what_if.measure(index, asked, survey, repetitions, bar.update)
    return {
        "candidates": count,
        "p50_ms": median(ours),
        "p95_ms": p95(ours),
        "plain_sql_p50_ms": median(sql),
        "plain_sql_p95_ms": p95(sql),
        "ratio_to_plain_sql": round(float(np.median(sql) / np.median(ours)), 2),
    }


def measure(
    sizes: list[int], base: int, vacancies: int, repetitions: int, seed: int
) -> dict[str, object]:
    """All figures of one run, with their protocol."""
    counted = [whats(size, vacancies, repetitions, seed) for size in sizes]
    with tempfile.TemporaryDirectory() as folder:
        label = f"Market of {base}"
        with click.progressbar(length=2 * base, label=label, file=sys.stderr) as bar:
            kept = market_base.measure(Path(folder), base, seed, repetitions, bar.update)
    return {
        "protocol": {
            "vacancies": vacancies,
            "repetitions": repetitions,
            "seed": seed,
            "cores": 1,
            "distinct_resumes": what_if.DISTINCT,
            "machine": f"{platform.machine()}, {os.cpu_count()} cores, {platform.system()}",
            "load_average": round(os.getloadavg()[0], 1),
            "python": platform.python_version(),
            "sqlite": sqlite3.sqlite_version,
            **{package: version(package) for package in PACKAGES},
        },
        "what_if": counted,
        "market": kept
        | {
            "all_cells_ratio_to_plain_sql": round(
                kept["all_cells_s"] / max(kept["all_cells_plain_sql_s"], 0.01), 1
            ),
            "rebuild_ratio_to_change": round(1000 * kept["rebuild_s"] / kept["change_one_ms"]),
        },
    }


@click.command()
@click.option("--sizes", default="20000,200000", show_default=True, help="Bases for the what-if.")
@click.option("--market", "base", default=200_000, show_default=True, help="Base for the market.")
@click.option("--vacancies", type=click.IntRange(1, 20), default=16, show_default=True)
@click.option("--repetitions", default=7, show_default=True)
@click.option("--seed", default=2026, show_default=True)
def main(sizes: str, base: int, vacancies: int, repetitions: int, seed: int) -> None:
    """Measure the what-if and the market of our own base; print one line of JSON."""
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    figures = measure([int(size) for size in sizes.split(",")], base, vacancies, repetitions, seed)
    click.echo(json.dumps(figures))


if __name__ == "__main__":
    main()

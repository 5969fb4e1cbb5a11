"""Whom the ranking cannot see and what it cannot be talked into: `python -m bench.audit`.

Twins: resumes of invented people, each as two people would have it who differ in one protected
fact; their scores must be equal. Attacks: resumes written up by a trick; how many places each
rises among the same people. Ends with 1 if a twin differs or a trick pays.
"""

import json
import sys
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

import click
import numpy as np

from bench.population import TODAY, draw_people, draw_vacancies
from bench.tricks import TRICKS, Trick
from matching.audits import Asked, twins_that_differ
from matching.fairness import FLIPS
from matching.index import CandidateIndex
from matching.months import month_of
from matching.profiles import CandidateProfile, VacancyProfile

RESULTS = Path(__file__).with_name("audit-results.json")
BATCH = 10
"""Tricked resumes that are in the base at once: one in a hundred, as at worst in life."""

MOST_LIFT = 1
"""Places that the ninety-ninth of a hundred tricked resumes may rise at most."""


def new_index(people: Sequence[CandidateProfile]) -> CandidateIndex:
    """All people, by their number."""
    index = CandidateIndex(as_of=month_of(TODAY))
    index.update(enumerate(people))
    return index


def audit_twins(
    people: Sequence[CandidateProfile], vacancies: Sequence[VacancyProfile]
) -> dict[str, int]:
    """How many pairs of twins differ in a score, by the fact that they differ in."""
    asked = [Asked(vacancy) for vacancy in vacancies]
    differences = {}
    with click.progressbar(FLIPS, label="Twins  ", file=sys.stderr) as flips:
        for flip in flips:
            differences[flip] = twins_that_differ(people, asked, flip, month_of(TODAY))
    return differences


def lifts(
    people: Sequence[CandidateProfile],
    tricked: int,
    vacancies: Sequence[VacancyProfile],
    tricks: Sequence[Trick] = TRICKS,
) -> dict[str, list[int]]:
    """Places that each of the first resumes rises by each trick, over all vacancies."""
    index = new_index(people)
    found: dict[str, list[int]] = {trick.__name__: [] for trick in tricks}
    work = [(vacancy, trick) for vacancy in vacancies for trick in tricks]
    with click.progressbar(work, label="Attacks", file=sys.stderr) as steps:
        for vacancy, trick in steps:
            for start in range(0, tricked, BATCH):
                found[trick.__name__] += _rises(
                    index, vacancy, trick, people[start : min(start + BATCH, tricked)], start
                )
    return found


def _rises(
    index: CandidateIndex,
    vacancy: VacancyProfile,
    trick: Trick,
    people: Sequence[CandidateProfile],
    start: int,
) -> list[int]:
    """Add tricked twins beside the honest ones, and compare how many others each stands below."""
    names = [f"tricked-{start + number}" for number in range(len(people))]
    index.update((name, trick(person, vacancy)) for name, person in zip(names, people, strict=True))
    ranking = index.rank(vacancy)
    index.remove(names)
    scores = dict(zip(ranking.keys, ranking.scores.tolist(), strict=True))
    others = np.sort([score for key, score in scores.items() if isinstance(key, int)])
    rises = []
    for number, name in enumerate(names):
        own, now = scores[start + number], scores[name]
        # The honest twin is no rival: it leaves one place free when it is passed.
        passed = np.searchsorted(others, now, "left") - np.searchsorted(others, own, "left")
        rises.append(int(passed) - int(now > own))
    return rises


def summary(places: Sequence[int]) -> dict[str, float]:
    """Median, 99th percentile and the most of the places risen."""
    return {
        "median": float(np.median(places)),
        "p99": float(np.percentile(places, 99)),
        "most": float(np.max(places)),
    }


@click.command()
@click.option("--twins", "n_twins", default=1000, show_default=True)
@click.option("--tricked", default=200, show_default=True)
@click.option("--vacancies", type=click.IntRange(1, 24), default=20, show_default=True)
@click.option("--seed", default=2026, show_default=True)
@click.option("--results", type=click.Path(path_type=Path), default=RESULTS, help="Where to write.")
def main(n_twins: int, tricked: int, vacancies: int, seed: int, results: Path) -> None:
    """Audit twins and attacks over invented people, and write the outcome down."""
    people = list(islice(draw_people(seed, n_twins), n_twins))
    wanted = draw_vacancies(vacancies)
    differences = audit_twins(people, wanted)
    rises = lifts(people, min(tricked, n_twins), wanted)
    lift = {name: summary(places) for name, places in rises.items()}
    outcome = {
        "protocol": {
            "people": n_twins,
            "tricked": tricked,
            "vacancies": vacancies,
            "seed": seed,
        },
        "twins_that_differ": differences,
        "lift": lift,
    }
    text = json.dumps(outcome, indent=2, ensure_ascii=False)
    click.echo(text)
    results.write_text(text + "\n", encoding="utf-8")
    pays = [name for name, one in lift.items() if one["p99"] > MOST_LIFT]
    if any(differences.values()) or pays:
        raise SystemExit(1)


if __name__ == "__main__":
    main()

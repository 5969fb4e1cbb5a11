"""How well candidates are ranked: `python -m bench.quality`, or `make bench-quality`.

Measures every graded folder of a path, or the project's own invented set without one, as
`recruit evaluate` does: the service's ranking and plain methods in the same run, nothing fitted on
a folder. Ends with 1 if a floor is missed.
"""

import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import click
import numpy as np

from matching.baselines import METHODS
from matching.metrics import Estimate, bootstrap
from matching.months import month_of
from recruit.clock import now
from recruit.evaluate.console import protocol, rank, refuse
from recruit.evaluate.folders import ALL, FolderError, read_folder
from recruit.evaluate.reports import Report, as_json, number, report
from recruit.evaluate.runs import OURS, Ours, beside_baselines
from recruit.evaluate.tables import estimate, grid

OWN = Path(__file__).with_name("labelled")
RESULTS = Path(__file__).with_name("quality-results.json")
OWN_RESULTS = Path(__file__).with_name("quality-own-results.json")

YEARS_MARGIN = -0.03
EXIT_MISSED = 1


@dataclass(frozen=True)
class Target:
    """What one figure must reach: `floor` in every release, `goal` one day."""

    name: str
    split: str
    metric: str
    floor: float
    goal: float
    minus: str = ""
    """The figure is the difference from this plain method, where one is named."""


TARGETS = (
    Target("talentmatch-ru", ALL, "pairwise", 0.59, 0.65),
    Target("talentmatch-ru", ALL, "pairwise", YEARS_MARGIN, 0.0, minus="years"),
    Target("roles-ru", "test", "map", 0.72, 0.82),
    Target("roles-ru", "test", "ndcg@10", 0.80, 0.90),
    Target("titles-ru", "test", "map", 0.40, 0.48),
    Target("titles-en", "test", "map", 0.36, 0.45),
    Target("talentclef26-ro", ALL, "map", 0.86, 0.92),
    Target("talentclef26-ro", ALL, "ndcg@10", 0.88, 0.98),
    Target("categories-en", ALL, "map", 0.90, 0.95),
)

Reports = Mapping[str, Report]


def folders(data: Path) -> list[Path]:
    """The graded folders of a path, or the path itself."""
    found = [path.parent for path in sorted(data.glob("*/dataset.json"))]
    return [data] if (data / "dataset.json").exists() else found


def measure(folder: Path, as_of: int) -> Report:
    """All queries of a folder by all methods; raises `FolderError`."""
    task, grades = read_folder(folder)
    queries = task.queries(ALL)
    ours = Ours(as_of)
    runs = rank(task, queries, ours, lambda: beside_baselines(ours, task, as_of))
    return report(task, queries, runs, grades)


def reported_split(measured: Report) -> str:
    """Constants may have been chosen on the other split: the test is what to report."""
    return "test" if "test" in measured.task.splits else ALL


def first_metric(measured: Report) -> str:
    """Whom recruiters chose is a matter of pairs; finding the right trade is one of precision."""
    wanted = ("pairwise", "auc") if measured.task.judged else ("map",)
    metrics = measured.task.metrics
    return next((metric for metric in wanted if metric in metrics), metrics[0])


def targets_of(measured: Report) -> list[Target]:
    """The targets of a set, where it has the split and the metric."""
    task = measured.task
    return [
        target
        for target in TARGETS
        if target.name == task.name
        and target.metric in task.metrics
        and target.split in (ALL, *task.splits)
    ]


def figures(reports: Reports) -> list[list[str]]:
    """A row for each set, split and metric that counts."""
    rows = []
    for name, measured in reports.items():
        asked = [(reported_split(measured), first_metric(measured))]
        asked += [(target.split, target.metric) for target in targets_of(measured)]
        for split, metric in sorted(set(asked)):
            part = measured.of(measured.task.queries(split))
            place = part.task.metrics.index(metric)
            means = {method: found[place] for method, found in part.estimates().items()}
            best = max(METHODS, key=lambda method, means=means: means[method].point)  # type: ignore[misc]
            rows.append([
                name, split, str(len(part.queries)), metric, estimate(means[OURS]),
                f"{best} {means[best].point:.3f}", f"{means['bm25'].point:.3f}",
                estimate(part.differences()["bm25"][place], signed=True),
            ])  # fmt: skip
    return rows


@dataclass(frozen=True)
class Outcome:
    """A target and what was measured."""

    target: Target
    found: Estimate

    @property
    def holds(self) -> bool:
        """Whether the floor is reached."""
        return self.found.point >= self.target.floor

    def row(self) -> list[str]:
        """Cells of the table."""
        target, signed = self.target, bool(self.target.minus)
        form = "+.2f" if signed else ".2f"

        def mark(bound: float, missed: str) -> str:
            return f"{bound:{form}} {'reached' if self.found.point >= bound else missed}"

        what = target.metric + (f" minus {target.minus}" if signed else "")
        figure = estimate(self.found, signed=signed)
        marks = mark(target.floor, "MISSED"), mark(target.goal, "missed")
        return [target.name, target.split, what, figure, *marks]

    def data(self) -> dict[str, Any]:
        """As JSON has it."""
        interval = [number(self.found.low), number(self.found.high)]
        return asdict(self.target) | {
            "point": number(self.found.point),
            "interval": interval,
            "floor_reached": self.holds,
            "goal_reached": self.found.point >= self.target.goal,
        }


def outcomes(reports: Reports) -> list[Outcome]:
    """The targets of the sets that were measured."""
    found = []
    for measured in reports.values():
        for target in targets_of(measured):
            part = measured.of(measured.task.queries(target.split))
            table = part.differences() if target.minus else part.estimates()
            place = part.task.metrics.index(target.metric)
            found.append(Outcome(target, table[target.minus or OURS][place]))
    return found


def pooled(reports: Reports, names: list[str], test_only: bool) -> dict[str, Estimate]:
    """Ours minus each plain method, over the queries of several sets together.

    Each query counts once, by the first metric of its set.
    """
    gaps: dict[str, list[float]] = {method: [] for method in METHODS}
    for name in names:
        measured = reports[name]
        split = reported_split(measured) if test_only else ALL
        part = measured.of(measured.task.queries(split))
        metric = first_metric(part)
        for method in METHODS:
            gaps[method] += (part.column(OURS, metric) - part.column(method, metric)).tolist()
    return dict(zip(METHODS, bootstrap(np.array(list(gaps.values())).T), strict=True))


def written(reports: Reports, as_of: int) -> dict[str, Any]:
    """All figures with their protocol."""
    sets = {}
    for name, measured in reports.items():
        for split in dict.fromkeys([reported_split(measured), ALL]):
            part = measured.of(measured.task.queries(split))
            sets[f"{name} {split}"] = {
                "n_queries": len(part.queries),
                "metrics": as_json(part.task.metrics, part.estimates()),
                "differences": as_json(part.task.metrics, part.differences()),
            }
    return {
        "protocol": protocol(as_of),
        "sets": sets,
        "targets": [outcome.data() for outcome in outcomes(reports)],
    }


def _pools(reports: Reports, names: list[str]) -> Iterator[tuple[str, dict[str, Estimate]]]:
    yield "all queries", pooled(reports, names, test_only=False)
    if any(reports[name].task.splits for name in names):
        yield "test queries", pooled(reports, names, test_only=True)


@click.command()
@click.option(
    "--data",
    envvar="DATA",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A graded folder or a folder of such; by default the project's own set.",
)
@click.option(
    "--pool",
    default="roles-ru,talentmatch-ru",
    show_default=True,
    metavar="SETS",
    help="Sets whose queries are compared together, if all are there.",
)
@click.option("--results", type=click.Path(path_type=Path), help="Where to write.")
def main(data: Path | None, pool: str, results: Path | None) -> None:
    """Measure how well candidates are ranked, beside plain methods, and write it down."""
    as_of = month_of(now().date())
    found = folders(data or OWN)
    if not found:
        raise click.UsageError(f"{data} holds no folder with a dataset.json")
    reports: dict[str, Report] = {}
    for folder in found:
        try:
            measured = measure(folder, as_of)
        except FolderError as error:
            refuse("\n".join(f"{folder}: {fault}" for fault in error.faults))
        if measured.task.name in reports:
            refuse(f"{folder}: there is another set of the name {measured.task.name!r}")
        reports[measured.task.name] = measured
    head = ["set", "split", "queries", "metric", "recruit", "best plain", "bm25", "recruit - bm25"]
    click.echo("\n" + grid(head, figures(reports)))
    answer = written(reports, as_of)
    judged = outcomes(reports)
    if judged:
        head = ["set", "split", "metric", "recruit", "floor", "goal"]
        click.echo("\n" + grid(head, [outcome.row() for outcome in judged]))
    missed = [outcome for outcome in judged if not outcome.holds]
    names = pool.split(",")
    absent = [name for name in names if name not in reports]
    if absent and data:
        click.echo(f"\nNothing is pooled: {', '.join(absent)} is not there.", err=True)
    if not absent:
        answer["pooled"] = {"sets": names}
        for which, gaps in _pools(reports, names):
            rows = [[method, estimate(gap, signed=True)] for method, gap in gaps.items()]
            click.echo("\n" + grid([f"{' + '.join(names)}, {which}: recruit minus", ""], rows))
            answer["pooled"][which] = {
                method: [number(gap.point), number(gap.low), number(gap.high)]
                for method, gap in gaps.items()
            }
    text = json.dumps(answer, indent=2, ensure_ascii=False)
    (results or (RESULTS if data else OWN_RESULTS)).write_text(text + "\n", encoding="utf-8")
    for outcome in missed:
        target = outcome.target
        told = f"{target.metric} {outcome.found.point:.3f} is below {target.floor}"
        click.echo(f"{target.name}, {target.split}: {told}", err=True)
    sys.exit(EXIT_MISSED if missed else 0)


if __name__ == "__main__":
    main()

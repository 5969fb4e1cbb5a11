"""`recruit evaluate`: how well candidates of a graded folder are ranked, beside plain methods."""

import time
from pathlib import Path
from typing import Any

import click

from matching.baselines import METHODS
from matching.wording import Language
from recruit.evaluate import console
from recruit.evaluate.reports import Report, as_json, number, report
from recruit.evaluate.runs import OURS, Ours, beside_baselines, write_run
from recruit.evaluate.tables import WORDS, estimate, grid, value


@click.command()
@console.options
@click.option(
    "--run",
    "out",
    type=click.Path(dir_okay=False, writable=True, path_type=Path),
    metavar="OUT.tsv",
    help="Write query id, document id and score of every ranked document.",
)
@click.option(
    "--against", type=click.Choice(METHODS), help="Show each query beside one plain method."
)
def evaluate(
    *,
    folder: Path,
    split: str,
    as_of: int | None,
    out: Path | None,
    against: str | None,
    language: Language,
) -> None:
    """Measure the ranking on a folder that people graded.

    Ranks FOLDER as the service would, and by plain methods beside it, then reads the grades to
    compute the metrics that its dataset.json names. Nothing is ever fitted on FOLDER. The last line
    of the output is one JSON object.
    """
    begun = time.monotonic()
    month = console.month_or_now(as_of)
    task, grades, queries = console.read(folder, split)
    if out is not None and not out.parent.is_dir():
        console.refuse(f"{out}: there is no folder {out.parent}; make it first")
    ours = Ours(month)
    runs = console.rank(task, queries, ours, lambda: beside_baselines(ours, task, month))
    if out is not None:
        try:
            write_run(out, task, runs[OURS])
        except OSError as error:
            console.refuse(f"{out} cannot be written: {error.strerror}")
    measured = report(task, queries, runs, grades)
    estimates, differences = measured.estimates(), measured.differences()
    words = WORDS[language]
    console.say(console.title(task, split, queries, language))
    rows = [[words.get(name, name), *map(estimate, row)] for name, row in estimates.items()]
    console.say(grid([words["method"], *task.metrics], rows))
    rows = [
        [words[name], *(estimate(one, signed=True) for one in row)]
        for name, row in differences.items()
    ]
    console.say(grid([words["difference"], *task.metrics], rows))
    found: dict[str, Any] = {
        "metrics": as_json(task.metrics, estimates),
        "differences": as_json(task.metrics, differences),
    }
    if against is not None:
        console.say(_beside(measured, against, language))
        found["per_query"] = _per_query(measured, against)
    console.finish(task, split, queries, month, begun, **found)


def _beside(measured: Report, against: str, language: Language) -> str:
    """Each query: our figure, and how far it is above the other method's."""
    words, metrics = WORDS[language], measured.task.metrics
    rows = []
    for query, mine, plain in zip(
        measured.queries, measured.values[OURS], measured.values[against], strict=True
    ):
        pairs = zip(mine, mine - plain, strict=True)
        rows.append([query, *(f"{value(own)} {value(gap, signed=True)}" for own, gap in pairs)])
    return grid([f"{words['query']} ({OURS} − {words[against]})", *metrics], rows)


def _per_query(measured: Report, against: str) -> dict[str, Any]:
    return {
        query: {
            metric: {
                name: number(float(measured.column(name, metric)[place]))
                for name in (OURS, against)
            }
            for metric in measured.task.metrics
        }
        for place, query in enumerate(measured.queries)
    }

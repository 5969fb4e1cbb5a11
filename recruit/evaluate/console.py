"""What `evaluate` and `ablate` share on the command line: options, refusals, progress, answers."""

import json
import os
import platform
import sys
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any, NoReturn

import click

from matching.metrics import CONFIDENCE, DRAWS, SEED
from matching.months import format_month, month_of
from matching.wording import LANGUAGES, Language
from recruit.clock import now
from recruit.evaluate.folders import ALL, FolderError, Grades, Task, read_folder
from recruit.evaluate.runs import Judge, Ours, Run, asked_vacancies, rank_task
from recruit.evaluate.tables import WORDS
from recruit.rank_command import EXIT_USAGE, MonthType

MOST_FAULTS = 20
"""Faults of a folder that are told; more are only counted."""

PACKAGES = ("recruit", "numpy", "scipy", "scikit-learn", "pymorphy3")


def options(command: Callable[..., None]) -> Callable[..., None]:
    """What both commands take."""
    for option in (
        click.option(
            "--lang",
            "language",
            type=click.Choice(LANGUAGES),
            default="ru",
            show_default=True,
            help="Language of the tables.",
        ),
        click.option(
            "--as-of", type=MonthType(), help="Month to which open posts last; by default now."
        ),
        click.option(
            "--split",
            default=ALL,
            show_default=True,
            metavar="NAME",
            help="Queries to measure: train, test or another of splits.json, or all.",
        ),
        click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path)),
    ):
        command = option(command)
    return command


def refuse(message: str) -> NoReturn:
    """End as wrong usage."""
    click.echo(message, err=True)
    raise SystemExit(EXIT_USAGE)


def say(text: str) -> None:
    """Write UTF-8 whatever the terminal says it is, as `recruit rank` does."""
    click.echo(text.encode("utf-8", "replace") + b"\n")


def month_or_now(as_of: int | None) -> int:
    """The month to which open posts last."""
    return month_of(now().date()) if as_of is None else as_of


def read(folder: Path, split: str) -> tuple[Task, Grades, tuple[str, ...]]:
    """Task, grades and the queries of a split; a folder that is not whole ends the command."""
    try:
        task, grades = read_folder(folder)
        return task, grades, task.queries(split)
    except FolderError as error:
        more = len(error.faults) - MOST_FAULTS
        told = [f"{folder}: {fault}" for fault in error.faults[:MOST_FAULTS]]
        refuse("\n".join([*told, *([f"and {more} more"] if more > 0 else [])]))


def rank(
    task: Task, queries: tuple[str, ...], ours: Ours, judge: Callable[[], Judge]
) -> dict[str, Run]:
    """Encode, then rank, with a progress bar on standard error."""
    steps = len(task.candidates) + len(asked_vacancies(task, queries))
    with click.progressbar(length=steps, label=task.name, file=sys.stderr) as bar:
        ours.read(task.candidates, bar.update)
        return rank_task(task, queries, judge(), bar.update)


def pool_size(task: Task) -> int:
    """How many documents the folder holds."""
    return len(task.vacancies if task.for_candidate else task.candidates)


def title(task: Task, split: str, queries: tuple[str, ...], language: Language) -> str:
    """What the tables under it are about."""
    words = WORDS[language]
    about = words["title"].format(
        name=task.name, split=split, queries=len(queries), documents=pool_size(task)
    )
    note = [words["no_splits"]] if split != ALL and not task.splits else []
    return "\n".join([about, words["intervals"], *note])


def protocol(as_of: int) -> dict[str, Any]:
    """What figures were made with."""
    return {
        "fitted_on_folder": False,
        "as_of": format_month(as_of),
        "confidence": CONFIDENCE,
        "resamples": DRAWS,
        "seed": SEED,
        "ties": "mean over all orders of equal scores",
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        **{package: version(package) for package in PACKAGES},
    }


def finish(
    task: Task, split: str, queries: tuple[str, ...], as_of: int, begun: float, **found: Any
) -> None:
    """Print the last line: one JSON object."""
    answer = {
        "set": task.name,
        "split": split if task.splits else ALL,
        "direction": task.direction,
        "pool": "judged" if task.judged else "all",
        "n_queries": len(queries),
        "n_documents": pool_size(task),
        **found,
        "protocol": protocol(as_of) | {"seconds": round(time.monotonic() - begun, 1)},
    }
    click.echo(json.dumps(answer, ensure_ascii=False).encode("utf-8", "replace"))

"""All benches, one after the other: `python -m bench.everything`, or `make bench`.

Writes `bench/results.json` and the README's table. Two hours on two cores; with ONLY some of them,
whose results take the place of the last ones.
"""

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from bench.table import LINES, README, with_table

RESULTS = Path(__file__).with_name("results.json")
COMMANDS: Mapping[str, Sequence[Sequence[str]]] = {
    "ranking": (("bench.ranking",),),
    "index": (("bench.index",),),
    "page": (("bench.page",), ("bench.page", "--database", "postgres")),
    "salary": (("bench.salary",),),
    "intake": (("bench.intake",),),
    "parsing": (("bench.parsing",),),
    "import": (("bench.import_load",),),
}
MANY = {"index", "page"}
"""Benches that print a line for each of several bases."""


def run(command: Sequence[str]) -> list[Any]:
    """Run one bench to its end, its progress on our standard error; the JSON lines it printed."""
    done = subprocess.run(  # noqa: S603  (our own modules)
        [sys.executable, "-m", *command], stdout=subprocess.PIPE, text=True, check=True
    )
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


def kept(results: Mapping[str, Any]) -> str:
    """Results as they are kept in the file."""
    return json.dumps(results, indent=1) + "\n"


@click.command()
@click.argument("names", nargs=-1, type=click.Choice(list(COMMANDS)))
def main(names: Sequence[str]) -> None:
    """Run all benches, or some; write what they found."""
    results = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
    with click.progressbar(names or list(COMMANDS), label="Benches", file=sys.stderr) as bar:
        for name in bar:
            found = [line for command in COMMANDS[name] for line in run(command)]
            results[name] = found if name in MANY else found[-1]
            # After each: what has been measured stays when a later one fails.
            RESULTS.write_text(kept(results), encoding="utf-8")
    README.write_text(with_table(README.read_text(encoding="utf-8"), results), encoding="utf-8")
    click.echo(f"{RESULTS.name} and the table of {README.name}: {', '.join(LINES)}")


if __name__ == "__main__":
    main()

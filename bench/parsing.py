"""How well resumes are read: `python -m bench.parsing`, or `make bench-parsing`.

Draws invented resumes in all layouts of `bench.layouts`, reads them with `recruit parse` and
compares field by field. DATA=folder measures another labelled set with the same measure: a folder
with `truth.jsonl` and its files. One JSON line last.
"""

import json
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import click

from bench.layouts.cases import LAYOUTS, make_cases, undrawable
from bench.parsing_calibration import calibration
from bench.parsing_score import Tally, count_fields
from bench.timing import median, p95

COMMAND = (sys.executable, "-c", "from recruit.cli import main; main()", "parse", "--json")
AT_ONCE = 40
SHOWN = 4

Row = dict[str, Any]


def write_cases(folder: Path, seed: int, per_layout: int, only: tuple[str, ...]) -> None:
    """Fill a folder with files and their `truth.jsonl`."""
    count = per_layout * len(only or LAYOUTS)
    cases = make_cases(seed, per_layout, only)
    with (
        (folder / "truth.jsonl").open("w", encoding="utf-8") as truth,
        click.progressbar(cases, count, label=f"Drawing {count}", file=sys.stderr) as bar,
    ):
        for case in bar:
            (folder / case.file).write_bytes(case.data)
            truth.write(json.dumps(case.truth, ensure_ascii=False) + "\n")


def read_rows(path: Path) -> list[Row]:
    """A file of JSON lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def parse(folder: Path, truth: Sequence[Row]) -> tuple[dict[str, Row], list[float]]:
    """What the command reads from the files, and milliseconds a file of each call."""
    found: dict[str, Row] = {}
    times: list[float] = []
    by_month = defaultdict(list)
    for told in truth:
        by_month[told["received"]].append(str(folder / told["file"]))
    calls = [
        (month, files[at : at + AT_ONCE])
        for month, files in sorted(by_month.items())
        for at in range(0, len(files), AT_ONCE)
    ]
    with click.progressbar(calls, label=f"Reading {len(truth)}", file=sys.stderr) as bar:
        for month, files in bar:
            begun = time.perf_counter()
            told = subprocess.run(  # noqa: S603 (a command of our own)
                [*COMMAND, "--received", month, *files], stdout=subprocess.PIPE, check=True
            ).stdout
            times.append(1000 * (time.perf_counter() - begun) / len(files))
            for line in told.decode().splitlines():
                read = json.loads(line)
                found[read["file"]] = read
    return found, times


def tally(truth: Iterable[Row], found: dict[str, Row]) -> Tally:
    """Counts of some files; one without an answer was read as nothing."""
    counted = Tally()
    for told in truth:
        counted.add(told, found.get(told["file"], {}))
    return counted


def mistakes(truth: Sequence[Row], found: dict[str, Row], field: str) -> list[str]:
    """Files where a field went wrong, for people who mend the parser."""
    return [
        told["file"]
        for told in truth
        if (count := count_fields(told, found.get(told["file"], {}))[field]).wrong or count.missed
    ]


def report(truth: Sequence[Row], found: dict[str, Row]) -> dict[str, Any]:
    """Print tables, return the figures."""
    plain = [told for told in truth if not told.get("ocr")]
    whole = tally(plain, found)
    layouts = {
        name: tally([told for told in truth if told["layout"] == name], found)
        for name in sorted({told["layout"] for told in truth})
    }
    click.echo(f"{'field':24}{'F1':>7}{'wrong':>7}{'missed':>8}{'invented':>10}  worst layouts")
    for name, count in whole.fields.items():
        parts = [(one.fields[name].f1, layout) for layout, one in layouts.items()
                 if one.fields[name].counted]  # fmt: skip
        worst = "  ".join(f"{layout} {f1:.2f}" for f1, layout in sorted(parts)[:SHOWN])
        click.echo(f"{name:24}{count.f1:7.3f}{count.wrong:7}{count.missed:8}{count.invented:10}"
                   f"  {worst}")  # fmt: skip
    click.echo(f"\n{'layout, worst first':24}{'F1':>7}{'files':>7}  worst fields")
    by_layout = {name: one.macro(counted_only=True) for name, one in layouts.items()}
    for name in sorted(by_layout, key=by_layout.__getitem__):
        fields = sorted((one.f1, label) for label, one in layouts[name].fields.items()
                        if one.counted)  # fmt: skip
        worst = "  ".join(f"{label} {f1:.2f}" for f1, label in fields[: SHOWN + 2])
        click.echo(f"{name:24}{by_layout[name]:7.3f}{layouts[name].files:7}  {worst}")
    files = max(1, whole.files)
    net = whole.macro() - whole.invented / files / max(1, len(whole.fields))
    return {
        "macro_f1": round(whole.macro(), 4),
        "net": round(net, 4),
        "worst_layout": round(min(by_layout.values(), default=0.0), 4),
        "invented_per_file": round(whole.invented / files, 3),
        "leaks": whole.leaks,
        "files": whole.files,
        "unanswered": sum(told["file"] not in found for told in plain),
        "fields": {name: round(count.f1, 4) for name, count in whole.fields.items()},
        "layouts": {name: round(value, 4) for name, value in by_layout.items()},
    }


@click.command()
@click.option("--data", type=click.Path(path_type=Path, exists=True, file_okay=False),
              envvar="DATA", help="A labelled folder instead of our own layouts.")  # fmt: skip
@click.option("--per-layout", default=6, show_default=True)
@click.option("--seed", default=2026, show_default=True)
@click.option("--only", multiple=True, type=click.Choice(list(LAYOUTS)), help="Some layouts.")
@click.option("--keep", type=click.Path(path_type=Path), help="Keep files and answers here.")
@click.option("--field", help="Name the files where a field went wrong.")
@click.option("--calibrate", is_flag=True, help="How often values of a confidence are right.")
@click.option("--predictions", type=click.Path(path_type=Path, exists=True, dir_okay=False),
              help="Answers of any parser for --data, instead of running ours.")  # fmt: skip
def main(
    *, data: Path | None, per_layout: int, seed: int, only: tuple[str, ...], keep: Path | None,
    field: str | None, calibrate: bool, predictions: Path | None,
) -> None:  # fmt: skip
    """Measure how well resumes are read; print tables and one line of JSON."""
    with tempfile.TemporaryDirectory() as own:
        folder = data or keep or Path(own)
        if not data:
            for layout, reason in undrawable().items():
                click.echo(f"{layout} is left out: {reason}", err=True)
            folder.mkdir(parents=True, exist_ok=True)
            write_cases(folder, seed, per_layout, only)
        truth = read_rows(folder / "truth.jsonl")
        times: list[float] = []
        if predictions:
            found = {read["file"]: read for read in read_rows(predictions)}
        else:
            found, times = parse(folder, truth)
        if keep and not predictions:
            keep.mkdir(parents=True, exist_ok=True)
            lines = (json.dumps(read, ensure_ascii=False) + "\n" for read in found.values())
            (keep / "predictions.jsonl").write_text("".join(lines), encoding="utf-8")
    figures = report(truth, found)
    if calibrate:
        click.echo("\n" + calibration(truth, found))
    if field:
        click.echo(f"\n{field}: " + " ".join(mistakes(truth, found, field)))
    if times:
        figures |= {"ms_per_file_p50": median(times), "ms_per_file_p95": p95(times)}
    click.echo(json.dumps({"seed": seed} | figures if not data else figures, ensure_ascii=False))


if __name__ == "__main__":
    main()

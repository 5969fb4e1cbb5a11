"""`recruit parse`: read resumes from files, without a database."""

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from matching.months import format_month, parse_month
from recruit.clock import month_of, now
from recruit.intake.faults import Unreadable
from recruit.intake.parse_words import (
    FAULTS,
    LABELS,
    LANGUAGES,
    NOW,
    PARSER_FAILED,
    Language,
    said,
)
from recruit.intake.pool import Child
from recruit.intake.readers import read_resume, reading_pool
from recruit.parsing.answers import answered

YEAR = 12


def _month(_ctx: click.Context, _param: click.Parameter, value: str | None) -> str:
    """The month itself; a wrong one is wrong usage."""
    if value is None:
        return month_of(now().date())
    try:
        return format_month(parse_month(value))
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


@click.command("parse")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line and file.")
@click.option(
    "--received",
    callback=_month,
    metavar="YYYY-MM",
    help="Month in which the files came in; by default this one.",
)
@click.option(
    "--lang",
    "language",
    type=click.Choice(LANGUAGES),
    default="ru",
    show_default=True,
    help="Language of messages and of the summary.",
)
def parse_command(
    *, files: Sequence[Path], as_json: bool, received: str, language: Language
) -> None:
    """Read resumes from files, without a database.

    Files are read one after another in a child process with limits. With --json standard output has
    one JSON object a file, in the order given; a file that cannot be read has ``error``, a code,
    and ``message``, what to do. A value that is not sure enough is none: it stands under
    ``questions`` with its place. "Now" in a resume is the day it was printed, else --received.
    """
    for number, answer in enumerate(_answers(files, received, language), start=1):
        click.echo(f"{number}/{len(files)} {answer['file']}", err=True)
        text = json.dumps(answer, ensure_ascii=False) if as_json else _summary(answer, language)
        # UTF-8 on every system; a lone half of a character must not end the run.
        sys.stdout.buffer.write(f"{text}\n".encode("utf-8", "replace"))
        sys.stdout.buffer.flush()


def _answers(files: Sequence[Path], received: str, language: Language) -> Iterator[dict[str, Any]]:
    with reading_pool() as pool:
        for path in files:
            yield {"file": path.name, **_fields(pool, path, received, language)}


def _fields(pool: Child, path: Path, received: str, language: Language) -> dict[str, Any]:
    try:
        reading = read_resume(pool, path, received)
    except Unreadable as error:
        return _refusal(error.fault.value, language)
    if reading.draft is None:
        click.echo(f"{path}: {reading.failure}", err=True)
        return _refusal(PARSER_FAILED, language)
    return answered(reading.draft)


def _refusal(code: str, language: Language) -> dict[str, Any]:
    return {"error": code, "message": said(FAULTS[code], language)}


def _summary(answer: dict[str, Any], language: Language) -> str:
    """What was read, for a person: a line a field, absent ones left out."""
    lines = [answer["file"]]
    if "error" in answer:
        return f"{answer['file']}\n  {answer['message']}"
    months = answer["total_experience_months"]
    pay = answer["salary_expected"]
    values: dict[str, list[str]] = {
        "name": [answer["name"]] if answer["name"] else [],
        "titles": answer["titles"],
        "pay": [f"{pay} {answer['currency']}"] if pay else [],
        "city": [answer["city"]] if answer["city"] else [],
        "phones": answer["phones"],
        "emails": answer["emails"],
        "total": [f"{months / YEAR:.1f}"] if months else [],
        "positions": [_position(position, language) for position in answer["positions"]],
        "education": [
            ", ".join(str(school[field]) for field in ("institution", "year") if school[field])
            for school in answer["education"]
        ],
        "languages": [f"{code} {level}" for code, level in answer["languages"].items()],
        "skills": answer["skills"],
        "questions": answer["questions"],
    }
    for field, told in values.items():
        if not told:
            continue
        separator = "\n    " if field == "positions" else ", "
        begin = "\n    " if field == "positions" else " "
        lines.append(f"  {said(LABELS[field], language)}:{begin}{separator.join(told)}")
    return "\n".join(lines)


def _position(position: dict[str, Any], language: Language) -> str:
    end = said(NOW, language) if position["current"] else position["end"] or "?"
    what = ", ".join(position[field] for field in ("title", "employer") if position[field])
    return f"{position['start'] or '?'} – {end}  {what}".rstrip()

"""`recruit parse`: read resumes from files, without a database."""

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from matching.months import format_month, parse_month
from recruit.clock import month_of, now
from recruit.intake.document_json import load_document
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
from recruit.intake.pool import Pool
from recruit.parsing.output import draft_object
from recruit.parsing.parse import parse

CHILD = "recruit.intake.document_child"
SECONDS = 120.0
"""Patience with one file: recognising a scan takes some seconds a page."""

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
    and ``message``, what to do. "Now" in a resume is the day it was printed, else --received.
    """
    for number, answer in enumerate(_answers(files, received, language), start=1):
        click.echo(f"{number}/{len(files)} {answer['file']}", err=True)
        text = json.dumps(answer, ensure_ascii=False) if as_json else _summary(answer, language)
        # UTF-8 on every system; a lone half of a character must not end the run.
        sys.stdout.buffer.write(f"{text}\n".encode("utf-8", "replace"))
        sys.stdout.buffer.flush()


def _answers(files: Sequence[Path], received: str, language: Language) -> Iterator[dict[str, Any]]:
    with Pool(SECONDS, CHILD) as pool:
        for path in files:
            try:
                fields = _fields(pool, path, received)
            except Unreadable as error:
                fields = _refusal(error.fault.value, language)
            except Exception as error:
                click.echo(f"{path}: {type(error).__name__}: {error}", err=True)
                fields = _refusal(PARSER_FAILED, language)
            yield {"file": path.name, **fields}


def _fields(pool: Pool, path: Path, received: str) -> dict[str, Any]:
    document = load_document(pool.read(path.absolute(), ""))
    return draft_object(parse(document, received), document)


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

"""`recruit rank`: rank candidates from a file for a vacancy from a file, without a database."""

import json
import sys
from pathlib import Path
from typing import Any, NoReturn

import click

from matching.bands import BAND_NAMES, SalarySurvey
from matching.index import CandidateIndex, Ranking
from matching.months import month_of, parse_month
from matching.profiles import CandidateProfile
from matching.reasons import reasons
from matching.scorer import PARTS
from matching.wording import LANGUAGES, Language
from recruit.clock import now
from recruit.rank_files import BadData, BadLine, read_file, read_lines
from recruit.rank_schemas import (
    DEFAULT_CURRENCY,
    CandidateSchema,
    VacancySchema,
    candidate_profile,
    vacancy_profile,
)

SURVEY_FILE = (
    Path(__file__).parent / "salaries" / "editions" / "head-of-customer-relations-2015-04.csv"
)

EXIT_BAD_LINES = 1
EXIT_USAGE = 2

Candidates = list[tuple[int | str, CandidateProfile]]


class MonthType(click.ParamType[int]):
    """A month as YYYY-MM on the command line."""

    name = "YYYY-MM"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The month's number; a wrong one is wrong usage."""
        if isinstance(value, int):
            return value
        try:
            return parse_month(str(value))
        except ValueError as error:
            self.fail(str(error), param, ctx)


_FILE = click.Path(exists=True, dir_okay=False, readable=True, path_type=Path)


@click.command()
@click.option("--vacancy", "vacancy_file", type=_FILE, required=True, help="A vacancy, JSON.")
@click.option(
    "--json",
    "candidates_file",
    type=_FILE,
    required=True,
    help="Candidates, one JSON object a line.",
)
@click.option("--top", type=click.IntRange(min=1), help="Print only the best N.", metavar="N")
@click.option("--skip-bad", is_flag=True, help="Go on without the lines that cannot be read.")
@click.option(
    "--lang",
    "language",
    type=click.Choice(LANGUAGES),
    default="ru",
    show_default=True,
    help="Language of the reasons.",
)
@click.option("--as-of", type=MonthType(), help="Month to which open posts last; by default now.")
def rank(
    *,
    vacancy_file: Path,
    candidates_file: Path,
    top: int | None,
    skip_bad: bool,
    language: Language,
    as_of: int | None,
) -> None:
    """Rank candidates from files, without a database.

    Prints a JSON array, best first. Each has its score as a sum of parts, the interval that unknown
    facts leave open, the reasons in words, and the names of the unknown fields. Lines that cannot
    be read are told on standard error; the exit code is then 1, unless they are to be skipped.
    """
    try:
        data = read_file(vacancy_file, VacancySchema())
    except (BadData, OSError) as error:
        _refuse(f"{vacancy_file}: the vacancy cannot be used: {error}", EXIT_USAGE)
    currency = data.get("currency") or DEFAULT_CURRENCY
    candidates, bad_lines = _read_candidates(candidates_file, currency)
    for bad in bad_lines:
        click.echo(f"{candidates_file}, line {bad.number}: {bad.fault}", err=True)
    if bad_lines and not skip_bad:
        _refuse(
            f"{len(bad_lines)} bad of {len(bad_lines) + len(candidates)} lines, nothing is ranked; "
            "mend them, or leave them out with --skip-bad",
            EXIT_BAD_LINES,
        )
    index = CandidateIndex(month_of(now().date()) if as_of is None else as_of)
    index.update(candidates)
    ranking = index.rank(vacancy_profile(data), survey=SalarySurvey.from_csv(SURVEY_FILE))
    _print(ranking, top, language)


def _refuse(message: str, code: int) -> NoReturn:
    click.echo(message, err=True)
    raise SystemExit(code)


def _read_candidates(path: Path, currency: str) -> tuple[Candidates, list[BadLine]]:
    """The candidates of a file and its bad lines; the second of two equal ids is bad."""
    candidates: Candidates = []
    bad_lines: list[BadLine] = []
    seen: dict[str, int] = {}
    with path.open("rb") as file:
        for item in read_lines(file, CandidateSchema()):
            if isinstance(item, BadLine):
                bad_lines.append(item)
                continue
            number, data = item
            first = seen.setdefault(str(data["id"]), number)
            if first != number:
                fault = f"id: {data['id']!r} is already in line {first}; give each its own"
                bad_lines.append(BadLine(number, fault))
                continue
            candidates.append((data["id"], candidate_profile(data, currency)))
    return candidates, bad_lines


def _print(ranking: Ranking, top: int | None, language: Language) -> None:
    """Write the array to standard output, one candidate a line, UTF-8 on every system."""
    rows = (
        json.dumps(_row(ranking, key, language), ensure_ascii=False) for key in ranking.keys[:top]
    )
    text = "[\n" + ",\n".join(rows) + "\n]\n"
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))
    sys.stdout.buffer.flush()


def _row(ranking: Ranking, key: int | str, language: Language) -> dict[str, Any]:
    explanation = ranking.explain(key)
    return {
        "id": key,
        "rank": explanation.rank,
        "score": explanation.score,
        "parts": {name: explanation.part(name).points for name in PARTS},
        "interval": [explanation.low, explanation.high],
        "band": BAND_NAMES[explanation.band - 1] if explanation.band else None,
        "reasons": reasons(explanation, language),
        "unknown": list(explanation.unknown),
    }

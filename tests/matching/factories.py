"""Vacancies and candidates in data format 1, and their rankings."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from matching.band_rules import BandRules
from matching.bands import SalarySurvey
from matching.index import CandidateIndex, Ranking
from matching.months import parse_month
from recruit.catalogue.bands import band_rules
from recruit.catalogue.profile_files import PROFILES_FOLDER, read_profile
from recruit.rank_command import SURVEY_FILE
from recruit.rank_schemas import (
    DEFAULT_CURRENCY,
    CandidateSchema,
    VacancySchema,
    candidate_profile,
    vacancy_profile,
)

AS_OF = parse_month("2026-11")
SURVEY = SalarySurvey.from_csv(SURVEY_FILE)

BOOK: dict[str, Any] = yaml.safe_load(
    Path(__file__).with_name("order_cases.yaml").read_text(encoding="utf-8")
)
VACANCIES: dict[str, dict[str, Any]] = BOOK["bases"]["vacancies"]
CANDIDATES: dict[str, dict[str, Any]] = BOOK["bases"]["candidates"]


def candidate(base: str = "head", **changes: Any) -> dict[str, Any]:
    """A candidate of the book with some fields changed; `stuffed` lists that many keywords."""
    row = CANDIDATES[base] | changes
    if stuffed := row.pop("stuffed", 0):
        row["skills"] = [*row["skills"], *(f"ключевое слово {n}" for n in range(stuffed))]
    return row


def vacancy(base: str = "head", **changes: Any) -> dict[str, Any]:
    """A vacancy of the book with some fields changed."""
    return VACANCIES[base] | changes


@cache
def packaged_rules() -> BandRules:
    """What the bands of a head of customer relations ask, as the package has it."""
    rules = band_rules(read_profile(PROFILES_FOLDER / "head-of-customer-relations.yaml"))
    assert rules is not None
    return rules


def rank(
    asked: Mapping[str, Any],
    rows: Sequence[Mapping[str, Any]],
    bands: BandRules | None = None,
    **options: Any,
) -> Ranking:
    """Rank rows for a vacancy with the seed's survey; the keys are the rows' places."""
    data: Any = VacancySchema().load(asked)
    currency = data.get("currency") or DEFAULT_CURRENCY
    index = CandidateIndex(AS_OF)
    index.update(
        (place, candidate_profile(CandidateSchema().load({"id": place, **row}), currency))
        for place, row in enumerate(rows)
    )
    profile = replace(vacancy_profile(data), bands=bands)
    return index.rank(profile, survey=SURVEY, **options)


def units(ranking: Ranking, part: str | None = None) -> list[int]:
    """Scores, or the points of one part, in hundredths, in the order of the keys."""
    by_key = sorted(ranking.keys)
    explained = [ranking.explain(key) for key in by_key]
    values = [e.score if part is None else e.part(part).points for e in explained]
    return [round(value * 100) for value in values]

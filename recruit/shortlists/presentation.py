"""A ranking as pages show it: parts with reasons, the market, words for what was left out."""

from collections.abc import Sequence
from typing import Any

from flask import current_app
from flask_babel import lazy_gettext

from matching.bands import SalarySurvey
from matching.facts import Explanation
from matching.phrases import Language
from matching.reasons import part_reason, summary
from matching.scorer import PARTS
from recruit.models import Vacancy
from recruit.shortlists.base import CandidateBase
from recruit.vacancies.panels import market
from recruit.web.charts import Market, Scale, ScorePart, common_scale

PART_LABELS = {
    "skills": lazy_gettext("Skills"),
    "experience": lazy_gettext("Experience"),
    "salary": lazy_gettext("Salary"),
    "place": lazy_gettext("Place"),
    "title": lazy_gettext("Role"),
    "text": lazy_gettext("Text"),
}
FILTER_LABELS = {
    "must_skills": lazy_gettext("must-have skills"),
    "place": lazy_gettext("city, relocation or remote work"),
    "management_months": lazy_gettext("years in management"),
    "experience_months": lazy_gettext("years of experience"),
    "expectation": lazy_gettext("the highest expectation"),
    "query": lazy_gettext("the words searched for"),
    "verdict": lazy_gettext("already have a verdict"),
    "applied": lazy_gettext("have not applied"),
}
UNKNOWN_LABELS = {
    "skills": lazy_gettext("skills"),
    "languages": lazy_gettext("languages"),
    "education": lazy_gettext("education"),
    "experience_years": lazy_gettext("years of experience"),
    "management_years": lazy_gettext("years in management"),
    "positions": lazy_gettext("dates of the positions"),
    "salary_expected": lazy_gettext("the salary expected"),
    "title": lazy_gettext("the post wanted"),
    "text": lazy_gettext("the text of the résumé"),
    "city": lazy_gettext("city"),
    "relocation": lazy_gettext("relocation"),
    "remote": lazy_gettext("remote work"),
}


def candidate_base() -> CandidateBase:
    """The candidates this process holds in memory."""
    found: CandidateBase = current_app.extensions["recruit.candidates"]
    return found


def score_parts(explanation: Explanation, language: Language) -> list[ScorePart]:
    """The parts of a score that the vacancy asks for, in the order of the bar, with reasons."""
    return [
        ScorePart(
            label=str(PART_LABELS[part.name]),
            weight=part.weight,
            low=part.low,
            high=part.high,
            text=part_reason(explanation, part.name, language),
        )
        for part in explanation.parts
        if part.weight
    ]


def head_parts(weights: dict[str, float]) -> list[ScorePart]:
    """The head of a list: each part with its weight."""
    return [
        ScorePart(label=str(PART_LABELS[name]), weight=weights[name], low=0, high=0)
        for name in PARTS
        if weights[name]
    ]


def sentence(explanation: Explanation, language: Language) -> str:
    """The one sentence of reasons in a row."""
    return summary(explanation, language)


def unknown_facts(explanation: Explanation) -> list[str]:
    """What is not known of a candidate, in words."""
    return [str(UNKNOWN_LABELS[field]) for field in explanation.unknown]


def removed_counts(removed: dict[str, int]) -> list[tuple[str, int]]:
    """How many candidates each filter removed, in words."""
    return [(str(FILTER_LABELS[name]), count) for name, count in removed.items()]


def market_of(survey: SalarySurvey | None, vacancy: Vacancy, language: Language) -> Market | None:
    """The survey's cell of a vacancy's city and segment; None where the survey has none."""
    cell = survey.cell(vacancy.city, vacancy.segment) if survey else None
    return market(cell, survey.currency, language) if survey and cell else None


def offer_of(vacancy: Vacancy) -> tuple[int | None, int | None] | None:
    """The offer as the range plot takes it; None where the vacancy names no sum."""
    if vacancy.salary_from is None and vacancy.salary_to is None:
        return None
    return vacancy.salary_from, vacancy.salary_to


def scale_of(
    market: Market | None, vacancy: Vacancy, explanations: Sequence[Explanation]
) -> Scale | None:
    """One scale for all rows of a page."""
    if market is None:
        return None
    amounts: list[Any] = [vacancy.salary_from, vacancy.salary_to]
    amounts += [explanation.salary.expected for explanation in explanations]
    return common_scale([market], amounts)

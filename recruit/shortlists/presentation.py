"""A ranking as pages show it: parts with reasons, the market, words for what was left out."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlencode

from flask import current_app, request, url_for
from flask_babel import force_locale, gettext, lazy_gettext

from matching.bands import SalarySurvey
from matching.change_reasons import change_reason
from matching.evidence import Evidence
from matching.facts import Explanation
from matching.feature_reasons import FEATURE_LABELS, feature_fact
from matching.months import month_of
from matching.phrases import Language
from matching.reasons import part_reason, summary
from matching.scorer import PARTS
from recruit.candidates.matching_view import to_profile
from recruit.models import Vacancy
from recruit.salaries.cells import market
from recruit.salaries.standing import StandingView, standing_view
from recruit.shortlists.base import CandidateBase
from recruit.shortlists.services import Reasons
from recruit.web import current
from recruit.web.charts import Market, Scale, ScorePart, common_scale
from recruit.web.formats import money_figure, number
from recruit.web.i18n import get_language

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
LABELS = {"part": PART_LABELS, "filter": FILTER_LABELS, "unknown": UNKNOWN_LABELS}
ANYBODY = "ANYBODY"
"""Stands for a candidate in an address; the ids of vacancies are hexadecimal."""


def candidate_base() -> CandidateBase:
    """The candidates this process holds in memory."""
    found: CandidateBase = current_app.extensions["recruit.candidates"]
    return found


def score_parts(
    explanation: Explanation, language: Language, *, reasoned: bool = True
) -> list[ScorePart]:
    """The parts of a score that the vacancy asks for, in the order of the bar, with reasons."""
    labels = _labels("part", language)
    return [
        ScorePart(
            label=labels[part.name],
            weight=part.weight,
            low=part.low,
            high=part.high,
            text=part_reason(explanation, part.name, language) if reasoned else "",
        )
        for part in explanation.parts
        if part.weight
    ]


@cache
def _labels(kind: str, language: Language) -> dict[str, str]:
    """The names of the parts, or of all else that has some here, in a language."""
    with force_locale(language):
        return {name: str(label) for name, label in LABELS[kind].items()}


def head_parts(weights: dict[str, float], language: Language) -> list[ScorePart]:
    """The head of a list: each part with its weight."""
    labels = _labels("part", language)
    return [
        ScorePart(label=labels[name], weight=weights[name], low=0, high=0)
        for name in PARTS
        if weights[name]
    ]


class RowLinks:
    """Where a row's things lead: an address is built once for all rows of a page."""

    def __init__(self, vacancy_id: str) -> None:
        self._patterns = {
            endpoint: url_for(f"shortlists.{endpoint}", public_id=vacancy_id, candidate_id=ANYBODY)
            for endpoint in ("explain", "verdict", "release")
        } | {"card": url_for("candidates.show", public_id=ANYBODY)}
        # What the reader has set goes along, as it stands in the address of this page.
        self.told = urlencode(list(request.args.items(multi=True)))
        self._kept = f"?{self.told}" if self.told else ""

    def to(self, thing: str, candidate_id: str) -> str:
        """The address of a thing of one candidate."""
        return self._patterns[thing].replace(ANYBODY, candidate_id)

    def kept(self, thing: str, candidate_id: str) -> str:
        """The same, with conditions and weights as they are set."""
        return self.to(thing, candidate_id) + self._kept


def narrowed(**conditions: str) -> str:
    """The address of this page from its first one on, with some conditions set otherwise."""
    return f"{request.path}?{urlencode(request.args.to_dict() | conditions | {'page': '1'})}"


def sentence(explanation: Explanation, language: Language) -> str:
    """The one sentence of reasons in a row."""
    return summary(explanation, language)


def unknown_facts(explanation: Explanation, language: Language) -> list[str]:
    """What is not known of a candidate, in words."""
    labels = _labels("unknown", language)
    return [labels[field] for field in explanation.unknown]


@dataclass(frozen=True)
class Quote:
    """A sentence of a résumé: the skill it shows, and the post it stands under, if any."""

    skill: str
    words: str
    post: str


@dataclass(frozen=True)
class Curve:
    """A line of the full table: what is measured, the fact, its level, and the part as drawn."""

    label: str
    fact: str
    level: float
    part: ScorePart
    quotes: Sequence[Quote]

    @property
    def known(self) -> bool:
        """Whether the fact is known."""
        return self.part.low == self.part.high


def quotes(reasons: Reasons, keys: Sequence[str], language: Language) -> list[Quote]:
    """The sentences that show skills, in the order of the skills."""
    labels = reasons.explanation.labels[language]
    return [
        Quote(labels.get(key, key), found.quote, _post(reasons, found))
        for key in keys
        if (found := reasons.evidence.get(key)) is not None
    ]


def _post(reasons: Reasons, found: Evidence) -> str:
    if found.position is None:
        return ""
    post = reasons.candidate.positions[found.position]
    return ", ".join(filter(None, (post.title, post.employer)))


def all_quotes(reasons: Reasons, language: Language) -> list[Quote]:
    """The sentences that show what is asked, must-haves first."""
    skills = reasons.explanation.skills
    return quotes(reasons, (*skills.must.evidenced, *skills.nice.evidenced), language)


def curves(reasons: Reasons, part: str, language: Language) -> list[Curve]:
    """The lines of one part in the full table."""
    explanation = reasons.explanation
    shown = {
        "must": explanation.skills.must.evidenced,
        "nice": explanation.skills.nice.evidenced,
    }
    return [
        Curve(
            label=FEATURE_LABELS[feature.name][language],
            fact=feature_fact(explanation, feature, language),
            level=feature.level,
            part=ScorePart(
                FEATURE_LABELS[feature.name][language], feature.weight, feature.low, feature.high
            ),
            quotes=quotes(reasons, shown.get(feature.name, ()), language),
        )
        for feature in explanation.features
        if feature.part == part
    ]


def change_lines(reasons: Reasons, language: Language, most: int | None = None) -> list[str]:
    """The smallest changes that lift, each in a sentence."""
    explanation = reasons.explanation
    return [
        change_reason(change, explanation.salary.currency, explanation.labels[language], language)
        for change in reasons.changes[:most]
    ]


def lift_line(explanation: Explanation) -> str:
    """What carries a candidate: the profession, or what recruiters choose by."""
    profession, choice = (explanation.lifts[name] for name in ("profession", "choice"))
    said: str = gettext(
        "Against the average candidate: profession %(profession)s; "
        "experience, skills and terms %(choice)s.",
        profession=_signed(profession),
        choice=_signed(choice),
    )
    return said


def _signed(points: float) -> str:
    figure = number(points, get_language(), 1)
    return figure if points < 0 else f"+{figure}"


def removed_counts(removed: dict[str, int], language: Language) -> list[tuple[str, int]]:
    """How many candidates each filter removed, in words."""
    labels = _labels("filter", language)
    return [(labels[name], count) for name, count in removed.items()]


def standing_of(
    reasons: Reasons, vacancy: Vacancy, survey: SalarySurvey | None, language: Language
) -> StandingView | None:
    """Where the candidate stands in the bands of the vacancy's post; None where it has none."""
    standing = reasons.explanation.standing
    if standing is None:
        return None
    return standing_view(
        standing,
        profile=to_profile(reasons.candidate),
        content=vacancy.profile_version.content,
        cell=survey.cell(vacancy.city, vacancy.segment) if survey else None,
        vocabulary=candidate_base().vocabulary,
        as_of=month_of(current.today()),
        language=language,
    )


def market_of(survey: SalarySurvey | None, vacancy: Vacancy, language: Language) -> Market | None:
    """The survey's cell of a vacancy's city and segment; None where the survey has none."""
    cell = survey.cell(vacancy.city, vacancy.segment) if survey else None
    return market(cell, survey.currency, language) if survey and cell else None


def offer_of(vacancy: Vacancy) -> tuple[int | None, int | None] | None:
    """The offer as the range plot takes it; None where the vacancy names no sum."""
    if vacancy.salary_from is None and vacancy.salary_to is None:
        return None
    return vacancy.salary_from, vacancy.salary_to


def most_offered(vacancy: Vacancy, language: Language) -> str | None:
    """The most that is offered, as one would type it into a condition."""
    most = vacancy.salary_to
    return None if most is None else money_figure(most, vacancy.currency, language)


def scale_of(
    market: Market | None, vacancy: Vacancy, explanations: Sequence[Explanation]
) -> Scale | None:
    """One scale for all rows of a page."""
    if market is None:
        return None
    amounts: list[Any] = [vacancy.salary_from, vacancy.salary_to]
    amounts += [explanation.salary.expected for explanation in explanations]
    return common_scale([market], amounts)

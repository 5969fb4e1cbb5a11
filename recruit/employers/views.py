"""The employer's room: the candidates presented for a vacancy, without names until consent."""

from typing import Any

from flask import Blueprint, current_app, render_template

from recruit.employers import services
from recruit.salaries.services import survey_of
from recruit.shortlists.base import CandidateBase
from recruit.shortlists.presentation import score_parts, sentence, unknown_facts
from recruit.vacancies.panels import market
from recruit.vacancies.services import get_vacancy
from recruit.web import access, charts, current, units
from recruit.web.i18n import get_language

blueprint = Blueprint("employers", __name__)


@blueprint.get("/vacancies/<public_id>/submissions")
@access.employers_and_staff
def submissions(public_id: str) -> Any:
    """The candidates presented for a vacancy."""
    session = units.session()
    vacancy = get_vacancy(session, current.signed_in(), public_id)
    presented = services.list_submissions(session, candidate_base(), vacancy, current.clock()())
    return render_template(
        "employers/submissions.html", presented=presented, **drawing(vacancy, presented)
    )


@blueprint.get("/submissions/<public_id>")
@access.employers_and_staff
def submission(public_id: str) -> Any:
    """One presented candidate."""
    session, account = units.session(), current.signed_in()
    presented = services.get_submission(
        session, account, candidate_base(), public_id, current.clock()()
    )
    return render_template(
        "employers/submission.html",
        presented=presented,
        **drawing(presented.submission.vacancy, [presented]),
    )


def candidate_base() -> CandidateBase:
    """The candidates this process holds in memory."""
    found: CandidateBase = current_app.extensions["recruit.candidates"]
    return found


def drawing(vacancy: Any, presented: list[services.Presented]) -> dict[str, Any]:
    """What the score bars and range plots of a page share."""
    language = get_language()
    survey = survey_of(units.session(), vacancy.profile_version.profile.slug)
    cell = survey.cell(vacancy.city, vacancy.segment) if survey else None
    place = market(cell, survey.currency, language) if survey and cell else None
    offer = (vacancy.salary_from, vacancy.salary_to)
    wanted = [one.explanation.salary.expected for one in presented if one.explanation]
    return {
        "vacancy": vacancy,
        "market": place,
        "offer": None if offer == (None, None) else offer,
        "scale": charts.common_scale([place], [*offer, *wanted]) if place else None,
        "score_parts": lambda explanation: score_parts(explanation, language),
        "sentence": lambda explanation: sentence(explanation, language),
        "unknown_facts": unknown_facts,
    }

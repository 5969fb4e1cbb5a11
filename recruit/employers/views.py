"""The employer's room: the candidates presented for a vacancy, without names until consent."""

from typing import Any

from flask import Blueprint, render_template

from recruit.employers import services
from recruit.models import Vacancy
from recruit.salaries.services import newest_edition, to_survey
from recruit.shortlists import presentation
from recruit.vacancies.services import get_vacancy
from recruit.web import access, current, units
from recruit.web.i18n import get_language

blueprint = Blueprint("employers", __name__)


@blueprint.get("/vacancies/<public_id>/submissions")
@access.employers_and_staff
def submissions(public_id: str) -> Any:
    """The candidates presented for a vacancy."""
    session = units.session()
    vacancy = get_vacancy(session, current.signed_in(), public_id)
    presented = services.list_submissions(
        session, presentation.candidate_base(), vacancy, current.today()
    )
    return render_template(
        "employers/submissions.html", presented=presented, **drawing(vacancy, presented)
    )


@blueprint.get("/submissions/<public_id>")
@access.employers_and_staff
def submission(public_id: str) -> Any:
    """One presented candidate."""
    session, account = units.session(), current.signed_in()
    presented = services.get_submission(
        session, account, presentation.candidate_base(), public_id, current.today()
    )
    return render_template(
        "employers/submission.html",
        presented=presented,
        **drawing(presented.submission.vacancy, [presented]),
    )


def drawing(vacancy: Vacancy, presented: list[services.Presented]) -> dict[str, Any]:
    """What the score bars and range plots of a page share."""
    language = get_language()
    edition = newest_edition(units.session(), vacancy.profile_version.profile.slug)
    market = presentation.market_of(to_survey(edition) if edition else None, vacancy, language)
    explanations = [one.explanation for one in presented if one.explanation]
    return {
        "vacancy": vacancy,
        "market": market,
        "edition": edition,
        "offer": presentation.offer_of(vacancy),
        "scale": presentation.scale_of(market, vacancy, explanations),
        "score_parts": lambda explanation: presentation.score_parts(explanation, language),
        "sentence": lambda explanation: presentation.sentence(explanation, language),
        "unknown_facts": lambda explanation: presentation.unknown_facts(explanation, language),
    }

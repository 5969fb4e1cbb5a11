"""The recruiter's shortlist of a vacancy: rank, judge, release."""

from typing import Any
from urllib.parse import parse_qsl, urlencode

from flask import (
    Blueprint,
    flash,
    jsonify,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_babel import gettext
from sqlalchemy.orm import Session

from recruit.candidates.services import get_candidate
from recruit.cities import city_label
from recruit.errors import Invalid
from recruit.models import Grade, Vacancy
from recruit.salaries.services import newest_edition, to_survey
from recruit.shortlists import presentation, services, verdicts
from recruit.shortlists.conditions import YEARS, ShortlistQuery
from recruit.shortlists.listing import Listing
from recruit.shortlists.openings import SHOWN, rank_openings
from recruit.shortlists.schemas import (
    REASONS,
    PageSchema,
    ShortlistQuerySchema,
    VerdictSchema,
    written,
)
from recruit.skills import label as skill_label
from recruit.vacancies.services import get_vacancy
from recruit.web import access, current, units
from recruit.web.errors import wants_json
from recruit.web.formats import number
from recruit.web.forms import Form
from recruit.web.i18n import get_language
from recruit.web.once import creates
from recruit.web.pages import local_path
from recruit.web.score_bars import ListBars

blueprint = Blueprint("shortlists", __name__)


@blueprint.get("/vacancies/<public_id>/shortlist")
@access.staff
def show(public_id: str) -> Any:
    """All candidates for a vacancy, ranked, filtered, one page of them."""
    session, language = units.session(), get_language()
    vacancy = get_vacancy(session, current.signed_in(), public_id)
    form = Form(ShortlistQuerySchema(vacancy.currency), request.args)
    query = ShortlistQuery()
    if form.is_valid():
        query = form.data["query"]
    shortlist = services.rank_candidates(
        session, presentation.candidate_base(), vacancy, query, current.today()
    )
    survey = to_survey(shortlist.edition) if shortlist.edition else None
    market = presentation.market_of(survey, vacancy, language)
    scale = presentation.scale_of(market, vacancy, [row.explanation for row in shortlist.rows])
    head = presentation.head_parts(dict(shortlist.weights), language)
    bars = ListBars(head)
    listing = Listing(
        shortlist,
        vacancy,
        bars,
        market=market,
        scale=scale,
        language=language,
        today=current.today(),
    )
    page = render_template(
        "shortlists/show.html",
        vacancy=vacancy,
        form=form,
        shortlist=shortlist,
        rows=listing.rows(request.args.get("ask")),
        kept=listing.kept,
        market=market,
        edition=shortlist.edition,
        offer=presentation.offer_of(vacancy),
        most_offered=presentation.most_offered(vacancy, language),
        scale=scale,
        head=head,
        bar_ground=bars.ground,
        removed=presentation.removed_counts(dict(shortlist.removed), language),
        counts={name: number(n, language) for name, n in shortlist.counts.items()},
        part_labels=presentation.PART_LABELS,
        drawn=written(shortlist.weights),
        moved=written(query.weights) if query.weights else "",
        reasons=list(REASONS.items()),
        years_offered=YEARS,
        language=language,
        present=presentation,
        skill_label=skill_label,
        city_label=city_label,
    )
    return page, 422 if form.errors else 200


@blueprint.get("/vacancies/<public_id>/shortlist/<candidate_id>")
@access.staff
def explain(public_id: str, candidate_id: str) -> Any:
    """Why one candidate stands where they stand: each curve, its fact, what would change it."""
    session = units.session()
    vacancy = get_vacancy(session, current.signed_in(), public_id)
    reasons = _reasons(session, vacancy, candidate_id, narrowed=False)
    edition = newest_edition(session, vacancy.profile_version.profile.slug)
    survey = to_survey(edition) if edition else None
    return render_template(
        "shortlists/explain.html",
        vacancy=vacancy,
        candidate=reasons.candidate,
        reasons=reasons,
        explanation=reasons.explanation,
        parts=presentation.score_parts(reasons.explanation, get_language()),
        part_labels=presentation.PART_LABELS,
        language=get_language(),
        present=presentation,
        edition=edition,
        standing=presentation.standing_of(reasons, vacancy, survey, get_language()),
        city_label=city_label,
        rise=services.RISE,
    )


@blueprint.get("/vacancies/<public_id>/shortlist/<candidate_id>/row")
@access.staff
def row(public_id: str, candidate_id: str) -> Any:
    """What a row of the list opens to: the parts, where it is written, what would change."""
    session = units.session()
    vacancy = get_vacancy(session, current.signed_in(), public_id)
    reasons = _reasons(session, vacancy, candidate_id, narrowed=True)
    return render_template(
        "shortlists/_row.html",
        vacancy=vacancy,
        candidate=reasons.candidate,
        reasons=reasons,
        facts=reasons.explanation,
        parts=presentation.score_parts(reasons.explanation, get_language()),
        verdict=verdicts.latest_verdicts(session, vacancy).get(reasons.candidate.id),
        submission=services.submission_of(session, vacancy, reasons.candidate),
        language=get_language(),
        present=presentation,
    )


def _reasons(
    session: Session, vacancy: Vacancy, candidate_id: str, *, narrowed: bool
) -> services.Reasons:
    """Why a candidate stands where they stand: in the list as it is narrowed, or among all."""
    form = Form(ShortlistQuerySchema(vacancy.currency), request.args)
    asked = form.data["query"] if form.is_valid() else ShortlistQuery()
    return services.explain_candidate(
        session,
        presentation.candidate_base(),
        vacancy,
        services.get_open_candidate(session, candidate_id),
        query=asked if narrowed else ShortlistQuery(weights=asked.weights),
        today=current.today(),
    )


@blueprint.get("/candidates/<public_id>/vacancies")
@access.staff
def openings(public_id: str) -> Any:
    """The open vacancies that a candidate fits, the best first."""
    session = units.session()
    candidate = get_candidate(session, current.signed_in(), public_id)
    form = Form(PageSchema(), request.args)
    fitting = rank_openings(
        session,
        presentation.candidate_base(),
        candidate,
        current.today(),
        page=form.data["page"] if form.is_valid() else 1,
    )
    return render_template(
        "shortlists/openings.html",
        # The base may have loaded the row anew, without what the page shows of it.
        candidate=get_candidate(session, current.signed_in(), public_id),
        fitting=fitting,
        page_size=SHOWN,
        language=get_language(),
        present=presentation,
        city_label=city_label,
    )


@blueprint.post("/vacancies/<public_id>/shortlist/<candidate_id>/verdict")
@access.staff
def verdict(public_id: str, candidate_id: str) -> Any:
    """Record one of five grades; «no» without its reason asks for it in the row."""
    session, account = units.session(), current.signed_in()
    vacancy = get_vacancy(session, account, public_id)
    candidate = services.get_open_candidate(session, candidate_id, hold=True)
    # The place in the list stands in the address of a row's button, what was said in the form.
    form = Form(VerdictSchema(), request.values)
    if not form.is_valid():
        raise Invalid({name: messages[0] for name, messages in form.errors.items()})
    grade = Grade(int(form.data["verdict"])) if form.data["verdict"] else None
    back, now = _back(public_id), current.clock()()
    try:
        if form.data["undo"]:
            made = verdicts.take_back(session, account, vacancy, candidate, now)
        else:
            made = verdicts.record_verdict(
                session,
                account,
                vacancy,
                candidate,
                grade=grade,
                reason=form.data["reason"] if grade == Grade.NO else None,
                now=now,
                rank=form.data["rank"],
            )
    except Invalid:
        if wants_json():
            raise
        return redirect(asking(back, candidate_id), 303)
    session.commit()
    message = gettext("Verdict recorded") if grade else gettext("Verdict taken back")
    if wants_json():
        return jsonify(
            verdict=int(made.grade) if made.grade else None,
            reason=str(REASONS[made.reason]) if made.reason else None,
            message=message,
        )
    flash(message, "ok")
    return redirect(f"{back}#c-{candidate_id}", 303)


def _back(public_id: str) -> str:
    """The list that the button was in, without the question that was asked in one of its rows."""
    back = local_path(request.form.get("back"), url_for("shortlists.show", public_id=public_id))
    path, _, told = back.partition("?")
    kept = [(name, value) for name, value in parse_qsl(told, True) if name != "ask"]
    return f"{path}?{urlencode(kept)}" if kept else path


def asking(back: str, candidate_id: str) -> str:
    """The list again, with the reason asked in the row."""
    joint = "&" if "?" in back else "?"
    return f"{back}{joint}ask={candidate_id}#c-{candidate_id}"


@blueprint.post("/vacancies/<public_id>/shortlist/<candidate_id>/release")
@access.staff
@creates
def release(public_id: str, candidate_id: str) -> Any:
    """Show a candidate to the employer, without name and contacts."""
    session, account = units.session(), current.signed_in()
    vacancy = get_vacancy(session, account, public_id)
    candidate = services.get_open_candidate(session, candidate_id, hold=True)
    submission = services.release(session, account, vacancy, candidate, current.clock()())
    flash(
        gettext(
            "Shown to the client as “Candidate %(number)s”, without name and contacts",
            number=submission.number,
        ),
        "ok",
    )
    return redirect(f"{_back(public_id)}#c-{candidate_id}", 303)

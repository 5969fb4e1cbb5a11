"""The candidate's minute: the document on one side, what was read from it on the other."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from recruit.candidates.consents import current_text
from recruit.candidates.resume_pages import choices
from recruit.candidates.schemas import FirstResumeSchema
from recruit.clock import month_of
from recruit.intake import review_difference_page as difference
from recruit.intake import review_services as services
from recruit.intake import sentences
from recruit.intake.faults import Fault, Oddity
from recruit.intake.review_checks import checks_of
from recruit.intake.review_document import document_of, pages_of
from recruit.intake.review_form import Origins, initial_values, place_of, with_taken
from recruit.models import Candidate, Purpose, ResumeState
from recruit.web import access, current, units
from recruit.web.forms import Form
from recruit.web.i18n import get_language
from recruit.web.once import creates
from recruit.web.rows import with_rows_changed

blueprint = Blueprint("review", __name__)
WAITING = (ResumeState.RECEIVED, ResumeState.READING)


@blueprint.route("/files/<public_id>/review", methods=["GET", "POST"])
@access.candidates_and_staff
@creates
def show(public_id: str) -> Any:
    """What a file says: as a first profile to confirm, or as a difference to the one there is."""
    review = _open(public_id)
    if review.resume.state in WAITING:
        # The page that watches a file leads back here by itself.
        return redirect(url_for("intake.reading", public_id=public_id), 303)
    if review.candidate is not None:
        return difference.answer(review, _document_facts(review), _after(review.candidate))
    return _first(review)


@blueprint.post("/files/<public_id>/set-aside")
@access.candidates_and_staff
def set_aside(public_id: str) -> Any:
    """Keep the file and nothing of what was read from it."""
    review, session = _open(public_id), units.session()
    services.set_aside(session, current.signed_in(), review, now=current.clock()())
    session.commit()
    flash(
        gettext("Nothing was taken over from the file. It is kept, and can be reviewed again."), ""
    )
    return redirect(_after(review.candidate), 303)


def _open(public_id: str) -> services.Review:
    return services.open_review(
        units.session(),
        current.signed_in(),
        public_id,
        month_of(current.today()),
        lock=request.method == "POST",
    )


def _after(candidate: Candidate | None) -> str:
    """Where a decision leads: to the profile, if there is one."""
    if not current.signed_in().is_staff:
        return url_for("candidates.room")
    if candidate is None:
        return url_for("candidates.index")
    return url_for("candidates.show", public_id=candidate.public_id)


def _first(review: services.Review) -> Any:
    """The form of a first profile: draw it, change it by its buttons, or save it."""
    account, language = current.signed_in(), get_language()
    own = {} if account.is_staff else {"name": account.name, "email": account.email}
    initial = initial_values(review.proposal, language, own)

    def form_of(sent: MultiDict[str, str] | None) -> Form:
        return Form(FirstResumeSchema(month_of(current.today())), sent, initial)

    if request.method == "GET":
        return _page(form_of(None), review)
    form = form_of(request.form)
    redrawn = with_rows_changed(request.form) or with_taken(form, review.proposal, language)
    if redrawn is not None:
        return _page(form_of(redrawn), review)
    if not form.is_valid():
        return _page(form, review), 422
    candidate = services.confirm_first(
        units.session(), account, review, form.data, now=current.clock()()
    )
    flash(gettext("The résumé is saved and takes part in the selection."), "ok")
    return redirect(_after(candidate), 303)


def _page(form: Form, review: services.Review) -> str:
    language, proposal = get_language(), review.proposal
    origins = Origins(form, proposal)
    return render_template(
        "intake/review.html",
        form=form,
        checks=checks_of(form, proposal, review.resume.text or "", language),
        place_of=lambda control: place_of(control, proposal, origins),
        in_file=origins.in_file,
        consent=current_text(Purpose.PROCESSING),
        back=_after(None),
        **_document_facts(review),
        **choices(),
    )


def _document_facts(review: services.Review) -> dict[str, Any]:
    """The side with the document. Hidden text and oddities are the recruiters' affair."""
    resume, is_staff = review.resume, current.signed_in().is_staff
    offers = {**review.proposal.doubts, **review.proposal.offers}
    places = {key: offer.place for key, offer in offers.items()} | review.proposal.places
    hidden = [line for line in (resume.hidden or "").splitlines() if line.strip()]
    return {
        "resume": resume,
        "decider": services.decider_of(units.session(), resume),
        "pages": pages_of(document_of(resume), places) if resume.text else [],
        "hidden": hidden if is_staff else [],
        "warnings": [sentences.WARNINGS[Oddity(code)] for code in resume.warnings or ()]
        if is_staff
        else [],
        "fault": sentences.FAULTS[Fault(resume.fault)] if resume.fault else None,
    }

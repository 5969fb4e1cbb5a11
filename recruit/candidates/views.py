"""The candidate's own room, the resume form, and the recruiters' pages of candidates."""

from typing import Any

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext

from recruit.candidates import consents, resume_pages, services
from recruit.candidates.advice import advice_on
from recruit.candidates.card import card_facts, career, consent_rows, counted_months, phone_words
from recruit.candidates.completeness import missing_facts
from recruit.candidates.salary_map import salary_map
from recruit.candidates.source_words import SECTIONS, Sources
from recruit.cities import city_label
from recruit.duplicates import services as duplicates
from recruit.duplicates.finding import open_pairs_of
from recruit.errors import NotFound
from recruit.intake import sending, sentences
from recruit.intake import services as intake
from recruit.intake.waiting import count_waiting
from recruit.models import Candidate, Purpose
from recruit.skills import labels, suggested
from recruit.web import access, current, units
from recruit.web.fields import clean
from recruit.web.i18n import get_language
from recruit.web.once import creates

blueprint = Blueprint("candidates", __name__)
LONGEST_START = 100


def _own() -> Candidate | None:
    account, writes = current.signed_in(), request.method == "POST"
    return services.own_candidate(units.session(), account, lock=writes)


def _own_profile() -> Candidate:
    candidate = _own()
    if candidate is None:
        raise NotFound
    return candidate


def _one(public_id: str) -> Candidate:
    account, writes = current.signed_in(), request.method == "POST"
    return services.get_candidate(units.session(), account, public_id, lock=writes)


# ---------- the candidate's own pages ----------


@blueprint.get("/my")
@access.candidates
def room() -> Any:
    """All that a candidate has here: resume, files, applications, consents."""
    candidate = _own()
    if candidate is None:
        files = intake.open_files_of(units.session(), current.signed_in())
        return render_template("candidates/start.html", files=files, faults=sentences.FAULTS)
    return render_template(
        "candidates/room.html",
        missing=missing_facts(candidate),
        advice=advice_on(services.form_values(candidate), get_language()),
        # Nothing is computed of whoever has taken the consent back.
        map=salary_map(units.session(), candidate, current.today(), get_language())
        if candidate.is_matched
        else None,
        **_card(candidate),
    )


def _card(candidate: Candidate) -> dict[str, Any]:
    session = units.session()
    months = counted_months(candidate, current.today())
    submissions = services.submissions_of(session, candidate)
    sources = Sources(session, candidate)
    return {
        "candidate": candidate,
        "sources": {name: sources.section(name) for name in SECTIONS},
        "phone": phone_words(candidate.contact.phone),
        "skills": labels(candidate.skills, get_language()),
        "facts": card_facts(candidate, months, get_language()),
        "career": career(candidate, get_language()),
        "months": months,
        "files": intake.files_of(session, [candidate.id]),
        "faults": sentences.FAULTS,
        "warnings": sentences.WARNINGS,
        "applications": services.applications_of(session, candidate),
        "submitted": {submission.vacancy_id for submission in submissions},
        "consents": consent_rows(session, candidate, submissions),
    }


@blueprint.route("/my/resume", methods=["GET", "POST"])
@access.candidates
@sending.examines
@creates
def resume_form() -> Any:
    """A candidate's resume: the first time with the consent, later as an edit."""
    candidate = _own()
    back = url_for("candidates.room")
    return resume_pages.create(back) if candidate is None else resume_pages.edit(candidate, back)


@blueprint.post("/my/consents/give")
@access.candidates
@creates
def give_consent() -> Any:
    """Agree to processing again, or to being named to one client."""
    return _give_consent(_own_profile(), url_for("candidates.room"))


@blueprint.post("/my/consents/<int:consent_id>/withdraw")
@access.candidates
def withdraw_consent(consent_id: int) -> Any:
    """Take a consent back; it ends at once."""
    return _withdraw(_own_profile(), consent_id, url_for("candidates.room"))


@blueprint.get("/consents/<purpose>/<version>")
@access.public
def consent_text(purpose: str, version: str) -> Any:
    """The text of a consent, for everybody to read."""
    text = consents.text_of(purpose, version)
    words = text.words(get_language(), current.config().agency_name, gettext("name of the client"))
    return render_template("candidates/consent_text.html", text=text, words=words)


@blueprint.get("/skills/suggest")
@access.public
def suggest_skills() -> Any:
    """Names of skills that begin like what is typed."""
    return jsonify(suggested(request.args.get("q", "")[:LONGEST_START], get_language()))


# ---------- recruiters' pages ----------


@blueprint.get("/candidates")
@access.staff
def index() -> Any:
    """All candidates, or those that a search finds."""
    query = clean(request.args.get("q", ""))[:100]
    page = request.args.get("page", 1, type=int)
    found = services.search_candidates(units.session(), query, page)
    return render_template(
        "candidates/index.html",
        found=found,
        query=query,
        page_size=services.PAGE,
        waiting=count_waiting(units.session()),
        pairs=duplicates.count_open(units.session()),
        city_label=lambda city: city_label(city, get_language()),
    )


@blueprint.get("/candidates/<public_id>")
@access.staff
def show(public_id: str) -> Any:
    """A candidate's card: text and files at the left, facts at the right."""
    session = units.session()
    if kept := services.kept_instead(session, public_id):
        return redirect(url_for("candidates.show", public_id=kept.public_id))
    candidate = _one(public_id)
    return render_template(
        "candidates/show.html",
        pairs=open_pairs_of(session, candidate.id),
        merges=duplicates.standing_merges_of(session, candidate.id),
        **_card(candidate),
    )


@blueprint.route("/candidates/new", methods=["GET", "POST"])
@access.staff
@sending.examines
@creates
def new() -> Any:
    """Enter a candidate by hand, with the consent that was given to the recruiter."""
    return resume_pages.create(url_for("candidates.index"))


@blueprint.route("/candidates/<public_id>/edit", methods=["GET", "POST"])
@access.staff
@creates
def edit(public_id: str) -> Any:
    """Correct a candidate's profile."""
    candidate = _one(public_id)
    return resume_pages.edit(candidate, url_for("candidates.show", public_id=public_id))


@blueprint.post("/candidates/<public_id>/consents/give")
@access.staff
@creates
def record_consent(public_id: str) -> Any:
    """Write down a consent that a candidate gave to the recruiter."""
    return _give_consent(_one(public_id), url_for("candidates.show", public_id=public_id))


@blueprint.post("/candidates/<public_id>/consents/<int:consent_id>/withdraw")
@access.staff
def record_withdrawal(public_id: str, consent_id: int) -> Any:
    """Write down that a candidate took a consent back."""
    back = url_for("candidates.show", public_id=public_id)
    return _withdraw(_one(public_id), consent_id, back)


# ---------- what both do ----------


def _give_consent(candidate: Candidate, back: str) -> Any:
    session, account = units.session(), current.signed_in()
    client = request.form.get("client", "")
    employer = services.client_of(session, candidate, client) if client else None
    consents.give_consent(
        session,
        candidate,
        Purpose.SUBMISSION if employer else Purpose.PROCESSING,
        recorded_by=account,
        now=current.clock()(),
        employer=employer,
    )
    flash(gettext("The consent is recorded."), "ok")
    return redirect(back, 303)


def _withdraw(candidate: Candidate, consent_id: int, back: str) -> Any:
    session = units.session()
    withdrawn = consents.withdraw_consent(session, candidate, consent_id, now=current.clock()())
    session.commit()
    if withdrawn.purpose == Purpose.PROCESSING:
        flash(
            gettext(
                "The consent is withdrawn. From now on the résumé takes part in no selection, no "
                "client sees the name or the contacts, and nothing new is stored."
            ),
            "ok",
        )
    else:
        flash(gettext("The consent is withdrawn. The client no longer sees the name."), "ok")
    return redirect(back, 303)

"""The resume form as candidates and recruiters use it: a first save, edits, two versions."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from recruit.candidates import editing, services
from recruit.candidates.consents import current_text, has_consent
from recruit.candidates.schemas import FirstResumeSchema, ResumeSchema
from recruit.candidates.terms import CURRENCIES, EDUCATION, TAXES, YES_NO
from recruit.cities import city_names
from recruit.clock import month_of
from recruit.errors import Stale
from recruit.intake import sending
from recruit.intake import services as intake
from recruit.models import Candidate, Purpose
from recruit.terms import LANGUAGE_LEVELS, LANGUAGES
from recruit.web import current, units
from recruit.web.forms import Form
from recruit.web.i18n import get_language
from recruit.web.pages import local_path
from recruit.web.rows import with_rows_changed


def _page(form: Form, back: str, *, first: bool, consent: bool, marks: str = "") -> str:
    return render_template(
        "candidates/resume_form.html",
        form=form,
        back=back,
        next=request.values.get("next", ""),
        is_first=first,
        consent=current_text(Purpose.PROCESSING) if consent else None,
        marks=marks,
        file_was_sent=sending.was_sent(),
        **choices(),
    )


def choices() -> dict[str, Any]:
    """What the controls of `candidates/_resume_fields.html` offer."""
    return {
        "cities": city_names(get_language()),
        "currencies": list(CURRENCIES.items()),
        "education": list(EDUCATION.items()),
        "taxes": list(TAXES.items()),
        "yes_no": list(YES_NO.items()),
        "languages": list(LANGUAGES.items()),
        "levels": list(LANGUAGE_LEVELS.items()),
    }


def _goal(default: str) -> str:
    return local_path(request.form.get("next"), default)


def create(back: str) -> Any:
    """Draw the form of a first save, or save: profile, consent and file together."""
    account, now = current.signed_in(), current.clock()()
    redrawn = with_rows_changed(request.form)
    sent = redrawn or request.form if request.method == "POST" else None
    own: dict[str, str] = {"salary_currency": "RUB", "tax": "unknown"}
    if not account.is_staff:
        own |= {"name": account.name, "email": account.email}
    form = Form(FirstResumeSchema(month_of(current.today())), sent, own)
    if sent is None or redrawn is not None:
        return _page(form, back, first=True, consent=True)
    is_valid = form.is_valid()
    upload = _optional_upload(form)
    if not is_valid or form.errors:
        return _page(form, back, first=True, consent=True), 422
    session = units.session()
    candidate = services.create_profile(session, account, form.data, now=now)
    if upload is not None:
        intake.receive(session, account, candidate, upload, now=now)
    flash(gettext("The résumé is saved and takes part in the selection."), "ok")
    if account.is_staff:
        return redirect(url_for("candidates.show", public_id=candidate.public_id), 303)
    return redirect(_goal(back), 303)


def _optional_upload(form: Form) -> intake.Upload | None:
    """The file beside the form; a refused one is told at its field, and what was typed stays."""
    if not sending.was_sent():
        return None
    try:
        return sending.upload()
    except intake.Refused as error:
        form.add_errors(error)
        return None


def edit(candidate: Candidate, back: str) -> Any:
    """Draw the form of an edit, or save it, or show both versions when it is a stale one."""
    session, language, now = units.session(), get_language(), current.clock()()
    needs_consent = not has_consent(session, candidate.id, Purpose.PROCESSING)
    schema = FirstResumeSchema if needs_consent else ResumeSchema
    values = services.form_values(candidate)
    stored = editing.typed_values(values, language)
    redrawn = with_rows_changed(request.form)
    sent = None
    if request.method == "POST":
        sent = redrawn or editing.with_choices(request.form, stored)
    form = Form(schema(month_of(current.today())), sent, stored | {"version": candidate.version})
    marks = editing.marks(editing.shown_values(values, language))
    if sent is None or redrawn is not None:
        was = request.form.get(editing.MARKS, marks)
        return _page(form, back, first=False, consent=needs_consent, marks=was)
    if not form.is_valid():
        was = request.form.get(editing.MARKS, "")
        return _page(form, back, first=False, consent=needs_consent, marks=was), 422
    try:
        services.save_profile(session, current.signed_in(), candidate, form.data, now=now)
    except Stale as stale:
        return _conflict_page(sent, form.data, stale, back), 409
    flash(gettext("The résumé is saved."), "ok")
    return redirect(_goal(back), 303)


def _conflict_page(sent: MultiDict[str, str], mine: Any, stale: Stale, back: str) -> str:
    language = get_language()
    theirs = editing.shown_values(stale.facts["current"], language)
    return render_template(
        "candidates/conflict.html",
        rows=editing.conflict_rows(
            theirs, editing.shown_values(mine, language), sent.get(editing.MARKS, "")
        ),
        carried=editing.carried(sent),
        version=stale.facts["version"],
        marks=editing.marks(theirs),
        back=back,
    )

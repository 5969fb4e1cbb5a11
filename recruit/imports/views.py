"""Bringing in many résumés: send them, then watch what becomes of each."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext

from recruit.errors import Invalid
from recruit.imports import sending, services
from recruit.imports.presentation import progress_of, told_progress
from recruit.imports.reading import drop
from recruit.imports.schemas import ConsentSchema, ImportSchema
from recruit.imports.sending import FIELD, MEGABYTE, MOST_FILES, Parcel
from recruit.imports.sentences import OUTCOMES, TO_DO, batch_fault, reason_of
from recruit.models import ImportBatch, ItemState
from recruit.web import access, current, units
from recruit.web.forms import Form
from recruit.web.once import creates

blueprint = Blueprint("imports", __name__)

REFRESH_SECONDS = 5
# Beside the files: their names and the other fields.
AROUND = 4 * MEGABYTE


@blueprint.url_value_preprocessor
def allow_large(endpoint: str | None, _values: dict[str, Any] | None) -> None:
    """Let the staff send an archive larger than any other form may be.

    It has to be allowed before the form is first looked at, and nobody else may.
    """
    if endpoint != "imports.start" or request.method != "POST":
        return
    account = current.account()
    units.discard()  # nobody else can write while a transaction waits for megabytes
    if account is not None and account.is_staff:
        request.max_content_length = current.config().max_import + AROUND


def stores_first(view: Callable[[Form, Parcel | None], Any]) -> Callable[[], Any]:
    """Hand a view what was sent, stored before its transaction; what it does not take goes."""

    @wraps(view)
    def wrapper() -> Any:
        units.discard()
        config, form = current.config(), Form(ImportSchema(), request.form)
        is_valid, parcel = form.is_valid(), None
        try:
            parcel = sending.receive(
                request.files.getlist(FIELD), config.files_dir, config.max_import
            )
        except Invalid as error:
            form.add_errors(error)
        try:
            return view(form, parcel if is_valid else None)
        finally:
            if parcel is not None and not parcel.is_taken:
                drop([parcel.stored_name], config.files_dir)

    return wrapper


@blueprint.get("/imports")
@access.staff
def index() -> Any:
    """The form, and all imports of files so far."""
    return _index(Form(ImportSchema()))


def _index(form: Form) -> str:
    session = units.session()
    listing = services.list_batches(session, request.args.get("page", 1, type=int))
    found = services.counts(session, [batch.id for batch in listing.rows])
    return render_template(
        "imports/index.html",
        form=form,
        listing=listing,
        page_size=services.PAGE,
        progress={
            batch.id: progress_of(batch, found[batch.id], current.clock()())
            for batch in listing.rows
        },
        outcomes=OUTCOMES,
        most_files=MOST_FILES,
        most_megabytes=current.config().max_import // MEGABYTE,
    )


@blueprint.post("/imports")
@access.staff
@stores_first
@creates
def start(form: Form, parcel: Parcel | None) -> Any:
    """Begin an import; the same files again lead to the import they were in."""
    if parcel is None:
        return _index(form), 422
    new = services.NewBatch(
        parcel.key, parcel.name, form.data["consent_note"], stored_name=parcel.stored_name
    )
    batch, is_new = services.start_batch(
        units.session(), current.signed_in(), new, current.clock()()
    )
    parcel.is_taken = batch.stored_name == parcel.stored_name
    if not is_new:
        flash(gettext("These files were brought in before; here is what became of them."))
    return redirect(url_for("imports.show", public_id=batch.public_id), 303)


@blueprint.get("/imports/<public_id>")
@access.staff
def show(public_id: str) -> Any:
    """How an import goes, and what became of each file."""
    batch = services.get_batch(units.session(), public_id)
    return _show(batch, Form(ConsentSchema()))


def _show(batch: ImportBatch, form: Form) -> str:
    session = units.session()
    progress = _progress(batch)
    state = request.args.get("state", "")
    state = state if state in OUTCOMES else ""
    return render_template(
        "imports/show.html",
        batch=batch,
        form=form,
        progress=progress,
        told=told_progress(progress),
        fault=batch_fault(batch.fault) if progress.has_failed else "",
        state=state,
        listing=services.list_items(session, batch, state, request.args.get("page", 1, type=int)),
        page_size=services.PAGE,
        silent=services.count_silent(session, batch),
        outcomes=OUTCOMES,
        to_do=TO_DO,
        reason_of=reason_of,
        states=ItemState,
        refresh_seconds=REFRESH_SECONDS,
    )


def _progress(batch: ImportBatch) -> Any:
    found = services.counts(units.session(), [batch.id])[batch.id]
    return progress_of(batch, found, current.clock()())


@blueprint.get("/imports/<public_id>/progress")
@access.staff
def progress(public_id: str) -> Any:
    """The same for programs, and for the script of the page."""
    found = _progress(services.get_batch(units.session(), public_id))
    return jsonify(
        id=public_id,
        state=found.state,
        is_running=found.is_running,
        done=found.done,
        total=found.total,
        counts={state.value: found.counts.get(state, 0) for state in OUTCOMES},
        message=told_progress(found),
    )


@blueprint.post("/imports/<public_id>/consent")
@access.staff
def record_consent(public_id: str) -> Any:
    """Record on what ground the people of an import agreed, where that was left open."""
    session = units.session()
    batch = services.get_batch(session, public_id, lock=True)
    form = Form(ConsentSchema(), request.form)
    if not form.is_valid():
        return _show(batch, form), 422
    services.note_consent(session, current.signed_in(), batch, form.data["consent_note"])
    session.commit()
    flash(gettext("The consent is noted and is being recorded for each person."), "ok")
    return redirect(url_for("imports.show", public_id=public_id), 303)

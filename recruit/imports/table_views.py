"""Bringing in candidates as a table: send it, look at what was understood, then import."""

import hashlib
import io
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, flash, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext

from recruit.clock import month_of
from recruit.errors import Conflict, Invalid, NotFound
from recruit.imports import services, table_pages, table_services
from recruit.imports.mapping import guess, is_field, is_protected
from recruit.imports.reading import drop
from recruit.imports.schemas import ConsentSchema, ImportSchema
from recruit.imports.table_files import Reading, read_table_file, understand_file
from recruit.imports.table_sentences import file_sentence
from recruit.imports.table_services import NewTable
from recruit.imports.tables import LARGEST_FILE, MEGABYTE, Table
from recruit.intake.names import display_name
from recruit.intake.schemas import UploadSchema
from recruit.intake.storage import store
from recruit.models import BatchState, ImportBatch, ItemState
from recruit.tables.faults import TableCode, TableError
from recruit.web import access, current, units
from recruit.web.forms import Form
from recruit.web.once import creates

blueprint = Blueprint("tables", __name__)

FIELD = "file"
SHOWN_STATES = (ItemState.IMPORTED, ItemState.KNOWN)


@dataclass(frozen=True)
class Sent:
    """A file that was sent, and the table in it or why there is none."""

    content: bytes = b""
    name: str = ""
    table: Table | None = None
    fault: Any = ""


def reads_file_first(view: Callable[[Sent], Any]) -> Callable[[], Any]:
    """Hand a view what was sent, read before its transaction.

    Another process reads it, and nobody else can write while a transaction waits.
    """

    @wraps(view)
    def wrapper() -> Any:
        return view(_sent() if request.method == "POST" else Sent())

    return wrapper


def _sent() -> Sent:
    upload = request.files.get(FIELD)
    if upload is None or not upload.filename:
        return Sent(fault=gettext("Choose a file"))
    content = upload.read(LARGEST_FILE + 1)
    units.discard()
    try:
        if len(content) > LARGEST_FILE:
            raise TableError(TableCode.LARGE_FILE)
        with tempfile.NamedTemporaryFile() as file:
            file.write(content)
            file.flush()
            table = read_table_file(Path(file.name))
    except TableError as error:
        return Sent(fault=file_sentence(error))
    return Sent(content, display_name(upload.filename), table)


@blueprint.route("/imports/table", methods=["GET", "POST"])
@access.staff
@reads_file_first
@creates
def new(sent: Sent) -> Any:
    """Send a table; it is read and looked at before anybody is imported."""
    form = Form(UploadSchema(), request.form if request.method == "POST" else None)
    if sent.table is None:
        if sent.fault:
            form.add_errors(Invalid({FIELD: sent.fault}))
        page = render_template(
            "imports/table_new.html",
            form=form,
            batches=table_services.list_tables(units.session()),
            most=LARGEST_FILE // MEGABYTE,
        )
        return page, 422 if form.errors else 200
    batch, is_new = _receive(sent, sent.table)
    if not is_new:
        flash(gettext("This file was sent before; here is what became of it."))
    return redirect(url_for("tables.show", public_id=batch.public_id), 303)


def _receive(sent: Sent, table: Table) -> tuple[ImportBatch, bool]:
    """The batch of a file; the file itself is stored only if it was not there."""
    session, files_dir = units.session(), current.config().files_dir
    digest = hashlib.sha256(sent.content).hexdigest()
    found = NewTable(
        content_sha256=digest,
        name=sent.name,
        format=table.format,
        columns=table.columns,
        fields=tuple(one.field for one in guess(table)),
        is_sheet=table.is_sheet,
    )
    return table_services.receive_table(
        session,
        current.signed_in(),
        found,
        current.clock()(),
        lambda: store(io.BytesIO(sent.content), files_dir),
    )


@dataclass(frozen=True)
class Looked:
    """A batch as it stood when its file was read, and what the file says."""

    fields: tuple[str, ...] = ()
    table: Table | None = None
    reading: Reading | None = None


def understands_first(view: Callable[[str, Looked], Any]) -> Callable[[str], Any]:
    """Hand a view the table of a batch that has not begun, read before its transaction."""

    @wraps(view)
    def wrapper(public_id: str) -> Any:
        units.discard()
        with units.database().unit(writes=False) as session:
            batch = table_services.get_table(session, public_id)
        if batch.state != BatchState.RECEIVED:
            return view(public_id, Looked())
        return view(public_id, _look(batch))

    return wrapper


def _look(batch: ImportBatch) -> Looked:
    path = current.config().files_dir / (batch.stored_name or "")
    fields = table_services.fields_of(batch)
    if not path.is_file():
        raise Conflict(gettext("The file is gone from the store. Send it again."))
    try:
        if not table_services.is_usable(batch):
            return Looked(fields, read_table_file(path))
        reading = understand_file(path, fields, month_of(current.today()))
    except TableError as error:
        raise Conflict(file_sentence(error)) from error
    return Looked(fields, reading.table, reading)


@blueprint.get("/imports/table/<public_id>")
@access.staff
@understands_first
def show(public_id: str, looked: Looked) -> Any:
    """What would be imported; once it has begun, how it goes."""
    batch = table_services.get_table(units.session(), public_id)
    if looked.table is None:
        return _result(batch, Form(ConsentSchema()))
    form = Form(ImportSchema())
    return table_pages.show_preview(batch, looked.table, looked.reading, form)


def _result(batch: ImportBatch, form: Form) -> str:
    state = request.args.get("state", "")
    state = state if state in SHOWN_STATES else ItemState.IMPORTED
    page = request.args.get("page", 1, type=int)
    return table_pages.show_result(batch, form, state, page)


@blueprint.get("/imports/table/<public_id>/progress")
@access.staff
def progress(public_id: str) -> Any:
    """How far an import is, for programs and for the script of the page."""
    batch = table_services.get_table(units.session(), public_id)
    found = table_pages.progress_of(batch)
    return jsonify(
        id=public_id,
        state=batch.state,
        is_running=found.is_running,
        done=found.done,
        total=found.total,
        counts=found.counts,
        message=found.told,
    )


@blueprint.post("/imports/table/<public_id>/consent")
@access.staff
def record_consent(public_id: str) -> Any:
    """Record on what ground the people of a table agreed, where that was left open."""
    session = units.session()
    batch = table_services.get_table(session, public_id, lock=True)
    if batch.state == BatchState.RECEIVED:
        raise Conflict
    if batch.state == BatchState.FAILED:
        raise Conflict(services.STOPPED)
    form = Form(ConsentSchema(), request.form)
    if not form.is_valid():
        return _result(batch, form), 422
    services.note_consent(session, current.signed_in(), batch, form.data["consent_note"])
    session.commit()
    flash(gettext("The consent is noted and is being recorded for each person."), "ok")
    return redirect(url_for("tables.show", public_id=public_id), 303)


@blueprint.post("/imports/table/<public_id>/mapping")
@access.staff
def set_mapping(public_id: str) -> Any:
    """Choose other fields for the columns."""
    session = units.session()
    batch = table_services.get_table(session, public_id, lock=True)
    stored = table_services.fields_of(batch)
    fields = [request.form.get(f"field-{n}", field) for n, field in enumerate(stored)]
    columns = table_services.columns_of(batch)
    for field, column in zip(fields, columns, strict=True):
        if not is_field(field) or (field and is_protected(column)):
            raise Invalid({"field": gettext("Choose one of the offered answers")})
    table_services.set_mapping(session, batch, fields)
    session.commit()
    return redirect(url_for("tables.show", public_id=public_id), 303)


@blueprint.post("/imports/table/<public_id>/begin")
@access.staff
@understands_first
@creates
def begin(public_id: str, looked: Looked) -> Any:
    """Import the rows that were shown; the worker goes through them."""
    session = units.session()
    batch = table_services.get_table(session, public_id, lock=True)
    form = Form(ImportSchema(), request.form)
    if looked.table is None or looked.reading is None:
        raise Conflict
    if not form.is_valid():
        return table_pages.show_preview(batch, looked.table, looked.reading, form), 422
    if request.form.get("mapping") != table_services.mark_of(looked.fields):
        raise Conflict
    batch.consent_note = form.data["consent_note"]
    account, now = current.signed_in(), current.clock()()
    table_services.begin(session, account, batch, looked.reading, now)
    return redirect(url_for("tables.show", public_id=public_id), 303)


@blueprint.post("/imports/table/<public_id>/discard")
@access.staff
def discard(public_id: str) -> Any:
    """Forget a table that was only looked at, and its file; one that is forgotten stays so."""
    session = units.session()
    try:
        batch = table_services.get_table(session, public_id, lock=True)
    except NotFound:  # the button was pressed twice
        return redirect(url_for("tables.new"), 303)
    stored = table_services.discard(session, batch)
    session.commit()
    if stored:
        drop([stored], current.config().files_dir)
    flash(gettext("The table is deleted. Nobody of it was imported."), "ok")
    return redirect(url_for("tables.new"), 303)


@blueprint.get("/imports/table/<public_id>/refused.csv")
@access.staff
def refused(public_id: str) -> Any:
    """The refused rows with the reasons, to be corrected and sent again."""
    session = units.session()
    batch = table_services.get_table(session, public_id)
    rows = table_services.faulty_rows(session, batch)
    text = table_pages.faulty_csv(batch, rows, gettext("What is wrong"))
    return Response(
        "\ufeff" + text,
        content_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="refused-{public_id}.csv"',
            "Cache-Control": "private, no-store",
        },
    )

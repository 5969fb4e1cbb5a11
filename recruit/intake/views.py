"""Sending files, watching them being read, and getting them back."""

from typing import Any

from flask import (
    Blueprint,
    Response,
    jsonify,
    redirect,
    render_template,
    request,
    send_file,
    url_for,
)

from recruit.candidates.services import get_candidate, own_candidate
from recruit.errors import NotFound
from recruit.intake import sending, sentences, services
from recruit.intake.faults import Fault
from recruit.intake.schemas import UploadSchema
from recruit.intake.waiting import KEPT_DAYS, PAGE, waiting_files
from recruit.models import Candidate, Resume, ResumeState
from recruit.web import access, current, units
from recruit.web.errors import wants_json
from recruit.web.forms import Form
from recruit.web.once import creates

blueprint = Blueprint("intake", __name__)

# A file from a stranger: shown by no browser, run by nothing.
FILE_POLICY = "default-src 'none'; sandbox"
ANY_FILE = "application/octet-stream"
REFRESH_SECONDS = 2
UNDER_WAY = frozenset({ResumeState.RECEIVED, ResumeState.READING})


# ---------- sending ----------


def _page(form: Form, back: str, action: str = "") -> str:
    megabytes = max(1, current.config().max_upload // services.MEGABYTE)
    return render_template(
        "intake/upload.html",
        form=form,
        back=back,
        action=action,
        megabytes=megabytes,
        kept_days=KEPT_DAYS,
    )


def _take(candidate: Candidate | None, back: str) -> Any:
    """Keep the file of this request; a refused one is told at its field."""
    try:
        resume = services.receive(
            units.session(),
            current.signed_in(),
            candidate,
            sending.upload(),
            now=current.clock()(),
        )
    except services.Refused as refusal:
        if wants_json():
            raise
        form = Form(UploadSchema(), request.form)
        form.add_errors(refusal)
        return _page(form, back), refusal.status
    if wants_json():
        return _created(resume)
    return redirect(url_for("intake.reading", public_id=resume.public_id), 303)


def _created(resume: Resume) -> Response:
    """The answer to a program; a repeated request gets the same one."""
    url = url_for("intake.reading", public_id=resume.public_id)
    response = jsonify(id=resume.public_id, state=resume.state, url=url)
    response.status_code = 201
    response.headers["Location"] = url
    return response


def _again(location: str) -> Any:
    """The second answer to one request: where the first one led."""
    if not wants_json():
        return redirect(location, 303)
    public_id = location.rstrip("/").split("/")[-2]
    return _created(services.get_resume(units.session(), current.signed_in(), public_id))


@blueprint.get("/my/files/new")
@access.candidates
def new_own() -> Any:
    """The form for a candidate's file, with or without a profile."""
    return _page(Form(UploadSchema()), url_for("candidates.room"), url_for("intake.upload"))


@blueprint.post("/my/files")
@access.candidates
@sending.examines
@creates(again=_again)
def upload() -> Any:
    """A candidate's own file; the first one comes before there is a profile."""
    candidate = own_candidate(units.session(), current.signed_in())
    return _take(candidate, url_for("candidates.room"))


@blueprint.get("/files/new")
@access.staff
def new() -> Any:
    """The form for the file of somebody who is not in the base yet."""
    return _page(Form(UploadSchema()), url_for("candidates.index"), url_for("intake.upload_new"))


@blueprint.post("/files")
@access.staff
@sending.examines
@creates(again=_again)
def upload_new() -> Any:
    """The file of somebody who is not in the base yet."""
    return _take(None, url_for("candidates.index"))


@blueprint.post("/candidates/<public_id>/files")
@access.staff
@sending.examines
@creates(again=_again)
def upload_for(public_id: str) -> Any:
    """A file that a candidate gave to a recruiter."""
    candidate = get_candidate(units.session(), current.signed_in(), public_id)
    return _take(candidate, url_for("candidates.show", public_id=public_id))


# ---------- watching ----------


def _message(resume: Resume) -> str:
    """What a person reads about the state of a file."""
    if resume.fault:
        return str(sentences.FAULTS[Fault(resume.fault)])
    return str(sentences.STATES[ResumeState(resume.state)])


def _next_url(resume: Resume) -> str | None:
    """Where a file leads that is read, or waits for a person."""
    if resume.state in UNDER_WAY or resume.state == ResumeState.UNREADABLE:
        return None
    return url_for("review.show", public_id=resume.public_id)


@blueprint.get("/files/<public_id>/reading")
@access.signed_in
def reading(public_id: str) -> Any:
    """How far the reading of a file is; leads on to what was read."""
    resume = services.get_watched(units.session(), current.signed_in(), public_id)
    next_url = _next_url(resume)
    if next_url is not None:
        return redirect(next_url, 303)
    return render_template(
        "intake/reading.html",
        resume=resume,
        message=_message(resume),
        under_way=resume.state in UNDER_WAY,
        waits_for_consent=not services.may_be_read(resume),
        refresh_seconds=REFRESH_SECONDS,
        review_url=url_for("review.show", public_id=public_id),
        is_staff=current.signed_in().is_staff,
    )


@blueprint.get("/files/queue")
@access.staff
def queue() -> Any:
    """Files that wait for a person, and what to do with each."""
    found = waiting_files(units.session(), request.args.get("page", 1, type=int))
    return render_template(
        "intake/queue.html", found=found, page_size=PAGE, message=_message, kept_days=KEPT_DAYS
    )


@blueprint.get("/files/<public_id>/state")
@access.signed_in
def state(public_id: str) -> Any:
    """The same for programs, and for the script of the page."""
    resume = services.get_watched(units.session(), current.signed_in(), public_id)
    return jsonify(
        id=resume.public_id,
        state=resume.state,
        draft_state=resume.draft_state,
        fault=resume.fault,
        message=_message(resume),
        is_under_way=resume.state in UNDER_WAY,
        next=_next_url(resume),
    )


# ---------- getting back ----------


@blueprint.get("/files/<public_id>")
@access.signed_in
def download(public_id: str) -> Any:
    """The file as it was sent, to those who may have it."""
    resume = services.get_resume(units.session(), current.signed_in(), public_id)
    path = current.config().files_dir / resume.stored_name
    if not path.is_file():
        raise NotFound
    response = send_file(
        path, mimetype=ANY_FILE, as_attachment=True, download_name=resume.original_name
    )
    response.headers["Content-Security-Policy"] = FILE_POLICY
    response.headers["Cache-Control"] = "private, no-store"
    return response

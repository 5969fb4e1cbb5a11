"""Sending files and getting them back."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, send_file, url_for
from flask_babel import gettext

from recruit.candidates.services import get_candidate, own_candidate
from recruit.errors import Invalid, NotFound
from recruit.intake import services
from recruit.intake.schemas import UploadSchema
from recruit.models import Candidate
from recruit.web import access, current, units
from recruit.web.forms import Form
from recruit.web.once import creates

blueprint = Blueprint("intake", __name__)

# A file from a stranger: shown by no browser, run by nothing.
FILE_POLICY = "default-src 'none'; sandbox"
ANY_FILE = "application/octet-stream"


def _upload(candidate: Candidate, back: str) -> Any:
    form = Form(UploadSchema(), request.form)
    config = current.config()
    try:
        upload = services.check_upload(request.files.get(services.FIELD), config.max_upload)
        services.receive(
            units.session(),
            candidate,
            upload,
            files_dir=config.files_dir,
            now=current.clock()(),
        )
    except Invalid as error:
        form.add_errors(error)
        return render_template("intake/upload.html", form=form, back=back), 422
    flash(gettext("The file is stored. Its text will be read in a minute."), "ok")
    return redirect(back, 303)


@blueprint.post("/my/files")
@access.candidates
@creates
def upload() -> Any:
    """A candidate's own file."""
    candidate = own_candidate(units.session(), current.signed_in())
    if candidate is None:
        raise NotFound
    return _upload(candidate, url_for("candidates.room"))


@blueprint.post("/candidates/<public_id>/files")
@access.staff
@creates
def upload_for(public_id: str) -> Any:
    """A file that a candidate gave to a recruiter."""
    candidate = get_candidate(units.session(), current.signed_in(), public_id)
    return _upload(candidate, url_for("candidates.show", public_id=public_id))


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

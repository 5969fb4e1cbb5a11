"""Pages of the shell itself: language, health, how we rank, personal data."""

from typing import Any

from flask import Blueprint, jsonify, redirect, render_template, request, url_for
from sqlalchemy import text

from recruit.models import WorkerBeat
from recruit.web import access, current, units
from recruit.web.i18n import LANGUAGES, remember_language

blueprint = Blueprint("web", __name__)


def local_path(target: str | None, default: str = "/") -> str:
    """A path of this site, or the default: nobody is sent elsewhere by a link."""
    if not target or any(ord(c) < 32 for c in target):
        return default
    # Browsers read a backslash as a slash; two of them begin the name of a host.
    is_local = target.startswith("/") and target[1:2] not in ("/", "\\")
    return target if is_local else default


def public_url(endpoint: str, **values: Any) -> str:
    """An address for a letter: of the configured site, whatever host the request asked for."""
    site = current.config().base_url or request.host_url.rstrip("/")
    return site + url_for(endpoint, **values)


@blueprint.get("/language/<language>")
@access.public
def set_language(language: str) -> Any:
    """Remember the language and go back to the page."""
    response = redirect(local_path(request.args.get("next")), 303)
    return remember_language(response, language) if language in LANGUAGES else response


@blueprint.get("/healthz")
@access.public
def healthz() -> Any:
    """Whether the database answers, and whether the worker does."""
    units.session().execute(text("SELECT 1"))
    beat = units.session().get(WorkerBeat, 1)
    age = (current.clock()() - beat.at).total_seconds() if beat else None
    late = age is None or age > current.config().worker_late_after
    return jsonify(status="ok", database="ok", worker="late" if late else "ok")


@blueprint.get("/how-we-rank")
@access.public
def rules() -> Any:
    """How candidates are ranked, for everybody to read."""
    return render_template("web/rules.html")


@blueprint.get("/personal-data")
@access.public
def privacy() -> Any:
    """What is kept about people, and what never reaches the ranking."""
    return render_template("web/privacy.html")

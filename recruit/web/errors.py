"""The one place where an error becomes a page or JSON.

Every such page carries an id that stands in the log beside the cause; nothing of a stack, of SQL
or of a path reaches the browser.
"""

import secrets
from typing import Any

import structlog
from flask import Flask, Response, g, jsonify, redirect, render_template, request, url_for
from flask_babel import lazy_gettext
from flask_limiter.errors import RateLimitExceeded
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException, SecurityError

from recruit.errors import Conflict, DomainError, SignInRequired, TooMany
from recruit.web import units

log = structlog.get_logger()

TITLES = {
    400: lazy_gettext("The request cannot be read"),
    403: lazy_gettext("No access"),
    404: lazy_gettext("Page not found"),
    405: lazy_gettext("This address does not take that"),
    409: lazy_gettext("Changed meanwhile"),
    413: lazy_gettext("Too large"),
    422: lazy_gettext("Some fields need to be corrected"),
    429: lazy_gettext("Too many attempts"),
    500: lazy_gettext("Something went wrong on our side"),
    503: lazy_gettext("The database does not answer"),
}
SENTENCES = {
    400: lazy_gettext("Go back, reload the page and send the form again."),
    403: lazy_gettext("Your account does not open this page. Sign in with another one."),
    404: lazy_gettext("There is no such page. The vacancy may be closed."),
    405: lazy_gettext("Open the page again from the menu."),
    413: lazy_gettext(
        "The file or the form is too large. Make the file smaller or divide it, and send it again."
    ),
    500: lazy_gettext("We could not do it, and we know. Try again in a minute."),
    503: lazy_gettext("Nothing is lost. Try again in a minute."),
}
# What programs read where the error brings no code of its own.
CODES = {
    400: "bad_request",
    403: "not_allowed",
    404: "not_found",
    405: "not_allowed_here",
    408: "timeout",
    409: "conflict",
    413: "too_large",
    422: "invalid",
    429: "too_many",
    500: "failed",
    503: "unavailable",
}
EXPIRED_FORM = lazy_gettext(
    "The form was open for too long or you have signed in anew. Go back, reload the page and "
    "send it again."
)


def new_error_id() -> str:
    """A short id that a person can read out over the phone."""
    return secrets.token_hex(4)


def wants_json() -> bool:
    """Whether the caller is a script."""
    best = request.accept_mimetypes.best_match(["text/html", "application/json"])
    return best == "application/json"


def answer(status: int, sentence: Any, code: str = "", **facts: Any) -> tuple[Any, int]:
    """The error as the caller can read it; logged under the same id."""
    error_id = new_error_id()
    log.info("error-page", id=error_id, status=status, endpoint=request.endpoint)
    if wants_json():
        code = code or CODES.get(status, CODES[400])
        return jsonify(error=code, message=str(sentence), id=error_id, **facts), status
    title = TITLES.get(status, TITLES[400])
    page = render_template(
        "errors/error.html", status=status, title=title, sentence=sentence, error_id=error_id
    )
    return page, status


def forget_request() -> None:
    """Draw the page as for nobody: the session may be what is broken."""
    units.discard()
    g.account = None


def on_domain_error(error: DomainError) -> Any:
    """Tell the sentence that the error brings."""
    if isinstance(error, SignInRequired) and not wants_json():
        back = request.full_path.rstrip("?") if request.method == "GET" else None
        return redirect(url_for("accounts.sign_in", next=back), 303)
    facts = {"fields": error.facts["errors"]} if "errors" in error.facts else {}
    if "field" in error.facts:
        facts["field"] = error.facts["field"]
    return answer(error.status, error.sentence, error.code.replace("-", "_"), **facts)


def on_http_error(error: HTTPException) -> Any:
    """Werkzeug's refusals in our words."""
    status = error.code or 500
    if status < 400:
        return error
    response = answer(status, SENTENCES.get(status, SENTENCES[400]))
    if status == 405 and error.get_response().headers.get("Allow"):
        page, code = response
        return page, code, {"Allow": error.get_response().headers["Allow"]}
    return response


def on_untrusted_host(_error: SecurityError) -> Any:
    """Asked under a name that is not ours: a page would need links, and links need the name."""
    log.info("error-page", id=new_error_id(), status=400, endpoint=None)
    return Response(str(SENTENCES[400]), 400, content_type="text/plain; charset=utf-8")


def on_stale_row(_error: StaleDataError) -> Any:
    """Somebody else saved the row between our reading and our writing."""
    # The flush that failed has ended the transaction; the page needs another one.
    units.session().rollback()
    return answer(409, Conflict.sentence)


def on_database_down(error: OperationalError) -> Any:
    """The database is unreachable or full: say that nothing is lost."""
    log.error("database-error", kind=type(error.orig).__name__)
    forget_request()
    return answer(503, SENTENCES[503])


def on_bug(error: Exception) -> Any:
    """Anything else is our fault: the stack goes to the log, an id to the person."""
    error_id = new_error_id()
    # The traceback holds code places, not values: locals are never logged.
    log.exception("bug", id=error_id, endpoint=request.endpoint, exc_info=error)
    forget_request()
    if wants_json():
        return jsonify(error=CODES[500], message=str(SENTENCES[500]), id=error_id), 500
    page = render_template(
        "errors/error.html",
        status=500,
        title=TITLES[500],
        sentence=SENTENCES[500],
        error_id=error_id,
    )
    return page, 500


def register(app: Flask) -> None:
    """Route every error to its answer."""
    app.register_error_handler(DomainError, on_domain_error)
    app.register_error_handler(HTTPException, on_http_error)
    app.register_error_handler(CSRFError, lambda _error: answer(400, EXPIRED_FORM))
    app.register_error_handler(RateLimitExceeded, lambda _e: answer(429, TooMany.sentence))
    app.register_error_handler(SecurityError, on_untrusted_host)
    app.register_error_handler(StaleDataError, on_stale_row)
    app.register_error_handler(OperationalError, on_database_down)
    app.register_error_handler(Exception, on_bug)

"""Headers of every answer, and cookies."""

from flask import Flask, Response, request
from flask_wtf.csrf import CSRFProtect
from werkzeug.exceptions import RequestEntityTooLarge

from recruit.config import Config
from recruit.errors import NotFound

POLICY = "; ".join(
    (
        "default-src 'self'",
        # Bootstrap draws select arrows and check marks as data URIs.
        "img-src 'self' data:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)

# More than any form has, each row of it filled in.
MOST_FIELDS = 2000

csrf = CSRFProtect()


def register(app: Flask, config: Config) -> None:
    """Protect every form and mark every answer."""
    secure = config.base_url.startswith("https://")
    app.config.update(
        SECRET_KEY=config.secret_key,
        SESSION_COOKIE_NAME="__Host-recruit" if secure else "recruit",
        SESSION_COOKIE_SECURE=secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        # An answer that was under way (a style sheet, a second tab) must not bring back the cookie
        # of a moment ago: it would undo a sign-in and make the next form fail.
        SESSION_REFRESH_EACH_REQUEST=False,
        PERMANENT_SESSION_LIFETIME=config.session_hours * 3600,
        # A form left open over lunch still works; the key dies with the session.
        WTF_CSRF_TIME_LIMIT=None,
        # Above the limit of a file, so that the form itself can refuse it and keep what was typed.
        MAX_CONTENT_LENGTH=2 * config.max_upload + 1024 * 1024,
        MAX_FORM_MEMORY_SIZE=2 * 1024 * 1024,
        MAX_FORM_PARTS=MOST_FIELDS,
    )
    if config.trusted_hosts:
        app.config["TRUSTED_HOSTS"] = list(config.trusted_hosts)
    csrf.init_app(app)

    @app.before_request
    def refuse_nul() -> None:
        # PostgreSQL takes no NUL in a text; nobody types one into an address.
        if "\x00" in request.path or any("\x00" in v for v in request.args.values()):
            raise NotFound

    @app.before_request
    def refuse_many_fields() -> None:
        # Of a form with files the parser counts the parts, of any other one nobody does.
        if sum(map(len, request.form.listvalues())) > MOST_FIELDS:
            raise RequestEntityTooLarge

    @app.after_request
    def headers(response: Response) -> Response:
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        response.headers.setdefault("Referrer-Policy", "same-origin")
        response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        response.headers.setdefault("Permissions-Policy", "camera=(), microphone=()")
        if secure:
            response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
        if "Set-Cookie" in response.headers or response.mimetype == "text/html":
            # Pages show people; nothing of them stays in a shared cache.
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response

"""One-time keys: a form that creates something creates it once, however often it is sent.

The key goes into the same transaction as what it protects. A second POST with the same key waits
for the first one, then is led to where the first one led. Who goes back and sends other words in
the same form is no second click: they are looked at anew, and nothing typed is thrown away.
Programs send the key in the header ``Idempotency-Key``.
"""

import hashlib
import secrets
from collections.abc import Callable
from functools import partial, wraps
from typing import Any, overload

from flask import Flask, Response, redirect, request
from sqlalchemy.exc import IntegrityError
from werkzeug.wrappers import Response as BaseResponse

from recruit.errors import Invalid
from recruit.models import OnceKey
from recruit.web import current, units

FIELD = "once"
HEADER = "Idempotency-Key"
LONGEST_KEY = 64
AT_ONCE = 1 << 20
UNSAID = frozenset({"csrf_token", FIELD})


def new_key() -> str:
    """A fresh key for a form."""
    return secrets.token_urlsafe(16)


def _hash(key: str) -> str:
    account = current.account()
    owner = str(account.id) if account else "nobody"
    # The address, not the view: a list has one key for the same button in all its rows.
    return hashlib.sha256(f"{owner}\n{request.path}\n{key}\n{_said()}".encode()).hexdigest()


def _said() -> str:
    """What a form says, files and all, as a digest; of programs the key alone decides."""
    if FIELD not in request.form:
        return ""
    digest = hashlib.sha256()
    for name, values in sorted(request.form.lists()):
        if name not in UNSAID:
            digest.update(ascii((name, values)).encode())
    for name, file in request.files.items(multi=True):
        digest.update(ascii((name, file.filename)).encode())
        file.stream.seek(0)
        for part in iter(partial(file.stream.read, AT_ONCE), b""):
            digest.update(part)
        file.stream.seek(0)
    return digest.hexdigest()


def _sent_key() -> str:
    key = request.form.get(FIELD) or request.headers.get(HEADER, "")
    if not 1 <= len(key) <= LONGEST_KEY:
        raise Invalid({FIELD: "missing"})
    return key


def _lead(location: str) -> BaseResponse:
    return redirect(location, 303)


def _made_something(response: Any) -> bool:
    """Whether an answer leads to a thing that was made: a redirect, or a 201 for programs."""
    if not isinstance(response, Response | BaseResponse):
        return False
    return 300 <= response.status_code < 400 or response.status_code == 201


View = Callable[..., Any]


@overload
def creates(view: View) -> View: ...
@overload
def creates(*, again: Callable[[str], Any]) -> Callable[[View], View]: ...
def creates(view: View | None = None, *, again: Callable[[str], Any] = _lead) -> Any:
    """A view whose POST creates something and answers with a redirect to it.

    This wrapper commits: what the view flushed, the key and its destination stand or fall together.
    Any other answer (a form with errors) rolls back and leaves the key unused. ``again`` makes the
    answer to a repeated POST from the location of the first answer.
    """
    if view is None:
        return lambda wrapped: _once(wrapped, again)
    return _once(view, again)


def _once(view: View, again: Callable[[str], Any]) -> View:
    @wraps(view)
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        if request.method != "POST":
            return view(*args, **kwargs)
        session = units.session()
        key_hash = _hash(_sent_key())
        row = session.get(OnceKey, key_hash)
        if row is None:
            row = OnceKey(key_hash=key_hash, created_at=current.clock()())
            session.add(row)
            try:
                session.flush()
            except IntegrityError:  # the twin was committed while we waited for it
                session.rollback()
                row = session.get_one(OnceKey, key_hash)
        if row.location:
            return again(row.location)
        response: BaseResponse | str = view(*args, **kwargs)
        if isinstance(response, BaseResponse) and _made_something(response):
            row.location = response.location or ""
            session.commit()
        else:
            session.rollback()
        return response

    return wrapper


def register(app: Flask) -> None:
    """Let templates ask for a key."""
    app.jinja_env.globals["once_key"] = new_key

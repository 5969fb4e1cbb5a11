"""One-time keys: a form that creates something creates it once, however often it is sent.

The key goes into the same transaction as what it protects. A second POST with the same key waits
for the first one, then is led to where the first one led.
"""

import hashlib
import secrets
from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Flask, Response, redirect, request
from sqlalchemy.exc import IntegrityError
from werkzeug.wrappers import Response as BaseResponse

from recruit.errors import Invalid
from recruit.models import OnceKey
from recruit.web import current, units

FIELD = "once"
LONGEST_KEY = 64


def new_key() -> str:
    """A fresh key for a form."""
    return secrets.token_urlsafe(16)


def _hash(key: str) -> str:
    account = current.account()
    owner = str(account.id) if account else "nobody"
    return hashlib.sha256(f"{owner}\n{request.endpoint}\n{key}".encode()).hexdigest()


def creates(view: Callable[..., Any]) -> Callable[..., Any]:
    """A view whose POST creates something and answers with a redirect to it.

    This wrapper commits: what the view flushed, the key and its destination stand or fall together.
    Any other answer (a form with errors) rolls back and leaves the key unused.
    """

    @wraps(view)
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        if request.method != "POST":
            return view(*args, **kwargs)
        key = request.form.get(FIELD, "")
        if not 1 <= len(key) <= LONGEST_KEY:
            raise Invalid({FIELD: "missing"})
        session = units.session()
        key_hash = _hash(key)
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
            return redirect(row.location, 303)
        response: BaseResponse | str = view(*args, **kwargs)
        if isinstance(response, Response | BaseResponse) and 300 <= response.status_code < 400:
            row.location = response.location or ""
            session.commit()
        else:
            session.rollback()
        return response

    return wrapper


def register(app: Flask) -> None:
    """Let templates ask for a key."""
    app.jinja_env.globals["once_key"] = new_key

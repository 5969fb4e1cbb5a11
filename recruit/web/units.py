"""One database session a request: reading for GET, writing for everything else.

Views commit; whatever is left uncommitted at the end of the request is rolled back.
"""

from flask import Flask, current_app, g, request
from sqlalchemy.orm import Session

from recruit.db import Database

READING_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def database() -> Database:
    """The application's database."""
    found: Database = current_app.extensions["recruit.database"]
    return found


def session() -> Session:
    """This request's session."""
    if "db_session" not in g:
        g.db_session = database().session(writes=request.method not in READING_METHODS)
    current: Session = g.db_session
    return current


def discard() -> None:
    """Roll back and close this request's session."""
    current = g.pop("db_session", None)
    if current is not None:
        current.close()


def register(app: Flask, db: Database) -> None:
    """Give the application its database."""
    app.extensions["recruit.database"] = db

    @app.teardown_request
    def close(_error: BaseException | None) -> None:
        discard()

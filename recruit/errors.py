"""The family of domain errors: services raise them, `web/errors.py` turns them into answers.

Each carries a sentence that a recruiter could read (a lazy translation) and the HTTP status that
fits, so that the translation into a page or JSON stays in one place.
"""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext


class DomainError(Exception):
    """Something the user can understand and act on; never a bug."""

    status = 400
    code = "error"
    sentence: Any = lazy_gettext("This cannot be done. Go back and try another way.")

    def __init__(self, sentence: Any = None, **facts: Any) -> None:
        if sentence is not None:
            self.sentence = sentence
        self.facts = facts
        super().__init__(self.code)


class NotFound(DomainError):
    """Absent, or present but none of this person's business: the same answer for both."""

    status = 404
    code = "not-found"
    sentence = lazy_gettext("There is no such page. The vacancy may be closed.")


class NotAllowed(DomainError):
    """Known to exist, but this person may not do this to it."""

    status = 403
    code = "not-allowed"
    sentence = lazy_gettext("Your account does not open this page. Sign in with another one.")


class SignInRequired(DomainError):
    """Nobody is signed in where somebody has to be."""

    status = 401
    code = "sign-in-required"
    sentence = lazy_gettext("Sign in to open this page.")


class Conflict(DomainError):
    """The thing has changed, or its state does not allow the step."""

    status = 409
    code = "conflict"
    sentence = lazy_gettext("This has changed since you opened it. Compare and decide again.")


class Stale(Conflict):
    """An edit of an old version. ``current`` holds what is stored now, by field."""

    code = "stale"

    def __init__(self, current: Mapping[str, Any], version: int) -> None:
        super().__init__(current=dict(current), version=version)


class Invalid(DomainError):
    """Well-formed, but untrue or impossible. ``errors`` names the fields."""

    status = 422
    code = "invalid"
    sentence = lazy_gettext("Some fields need to be corrected.")

    def __init__(self, errors: Mapping[str, Any]) -> None:
        self.errors = {name: [message] for name, message in errors.items()}
        super().__init__(errors=self.errors)


class TooMany(DomainError):
    """Too many tries in too short a time."""

    status = 429
    code = "too-many"
    sentence = lazy_gettext("Too many attempts. Wait a minute and try again.")

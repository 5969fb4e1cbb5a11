"""A file in a request: examined before the view runs, outside of any transaction.

The gate takes its time with a hostile file, and on SQLite whoever is in a writing transaction keeps
all others from writing.
"""

from collections.abc import Callable
from contextlib import ExitStack
from functools import wraps
from typing import Any

from flask import current_app, g, request
from flask_babel import lazy_gettext

from recruit.errors import DomainError, SignInRequired
from recruit.intake import sentences, services
from recruit.intake.faults import Fault
from recruit.intake.names import ENDINGS
from recruit.intake.pool import Busy, Crew
from recruit.web import current, units

# What the window of a browser offers to choose.
ACCEPT = ",".join(f".{ending}" for ending in sorted(ENDINGS))


class Occupied(DomainError):
    """All children are at work, and have been for a while."""

    status = 429
    code = "busy"
    sentence = lazy_gettext("Very many files are coming in right now. Send yours in a minute.")


def gate() -> Crew:
    """The children of this application that look at what is sent."""
    found: Crew = current_app.extensions["recruit.gate"]
    return found


def examines(view: Callable[..., Any]) -> Callable[..., Any]:
    """A view that finds the sent file examined: by `upload`, which raises the refusal if any.

    To be put above `creates`, whose key is a row.
    """

    @wraps(view)
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        if request.method != "POST" or not was_sent():
            return view(*args, **kwargs)
        config = current.config()
        # The session that the access rule has opened; the account is looked up again afterwards.
        units.discard()
        g.pop("account", None)
        with ExitStack() as stack:
            try:
                g.upload = stack.enter_context(
                    services.taken(
                        _the_file(),
                        most=config.max_upload,
                        files_dir=config.files_dir,
                        gate=gate(),
                    )
                )
            except services.Refused as error:
                g.refusal = error
            except Busy as error:
                raise Occupied from error
            if current.account() is None:
                raise SignInRequired
            return view(*args, **kwargs)

    return wrapper


def was_sent() -> bool:
    """Whether there is a file in the form."""
    return bool(request.files.get(services.FIELD))


def upload() -> services.Upload:
    """The file of this request; raises `Refused` for one that is not taken, or for none."""
    refusal: services.Refused | None = g.get("refusal")
    if refusal is not None:
        raise refusal
    if "upload" not in g:
        raise services.Refused(Fault.NO_FILE)
    found: services.Upload = g.upload
    return found


def _the_file() -> Any:
    files = [file for file in request.files.getlist(services.FIELD) if file.filename]
    if len(files) > 1:
        raise services.Refused(Fault.TOO_MANY_FILES, sentences.ONE_FILE)
    return files[0]


def register(app: Any, crew: Crew) -> None:
    """Give the application its children, of which none is started yet."""
    app.extensions["recruit.gate"] = crew
    app.jinja_env.globals["accepted_files"] = ACCEPT

"""Errors become pages or JSON with an id, and tell nothing of the inside."""

import json
import re
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import update
from sqlalchemy.exc import OperationalError

from recruit.db import Database
from recruit.errors import Conflict, NotFound
from recruit.models import Candidate, Role
from recruit.web.access import public
from recruit.web.units import session
from tests import factories
from tests.browsing import Visitor

INSIDES = re.compile(r"Traceback|SELECT|site-packages|/recruit/|\.py|sqlite|psycopg", re.I)


def broken(app: Flask, error: Exception) -> Visitor:
    @public
    def view() -> str:
        session().connection()
        raise error

    app.add_url_rule("/broken", "broken", view)
    return Visitor(app)


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (NotFound(), 404),
        (Conflict(), 409),
        (RuntimeError("SELECT secret FROM account"), 500),
        (OperationalError("SELECT 1", {}, Exception("disk full")), 503),
    ],
)
def test_a_page_with_an_id_and_no_insides(
    capsys: pytest.CaptureFixture[str],
    make_app: Callable[..., Flask],
    error: Exception,
    status: int,
) -> None:
    # Made here, not by a fixture: logs go to the standard error that capsys holds by now.
    visitor = broken(make_app(), error)
    response = visitor.get("/broken")
    assert response.status_code == status
    assert not INSIDES.search(visitor.text)
    assert re.search(r"назовите код [0-9a-f]{8}", visitor.text)
    if status == 500:
        code = re.search(r"код ([0-9a-f]{8})", visitor.text)
        assert code
        logged = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
        assert code[1] in {line.get("id") for line in logged}
        assert "secret" not in json.dumps(logged), "values may be people's data"


def test_a_row_saved_by_another_at_the_same_moment_is_a_conflict(
    app: Flask, database: Database
) -> None:
    with database.unit(writes=True) as unit:
        account = factories.account(unit, Role.RECRUITER)
        candidate_id = factories.candidate(unit).id

    @public
    def view() -> str:
        candidate = session().get_one(Candidate, candidate_id)
        session().execute(
            update(Candidate)
            .values(version=Candidate.version + 1)
            .execution_options(synchronize_session=False)
        )
        candidate.title = "Директор"
        session().flush()
        return "saved"

    app.add_url_rule("/stale", "stale", view)
    visitor = Visitor(app)
    visitor.let_in(account.email)
    assert visitor.get("/stale").status_code == 409
    assert account.name in visitor.response.get_data(as_text=True)


def test_a_host_that_is_not_ours_gets_no_page(make_app: Callable[..., Flask]) -> None:
    client = make_app(trusted_hosts=("jobs.example.com",)).test_client()
    assert client.get("/sign-in", headers={"Host": "jobs.example.com"}).status_code == 200
    refused = client.get("/sign-in", headers={"Host": "evil.example"})
    assert (refused.status_code, refused.mimetype) == (400, "text/plain")
    assert "evil" not in refused.get_data(as_text=True)


def test_scripts_get_json(app: Flask) -> None:
    visitor = broken(app, NotFound())
    response = visitor.client.get("/broken", headers={"Accept": "application/json"})
    assert response.status_code == 404
    assert set(response.get_json()) == {"error", "message", "id"}
    assert response.get_json()["error"] == "not_found"


def test_an_unknown_address_is_a_page_in_the_visitors_language(app: Flask) -> None:
    visitor = Visitor(app, "en")
    assert visitor.get("/nowhere").status_code == 404
    assert "There is no such page" in visitor.text


def test_too_large_a_form_says_what_to_do(app: Flask) -> None:
    app.config["MAX_CONTENT_LENGTH"] = 100
    visitor = Visitor(app)
    visitor.get("/sign-in")
    response = visitor.submit({"email": "a@example.com", "password": "x" * 200})
    assert response.status_code == 413
    assert "Уменьшите или разделите файл" in visitor.text


def test_headers_of_every_page(app: Flask) -> None:
    for url in ("/sign-in", "/nowhere"):
        headers = app.test_client().get(url).headers
        assert "unsafe-inline" not in headers["Content-Security-Policy"]
        assert "default-src 'self'" in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Cache-Control"] == "private, no-store"

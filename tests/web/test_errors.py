"""Errors become pages or JSON with an id, and tell nothing of the inside."""

import json
import re

import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError

from recruit.errors import Conflict, NotFound
from recruit.web.access import public
from recruit.web.units import session
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
    capsys: pytest.CaptureFixture[str], app: Flask, error: Exception, status: int
) -> None:
    visitor = broken(app, error)
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


def test_scripts_get_json(app: Flask) -> None:
    visitor = broken(app, NotFound())
    response = visitor.client.get("/broken", headers={"Accept": "application/json"})
    assert response.status_code == 404
    assert set(response.get_json()) == {"error", "id"}


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
    assert "20 МБ" in visitor.text


def test_headers_of_every_page(app: Flask) -> None:
    for url in ("/sign-in", "/nowhere"):
        headers = app.test_client().get(url).headers
        assert "unsafe-inline" not in headers["Content-Security-Policy"]
        assert "default-src 'self'" in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Cache-Control"] == "private, no-store"

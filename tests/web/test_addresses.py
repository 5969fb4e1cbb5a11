"""Addresses that are remembered are those that Flask builds."""

from typing import Any

import pytest
from flask import Blueprint, Flask, url_for

from recruit.web.addresses import Application


@pytest.fixture
def app() -> Application:
    app = Application("addresses")
    part = Blueprint("part", __name__)
    part.add_url_rule("/list", "index", lambda: url_for(".index"))
    part.add_url_rule("/list/<name>", "show", lambda name: url_for(".index", after=name))
    app.register_blueprint(part)
    app.add_url_rule("/list", "index", lambda: url_for("part.show", name="a b"))
    return app


PLACES: tuple[tuple[str, dict[str, Any]], ...] = (
    ("part.index", {}),
    ("part.show", {"name": "я/б"}),
    ("part.show", {"name": "1", "page": "2"}),
    ("part.show", {"name": 1, "page": True}),
    ("part.show", {"name": True, "page": 1}),
    ("part.index", {"after": None}),
    ("part.index", {"q": ["a", "b"]}),
    ("part.index", {"_external": True}),
    ("part.index", {"_anchor": "c-1"}),
    ("static", {"filename": "css/tokens.css"}),
)


@pytest.mark.parametrize(("endpoint", "values"), PLACES)
def test_an_address_is_the_one_that_flask_builds(
    app: Application, endpoint: str, values: dict[str, Any]
) -> None:
    for base in ("http://localhost/", "http://localhost/agency", "https://other.example/"):
        with app.test_request_context(base_url=base):
            built = Flask.url_for(app, endpoint, **values)
            assert [url_for(endpoint, **values) for _ in range(2)] == [built, built]


def test_an_endpoint_beside_the_own_is_of_the_page(app: Application) -> None:
    with app.test_request_context("/list/a"):
        assert url_for(".index") == "/list"
    assert app.test_client().get("/list/a").text == "/list?after=a"


def test_the_same_address_is_built_once(app: Application) -> None:
    with app.test_request_context():
        for _ in range(3):
            url_for("part.show", name="a")
    assert (app._address.cache_info().misses, app._address.cache_info().hits) == (1, 2)


def test_what_cannot_be_built_is_told_each_time(app: Application) -> None:
    with app.test_request_context():
        for _ in range(2):
            with pytest.raises(Exception, match="nowhere"):
                url_for("nowhere")

"""Language, health, and links that lead nowhere else."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from flask import Flask

from recruit.db import Database
from recruit.models import WorkerBeat
from recruit.web import current
from recruit.web.pages import local_path, public_url
from tests.browsing import Visitor
from tests.conftest import FrozenClock


@pytest.mark.parametrize(
    "target",
    ["//evil.example", "/\\evil.example", "https:evil", "https://evil.example", "\\\\evil", "@evil",
     "//[", "/\\[", "/\r\nSet-Cookie: a=b", "javascript:alert(1)", "", None],
)  # fmt: skip
def test_a_link_never_leads_to_another_site(target: str | None) -> None:
    assert local_path(target, "/home") == "/home"


def test_a_letter_names_the_configured_site(make_app: Callable[..., Flask]) -> None:
    asked = {"base_url": "http://evil.example/", "path": "/sign-in"}
    with make_app(base_url="https://jobs.example.com").test_request_context(**asked):
        assert public_url("web.rules") == "https://jobs.example.com/how-we-rank"
    with make_app().test_request_context(base_url="http://127.0.0.1:8000/"):
        assert public_url("web.rules") == "http://127.0.0.1:8000/how-we-rank"


def test_the_day_is_the_agencys(app: Flask, clock: FrozenClock) -> None:
    clock.instant = datetime(2026, 11, 30, 20, 59, tzinfo=UTC)
    with app.test_request_context():
        assert current.today() == date(2026, 11, 30)
        clock.advance(minutes=1)
        assert current.today() == date(2026, 12, 1)


def test_a_path_of_this_site_is_kept() -> None:
    assert local_path("/jobs/1?a=b") == "/jobs/1?a=b"


def test_the_language_is_chosen_on_any_page_and_remembered(app: Flask) -> None:
    visitor = Visitor(app)
    visitor.get("/sign-in")
    assert visitor.page.get("lang") == "ru"
    english = visitor.page.xpath("//nav[@class='langs']//a[@hreflang='en']/@href")[0]
    visitor.get(english)
    assert visitor.response.request.path == "/sign-in"
    assert visitor.page.get("lang") == "en"
    visitor.get("/how-we-rank")
    assert visitor.page.get("lang") == "en"


def test_an_unknown_language_changes_nothing(app: Flask) -> None:
    visitor = Visitor(app)
    visitor.get("/language/xx")
    visitor.get("/sign-in")
    assert visitor.page.get("lang") == "ru"


def test_health_tells_of_the_database_and_the_worker(
    app: Flask, database: Database, clock: FrozenClock
) -> None:
    client = app.test_client()
    assert client.get("/healthz").get_json() == {
        "status": "ok",
        "database": "ok",
        "worker": "late",
    }
    with database.unit(writes=True) as session:
        session.add(WorkerBeat(id=1, at=clock()))
    assert client.get("/healthz").get_json()["worker"] == "ok"
    clock.advance(seconds=61)
    assert client.get("/healthz").get_json()["worker"] == "late"


@pytest.mark.parametrize("url", ["/jobs/%00", "/jobs/a%00b", "/?q=%00", "/profiles/%00"])
def test_a_nul_in_an_address_is_no_page_and_no_fault(app: Flask, url: str) -> None:
    assert app.test_client().get(url).status_code == 404

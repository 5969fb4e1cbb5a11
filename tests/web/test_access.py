"""Deny by default: every route says who may open it, and strangers get no further."""

import pytest
from flask import Flask
from werkzeug.routing import Rule

from recruit.db import Database
from recruit.models import Role
from recruit.web.access import OPEN_ENDPOINTS, allow_all, rule_of
from tests import factories
from tests.browsing import Visitor

STAFF_ONLY = {Role.RECRUITER, Role.ADMIN}


# Called by programs that have no session; what they may do stands in the signed address.
WITHOUT_SESSION = {"subscriptions.unsubscribe"}


def routes(app: Flask) -> list[Rule]:
    """All routes but those of packages."""
    return [rule for rule in app.url_map.iter_rules() if rule.endpoint not in OPEN_ENDPOINTS]


def address(rule: Rule) -> str:
    """The route's address with placeholders that nothing has."""
    url = rule.rule
    for name in rule.arguments:
        url = url.replace(f"<int:{name}>", "1").replace(f"<{name}>", "none")
    return url


def test_every_route_declares_who_may_open_it(app: Flask) -> None:
    undeclared = [rule.endpoint for rule in routes(app) if rule_of(app, rule.endpoint) is None]
    assert not undeclared, (
        "put a decorator of recruit.web.access (public, staff, employers, …) right under the "
        f"route of: {undeclared}"
    )


def test_an_undeclared_route_is_closed(app: Flask) -> None:
    app.add_url_rule("/forgotten", "forgotten", lambda: "secret")
    response = app.test_client().get("/forgotten")
    assert response.status_code == 403
    assert "secret" not in response.get_data(as_text=True)


def test_strangers_are_asked_to_sign_in(app: Flask) -> None:
    client = app.test_client()
    for rule in routes(app):
        if "GET" in rule.methods and rule_of(app, rule.endpoint) is not allow_all:
            response = client.get(address(rule))
            assert response.status_code == 303, rule.endpoint
            assert response.location.startswith("/sign-in"), rule.endpoint


@pytest.mark.parametrize("role", [Role.CANDIDATE, Role.EMPLOYER])
def test_pages_of_the_agency_are_closed_to_others(
    app: Flask, database: Database, role: Role
) -> None:
    with database.unit(writes=True) as session:
        if role is Role.EMPLOYER:
            account = factories.employer_account(session)
        else:
            account = factories.account(session, role)
    visitor = Visitor(app)
    visitor.let_in(account.email)
    for endpoint in ("/candidates", "/vacancies/none/shortlist"):
        assert visitor.get(endpoint).status_code == 403, endpoint


def test_every_writing_route_refuses_without_a_csrf_token(app: Flask) -> None:
    client = app.test_client()
    for rule in routes(app):
        if "POST" in rule.methods:
            response = client.post(address(rule), data={"once": "key"})
            refusal = 404 if rule.endpoint in WITHOUT_SESSION else 400
            assert response.status_code == refusal, rule.endpoint

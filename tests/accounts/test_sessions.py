"""Sessions: where they begin, and that each end is an end, also for a cookie that was copied."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import func, select

from recruit.db import Database
from recruit.models import Account, AccountSession, Role
from tests.accounts.conftest import Enter, People
from tests.browsing import Visitor
from tests.conftest import PASSWORD, FrozenClock

CLOSED = "/vacancies"


def cookie_of(visitor: Visitor) -> str:
    cookie = visitor.client.get_cookie("recruit")
    assert cookie
    return cookie.value


def with_cookie(app: Flask, value: str) -> Visitor:
    """Another browser that holds a copy of a cookie."""
    visitor = Visitor(app)
    visitor.client.set_cookie("recruit", value)
    return visitor


def is_in(visitor: Visitor) -> bool:
    """Whether the visitor is let in where one has to be signed in."""
    return visitor.client.get(CLOSED).status_code == 200


def sessions(database: Database) -> int:
    with database.unit(writes=False) as session:
        return session.scalar(select(func.count()).select_from(AccountSession)) or 0


@pytest.mark.parametrize(
    ("role", "home"),
    [
        (Role.ADMIN, "/vacancies"),
        (Role.RECRUITER, "/vacancies"),
        (Role.EMPLOYER, "/vacancies"),
        (Role.CANDIDATE, "/my"),
    ],
)
def test_each_role_starts_at_its_own_page(enter: Enter, role: Role, home: str) -> None:
    assert enter(role).response.request.path == home


def test_signing_in_makes_a_new_session(app: Flask, people: People) -> None:
    """Whoever planted a cookie in somebody's browser is not signed in with them."""
    visitor = Visitor(app)
    visitor.get("/sign-in")
    planted = cookie_of(visitor)
    visitor.sign_in(people[Role.RECRUITER].email, PASSWORD, follow=True)
    first = cookie_of(visitor)
    assert first != planted
    assert not is_in(with_cookie(app, planted))
    visitor.sign_in(people[Role.RECRUITER].email, PASSWORD, follow=True)
    assert cookie_of(visitor) != first
    assert (is_in(with_cookie(app, first)), is_in(visitor)) == (False, True)


def test_a_session_planted_before_keeps_nothing_and_the_language_stays(
    app: Flask, people: People
) -> None:
    visitor = Visitor(app, "en")
    with visitor.client.session_transaction() as session:
        session["planted"] = "by somebody else"
    visitor.sign_in(people[Role.RECRUITER].email, PASSWORD, follow=True)
    with visitor.client.session_transaction() as session:
        assert "planted" not in session
    assert visitor.page.get("lang") == "en"
    visitor.get("/")
    visitor.client.post("/sign-out", data={"csrf_token": token_of(visitor)})
    visitor.get("/")
    assert visitor.page.get("lang") == "en"


def token_of(visitor: Visitor) -> str:
    return str(visitor.page.xpath("//input[@name='csrf_token']/@value")[0])


def test_signing_out_ends_the_session_for_every_copy_of_its_cookie(
    app: Flask, database: Database, enter: Enter
) -> None:
    visitor = enter()
    copied = cookie_of(visitor)
    assert is_in(with_cookie(app, copied))
    visitor.get(CLOSED)
    response = visitor.client.post("/sign-out", data={"csrf_token": token_of(visitor)})
    assert (response.status_code, response.location) == (303, "/")
    assert not is_in(visitor)
    assert not is_in(with_cookie(app, copied))
    assert sessions(database) == 0


def test_signing_out_here_leaves_another_browser_signed_in(app: Flask, enter: Enter) -> None:
    here, there = enter(), enter()
    here.get(CLOSED)
    here.client.post("/sign-out", data={"csrf_token": token_of(here)})
    assert (is_in(here), is_in(there)) == (False, True)


def test_a_disabled_account_is_out_at_once_and_stays_out(
    app: Flask, database: Database, clock: FrozenClock, enter: Enter, people: People
) -> None:
    visitor = enter()
    with database.unit(writes=True) as session:
        session.get_one(Account, people[Role.RECRUITER].id).disabled_at = clock()
    assert not is_in(visitor)
    again = Visitor(app)
    again.sign_in(people[Role.RECRUITER].email, PASSWORD, follow=True)
    assert again.response.status_code == 422
    assert not is_in(again)


def test_a_changed_role_counts_at_once(database: Database, enter: Enter, people: People) -> None:
    visitor = enter()
    with database.unit(writes=True) as session:
        session.get_one(Account, people[Role.RECRUITER].id).role = Role.CANDIDATE
    assert visitor.client.get(CLOSED).status_code == 403


def test_a_session_ends_by_the_clock(
    make_app: Callable[..., Flask], people: People, clock: FrozenClock, database: Database
) -> None:
    visitor = Visitor(make_app(session_hours=2))
    visitor.sign_in(people[Role.RECRUITER].email, PASSWORD, follow=True)
    clock.advance(hours=2, seconds=-1)
    assert is_in(visitor)
    clock.advance(seconds=1)
    assert not is_in(visitor)
    visitor.sign_in(people[Role.RECRUITER].email, PASSWORD, follow=True)
    assert sessions(database) == 1, "rows of sessions that are over are cleared away"


def test_the_database_keeps_no_token(database: Database, enter: Enter) -> None:
    visitor = enter()
    with visitor.client.session_transaction() as session:
        token = session["token"]
    with database.unit(writes=False) as session:
        stored = session.scalars(select(AccountSession.token_hash)).all()
    assert stored
    assert token not in stored


@pytest.mark.parametrize("token", ["", "0" * 43, 17, None, ["a"]])
def test_a_forged_token_signs_nobody_in(app: Flask, people: People, token: object) -> None:
    visitor = Visitor(app)
    with visitor.client.session_transaction() as session:
        session["token"] = token
    assert visitor.client.get(CLOSED).status_code == 303


def cookies_of(app: Flask, url: str, base_url: str) -> list[str]:
    return app.test_client().get(url, base_url=base_url).headers.getlist("Set-Cookie")


@pytest.mark.parametrize("url", ["/language/en", "/sign-in"])
def test_the_cookie_behind_https_is_bound_to_its_host(
    make_app: Callable[..., Flask], url: str
) -> None:
    app = make_app(base_url="https://jobs.example.com")
    cookies = cookies_of(app, url, "https://jobs.example.com")
    assert len(cookies) == 1
    name, *flags = (part.strip() for part in cookies[0].split(";"))
    assert name.split("=")[0] in ("__Host-recruit", "__Host-recruit-language")
    assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= set(flags)
    assert not [flag for flag in flags if flag.startswith("Domain")]


def test_the_cookie_of_a_development_server_is_closed_to_scripts(app: Flask) -> None:
    cookies = cookies_of(app, "/language/en", "http://127.0.0.1")
    assert len(cookies) == 1
    assert "HttpOnly" in cookies[0]
    assert "SameSite=Lax" in cookies[0]
    assert "Secure" not in cookies[0]


def test_an_answer_under_way_brings_no_old_cookie_back(app: Flask, enter: Enter) -> None:
    """A style sheet asked for before signing in may arrive after it."""
    visitor = enter()
    for url in ("/static/css/tokens.css", "/healthz", "/vacancies"):
        with visitor.client.get(url) as response:
            assert not response.headers.getlist("Set-Cookie"), url


def test_the_language_outlives_the_session(app: Flask) -> None:
    (cookie,) = cookies_of(app, "/language/en", "http://127.0.0.1")
    assert "Max-Age=31536000" in cookie

"""Signing in: the same answer for all that is wrong, a limit for guessing, no way elsewhere."""

import re
import time
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from recruit.accounts import passwords, services
from recruit.db import Database
from recruit.models import Account, Role
from tests import factories
from tests.accounts.conftest import Enter, People
from tests.browsing import Visitor
from tests.conftest import NOON, PASSWORD


def refused(app: Flask, email: str, password: str) -> str:
    """The page that answers a failed try, without what differs each time."""
    visitor = Visitor(app)
    visitor.sign_in(email, password, follow=True)
    assert visitor.response.status_code == 422
    page = visitor.response.get_data(as_text=True).replace(email, "ADDRESS")
    return re.sub(r'name="csrf_token" value="[^"]*"', "", page)


def test_nothing_tells_an_unknown_address_from_a_wrong_password(
    app: Flask, database: Database, people: People
) -> None:
    with database.unit(writes=True) as session:
        gone = factories.account(session, Role.CANDIDATE, email="gone@example.com")
        gone.disabled_at = NOON
    wrong = refused(app, people[Role.CANDIDATE].email, "не тот пароль")
    assert refused(app, "nobody@example.com", "не тот пароль") == wrong
    assert refused(app, "gone@example.com", PASSWORD) == wrong
    assert "Почта или пароль не подходят" in wrong.replace("\u00a0", " ")


def test_an_unknown_address_costs_as_much_work_as_a_wrong_password(
    app: Flask, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Counted, not timed: each try hashes once, or the clock would tell who has an account."""
    hashed: list[bool] = []
    real = passwords.hasher(32)

    class Counting:
        hash = staticmethod(real.hash)

        @staticmethod
        def verify(stored: str, password: str) -> bool:
            # What is no hash is refused at once, without the work.
            hashed.append(stored.startswith("$argon2id$"))
            return real.verify(stored, password)

    monkeypatch.setattr(passwords, "hasher", lambda _memory: Counting)
    for email in (people[Role.CANDIDATE].email, "nobody@example.com"):
        refused(app, email, "не тот пароль")
    assert hashed == [True, True]


def test_the_address_is_folded_and_the_password_is_not(app: Flask, people: People) -> None:
    visitor = Visitor(app)
    visitor.sign_in(f"  {people[Role.RECRUITER].email.upper()} ", PASSWORD, follow=True)
    assert visitor.response.request.path == "/vacancies"
    refused(app, people[Role.RECRUITER].email, PASSWORD.upper())


def test_the_eleventh_guess_has_to_wait_and_others_have_not(app: Flask, people: People) -> None:
    visitor = Visitor(app)
    email = people[Role.RECRUITER].email
    for _ in range(10):
        visitor.sign_in(email, "не тот пароль", follow=True)
        assert visitor.response.status_code == 422
    visitor.sign_in(email, "не тот пароль", follow=True)
    assert visitor.response.status_code == 429
    assert "Слишком много попыток" in visitor.text
    assert "Подождите" in visitor.text
    visitor.sign_in(email.upper(), PASSWORD, follow=True)
    assert visitor.response.status_code == 429, "the right password has to wait, too"
    visitor.sign_in(people[Role.CANDIDATE].email, PASSWORD, follow=True)
    assert visitor.response.request.path == "/my"


def test_signs_that_nobody_sees_make_no_other_address_to_guess_at(
    app: Flask, people: People
) -> None:
    visitor = Visitor(app)
    email = people[Role.RECRUITER].email
    for number in range(11):
        visitor.sign_in(f"{email[:number]}\u202a{email[number:]}", "не тот пароль", follow=True)
    assert visitor.response.status_code == 429


def test_the_wait_is_five_minutes_long(
    app: Flask, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor = Visitor(app)
    email = people[Role.RECRUITER].email
    start = time.time()
    for passed, answer in ((0, 422), (299, 429), (301, 422)):
        # The counter has no other clock than the machine's.
        monkeypatch.setattr(time, "time", lambda now=start + passed: now)
        for _ in range(10 if passed == 0 else 1):
            visitor.sign_in(email, "не тот пароль", follow=True)
            assert visitor.response.status_code == answer, passed


def test_one_machine_cannot_go_through_many_addresses(app: Flask, people: People) -> None:
    visitor = Visitor(app)
    visitor.get("/sign-in")
    values = dict(visitor.form().form_values()) | {"password": "не тот пароль"}
    statuses = [
        visitor.client.post("/sign-in", data=values | {"email": f"{n}@example.com"}).status_code
        for n in range(101)
    ]
    assert statuses == [422] * 100 + [429]


def test_one_machine_does_not_lock_another_out(app: Flask, people: People) -> None:
    guesser = Visitor(app)
    email = people[Role.RECRUITER].email
    for _ in range(11):
        guesser.sign_in(email, "не тот пароль", follow=True)
    assert guesser.response.status_code == 429
    owner = Visitor(app)
    owner.client.environ_base["REMOTE_ADDR"] = "192.0.2.7"
    owner.sign_in(email, PASSWORD, follow=True)
    assert owner.response.request.path == "/vacancies"


def test_signing_in_often_is_not_guessing(app: Flask, people: People) -> None:
    for _ in range(12):
        visitor = Visitor(app)
        visitor.sign_in(people[Role.RECRUITER].email, PASSWORD, follow=True)
        assert visitor.response.request.path == "/vacancies"


ELSEWHERE = (
    "//evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "https://evil.example/",
    "https:evil.example",
    "javascript:alert(1)",
    "/\tevil.example/..//evil.example",
    "/%0d%0aLocation:%20https://evil.example",
    "@evil.example",
)


@pytest.mark.parametrize("target", ELSEWHERE)
def test_signing_in_never_leads_to_another_site(app: Flask, people: People, target: str) -> None:
    visitor = Visitor(app)
    visitor.get("/sign-in", query_string={"next": target})
    visitor.submit(
        {"email": people[Role.RECRUITER].email, "password": PASSWORD, "next": target}, follow=False
    )
    assert visitor.response.status_code == 303
    location = visitor.response.location
    assert re.match(r"/(?![/\\])", location), location
    assert not re.search(r"[\r\n\t\\]", location)


def test_signing_in_leads_to_where_one_wanted_to_go(app: Flask, people: People) -> None:
    visitor = Visitor(app)
    visitor.get("/candidates?q=%D0%B0&page=2")
    assert visitor.response.request.path == "/sign-in"
    visitor.submit({"email": people[Role.RECRUITER].email, "password": PASSWORD}, follow=False)
    assert visitor.response.location in ("/candidates?q=%D0%B0&page=2", "/candidates?q=а&page=2")


def test_a_mistake_does_not_lose_where_one_wanted_to_go(app: Flask, people: People) -> None:
    visitor = Visitor(app)
    visitor.get("/candidates")
    visitor.submit({"email": people[Role.RECRUITER].email, "password": "не тот пароль"})
    visitor.submit({"email": people[Role.RECRUITER].email, "password": PASSWORD}, follow=False)
    assert visitor.response.location == "/candidates"


def test_a_password_is_never_sent_back(app: Flask, people: People) -> None:
    for url, values in (
        ("/sign-in", {"email": "anna@example.com", "password": "не тот пароль"}),
        ("/register/candidate", {"email": "нет", "password": "совсем не тот пароль"}),
    ):
        visitor = Visitor(app)
        visitor.get(url)
        visitor.submit(values)
        assert visitor.response.status_code == 422
        assert values["password"] not in visitor.response.get_data(as_text=True)


# ---------- the language ----------


def test_the_language_chosen_before_signing_in_stays(enter: Enter) -> None:
    visitor = enter(Role.RECRUITER, language="en")
    assert visitor.page.get("lang") == "en"


def test_an_account_brings_its_language_where_none_was_chosen(
    app: Flask, database: Database, people: People
) -> None:
    with database.unit(writes=True) as session:
        session.get_one(Account, people[Role.RECRUITER].id).language = "en"
    visitor = Visitor(app, "nothing")
    visitor.sign_in(people[Role.RECRUITER].email, PASSWORD, follow=True)
    assert visitor.page.get("lang") == "en"


# ---------- the demo ----------


def test_one_click_signs_in_only_in_a_demo(
    app: Flask, make_app: Callable[..., Flask], database: Database
) -> None:
    with database.unit(writes=True) as session:
        for role in Role:
            employer = factories.employer(session) if role is Role.EMPLOYER else None
            factories.account(session, role, is_demo=True, employer=employer)
    assert one_click(app, "recruiter").response.status_code == 404
    assert not demo_buttons(app)
    demo = make_app(demo=True)
    assert len(demo_buttons(demo)) == 3
    for name, home in (
        ("recruiter", "/vacancies"),
        ("employer", "/vacancies"),
        ("candidate", "/my"),
    ):
        visitor = one_click(demo, name)
        assert visitor.response.status_code == 303
        assert visitor.response.location == home
        assert visitor.client.get(home).status_code == 200


def demo_buttons(app: Flask) -> list[str]:
    visitor = Visitor(app)
    visitor.get("/sign-in")
    found: list[str] = visitor.page.xpath("//form[contains(@action, 'demo-sign-in')]/@action")
    return found


def one_click(app: Flask, role: str) -> Visitor:
    visitor = Visitor(app)
    visitor.get("/sign-in")
    token = visitor.page.xpath("//input[@name='csrf_token']/@value")[0]
    visitor.response = visitor.client.post(f"/demo-sign-in/{role}", data={"csrf_token": token})
    return visitor


def test_one_click_never_signs_in_as_a_real_person(
    make_app: Callable[..., Flask], people: People
) -> None:
    assert one_click(make_app(demo=True), "recruiter").response.status_code == 404


# ---------- passwords ----------


@pytest.mark.parametrize(
    ("password", "is_taken"),
    [
        ("x" * 9, False),
        ("x" * 10, True),
        ("пароль из слов", True),
        ("x" * 200, True),
        ("x" * 201, False),
    ],
)
def test_passwords_are_long_and_otherwise_free(app: Flask, password: str, is_taken: bool) -> None:
    visitor = Visitor(app)
    visitor.get("/register/candidate")
    visitor.submit({"name": "Ольга", "email": "olga@example.com", "password": password})
    assert visitor.response.status_code == (200 if is_taken else 422)
    if is_taken:
        again = Visitor(app)
        again.sign_in("olga@example.com", password, follow=True)
        assert again.response.request.path == "/my"
    else:
        assert "password" in visitor.errors()


def test_passwords_are_stored_as_argon2id(database: Database, people: People) -> None:
    with database.unit(writes=False) as session:
        hashes = session.scalars(select(Account.password_hash)).all()
    assert all(stored.startswith("$argon2id$") for stored in hashes)
    assert len(set(hashes)) == len(hashes), "each has its own salt"


def test_a_broken_hash_lets_nobody_in(app: Flask, database: Database, people: People) -> None:
    with database.unit(writes=True) as session:
        session.get_one(Account, people[Role.RECRUITER].id).password_hash = "not a hash"
    refused(app, people[Role.RECRUITER].email, PASSWORD)


@pytest.mark.parametrize(("environment", "status"), [("production", 422), ("development", 200)])
def test_the_demos_password_opens_nothing_in_production(
    make_app: Callable[..., Flask], database: Database, environment: str, status: int
) -> None:
    with database.unit(writes=True) as session:
        account = factories.account(session, Role.RECRUITER, is_demo=True)
    visitor = Visitor(make_app(environment=environment))
    assert visitor.sign_in(account.email, PASSWORD, follow=True).status_code == status


def test_nobody_waits_to_write_while_a_password_is_checked(
    app: Flask, database: Database, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slowly(*_: object) -> bool:
        with database.unit(writes=True) as session:
            factories.account(session, Role.CANDIDATE)
        return True

    monkeypatch.setattr(services, "password_fits", slowly)
    visitor = Visitor(app)
    visitor.sign_in(people[Role.RECRUITER].email, PASSWORD, follow=True)
    assert visitor.response.request.path == "/vacancies"

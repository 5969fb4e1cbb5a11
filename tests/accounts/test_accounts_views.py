"""Signing in, signing out, registering."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy import func, select

from recruit.accounts.services import create_account
from recruit.db import Database
from recruit.models import Account, Employer, Role
from tests.browsing import Visitor
from tests.conftest import NOON, PASSWORD


@pytest.fixture
def recruiter(database: Database) -> Account:
    with database.unit(writes=True) as session:
        return create_account(
            session,
            email="Vera@Example.com",
            password=PASSWORD,
            role=Role.RECRUITER,
            name="Вера Климова",
            language="ru",
            now=NOON,
            memory=32,
        )


def test_sign_in_and_out(app: Flask, recruiter: Account) -> None:
    visitor = Visitor(app)
    visitor.sign_in("vera@example.com", PASSWORD)
    assert visitor.response.request.path == "/vacancies"


def test_a_wrong_password_says_so_at_the_field_and_keeps_the_address(
    app: Flask, recruiter: Account
) -> None:
    visitor = Visitor(app)
    visitor.sign_in("vera@example.com", "wrong")
    assert visitor.response.status_code == 422
    assert visitor.errors()["password"].startswith("Почта или пароль не подходят")
    assert visitor.page.get_element_by_id("email").get("value") == "vera@example.com"


def test_signing_in_anew_ends_the_session_before(app: Flask, recruiter: Account) -> None:
    visitor = Visitor(app)
    visitor.sign_in("vera@example.com", PASSWORD)
    before = visitor.client.get_cookie("recruit")
    assert before
    visitor.sign_in("vera@example.com", PASSWORD)
    copied = app.test_client()
    copied.set_cookie("recruit", before.value)
    assert copied.get("/candidates").status_code == 303
    assert visitor.get("/candidates").request.path == "/candidates"


def test_after_ten_failures_an_address_waits_and_others_do_not(
    app: Flask, recruiter: Account
) -> None:
    visitor = Visitor(app)
    for _ in range(10):
        visitor.sign_in("vera@example.com", "wrong")
        assert visitor.response.status_code == 422
    visitor.get("/sign-in")
    token = dict(visitor.form("/sign-in").form_values())["csrf_token"]
    refused = visitor.client.post(
        "/sign-in",
        data={"csrf_token": token, "email": "VERA@example.com ", "password": PASSWORD},
    )
    assert refused.status_code == 429
    visitor.sign_in("other@example.com", "wrong")
    assert visitor.response.status_code == 422


def test_a_machine_that_tries_many_addresses_waits(app: Flask) -> None:
    visitor = Visitor(app)
    visitor.get("/sign-in")
    data = dict(visitor.form("/sign-in").form_values()) | {"password": "wrong"}
    statuses = [
        visitor.client.post("/sign-in", data=data | {"email": f"{n}@example.com"}).status_code
        for n in range(101)
    ]
    assert statuses == [422] * 100 + [429]


def test_one_address_registered_twice_at_once_is_one_account(
    app: Flask, database: Database
) -> None:
    person = {
        "name": "Ольга",
        "email": "olga@example.com",
        "password": PASSWORD,
        "company": "ООО «Клён»",
        "segment": "company",
    }

    def register(_: int) -> int:
        visitor = Visitor(app)
        visitor.get("/register/employer")
        data = dict(visitor.form().form_values()) | person
        return visitor.client.post("/register/employer", data=data).status_code

    with ThreadPoolExecutor(6) as pool:
        statuses = sorted(pool.map(register, range(6)))
    assert statuses == [303] + [422] * 5
    with database.unit(writes=False) as session:
        assert session.scalar(select(func.count(Account.id))) == 1
        assert session.scalar(select(func.count(Employer.id))) == 1

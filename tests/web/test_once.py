"""A double click makes one thing."""

from concurrent.futures import ThreadPoolExecutor

from flask import Flask
from sqlalchemy import func, select

from recruit.db import Database
from recruit.models import Account
from tests.browsing import Visitor
from tests.conftest import PASSWORD

PERSON = {"name": "Ольга", "email": "olga@example.com", "password": PASSWORD}


def count(database: Database) -> int:
    with database.unit(writes=False) as session:
        return session.scalar(select(func.count()).select_from(Account)) or 0


def filled(visitor: Visitor) -> dict[str, str]:
    visitor.get("/register/candidate")
    return dict(visitor.form().form_values()) | PERSON


def test_the_same_form_twice_makes_one_account(app: Flask, database: Database) -> None:
    visitor = Visitor(app)
    data = filled(visitor)
    first = visitor.client.post("/register/candidate", data=data)
    assert first.status_code == 303
    assert count(database) == 1


def test_ten_clicks_at_once_make_one_account(app: Flask, database: Database) -> None:
    visitor = Visitor(app)
    data = filled(visitor)
    cookie = visitor.client.get_cookie("recruit")
    assert cookie

    def click(_: int) -> tuple[int, str | None]:
        client = app.test_client()
        client.set_cookie("recruit", cookie.value)
        response = client.post("/register/candidate", data=data)
        return response.status_code, response.location

    with ThreadPoolExecutor(10) as pool:
        answers = set(pool.map(click, range(10)))
    assert answers == {(303, "/my")}
    assert count(database) == 1


def test_a_form_with_a_mistake_can_be_sent_again(app: Flask, database: Database) -> None:
    visitor = Visitor(app)
    data = filled(visitor)
    wrong = visitor.client.post("/register/candidate", data=data | {"email": "no address"})
    assert wrong.status_code == 422
    right = visitor.client.post("/register/candidate", data=data)
    assert right.status_code == 303
    assert count(database) == 1


def test_a_form_without_its_key_is_refused(app: Flask, database: Database) -> None:
    visitor = Visitor(app)
    data = filled(visitor) | {"once": ""}
    assert visitor.client.post("/register/candidate", data=data).status_code == 422
    assert count(database) == 0

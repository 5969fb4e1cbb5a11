"""Signing in, signing out, registering."""

import pytest
from flask import Flask

from recruit.accounts.services import create_account
from recruit.db import Database
from recruit.models import Account, Role
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

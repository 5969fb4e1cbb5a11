"""One account of each role."""

from collections.abc import Callable

import pytest
from flask import Flask

from recruit.db import Database
from recruit.models import Account, Role
from tests import factories
from tests.browsing import Visitor
from tests.conftest import PASSWORD

People = dict[Role, Account]
Enter = Callable[..., Visitor]


@pytest.fixture
def people(database: Database) -> People:
    with database.unit(writes=True) as session:
        return {
            Role.ADMIN: factories.account(session, Role.ADMIN, email="admin@example.com"),
            Role.RECRUITER: factories.account(session, Role.RECRUITER, email="vera@example.com"),
            Role.EMPLOYER: factories.employer_account(session, email="client@example.com"),
            Role.CANDIDATE: factories.account(session, Role.CANDIDATE, email="anna@example.com"),
        }


@pytest.fixture
def enter(app: Flask, people: People) -> Enter:
    """Sign somebody in."""

    def sign_in(role: Role = Role.RECRUITER, language: str = "ru") -> Visitor:
        visitor = Visitor(app, language)
        visitor.sign_in(people[role].email, PASSWORD, follow=True)
        return visitor

    return sign_in

"""The catalogue that the package brings, and visitors of every role."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from recruit.catalogue.editing import content_with, values_of
from recruit.catalogue.services import edit_profile, get_profile, load_packaged_profiles
from recruit.db import Database
from recruit.models import Role
from tests import factories
from tests.browsing import Visitor
from tests.conftest import NOON

SLUG = "head-of-customer-relations"


@pytest.fixture
def catalogue(database: Database) -> None:
    with database.unit(writes=True) as session:
        load_packaged_profiles(session, NOON)


@pytest.fixture
def enter(app: Flask, database: Database) -> Callable[..., Visitor]:
    """A visitor signed in with a role, or nobody."""

    def sign_in(role: Role | None, language: str = "ru") -> Visitor:
        visitor = Visitor(app, language)
        if role is None:
            return visitor
        with database.unit(writes=True) as session:
            if role == Role.EMPLOYER:
                email = factories.employer_account(session).email
            else:
                email = factories.account(session, role, name="Вера Климова").email
        visitor.let_in(email)
        return visitor

    return sign_in


def edited_meanwhile(database: Database, **values: Any) -> None:
    """Somebody else saves the next version of the surveyed profile."""
    with database.unit(writes=True) as session:
        newest = get_profile(session, SLUG).current
        content = content_with(newest.content, values_of(newest.content) | values)
        author = factories.account(session, Role.ADMIN, name="Антон Рыжов")
        edit_profile(session, author, SLUG, content, based_on=newest.number, now=NOON)

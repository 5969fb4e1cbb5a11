"""Who is around: people of each role, letters that were written, the links in them."""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from recruit.db import Database
from recruit.models import Account, OutboxMessage, Role, Subscription
from tests import factories
from tests.browsing import Visitor
from tests.conftest import NOON

SignIn = Callable[..., Visitor]


@pytest.fixture
def people(database: Database) -> dict[str, Account]:
    with database.unit(writes=True) as session:
        return {
            "recruiter": factories.account(session, Role.RECRUITER, name="Вера Климова"),
            "colleague": factories.account(session, Role.ADMIN, name="Антон Рыжов"),
            "employer": factories.employer_account(session),
            "candidate": factories.account(session, Role.CANDIDATE),
        }


@pytest.fixture
def sign_in(app: Flask, people: dict[str, Account]) -> SignIn:
    def enter(name: str, language: str = "ru") -> Visitor:
        visitor = Visitor(app, language)
        visitor.let_in(people[name].email)
        return visitor

    return enter


def letters(database: Database) -> list[OutboxMessage]:
    """All letters, in the order of their writing."""
    with database.unit(writes=False) as session:
        return list(session.scalars(select(OutboxMessage).order_by(OutboxMessage.id)))


def link_in(letter: OutboxMessage, part: str) -> str:
    """The path of the one link in a letter that has this part."""
    (found,) = re.findall(rf"https?://[^/\s]+(/\S*{part}\S*)", letter.body)
    return str(found)


def subscription(database: Database, email: str) -> Subscription:
    """A subscription as it is stored."""
    with database.unit(writes=False) as session:
        return session.scalars(select(Subscription).where(Subscription.email == email)).one()


def add_reader(
    database: Database, email: str, language: str = "ru", *, confirmed: datetime | None = NOON,
    **facts: Any,
) -> Subscription:  # fmt: skip
    """A subscription, confirmed unless it is said otherwise."""
    with database.unit(writes=True) as session:
        made = Subscription(
            email=email,
            language=language,
            created_at=NOON,
            asked_at=facts.pop("asked_at", NOON),
            confirmed_at=confirmed,
            **facts,
        )
        session.add(made)
        session.flush()
        return made

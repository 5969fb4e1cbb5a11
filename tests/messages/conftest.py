"""A mail server of the tests' own, and letters that wait."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, Envelope

from recruit.config import Config, SmtpServer
from recruit.db import Database
from recruit.messages.delivery import Post, post_of
from recruit.models import OutboxMessage
from tests.browser.conftest import free_port
from tests.conftest import NOON, FrozenClock, config_for

HOST = "127.0.0.1"


@dataclass
class Mailbox:
    """What the server has taken, and what it answers to a recipient or to a text instead."""

    letters: list[EmailMessage] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    data_answer: str = "250 OK"
    logins: list[tuple[bytes, bytes]] = field(default_factory=list)

    async def handle_RCPT(
        self, _server: Any, _session: Any, envelope: Envelope, address: str, _options: Any
    ) -> str:
        envelope.rcpt_tos.append(address)
        return self.answers.get(address, "250 OK")

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Envelope) -> str:
        if self.data_answer.startswith("250"):
            content = envelope.content
            assert isinstance(content, bytes)
            found = message_from_bytes(content, policy=SMTP)
            assert isinstance(found, EmailMessage)
            self.letters.append(found)
        return self.data_answer

    def log_in(self, _server: Any, _session: Any, _envelope: Any, _way: str, data: Any) -> Any:
        self.logins.append((data.login, data.password))
        return AuthResult(success=data.password == b"right", handled=False)


@contextmanager
def smtp_server(mailbox: Mailbox, host: str = HOST, **options: Any) -> Iterator[SmtpServer]:
    """A server on a free port."""
    controller = Controller(mailbox, hostname=host, port=free_port(), **options)
    controller.start()
    try:
        yield SmtpServer(host, controller.port, is_tls=False)
    finally:
        controller.stop()


@pytest.fixture
def mailbox() -> Mailbox:
    return Mailbox()


@pytest.fixture
def server(mailbox: Mailbox) -> Iterator[SmtpServer]:
    with smtp_server(mailbox) as running:
        yield running


@pytest.fixture
def config(database_url: str, tmp_path: Path, server: SmtpServer) -> Config:
    return config_for(
        database_url,
        tmp_path,
        base_url="https://jobs.example.com",
        smtp=server,
        mail_from="jobs@example.com",
    )


@pytest.fixture
def post(config: Config, database: Database, clock: FrozenClock) -> Post:
    made = post_of(config, database, clock)
    assert made
    return made


@pytest.fixture
def add(database: Database) -> Callable[..., int]:
    """Puts a letter into the outbox; returns its id."""

    def make(**facts: Any) -> int:
        with database.unit(writes=True) as session:
            letter = OutboxMessage(
                **{
                    "to": "anna@example.com",
                    "subject": "Вакансия открыта",
                    "body": "Здравствуйте!\n\nВакансия открыта.\n",
                    "language": "ru",
                    "created_at": NOON,
                }
                | facts
            )
            session.add(letter)
            session.flush()
            return letter.id

    return make


@pytest.fixture
def stored(database: Database) -> Callable[[int], OutboxMessage]:
    """A letter as it is stored now."""

    def read(letter_id: int) -> OutboxMessage:
        with database.unit(writes=False) as session:
            return session.get_one(OutboxMessage, letter_id)

    return read

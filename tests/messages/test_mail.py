"""How a letter looks as an e-mail, and how the server is spoken to."""

import re
import ssl
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes
from email.header import decode_header, make_header
from email.policy import SMTP, compat32
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recruit.config import SmtpServer
from recruit.messages import mail
from recruit.messages.delivery import Outcome, Post, deliver_one
from recruit.messages.mail import Sender, ServerDown, compose, send
from recruit.models import OutboxMessage
from tests.conftest import NOON
from tests.messages.conftest import Mailbox, smtp_server

SENDER = Sender("Кадровое агентство «Полдень»", "jobs@example.com", "jobs.example.com")
LINK = f"<https://jobs.example.com/salaries/unsubscribe/{'a' * 120}>"
# 127.0.0.2 is this machine as well, but not by its usual names: it counts as another one.
ELSEWHERE = "127.0.0.2"


def letter(**facts: object) -> OutboxMessage:
    return OutboxMessage(
        **{
            "public_id": "0123456789abcdef",
            "to": "anna@example.com",
            "subject": "Новый обзор зарплат: руководитель отдела по работе с клиентами, ноябрь",
            "body": "Здравствуйте!\n\nОбзор — здесь.\n",
            "language": "ru",
            "created_at": NOON,
            "headers": {},
        }
        | facts
    )


def decoded_headers(raw: bytes) -> dict[str, str]:
    """As mail programs read them; the newer reader of the standard library puts spaces in."""
    read = message_from_bytes(raw, policy=compat32)
    return {
        name: str(make_header(decode_header(re.sub(r"\r?\n", "", value))))
        for name, value in read.items()
    }


def test_the_headers() -> None:
    headers = {"List-Unsubscribe": LINK, "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    raw = compose(letter(headers=headers), SENDER).as_bytes()
    assert f"\r\nList-Unsubscribe: {LINK}\r\n".encode() in raw, "not encoded, not folded"
    assert raw.isascii()
    assert max(map(len, raw.split(b"\r\n"))) < 200
    read = message_from_bytes(raw, policy=SMTP)
    assert read["Message-ID"] == "<0123456789abcdef@jobs.example.com>"
    assert read["Date"].datetime - NOON == timedelta(0)
    assert decoded_headers(raw)["From"] == f"{SENDER.name} <{SENDER.address}>"
    assert read["Subject"] == letter().subject
    assert read["Auto-Submitted"] == "auto-generated"
    assert read["Content-Language"] == "ru"
    assert read["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert read.get_content_charset() == "utf-8"


WORDS = st.text('абвгё «»—№АБ xyz,.;:<>()"@=?', min_size=1, max_size=150)


@given(subject=WORDS, name=WORDS.map(lambda text: f"Агентство {text}".strip()))
def test_words_come_out_as_they_went_in(subject: str, name: str) -> None:
    sender = Sender(name, "jobs@example.com", "jobs.example.com")
    raw = compose(letter(subject=subject), sender).as_bytes()
    assert raw.isascii()
    read = decoded_headers(raw)
    assert read["Subject"] == " ".join(subject.split())
    assert read["From"] == f"{' '.join(name.split())} <jobs@example.com>"


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r", "\x0b", "\x0c", "\u2028", "\x85"])
def test_no_text_begins_another_header(end: str) -> None:
    evil = f"Тема{end}Bcc: eve@example.com{end}{end}Тело"
    sender = Sender(evil, "jobs@example.com", "jobs.example.com")
    made = compose(letter(subject=evil, headers={"List-Unsubscribe": evil}), sender)
    read = message_from_bytes(made.as_bytes(), policy=SMTP)
    assert "Bcc" not in read
    assert "Bcc" not in made
    assert read.get_content().startswith("Здравствуйте")


def test_a_russian_domain_is_written_as_servers_know_it() -> None:
    assert compose(letter(to="anna@почта.рф"), SENDER)["To"] == "anna@xn--80a1acny.xn--p1ai"


def test_the_password_is_sent_to_this_machine_and_taken(
    post: Post, mailbox: Mailbox, add: Callable[..., int]
) -> None:
    add()
    with smtp_server(mailbox, authenticator=mailbox.log_in, auth_require_tls=False) as running:
        server = replace(running, user="agency", password="right")
        assert deliver_one(replace(post, server=server)) == Outcome.SENT
    assert mailbox.logins == [(b"agency", b"right")]


def test_a_wrong_password_puts_letters_off(
    post: Post, mailbox: Mailbox, add: Callable[..., int], stored: Callable[[int], OutboxMessage]
) -> None:
    """It is refused for good, and yet it is no fault of the letter's."""
    letter_id = add()
    with smtp_server(mailbox, authenticator=mailbox.log_in, auth_require_tls=False) as running:
        server = replace(running, user="agency", password="wrong")
        assert deliver_one(replace(post, server=server)) == Outcome.SERVER_DOWN
    found = stored(letter_id)
    assert found.attempts == 1
    assert (found.last_error or "").startswith("535")


def test_a_password_is_not_sent_in_the_open(mailbox: Mailbox) -> None:
    with smtp_server(
        mailbox, ELSEWHERE, authenticator=mailbox.log_in, auth_require_tls=False
    ) as running:
        server = replace(running, user="agency", password="right")
        with pytest.raises(ServerDown, match="no encryption"):
            send(compose(letter(), SENDER), server, SENDER)
        assert mailbox.logins == []
        send(compose(letter(), SENDER), running, SENDER)
    assert len(mailbox.letters) == 1


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("certificate")
    key, made = folder / "key.pem", folder / "certificate.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj",
         "/CN=mail", "-addext", f"subjectAltName=IP:{ELSEWHERE}", "-keyout", key, "-out", made],
        check=True, capture_output=True,
    )  # fmt: skip
    return key, made


@pytest.fixture
def server_context(certificate: tuple[Path, Path]) -> ssl.SSLContext:
    key, made = certificate
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(made, key)
    return context


@pytest.mark.parametrize("is_tls", [False, True])
def test_letters_and_password_go_encrypted(
    mailbox: Mailbox,
    certificate: tuple[Path, Path],
    server_context: ssl.SSLContext,
    monkeypatch: pytest.MonkeyPatch,
    is_tls: bool,
) -> None:
    """STARTTLS where it is offered, or TLS from the first byte; never past a false certificate."""
    options = {"ssl_context": server_context} if is_tls else {"tls_context": server_context}
    options |= {"auth_require_tls": not is_tls}
    with smtp_server(mailbox, ELSEWHERE, authenticator=mailbox.log_in, **options) as running:
        server = SmtpServer(ELSEWHERE, running.port, is_tls, user="agency", password="right")
        with pytest.raises(ServerDown, match="certificate"):
            send(compose(letter(), SENDER), server, SENDER)
        assert mailbox.logins == []
        monkeypatch.setattr(
            mail.ssl,
            "create_default_context",
            lambda: ssl._create_default_https_context(cafile=str(certificate[1])),
        )
        send(compose(letter(), SENDER), server, SENDER)
    assert mailbox.logins == [(b"agency", b"right")]
    assert len(mailbox.letters) == 1

"""`recruit mail`: send, list, take up again."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from recruit import cli
from recruit.config import Config, SmtpServer
from recruit.messages.delivery import MOST_ATTEMPTS
from recruit.models import OutboxMessage
from tests.browser.conftest import free_port
from tests.conftest import NOON
from tests.messages.conftest import Mailbox

Add = Callable[..., int]
Run = Callable[..., Result]


@pytest.fixture
def recruit(database_url: str, tmp_path: Path) -> Run:
    """Run `recruit mail …` on this test's database, without a mail server unless one is named."""

    def run(*arguments: str, server: SmtpServer | None = None) -> Result:
        env: dict[str, str | None] = {
            "RECRUIT_ENV": None,
            "SECRET_KEY": None,
            "DATABASE_URL": database_url,
            "DATA_DIR": str(tmp_path / "data"),
            "SMTP_URL": f"smtp://{server.host}:{server.port}" if server else None,
            "MAIL_FROM": "jobs@example.com",
        }
        return CliRunner(env=env).invoke(cli.recruit, ["mail", *arguments])

    return run


def test_sending_once(recruit: Run, server: SmtpServer, mailbox: Mailbox, add: Add) -> None:
    mailbox.answers = {"no@example.com": "550 no", "later@example.com": "450 later"}
    for name in ("anna", "boris", "no", "later"):
        add(to=f"{name}@example.com")
    answer = recruit("send", server=server)
    assert (answer.exit_code, answer.stdout) == (0, "2 sent, 1 put off, 1 given up.\n")
    assert recruit("send", "--once", server=server).stdout == "0 sent, 0 put off, 0 given up.\n"
    assert [mail["From"].addresses[0].addr_spec for mail in mailbox.letters] == [
        "jobs@example.com"
    ] * 2


def test_a_server_that_is_away_is_told(recruit: Run, add: Add) -> None:
    add()
    answer = recruit("send", server=SmtpServer("127.0.0.1", free_port(), is_tls=False))
    assert answer.exit_code == 1
    assert "0 sent, 1 put off, 0 given up." in answer.output
    assert "does not take letters" in answer.output
    listed = recruit("list").output
    assert "1 tried, next" in listed
    assert "refused" in listed


def test_without_a_server_sending_says_what_to_set(recruit: Run, add: Add) -> None:
    add()
    answer = recruit("send")
    assert answer.exit_code == 1
    assert "SMTP_URL" in answer.output
    assert "SMTP_URL is not set" in recruit("list").output


def test_the_list(recruit: Run, add: Add) -> None:
    assert recruit("list").output == "No letter waits.\n"
    add(to="sent@example.com", sent_at=NOON)
    add(
        to="anna@example.com", subject="Вакансия открыта", body="Первая строка\nhttps://x.example/1"
    )
    add(to="no@example.com", attempts=MOST_ATTEMPTS, last_error="550 no such mailbox")
    listed = recruit("list").output
    assert "sent@example.com" not in listed
    assert "2026-11-25 09:00Z  anna@example.com  Вакансия открыта" in listed
    assert "given up: 550 no such mailbox" in listed
    assert "https://x.example/1" not in listed
    assert "    https://x.example/1" in recruit("list", "--full").output.splitlines()
    assert "… and 1 more: --limit 2" in recruit("list", "--limit", "1").output


def test_what_was_given_up_is_taken_up_again(
    recruit: Run, server: SmtpServer, mailbox: Mailbox, add: Add
) -> None:
    add(attempts=MOST_ATTEMPTS, last_error="550 no")
    assert recruit("send", server=server).stdout == "0 sent, 0 put off, 0 given up.\n"
    assert recruit("retry").output == "1 taken up again.\n"
    assert recruit("send", server=server).stdout == "1 sent, 0 put off, 0 given up.\n"
    assert len(mailbox.letters) == 1


def test_the_letters_of_the_outbox_have_a_default_for_everything_new(
    add: Add, stored: Callable[[int], OutboxMessage], config: Config
) -> None:
    letter = stored(add())
    assert (letter.attempts, letter.headers, letter.next_attempt_at) == (0, {}, None)

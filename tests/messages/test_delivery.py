"""The row is the job: sent at least once, tried again, given up with the reason."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import Barrier

import pytest

from recruit.config import Config, SmtpServer
from recruit.db import Database
from recruit.messages import delivery
from recruit.messages.delivery import (
    CLAIM,
    MOST_ATTEMPTS,
    PAUSES,
    Outcome,
    Post,
    deliver,
    deliver_one,
    delivering,
    post_of,
    retry,
    watch,
)
from recruit.models import OutboxMessage
from tests.browser.conftest import free_port
from tests.conftest import NOON, FrozenClock, config_for
from tests.messages.conftest import HOST, Mailbox

Add = Callable[..., int]
Stored = Callable[[int], OutboxMessage]


def away(post: Post) -> Post:
    """The same, with a server that nobody runs."""
    return replace(post, server=SmtpServer(HOST, free_port(), is_tls=False))


def test_a_letter_is_delivered_and_marked(
    post: Post, mailbox: Mailbox, add: Add, stored: Stored, clock: FrozenClock
) -> None:
    letter_id = add()
    clock.advance(minutes=3)
    assert deliver_one(post) == Outcome.SENT
    (mail,) = mailbox.letters
    letter = stored(letter_id)
    assert (letter.sent_at, letter.last_error) == (clock(), None)
    assert mail["To"] == "anna@example.com"
    assert mail["Subject"] == "Вакансия открыта"
    assert mail.get_content().replace("\r\n", "\n") == letter.body
    assert deliver_one(post) is None
    assert len(mailbox.letters) == 1


def test_the_oldest_goes_first_and_all_go(post: Post, mailbox: Mailbox, add: Add) -> None:
    add(to="second@example.com", created_at=NOON)
    add(to="first@example.com", created_at=NOON - timedelta(days=1))
    add(to="third@example.com", created_at=NOON)
    assert deliver(post) == [Outcome.SENT] * 3
    names = [mail["To"].split("@")[0] for mail in mailbox.letters]
    assert names == ["first", "second", "third"]


def test_a_server_that_is_away_is_tried_again_after_growing_pauses(
    post: Post, mailbox: Mailbox, add: Add, stored: Stored, clock: FrozenClock
) -> None:
    letter_id, down = add(), away(post)
    for number, pause in enumerate((*PAUSES, PAUSES[-1]), 1):
        assert deliver(down) == [Outcome.SERVER_DOWN]
        letter = stored(letter_id)
        assert (letter.attempts, letter.next_attempt_at) == (number, clock() + pause)
        assert letter.last_error
        clock.advance(seconds=pause.total_seconds() - 1)
        assert deliver(down) == [], "too early"
        clock.advance(seconds=1)
    assert deliver(post) == [Outcome.SENT]
    letter = stored(letter_id)
    assert (letter.sent_at, letter.next_attempt_at, letter.last_error) == (clock(), None, None)
    assert len(mailbox.letters) == 1


def test_a_server_that_is_away_costs_one_letter_a_try(post: Post, add: Add, stored: Stored) -> None:
    first, second = add(), add()
    assert deliver(away(post)) == [Outcome.SERVER_DOWN]
    assert (stored(first).attempts, stored(second).attempts) == (1, 0)


def test_a_letter_is_given_up_in_the_end_and_can_be_taken_up_again(
    post: Post, database: Database, add: Add, stored: Stored, clock: FrozenClock
) -> None:
    letter_id = add(attempts=MOST_ATTEMPTS - 1)
    deliver(away(post))
    clock.advance(days=365)
    assert deliver_one(post) is None
    assert stored(letter_id).sent_at is None
    with database.unit(writes=True) as session:
        assert retry(session) == 1
    assert deliver_one(post) == Outcome.SENT
    with database.unit(writes=True) as session:
        assert retry(session) == 0


@pytest.mark.parametrize(
    ("answer", "outcome", "attempts"),
    [
        ("550 5.1.1 no such mailbox", Outcome.GIVEN_UP, MOST_ATTEMPTS),
        ("451 4.7.1 greylisted, come again", Outcome.PUT_OFF, 1),
    ],
)
def test_a_refused_recipient(
    post: Post,
    mailbox: Mailbox,
    add: Add,
    stored: Stored,
    *,
    answer: str,
    outcome: str,
    attempts: int,
) -> None:
    mailbox.answers["anna@example.com"] = answer
    letter_id = add()
    add(to="boris@example.com")
    assert deliver(post) == [outcome, Outcome.SENT], "one refusal does not stop the others"
    letter = stored(letter_id)
    assert (letter.sent_at, letter.attempts, letter.last_error) == (None, attempts, answer)
    assert [mail["To"] for mail in mailbox.letters] == ["boris@example.com"]


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [("554 5.7.1 looks like spam", Outcome.GIVEN_UP), ("452 4.3.1 disk full", Outcome.PUT_OFF)],
)
def test_a_refused_text(
    post: Post, mailbox: Mailbox, add: Add, stored: Stored, *, answer: str, outcome: str
) -> None:
    mailbox.data_answer = answer
    letter_id = add()
    assert deliver(post) == [outcome]
    assert stored(letter_id).last_error == answer


def test_what_cannot_be_written_as_a_mail_is_given_up_and_stops_nobody(
    post: Post, mailbox: Mailbox, add: Add, stored: Stored
) -> None:
    broken = [
        add(to="anna"),
        add(to="a@b@"),
        add(to=f"a@{'я' * 100}.рф"),
        add(headers={"To": "x@example.com"}),
        add(headers={"X: y\r\nBcc": "x@example.com"}),
    ]
    add(to="boris@example.com")
    assert deliver(post) == [Outcome.GIVEN_UP] * 5 + [Outcome.SENT]
    assert all(stored(letter_id).last_error for letter_id in broken)
    assert len(mailbox.letters) == 1


def test_a_crash_between_sending_and_writing_down_sends_again_under_the_same_id(
    post: Post, mailbox: Mailbox, add: Add, monkeypatch: pytest.MonkeyPatch, clock: FrozenClock
) -> None:
    add()

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(delivery, "record", die)
        with pytest.raises(KeyboardInterrupt):
            deliver_one(post)
    assert len(mailbox.letters) == 1
    clock.advance(seconds=CLAIM.total_seconds() - 1)
    assert deliver_one(post) is None, "the claim stands"
    clock.advance(seconds=1)
    assert deliver_one(post) == Outcome.SENT
    first, second = mailbox.letters
    assert first["Message-ID"] == second["Message-ID"]
    assert first.as_bytes() == second.as_bytes()
    assert deliver_one(post) is None


def test_two_senders_at_once_deliver_each_letter_once(
    post: Post, mailbox: Mailbox, add: Add
) -> None:
    for number in range(12):
        add(to=f"person{number}@example.com")
    together = Barrier(4)

    def run(_number: int) -> int:
        together.wait()
        return len(deliver(post))

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(run, range(4))) == 12
    assert len({mail["To"] for mail in mailbox.letters}) == len(mailbox.letters) == 12


def test_a_failure_of_a_sender_whose_claim_ran_out_changes_nothing(
    post: Post, database: Database, add: Add, stored: Stored, clock: FrozenClock
) -> None:
    letter_id = add()
    with database.unit(writes=True) as session:
        late = delivery.claim(session, clock())
    clock.advance(seconds=CLAIM.total_seconds())
    with database.unit(writes=True) as session:
        assert delivery.claim(session, clock())
    assert late
    with database.unit(writes=True) as session:
        delivery.record(session, late, clock(), delivery.Refused("550 no"))
    letter = stored(letter_id)
    assert (letter.attempts, letter.last_error) == (2, None)
    assert letter.next_attempt_at == clock() + CLAIM


def test_the_database_is_free_while_the_server_takes_its_time(
    post: Post, database: Database, add: Add, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A letter under way must keep nobody from writing."""
    letter_id = add()

    def slow(*_: object) -> None:
        with database.unit(writes=True) as session:
            session.get_one(OutboxMessage, letter_id, with_for_update=True).body = "other"

    monkeypatch.setattr(delivery, "send", slow)
    begun = time.monotonic()
    assert deliver_one(post) == Outcome.SENT
    assert time.monotonic() - begun < 5


def test_the_watcher_survives_a_bug_and_stops_when_told(
    post: Post, mailbox: Mailbox, add: Add, monkeypatch: pytest.MonkeyPatch
) -> None:
    add()
    tries: list[int] = []

    def bug_first(letter: OutboxMessage, sender: object) -> object:
        tries.append(letter.id)
        if len(tries) == 1:
            add(to="boris@example.com")
            raise RuntimeError
        return compose(letter, sender)  # type: ignore[arg-type]

    compose = delivery.compose
    monkeypatch.setattr(delivery, "compose", bug_first)
    monkeypatch.setattr(delivery, "SERVER_DOWN_SECONDS", 0.01)
    stop = threading.Event()
    thread = threading.Thread(target=watch, args=(post, stop))
    thread.start()
    deadline = time.monotonic() + 10
    while not mailbox.letters and time.monotonic() < deadline:
        time.sleep(0.02)
    stop.set()
    thread.join(10)
    assert not thread.is_alive()
    assert [mail["To"] for mail in mailbox.letters] == ["boris@example.com"]


def test_the_worker_delivers_beside_its_work(
    config: Config, database: Database, mailbox: Mailbox, add: Add
) -> None:
    add()
    with delivering(config, database, threading.Event()):
        deadline = time.monotonic() + 10
        while not mailbox.letters and time.monotonic() < deadline:
            time.sleep(0.02)
    assert len(mailbox.letters) == 1
    assert not [one for one in threading.enumerate() if one.name == "mail"]


def test_without_a_server_nothing_is_tried(
    database_url: str, database: Database, tmp_path: Path, add: Add, stored: Stored
) -> None:
    letter_id, config = add(), config_for(database_url, tmp_path)
    assert post_of(config, database) is None
    with delivering(config, database, threading.Event()):
        assert not [one for one in threading.enumerate() if one.name == "mail"]
    assert stored(letter_id).attempts == 0

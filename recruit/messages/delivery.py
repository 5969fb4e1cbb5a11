"""Delivery of the outbox: at least once, each letter under a Message-ID that never changes.

The row is the job. A sender claims it for some minutes, sends it outside of any transaction (a
slow mail server must not hold the database), and writes down how it went. Whoever dies in between
leaves a claim that runs out, and the letter goes again: the Message-ID tells mail programs that
they have it already.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

import structlog
from sqlalchemy import ColumnElement, and_, func, or_, select, update
from sqlalchemy.orm import Session

from recruit.clock import Clock, now
from recruit.config import Config, SmtpServer
from recruit.db import Database
from recruit.messages.mail import (
    LONGEST_REASON,
    MailFault,
    Refused,
    Sender,
    ServerDown,
    compose,
    send,
    sender_of,
)
from recruit.models import OutboxMessage

log = structlog.get_logger()

# After each failure, then the last one again and again: about five days, as mail servers do.
PAUSES = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=12),
)
MOST_ATTEMPTS = 14
# Longer than a server that answers at all may take for one letter.
CLAIM = timedelta(minutes=10)
IDLE_SECONDS = 5.0
# A server that is away is not asked about each waiting letter in turn.
SERVER_DOWN_SECONDS = 60.0
STOP_SECONDS = 5.0


class Outcome(StrEnum):
    """How the sending of one letter went."""

    SENT = "sent"
    PUT_OFF = "put off"
    GIVEN_UP = "given up"
    SERVER_DOWN = "server down"


@dataclass(frozen=True)
class Post:
    """What a sender works with."""

    database: Database
    server: SmtpServer
    sender: Sender
    clock: Clock = now


def post_of(config: Config, database: Database, clock: Clock = now) -> Post | None:
    """The means to send; None where no mail server is set."""
    if config.smtp is None:
        return None
    return Post(database, config.smtp, sender_of(config), clock)


def is_open() -> ColumnElement[bool]:
    """Not sent, and not given up."""
    return and_(OutboxMessage.sent_at.is_(None), OutboxMessage.attempts < MOST_ATTEMPTS)


def is_given_up() -> ColumnElement[bool]:
    """Not sent, and nobody tries any more."""
    return and_(OutboxMessage.sent_at.is_(None), OutboxMessage.attempts >= MOST_ATTEMPTS)


def _waits(at: datetime) -> ColumnElement[bool]:
    due = OutboxMessage.next_attempt_at
    return and_(is_open(), or_(due.is_(None), due <= at))


def claim(session: Session, at: datetime) -> OutboxMessage | None:
    """Take up the letter that has waited longest; the caller commits."""
    letter = session.scalar(
        select(OutboxMessage)
        .where(_waits(at))
        .order_by(func.coalesce(OutboxMessage.next_attempt_at, OutboxMessage.created_at))
        .order_by(OutboxMessage.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    if letter is not None:
        letter.attempts += 1
        letter.next_attempt_at = at + CLAIM
        session.flush()
    return letter


def record(session: Session, claimed: OutboxMessage, at: datetime, fault: MailFault | None) -> None:
    """Write down how a claimed letter went; a failure only while the claim is still ours."""
    letter = session.get(OutboxMessage, claimed.id, with_for_update=True)
    if letter is None or letter.sent_at is not None:
        return
    if fault is None:
        letter.sent_at, letter.next_attempt_at, letter.last_error = at, None, None
    elif letter.next_attempt_at == claimed.next_attempt_at:
        letter.last_error = str(fault)[:LONGEST_REASON]
        if isinstance(fault, Refused):
            letter.attempts = MOST_ATTEMPTS
        letter.next_attempt_at = at + PAUSES[min(letter.attempts, len(PAUSES)) - 1]
    session.flush()


def deliver_one(post: Post) -> Outcome | None:
    """Send the letter that has waited longest; None when none waits."""
    at = post.clock()
    with post.database.unit(writes=False) as session:  # an idle sender takes no write lock
        if session.scalar(select(OutboxMessage.id).where(_waits(at)).limit(1)) is None:
            return None
    with post.database.unit(writes=True) as session:
        letter = claim(session, at)
    if letter is None:
        return None
    fault: MailFault | None = None
    try:
        send(compose(letter, post.sender), post.server, post.sender)
    except MailFault as error:
        fault = error
    with post.database.unit(writes=True) as session:
        record(session, letter, post.clock(), fault)
    outcome = _outcome(letter, fault)
    log.info("letter", letter=letter.id, outcome=outcome, attempt=letter.attempts)
    return outcome


def _outcome(letter: OutboxMessage, fault: MailFault | None) -> Outcome:
    if fault is None:
        return Outcome.SENT
    if isinstance(fault, ServerDown):
        return Outcome.SERVER_DOWN
    is_last = isinstance(fault, Refused) or letter.attempts >= MOST_ATTEMPTS
    return Outcome.GIVEN_UP if is_last else Outcome.PUT_OFF


def deliver(post: Post, stop: threading.Event | None = None) -> list[Outcome]:
    """Send all that waits, until the server turns out to be away."""
    outcomes: list[Outcome] = []
    while stop is None or not stop.is_set():
        outcome = deliver_one(post)
        if outcome is None:
            break
        outcomes.append(outcome)
        if outcome == Outcome.SERVER_DOWN:
            break
    return outcomes


def watch(post: Post, stop: threading.Event) -> None:
    """Send what comes until told to stop. No failure ends it: the next round tries again."""
    while not stop.is_set():
        try:
            outcomes = deliver(post, stop)
        except Exception:
            log.exception("delivery-failed")
            outcomes = [Outcome.SERVER_DOWN]
        is_down = outcomes[-1:] == [Outcome.SERVER_DOWN]
        stop.wait(SERVER_DOWN_SECONDS if is_down else IDLE_SECONDS)


@contextmanager
def delivering(config: Config, database: Database, stop: threading.Event) -> Iterator[None]:
    """Deliver in a thread beside other work, where a mail server is set.

    A thread of its own: a server that keeps us waiting must not keep anybody else waiting.
    """
    post = post_of(config, database)
    if post is None:
        yield
        return
    thread = threading.Thread(target=watch, args=(post, stop), name="mail", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(STOP_SECONDS)


def retry(session: Session) -> int:
    """Let letters that were given up begin anew; returns how many there were."""
    ids = list(session.scalars(select(OutboxMessage.id).where(is_given_up())))
    session.execute(
        update(OutboxMessage)
        .where(OutboxMessage.id.in_(ids))
        .values(attempts=0, next_attempt_at=None)
    )
    return len(ids)

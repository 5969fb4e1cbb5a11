"""`recruit mail`: send the letters that wait, list them, try again those that were given up."""

import signal
import threading
from collections import Counter

import click
from sqlalchemy import func, or_, select

from recruit.clock import now
from recruit.config import Config
from recruit.installation import current
from recruit.messages.delivery import (
    Outcome,
    deliver,
    is_given_up,
    is_open,
    post_of,
    retry,
    watch,
)
from recruit.models import OutboxMessage
from recruit.web import logs

SHOWN = 50


@click.group()
def mail() -> None:
    """Send the letters that wait, and list them."""


@mail.command("send")
@click.option("--once/--watch", default=True, help="Send what waits and end, or go on sending.")
def send_command(*, once: bool) -> None:
    """Send the letters that wait.

    `recruit worker` does so all the time; this is for those who run none, and for trying out a
    mail server. --watch goes on until SIGTERM or Ctrl-C.
    """
    config = Config.from_environment()
    logs.configure(config)
    with current(config) as database:
        post = post_of(config, database)
        if post is None:
            raise click.ClickException(
                "no mail server is set, so letters wait. "
                "Set SMTP_URL=smtp://user:password@mail.example.com:587 and MAIL_FROM"
            )
        if once:
            _report(deliver(post))
            return
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        # In a thread: a signal must not set an event that its own thread is waiting for.
        thread = threading.Thread(target=watch, args=(post, stop), name="mail")
        thread.start()
        thread.join()


def _report(outcomes: list[Outcome]) -> None:
    counts = Counter(outcomes)
    put_off = counts[Outcome.PUT_OFF] + counts[Outcome.SERVER_DOWN]
    given_up = counts[Outcome.GIVEN_UP]
    click.echo(f"{counts[Outcome.SENT]} sent, {put_off} put off, {given_up} given up.")
    if counts[Outcome.SERVER_DOWN]:
        raise click.ClickException(
            "the mail server does not take letters; the reason is in: recruit mail list"
        )


@mail.command("list")
@click.option("--full", is_flag=True, help="With the text of each letter.")
@click.option("--limit", type=click.IntRange(1, 100_000), default=SHOWN, show_default=True)
def list_command(*, full: bool, limit: int) -> None:
    """List the letters that are not sent yet, the oldest first."""
    config = Config.from_environment()
    not_sent = or_(is_open(), is_given_up())
    with current(config) as database, database.unit(writes=False) as session:
        total = session.scalar(select(func.count()).where(not_sent)) or 0
        letters = session.scalars(
            select(OutboxMessage).where(not_sent).order_by(OutboxMessage.id).limit(limit)
        ).all()
        given_up = set(session.scalars(select(OutboxMessage.id).where(is_given_up())))
    for letter in letters:
        click.echo(f"{letter.created_at:%Y-%m-%d %H:%M}Z  {letter.to}  {letter.subject}")
        if letter.attempts:
            state = "given up" if letter.id in given_up else _next(letter)
            click.echo(f"    {state}: {letter.last_error or 'the sending was broken off'}")
        if full:
            click.echo("".join(f"    {line}\n" for line in letter.body.splitlines()))
    if total > len(letters):
        click.echo(f"… and {total - len(letters)} more: --limit {total}")
    if not total:
        click.echo("No letter waits.")
    elif config.smtp is None:
        click.echo("SMTP_URL is not set: nothing is sent.")


def _next(letter: OutboxMessage) -> str:
    when = letter.next_attempt_at
    soon = when is None or when <= now()
    return f"{letter.attempts} tried, next {'at once' if soon else f'{when:%Y-%m-%d %H:%M}Z'}"


@mail.command("retry")
def retry_command() -> None:
    """Take up again the letters that were given up, such as after a wrong setting."""
    with current(Config.from_environment()) as database, database.unit(writes=True) as session:
        count = retry(session)
    click.echo(f"{count} taken up again.")

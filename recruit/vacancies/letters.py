"""Letters to an employer about a vacancy, each in its reader's language."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import force_locale, lazy_gettext
from sqlalchemy import select
from sqlalchemy.orm import Session

from recruit.models import Account, OutboxMessage, Role, Vacancy


@dataclass(frozen=True)
class Letter:
    """Subject and body, translated when they are written; ``%(title)s`` is the vacancy's."""

    subject: Any
    body: Any


ACCEPTED = Letter(
    lazy_gettext("The vacancy “%(title)s” is open"),
    lazy_gettext(
        "Hello,\n\nthe agency has checked the vacancy “%(title)s” and opened it. "
        "Candidates can apply from now on.\n\n%(link)s\n"
    ),
)
REJECTED = Letter(
    lazy_gettext("The vacancy “%(title)s” came back to you"),
    lazy_gettext(
        "Hello,\n\nthe agency has not opened the vacancy “%(title)s” yet. The reason:\n\n"
        "%(reason)s\n\nIt is a draft again: change it and send it once more.\n\n%(link)s\n"
    ),
)


def write(session: Session, vacancy: Vacancy, letter: Letter, now: datetime, **facts: Any) -> None:
    """Put a letter to each of the employer's people who can sign in into the outbox.

    It stands or falls with the transaction of what it tells about.
    """
    named = {"title": vacancy.title, **facts}
    for person in _readers(session, vacancy):
        with force_locale(person.language):
            subject, body = str(letter.subject) % named, str(letter.body) % named
        session.add(
            OutboxMessage(
                to=person.email,
                subject=subject,
                body=body,
                language=person.language,
                created_at=now,
            )
        )


def _readers(session: Session, vacancy: Vacancy) -> list[Account]:
    found = session.scalars(
        select(Account)
        .where(
            Account.employer_id == vacancy.employer_id,
            Account.role == Role.EMPLOYER,
            Account.disabled_at.is_(None),
        )
        .order_by(Account.id)
    )
    return list(found)

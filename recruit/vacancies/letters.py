"""Letters to an employer about the agency's decision, each in its reader's language."""

from datetime import datetime

from flask_babel import force_locale, gettext
from sqlalchemy import select
from sqlalchemy.orm import Session

from recruit.models import Account, OutboxMessage, Role, Vacancy


def write_accepted(session: Session, vacancy: Vacancy, link: str, now: datetime) -> None:
    """Tell the employer that the vacancy is open."""
    for person in readers(session, vacancy):
        with force_locale(person.language):
            subject = gettext("The vacancy “%(title)s” is open", title=vacancy.title)
            body = gettext(
                "Hello,\n\nthe agency has checked the vacancy “%(title)s” and opened it. "
                "Candidates can apply from now on.\n\n%(link)s\n",
                title=vacancy.title,
                link=link,
            )
        post(session, person, subject, body, now)


def write_rejected(session: Session, vacancy: Vacancy, link: str, now: datetime) -> None:
    """Tell the employer that the vacancy came back, and why."""
    for person in readers(session, vacancy):
        with force_locale(person.language):
            subject = gettext("The vacancy “%(title)s” came back to you", title=vacancy.title)
            body = gettext(
                "Hello,\n\nthe agency has not opened the vacancy “%(title)s” yet. The reason:\n\n"
                "%(reason)s\n\nIt is a draft again: change it and send it once more.\n\n%(link)s\n",
                title=vacancy.title,
                reason=vacancy.reason,
                link=link,
            )
        post(session, person, subject, body, now)


def readers(session: Session, vacancy: Vacancy) -> list[Account]:
    """The employer's people who can sign in."""
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


def post(session: Session, person: Account, subject: str, body: str, now: datetime) -> None:
    """Put a letter into the outbox, in the transaction of what it tells about."""
    session.add(
        OutboxMessage(
            to=person.email,
            subject=subject,
            body=body,
            language=person.language,
            created_at=now,
        )
    )

"""Whoever brings people in from the command line."""

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from recruit.models import Account, Role

STAFF = (Role.ADMIN, Role.RECRUITER)


def recruiter_named(session: Session, email: str | None) -> Account:
    """The recruiter of ``--as``, or the only one there is."""
    query = select(Account).where(Account.role.in_(STAFF), Account.disabled_at.is_(None))
    if email is not None:
        found = session.scalar(query.where(Account.email == email.strip().casefold()))
        if found is None:
            raise click.UsageError(f"--as: no recruiter signs in as {email}")
        return found
    people = session.scalars(query.limit(2)).all()
    if len(people) != 1:
        raise click.UsageError(
            "--as: name the recruiter who brings them in, by e-mail"
            if people
            else "there is no recruiter yet. Make one: recruit account"
        )
    return people[0]

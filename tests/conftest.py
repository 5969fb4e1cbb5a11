"""What all tests share: a clock that stands still, a database on each engine, an application.

Every test that touches the database runs on SQLite and on PostgreSQL. Each gets an empty copy of a
migrated template (a file, or a database that is emptied after each test), so that code under test
commits for real and no test sees another's rows.
"""

import gc
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from types import CodeType
from typing import Any

import pytest
from flask import Flask
from hypothesis import settings as hypothesis_settings
from jinja2.bccache import Bucket, BytecodeCache
from werkzeug.routing import Rule

from recruit.app import create_app
from recruit.config import Config
from recruit.db import Database
from recruit.intake.pool import Crew, Pool
from recruit.intake.readers import gate_crew
from recruit.migrate import upgrade
from tests.postgres import Emptied, database_of, run_admin, start_server

# How long a case takes says how busy the machine is, and nothing of the code.
hypothesis_settings.register_profile("suite", deadline=None)
hypothesis_settings.load_profile("suite")

NOON = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
PASSWORD = "correct horse battery"


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One more than there are cores: some tests wait for other processes most of their time."""
    return 1 + (os.cpu_count() or 1)


def pytest_collection_finish() -> None:
    """Let the collector walk over what tests make, and not each time over all that was imported."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
    gc.enable()


class CompiledTemplates(BytecodeCache):
    """Templates that were compiled for one application serve the next one as well."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[str, CodeType]] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill a bucket, if the same source was compiled before."""
        checksum, code = self._known.get(bucket.key, ("", None))
        if checksum == bucket.checksum:
            bucket.code = code

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        if bucket.code is not None:
            self._known[bucket.key] = bucket.checksum, bucket.code


class FrozenClock:
    """A clock that tests move by hand."""

    def __init__(self, instant: datetime = NOON) -> None:
        self.instant = instant

    def __call__(self) -> datetime:
        return self.instant

    def advance(self, **by: float) -> None:
        """Move on by a timedelta's arguments."""
        self.instant += timedelta(**by)


@pytest.fixture
def clock() -> FrozenClock:
    return FrozenClock()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sqlite") / "template.sqlite"
    database = Database(f"sqlite:///{path}")
    upgrade(database)
    with database.engine.execution_options(writes=True).connect() as connection:
        connection.exec_driver_sql("ROLLBACK")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.exec_driver_sql("BEGIN")
    database.dispose()
    return path


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory: pytest.TempPathFactory) -> str:
    return start_server(tmp_path_factory)


@pytest.fixture(scope="session")
def postgres_template(postgres_server: str) -> str:
    """A migrated database of this worker's own, to copy from."""
    name = f"template_{os.getpid()}"
    run_admin(postgres_server, f'CREATE DATABASE "{name}"')
    database = Database(database_of(postgres_server, name))
    upgrade(database)
    database.dispose()
    return name


@pytest.fixture(scope="session")
def postgres_database(postgres_server: str, postgres_template: str) -> Iterator[Emptied]:
    """What this worker's tests use in turn."""
    emptied = Emptied(postgres_server, postgres_template)
    yield emptied
    emptied.drop()


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """An empty migrated database, once on each engine."""
    if request.param == "sqlite":
        template: Path = request.getfixturevalue("sqlite_template")
        path = template.with_name("recruit.sqlite")
        shutil.copyfile(template, path)
        yield f"sqlite:///{path}"
        for name in (path.name, f"{path.name}-wal", f"{path.name}-shm"):
            path.with_name(name).unlink(missing_ok=True)
        return
    emptied: Emptied = request.getfixturevalue("postgres_database")
    yield emptied.take()
    emptied.give_back()


@pytest.fixture(scope="session")
def databases() -> Callable[[str], Database]:
    """The engine of each address, kept from test to test with the statements it has compiled.

    Each address is another empty database for each test; whoever takes one disposes of it.
    """
    return cache(Database)


@pytest.fixture
def database(database_url: str, databases: Callable[[str], Database]) -> Iterator[Database]:
    database = databases(database_url)
    yield database
    database.dispose()


def config_for(database_url: str, data_dir: Path, **changes: object) -> Config:
    """Settings of a test installation."""
    settings: dict[str, object] = {
        "environment": "testing",
        "secret_key": "not a secret, for tests only",
        "database_url": database_url,
        "data_dir": data_dir,
        "agency_name": "Полдень",
        "password_memory": 32,
    }
    return Config(**(settings | changes))  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def compiled_templates() -> CompiledTemplates:
    """Compiling the templates anew for every test's application would be most of its time."""
    return CompiledTemplates()


@pytest.fixture(scope="session", autouse=True)
def compiled_routes() -> Iterator[None]:
    """The builders of addresses, compiled once: each test's application has the same routes."""
    compile_builder = Rule._compile_builder
    known: dict[tuple[object, ...], Any] = {}

    def once(rule: Rule, append_unknown: bool = True) -> Any:
        key = rule.rule, rule.subdomain, repr(rule.defaults), append_unknown
        if key not in known:
            known[key] = compile_builder(rule, append_unknown)
        return known[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Rule, "_compile_builder", once)
        yield


@pytest.fixture(scope="session")
def gate() -> Iterator[Crew]:
    """The children that look at sent files: none is started before the first file."""
    crew = gate_crew()
    yield crew
    crew.close()


@pytest.fixture(scope="session", autouse=True)
def kept_readers() -> Iterator[None]:
    """The children that open tables, each started once and not for each table: that takes a third
    of a second. Whatever runs as a process of its own starts its own."""
    kept: dict[tuple[float, str], Pool] = {}

    @contextmanager
    def pool(seconds: float, module: str) -> Iterator[Pool]:
        yield kept.setdefault((seconds, module), Pool(seconds, module))

    with pytest.MonkeyPatch.context() as patch:
        for where in ("recruit.imports.table_files", "recruit.salaries.table_files"):
            patch.setattr(f"{where}.Pool", pool)
        yield
    for one in kept.values():
        one.close()


@pytest.fixture
def make_app(
    *,
    database_url: str,
    tmp_path: Path,
    clock: FrozenClock,
    compiled_templates: CompiledTemplates,
    gate: Crew,
    databases: Callable[[str], Database],
) -> Iterator[Callable[..., Flask]]:
    """Applications over this test's database, with settings changed as asked."""
    made: list[Flask] = []

    def make(**changes: object) -> Flask:
        config = config_for(database_url, tmp_path / "data", **changes)
        app = create_app(config, clock=clock, database=databases(config.database_url))
        app.jinja_env.bytecode_cache = compiled_templates
        app.extensions["recruit.gate"] = gate
        app.config["TESTING"] = True
        # TESTING would hand exceptions to the test instead of drawing the page for them.
        app.config["PROPAGATE_EXCEPTIONS"] = False
        made.append(app)
        return app

    yield make
    for app in made:
        app.extensions["recruit.database"].dispose()


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Flask:
    return make_app()

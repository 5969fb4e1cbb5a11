"""Migrations: both engines, up and down with data, and equal to the models."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, select

import recruit.models
from recruit.db import Base, Database
from recruit.migrate import SCRIPTS, downgrade, is_current, upgrade
from recruit.models import Candidate, Vacancy
from tests import factories


def test_models_equal_migrations(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        difference = compare_metadata(context, Base.metadata)
    assert not difference, "write a migration for what the models have changed"


def test_down_and_up_again_with_data(database: Database) -> None:
    with database.unit(writes=True) as session:
        factories.vacancy(session)
        factories.candidate(session)
    downgrade(database, "base")
    assert set(inspect(database.engine).get_table_names()) <= {"alembic_version"}
    assert not is_current(database)
    upgrade(database)
    assert is_current(database)
    with database.unit(writes=False) as session:
        assert session.scalars(select(Candidate)).all() == []


def test_upgrading_twice_keeps_the_data(database: Database) -> None:
    with database.unit(writes=True) as session:
        factories.vacancy(session, title="Бухгалтер")
    upgrade(database)
    with database.unit(writes=False) as session:
        assert session.scalar(select(Vacancy.title)) == "Бухгалтер"


def test_revisions_stand_in_one_line() -> None:
    revisions = sorted(path.name[:4] for path in (SCRIPTS / "versions").glob("0*.py"))
    assert revisions == [f"{number:04d}" for number in range(1, len(revisions) + 1)]


@pytest.mark.parametrize("part", ["env.py", "script.py.mako", "versions"])
def test_the_scripts_lie_inside_the_package(part: str) -> None:
    assert (SCRIPTS / part).exists()
    assert Path(recruit.models.__file__).parent.parent in (SCRIPTS / part).parents

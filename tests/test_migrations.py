"""Migrations: both engines, up and down with data, and equal to the models."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, select, text

import recruit.models
from recruit.db import Base, Database
from recruit.migrate import SCRIPTS, downgrade, is_current, upgrade
from recruit.models import Candidate, OutboxMessage, SurveyEdition, Vacancy
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


def test_an_installation_of_the_first_schema_keeps_its_rows(database: Database) -> None:
    """Rows point at rows: a table that is made anew must not lose those that point at it."""
    downgrade(database, "0001")
    with database.engine.execution_options(writes=True).begin() as connection:
        connection.execute(
            text(
                "INSERT INTO survey_edition (id, slug, role_slug, title_ru, title_en, source, "
                "collected, currency, period, tax, created_at) VALUES (1, 'old', 'r', 'Обзор', "
                "'Survey', 's', '2015-04', 'RUB', 'month', 'net', '2020-01-01 00:00:00')"
            )
        )
        bands = ", ".join(f"band{n}_{end}" for n in (1, 2, 3, 4) for end in ("min", "max"))
        connection.execute(
            text(
                f"INSERT INTO survey_cell (edition_id, city, segment, {bands}, median) "
                "VALUES (1, 'Омск', 'agency', 1, 2, 2, 3, 3, 4, 4, 5, 3)"
            )
        )
        connection.execute(
            text(
                'INSERT INTO outbox_message (id, public_id, "to", subject, body, language, '
                "created_at) VALUES (1, 'a', 'a@example.com', 's', 'b', 'ru', "
                "'2020-01-01 00:00:00')"
            )
        )
    upgrade(database)
    with database.unit(writes=False) as session:
        (edition,) = session.scalars(select(SurveyEdition)).all()
        assert [cell.city for cell in edition.cells] == ["Омск"]
        assert edition.retirement is None
        (letter,) = session.scalars(select(OutboxMessage)).all()
        assert (letter.headers, letter.attempts) == ({}, 0)


def test_revisions_stand_in_one_line() -> None:
    revisions = sorted(path.name[:4] for path in (SCRIPTS / "versions").glob("0*.py"))
    assert revisions == [f"{number:04d}" for number in range(1, len(revisions) + 1)]


@pytest.mark.parametrize("part", ["env.py", "script.py.mako", "versions"])
def test_the_scripts_lie_inside_the_package(part: str) -> None:
    assert (SCRIPTS / part).exists()
    assert Path(recruit.models.__file__).parent.parent in (SCRIPTS / part).parents

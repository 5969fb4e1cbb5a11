"""What is acknowledged is kept: the engine's settings, parallel writers, stale edits, money."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import BigInteger, Column, Float, Numeric, insert, select
from sqlalchemy.exc import IntegrityError, StatementError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

import recruit.models
from recruit.db import Base, Database
from recruit.models import Account, Candidate, CandidateContact, Employer, Vacancy
from tests import factories
from tests.conftest import NOON

WRITERS, TURNS = 4, 25
PROMISED = {
    "journal_mode": "wal",
    "synchronous": 2,  # FULL: a commit is on the disk before it is acknowledged
    "foreign_keys": 1,
    "busy_timeout": 30_000,
    "secure_delete": 1,
}


@pytest.fixture
def sqlite(tmp_path: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{tmp_path / 'deep' / 'er' / 'recruit.sqlite'}")
    yield database
    database.dispose()


def test_every_sqlite_connection_has_the_promised_settings(sqlite: Database) -> None:
    connections = [sqlite.engine.connect() for _ in range(3)]
    try:
        for connection in connections:
            found = {
                name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in PROMISED
            }
            assert found == PROMISED
    finally:
        for connection in connections:
            connection.close()


def test_a_reading_unit_does_not_wait_for_a_writing_one(database: Database) -> None:
    with database.unit(writes=True) as session:
        factories.employer(session, name="ООО «Ещё не записано»")
        with database.unit(writes=False) as reader:
            assert reader.scalars(select(Employer.id)).all() == []


def test_parallel_writers_lose_nothing_and_none_is_refused(database: Database) -> None:
    with database.unit(writes=True) as session:
        row = factories.vacancy(session, openings=0).id

    def write() -> None:
        for _ in range(TURNS):
            with database.unit(writes=True) as session:
                # SQLite holds one writer from BEGIN on; PostgreSQL holds whoever has the row.
                vacancy = session.scalars(
                    select(Vacancy).where(Vacancy.id == row).with_for_update()
                ).one()
                vacancy.openings += 1

    with ThreadPoolExecutor(WRITERS) as pool:
        for future in [pool.submit(write) for _ in range(WRITERS)]:
            future.result()
    with database.unit(writes=False) as session:
        stored = session.get_one(Vacancy, row)
        assert stored.openings == WRITERS * TURNS
        assert stored.version == 1 + WRITERS * TURNS


@pytest.mark.parametrize("model", [Vacancy, Candidate])
def test_a_stale_edit_is_refused(model: type[Vacancy | Candidate], database: Database) -> None:
    make = factories.vacancy if model is Vacancy else factories.candidate
    with database.unit(writes=True) as session:
        row = make(session).id
    # Read outside of a writing unit, as a page is that somebody leaves open.
    with database.session(writes=False) as slow:
        opened = slow.get_one(model, row)
        slow.commit()
        with database.unit(writes=True) as quick:
            quick.get_one(model, row).title = "Первая правка"
        opened.title = "Правка по старой странице"
        with pytest.raises(StaleDataError):
            slow.flush()
    with database.unit(writes=False) as session:
        assert session.get_one(model, row).title == "Первая правка"


def test_an_error_takes_the_whole_unit_back(database: Database) -> None:
    def fail(session: Session) -> None:
        factories.employer(session)
        raise LookupError

    with pytest.raises(LookupError), database.unit(writes=True) as session:
        fail(session)
    with database.unit(writes=False) as session:
        assert session.scalars(select(Employer.id)).all() == []


def test_a_reading_unit_keeps_nothing(database: Database) -> None:
    with database.unit(writes=False) as session:
        factories.employer(session)
    with database.unit(writes=False) as session:
        assert session.scalars(select(Employer.id)).all() == []


def test_a_row_without_its_owner_is_refused(database: Database) -> None:
    orphan = insert(CandidateContact).values(candidate_id=404, name="Никто")
    with database.session(writes=True) as session, pytest.raises(IntegrityError):
        session.execute(orphan)


def test_an_instant_comes_back_as_the_same_instant_in_utc(database: Database) -> None:
    moscow = timezone(timedelta(hours=3))
    with database.unit(writes=True) as session:
        row = factories.employer(session, created_at=NOON.astimezone(moscow)).id
    with database.unit(writes=False) as session:
        stored = session.get_one(Employer, row).created_at
    assert (stored, stored.tzinfo) == (NOON, UTC)


def test_a_naive_datetime_is_refused(database: Database) -> None:
    naive = datetime(2026, 11, 25, 9)
    with (
        database.session(writes=True) as session,
        pytest.raises(StatementError, match="naive datetime"),
    ):
        factories.employer(session, created_at=naive)


def columns() -> Iterator[Column[object]]:
    for table in Base.metadata.sorted_tables:
        yield from table.columns


# How sure a reading or a suggestion is: a share from 0 to 1, nothing that is added up.
SHARES = {"field_source.confidence", "duplicate_pair.score"}


def test_no_column_can_hold_a_broken_sum() -> None:
    assert recruit.models.__name__  # all models are in the metadata
    inexact = [
        str(column)
        for column in columns()
        if isinstance(column.type, Float | Numeric) and str(column) not in SHARES
    ]
    assert not inexact, f"money is whole minor units, never a float or a decimal: {inexact}"


def test_money_columns_are_large_integers_with_their_currency() -> None:
    names = {"salary", "salary_from", "salary_to", "median", "kopecks", "amount"}
    money = [
        column
        for column in columns()
        if column.name in names or re.fullmatch(r"band\d_(min|max)", column.name)
    ]
    assert len(money) >= 12
    for column in money:
        assert isinstance(column.type, BigInteger), f"{column} overflows above 21 million"
    # A cell's currency is its edition's; what is observed is in rubles, whatever it was told in.
    elsewhere = {Base.metadata.tables[name] for name in ("survey_cell", "market_observation")}
    for table in {column.table for column in money} - elsewhere:
        assert "currency" in table.columns


def test_large_sums_fit(database: Database) -> None:
    largest = 10**12
    with database.unit(writes=True) as session:
        row = factories.candidate(session, salary=largest).id
    with database.unit(writes=False) as session:
        assert session.get_one(Candidate, row).salary == largest


def test_what_an_error_says_holds_no_data(database: Database) -> None:
    with database.session(writes=True) as session:
        factories.account(session, recruit.models.Role.ADMIN, email="vera@example.com")
        copy = Account(
            email="vera@example.com", created_at=NOON, name="В", password_hash="", role="admin"
        )
        session.add(copy)
        with pytest.raises(IntegrityError) as raised:
            session.flush()
    assert "parameters hidden" in str(raised.value)

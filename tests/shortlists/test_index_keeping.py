"""The worker has the index files written when they are due, and only then."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from recruit.config import Config
from recruit.db import Database
from recruit.models import Candidate
from recruit.shortlists import index_folders, index_keeping
from recruit.shortlists.base import CandidateBase
from recruit.shortlists.index_keeping import MOST_HOURS, IndexKeeper
from tests import factories
from tests.conftest import FrozenClock, config_for
from tests.shortlists.test_row_versions import looked

PEOPLE = 30


class Command:
    """Stands for the command that writes: runs until it is told its exit code."""

    def __init__(self) -> None:
        self.started = 0
        self.code: int | None = None
        self.told_to_end = False

    def __call__(self) -> Any:
        self.started += 1
        self.code = None
        return self

    def poll(self) -> int | None:
        return self.code

    def terminate(self) -> None:
        self.told_to_end = True

    def wait(self) -> None:
        self.code = -15


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index_keeping, "LEAST_CANDIDATES", PEOPLE)


@pytest.fixture
def config(database_url: str, tmp_path: Path) -> Config:
    return config_for(database_url, tmp_path / "data")


@pytest.fixture
def command() -> Command:
    return Command()


@pytest.fixture
def keeper(config: Config, database: Database, clock: FrozenClock, command: Command) -> IndexKeeper:
    return IndexKeeper(config, database, clock, start=command)


@pytest.fixture
def people(database: Database) -> list[int]:
    with database.unit(writes=True) as session:
        return [factories.candidate(session).id for _ in range(PEOPLE)]


def write(config: Config, database: Database, clock: FrozenClock) -> None:
    """Write the files, at the time of the test's clock."""
    base = CandidateBase(skills_dir=config.skills_dir)
    looked(base, database)
    with index_folders.writing(config.index_dir):
        path = index_folders.publish(config.index_dir, base.write)
    os.utime(path, (clock().timestamp(), clock().timestamp()))


def change(database: Database, ids: list[int]) -> None:
    with database.unit(writes=True) as session:
        for number in ids:
            session.get_one(Candidate, number).text += " Ещё строка."


def test_a_small_base_needs_no_files(database: Database, keeper: IndexKeeper) -> None:
    with database.unit(writes=True) as session:
        factories.candidate(session)
    assert keeper.due() is None


@pytest.mark.usefixtures("people")
def test_missing_files_are_written_once_at_a_time(keeper: IndexKeeper, command: Command) -> None:
    assert keeper.due() == "missing"
    keeper()
    keeper()
    assert command.started == 1
    command.code = 1  # it failed: the next look starts it again
    keeper()
    assert command.started == 2
    keeper.close()
    assert command.told_to_end


def test_fresh_files_are_left_alone(
    config: Config, database: Database, clock: FrozenClock, keeper: IndexKeeper, people: list[int]
) -> None:
    write(config, database, clock)
    assert keeper.due() is None
    clock.advance(hours=MOST_HOURS + 1)
    assert keeper.due() is None, "nothing has changed"
    change(database, people[:1])
    assert keeper.due() == "old"


def test_after_many_changes_they_are_due_at_once(
    config: Config, database: Database, clock: FrozenClock, keeper: IndexKeeper, people: list[int]
) -> None:
    write(config, database, clock)
    change(database, people[:1])
    assert keeper.due() is None
    change(database, people[1:2])
    assert keeper.due() == "2 changed"


@pytest.mark.usefixtures("people")
def test_files_of_another_month_are_due(
    config: Config, database: Database, clock: FrozenClock, keeper: IndexKeeper
) -> None:
    write(config, database, clock)
    clock.advance(days=timedelta(days=20).days)
    assert keeper.due() == "made in another month"

"""Index files beside the database: opened, patched, checked, made anew; one writer at a time."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import delete

from matching.index_files import MANIFEST
from recruit.cli import recruit
from recruit.db import Database
from recruit.models import Candidate, Consent, ExchangeRate
from recruit.shortlists import index_folders
from recruit.shortlists.base import CandidateBase
from tests import factories
from tests.conftest import NOON
from tests.shortlists.test_row_versions import looked, statements

TODAY = NOON.date()
PEOPLE = 6

Run = Callable[..., Result]


@pytest.fixture
def people(database: Database) -> list[Candidate]:
    with database.unit(writes=True) as session:
        session.add(ExchangeRate(currency="USD", kopecks=9000, valid_from=date(2026, 1, 1)))
        return [
            factories.candidate(session, city="Омск", currency="USD" if number == 0 else "RUB")
            for number in range(PEOPLE)
        ]


@pytest.fixture
def run(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """`recruit reindex` on this test's database, on its day."""
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setattr("recruit.shortlists.reindex_command.now", lambda: NOON)

    def invoke(*options: str) -> Result:
        return CliRunner().invoke(recruit, ["reindex", *options])

    return invoke


@pytest.fixture
def index_dir(tmp_path: Path) -> Path:
    return tmp_path / "data" / "index"


def begun(index_dir: Path) -> CandidateBase:
    """The base of a process that has just started."""
    return CandidateBase(index_dir=index_dir)


def test_a_process_begins_with_the_files_and_reads_no_row(
    database: Database, people: list[Candidate], run: Run, index_dir: Path
) -> None:
    result = run()
    assert result.exit_code == 0, result.output
    assert f"index-000001: {PEOPLE} candidates." in result.output
    base = begun(index_dir)
    with statements(database) as asked:
        assert len(looked(base, database)) == PEOPLE
    assert len(asked) == 1
    assert "sum(" in asked[0]


def test_what_changed_since_is_in_the_first_ranking(
    database: Database, people: list[Candidate], run: Run, index_dir: Path
) -> None:
    run()
    with database.unit(writes=True) as session:
        session.get_one(Candidate, people[1].id).is_matched = False
        session.execute(delete(Consent).where(Consent.candidate_id == people[2].id))
        session.delete(session.get_one(Candidate, people[2].id))
        session.get_one(Candidate, people[3].id).text = "Разводил пчёл."
        session.add(ExchangeRate(currency="USD", kopecks=8000, valid_from=date(2026, 11, 1)))
        new = factories.candidate(session)
        session.flush()
    base = begun(index_dir)
    index = looked(base, database)
    gone = {people[1].id, people[2].id}
    assert set(index.keys) == {person.id for person in people} - gone | {new.id}
    with database.unit(writes=False) as session:
        assert base.differing(session, TODAY) == []


def test_two_processes_go_their_own_ways(
    database: Database, people: list[Candidate], run: Run, index_dir: Path
) -> None:
    run()
    first = begun(index_dir)
    looked(first, database)
    with database.unit(writes=True) as session:
        session.get_one(Candidate, people[0].id).text = "Строил дома."
    second = begun(index_dir)
    for base in (first, second):
        looked(base, database)
        with database.unit(writes=False) as session:
            assert base.differing(session, TODAY) == []


def test_refresh_goes_on_from_the_files(
    database: Database, people: list[Candidate], run: Run, index_dir: Path
) -> None:
    run()
    with database.unit(writes=True) as session:
        session.get_one(Candidate, people[4].id).text = "Пас коров."
    with statements(database):
        result = run("--refresh")
    assert f"index-000002: {PEOPLE} candidates." in result.output
    base = begun(index_dir)
    with statements(database) as asked:
        looked(base, database)
    assert len(asked) == 1
    assert run("--check").output.endswith(
        f"The index is what the database says: {PEOPLE} candidates.\n"
    )


def test_only_the_newest_two_are_kept(people: list[Candidate], run: Run, index_dir: Path) -> None:
    for _ in range(4):
        assert run().exit_code == 0
    assert [number for number, _ in index_folders.numbered(index_dir)] == [3, 4]


def test_check_tells_who_differs_and_how_to_mend_it(
    database: Database, people: list[Candidate], run: Run, index_dir: Path
) -> None:
    run()
    # Behind the mapper's back: the version does not grow, so no process would see it.
    table = Candidate.__table__
    with database.unit(writes=True) as session:
        session.execute(
            table.update().where(table.c.id == people[5].id).values(text="Варил сталь.")
        )
    result = run("--check")
    assert result.exit_code == 1
    assert f"Differ from the database: {people[5].id}\n" in result.output
    assert "recruit reindex" in result.output
    run()
    assert run("--check").exit_code == 0


def test_files_that_cannot_be_used_are_passed_over(
    database: Database, people: list[Candidate], run: Run, index_dir: Path
) -> None:
    run()
    manifest = index_folders.numbered(index_dir)[0][1] / MANIFEST
    about = json.loads(manifest.read_text())
    manifest.write_text(json.dumps(about | {"fingerprint": "another program's"}))
    base = begun(index_dir)
    assert len(looked(base, database)) == PEOPLE
    assert run("--refresh").exit_code == 0
    assert len(index_folders.numbered(index_dir)) == 2


def test_what_a_writer_left_that_died_is_removed(
    people: list[Candidate], run: Run, index_dir: Path
) -> None:
    run()
    left = index_dir / f"{index_folders.DRAFT}left"
    left.mkdir()
    (left / "pool.tokens.bin").write_bytes(b"half")
    assert index_folders.newest(index_dir) == index_dir / "index-000001"
    run()
    assert not left.exists()


def test_one_writes_at_a_time(people: list[Candidate], run: Run, index_dir: Path) -> None:
    with index_folders.writing(index_dir):
        result = run()
    assert result.exit_code == 1
    assert "another process is writing" in result.output
    assert run().exit_code == 0


def test_it_is_either_refreshed_or_checked(run: Run) -> None:
    result = run("--refresh", "--check")
    assert result.exit_code == 2
    assert "either" in result.output

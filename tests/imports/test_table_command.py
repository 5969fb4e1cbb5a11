"""`recruit import candidates`: looked at, imported, gone on with, and what is refused."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from recruit.cli import recruit
from recruit.db import Database
from recruit.imports import table_command
from recruit.models import Candidate, ImportBatch, Role
from tests import factories
from tests.cast import all_rows
from tests.conftest import NOON
from tests.imports.table_files import ANNA, HEADER, PEOPLE, as_csv, as_json_lines, as_xlsx, put

Run = Callable[..., Result]


@pytest.fixture
def run(database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command in an installation with one recruiter, on the day of the tests."""
    monkeypatch.setattr(table_command, "now", lambda: NOON)
    monkeypatch.setenv("DATABASE_URL", database.engine.url.render_as_string(hide_password=False))
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))
    for name in ("RECRUIT_ENV", "SECRET_KEY"):
        monkeypatch.delenv(name, raising=False)
    with database.unit(writes=True) as session:
        factories.account(session, Role.RECRUITER, email="vera@example.com")

    def call(content: bytes, *options: str, name: str = "people.csv") -> Result:
        path = tmp_path / name
        path.write_bytes(content)
        return CliRunner().invoke(recruit, ["import", "candidates", str(path), *options])

    return call


def people(database: Database) -> list[Candidate]:
    with database.unit(writes=False) as session:
        return list(session.scalars(select(Candidate).options(joinedload(Candidate.contact))))


def test_a_dry_run_tells_the_mapping_and_the_counts_and_changes_nothing(
    run: Run, database: Database, tmp_path: Path
) -> None:
    before = all_rows(database)
    result = run(as_csv([*PEOPLE, *put("Телефон", "123")[1:2]]), "--dry-run")
    assert result.exit_code == 0, result.output
    for words in (
        "ФИО: name (Name)",
        "Источник: left out (a profile has no place for it)",
        "Дата рождения: left out (never brought in",
        "2  new people",
        "1  rows refused",
        "Row 4, column Телефон (B4): “123” is no phone number.",
        "nothing is changed",
    ):
        assert words in result.stdout, words
    assert all_rows(database) == before
    assert not (tmp_path / "data" / "files").exists()


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (as_csv(PEOPLE, ","), "people.csv"),
        (as_csv(PEOPLE, encoding="cp1251"), "people.txt"),
        (as_xlsx(PEOPLE), "people.xlsx"),
        (as_json_lines(PEOPLE), "people.jsonl"),
    ],
)
def test_a_table_is_imported(run: Run, database: Database, content: bytes, name: str) -> None:
    result = run(content, "--consent", "подписали на ярмарке", name=name)
    assert result.exit_code == 0, result.output
    assert "2  new people" in result.stdout
    assert {(one.contact.name, one.is_matched) for one in people(database)} == {
        ("Рябова Анна Ильинична", True),
        ("Громов Илья", True),
    }


def test_json_resume_is_imported(run: Run, database: Database) -> None:
    basics = {"name": "Анна Рябова", "label": "Аналитик", "email": "anna@example.com"}
    result = run(json.dumps({"basics": basics, "awards": [1]}).encode(), name="resume.json")
    assert result.exit_code == 0, result.output
    assert "1 of the people take no part in the selection" in result.stdout
    assert [(one.title, one.is_matched) for one in people(database)] == [("Аналитик", False)]


def test_the_same_command_again_brings_nobody_twice_and_records_the_consent(
    run: Run, database: Database
) -> None:
    content = as_csv([*PEOPLE, *put("Телефон", "123")[1:2]])
    assert run(content).exit_code == 0
    again = run(content, "--consent", "сайт", "--as", "vera@example.com")
    assert again.exit_code == 0, again.output
    assert "begun before" in again.stderr
    assert "2  new people" in again.stdout
    assert "Row 4, column Телефон (B4)" in again.stdout
    assert [one.is_matched for one in people(database)] == [True, True]
    with database.unit(writes=False) as session:
        assert len(session.scalars(select(ImportBatch.id)).all()) == 1


def test_a_stop_leaves_the_rest_for_the_next_time(
    run: Run, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(table_command, "Stopped", lambda: lambda: True)
    result = run(as_csv(PEOPLE))
    assert result.exit_code == 1
    assert "Run the same command to go on" in result.stderr
    assert people(database) == []
    monkeypatch.setattr(table_command, "Stopped", lambda: lambda: False)
    assert run(as_csv(PEOPLE)).exit_code == 0
    assert len(people(database)) == 2


def test_columns_are_mapped_by_hand(run: Run, database: Database) -> None:
    rows = [("Кто", "Куда писать", "Кем был"), ("Анна", "anna@example.com", "Повар")]
    result = run(
        as_csv(rows),
        *("--map", "Кто=name", "--map", "Куда писать=contacts", "--map", "Кем был=both_posts"),
    )
    assert result.exit_code == 0, result.output
    assert [one.title for one in people(database)] == ["Повар"]


WRONG = [
    (as_csv([("a", "b"), ("c", "d")]), (), 1, "Choose the column with the name"),
    (as_csv([HEADER]), (), 1, "Row 1: There are names of columns and nobody below"),
    (as_csv([HEADER, ANNA]), ("--map", "Рост=city"), 2, "no column “Рост”"),
    (as_csv([HEADER, ANNA]), ("--map", "Город=shoe"), 2, "no field “shoe”"),
    (as_csv([HEADER, ANNA]), ("--map", "Город"), 2, "COLUMN=FIELD"),
    (as_csv([HEADER, ANNA]), ("--as", "nobody@example.com"), 2, "no recruiter signs in"),
    (as_csv([HEADER, ANNA]), ("--consent", "я" * 1001), 2, "at most 1000 characters"),
    (b"\xd0\xcf\x11\xe0" * 200, (), 1, "an old Excel file"),
]


@pytest.mark.parametrize("wrong", WRONG, ids=lambda wrong: wrong[-1])
def test_a_wrong_call_says_what_to_do_and_stores_nothing(
    run: Run, database: Database, wrong: tuple[bytes, tuple[str, ...], int, str]
) -> None:
    content, options, code, words = wrong
    before = all_rows(database)
    result = run(content, *options)
    assert (result.exit_code, words in result.stderr) == (code, True), result.output
    assert all_rows(database) == before

"""The audit of an installation: twins, selection rates, and a file that is told what is wrong."""

import random
from pathlib import Path

import pytest
from click.testing import CliRunner

from matching.fairness import FLIPS
from recruit.cli import recruit
from recruit.db import Database
from recruit.fairness.audit_files import OLDER, YOUNGER, AuditFileError, read_audit_file
from recruit.models import Role, Verdict
from tests import factories
from tests.conftest import NOON

PEOPLE = 80


@pytest.fixture
def command(database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    """The command line on the test's database."""
    monkeypatch.setenv("DATABASE_URL", database.engine.url.render_as_string(hide_password=False))
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    return CliRunner()


@pytest.fixture
def ids(database: Database) -> list[str]:
    """Public ids of people, every other of whom knows what is asked."""
    with database.unit(writes=True) as session:
        recruiter = factories.account(session, Role.RECRUITER)
        vacancy = factories.vacancy(
            session, employer=factories.employer(session), state="open", must=["sewing"]
        )
        people = [
            factories.candidate(session, skills=["sewing"] if number % 2 else ["negotiation"])
            for number in range(PEOPLE)
        ]
        for number, person in enumerate(people):
            session.add(
                Verdict(
                    vacancy_id=vacancy.id,
                    candidate_id=person.id,
                    account_id=recruiter.id,
                    grade=1 if number % 2 else 4,
                    at=NOON,
                )
            )
        return [person.public_id for person in people]


def table(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(("candidate,sex,born", *lines)), encoding="utf-8")
    return path


def test_twins_alone_need_no_file(command: CliRunner, ids: list[str]) -> None:
    result = command.invoke(recruit, ["audit-fairness", "--people", "5"])

    assert result.exit_code == 0, result.output
    assert all(f"  {flip:14}{0:6}" in result.stdout for flip in FLIPS)
    assert "places" not in result.stdout


def test_a_group_that_knows_less_is_seen(
    command: CliRunner, ids: list[str], tmp_path: Path
) -> None:
    lines = [f"{own},{'m' if number % 2 else 'f'}," for number, own in enumerate(ids)]
    path = table(tmp_path / "groups.csv", *lines)
    result = command.invoke(recruit, ["audit-fairness", "--people", "1", "--groups", str(path)])

    assert result.exit_code == 0, result.output
    assert "sex, first 10 places: men 10 of 40 (25.0%); women 0 of 40 (0.0%)" in result.stdout
    assert "sex, confirmed by recruiters: men 40 of 40 (100.0%); women 0 of 40" in result.stdout
    assert "ratio 0.00, below four fifths: look into it" in result.stdout
    assert "age, first 10 places: nobody; too few to tell" in result.stdout
    assert "  must          0.00   -0.40" in result.stdout


def test_groups_that_are_alike_are_not_told_apart(
    command: CliRunner, ids: list[str], tmp_path: Path
) -> None:
    born = random.Random(4)
    lines = [f"{own};;{born.choice((1970, 1999))}" for own in ids]
    path = tmp_path / "groups.csv"
    path.write_text("\n".join(("candidate;sex;born", *lines)), encoding="utf-8-sig")
    result = command.invoke(recruit, ["audit-fairness", "--people", "1", "--groups", str(path)])

    must = next(line for line in result.stdout.splitlines() if line.startswith("  must"))
    assert 0.35 < float(must.split()[1]) < 0.65


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("a,x,1990", "line 2: sex 'x' must be f or m"),
        ("a,f,90", "line 2: born '90' must be a year such as 1988"),
        ("a,f,2030", "must be a year"),
        (",f,1990", "line 2: candidate is empty"),
        ("a,f,1990\na,m,1990", "line 3: a is told twice, and differently"),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, line: str, message: str) -> None:
    with pytest.raises(AuditFileError, match=message):
        read_audit_file(table(tmp_path / "groups.csv", line), 2026)


def test_a_wrong_head_is_named(command: CliRunner, ids: list[str], tmp_path: Path) -> None:
    path = tmp_path / "groups.csv"
    path.write_text("id,sex\na,f", encoding="utf-8")
    result = command.invoke(recruit, ["audit-fairness", "--groups", str(path)])

    assert result.exit_code == 1
    assert "columns are missing: born, candidate" in result.output


def test_ages_are_told_at_the_end_of_the_year(tmp_path: Path) -> None:
    path = table(tmp_path / "groups.csv", "a,ж,1986", "b,М,1987", "c,,")

    assert read_audit_file(path, 2026) == {
        "sex": {"a": "women", "b": "men"},
        "age": {"a": OLDER, "b": YOUNGER},
    }

"""`recruit import resumes`: worked through by itself, killed and taken up again."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from recruit import cli
from recruit.db import Database
from recruit.models import (
    Candidate,
    CandidateContact,
    Consent,
    FieldSource,
    ImportBatch,
    ImportItem,
    Position,
    Resume,
    Role,
)
from tests import factories
from tests.imports import resumes
from tests.imports.resumes import resume
from tests.processes import environment

KILLS = 2
FILES = 40


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> dict[str, str]:
    return environment(tmp_path / "data", DATABASE_URL=database_url)


@pytest.fixture
def recruiter(database: Database) -> str:
    with database.unit(writes=True) as session:
        return factories.account(session, Role.RECRUITER).email


@pytest.fixture
def run(settings: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    # This process is the tests' own: it keeps its way of being stopped.
    monkeypatch.setattr(signal, "signal", lambda *_: None)

    def run(*arguments: str) -> Result:
        return CliRunner(env=dict(settings)).invoke(cli.recruit, ["import", *arguments])

    return run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "resumes"
    made.mkdir()
    (made / "anna.txt").write_bytes(resume())
    (made / "boris.eml").write_bytes(resumes.letter("", {"cv.txt": resumes.boris()}))
    (made / "empty.txt").write_bytes(b"")
    return made


def test_a_folder(
    run: Callable[..., Result], folder: Path, database: Database, recruiter: str
) -> None:
    answer = run("resumes", str(folder), "--consent", "Согласились письменно", "--as", recruiter)
    assert answer.exit_code == 0, answer.output
    assert "2  people came in" in answer.stdout
    assert "1  files were not taken" in answer.stdout
    assert "empty.txt: The file is empty" in answer.stdout
    with database.unit(writes=False) as session:
        consents = session.scalars(select(Consent)).all()
        batch = session.scalars(select(ImportBatch)).one()
    assert [one.note for one in consents] == ["Согласились письменно"] * 2
    assert batch.stored_name is None
    again = run("resumes", str(folder))
    assert again.exit_code == 0
    assert "2  people came in" in again.stdout
    (folder / "vera.txt").write_bytes(resumes.vera())
    grown = run("resumes", str(folder), "--consent", "Согласились письменно")
    assert "1  people came in" in grown.stdout
    assert "2  files were there already" in grown.stdout


def test_without_a_consent_it_is_told(
    run: Callable[..., Result], folder: Path, database: Database, recruiter: str
) -> None:
    answer = run("resumes", str(folder), "--as", recruiter)
    assert "2 of the people take no part in the selection" in answer.stdout
    later = run("resumes", str(folder), "--consent", "Согласились по телефону")
    assert "take no part" not in later.stdout
    with database.unit(writes=False) as session:
        assert all(session.scalars(select(Candidate.is_matched)))


@pytest.mark.parametrize(
    ("arguments", "answered"),
    [
        (("/nowhere/at/all",), (2, "does not exist")),
        (("{folder}", "--as", "nobody@example.com"), (2, "--as: no recruiter signs in")),
        (("{folder}", "--consent", "x" * 1001), (2, "--consent: at most 1000")),
        (("{folder}/torn.zip",), (1, "torn.zip: The file is damaged")),
    ],
)
@pytest.mark.usefixtures("recruiter")
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_wrong_calls_are_told(
    run: Callable[..., Result],
    folder: Path,
    arguments: tuple[str, ...],
    answered: tuple[int, str],
) -> None:
    (folder / "torn.zip").write_bytes(resumes.zipped({"a.txt": resume()})[:-30])
    answer = run("resumes", *(one.format(folder=folder) for one in arguments))
    assert answer.exit_code == answered[0]
    assert answered[1] in answer.output


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_nobody_to_bring_them_in(
    run: Callable[..., Result], folder: Path, database: Database
) -> None:
    assert "there is no recruiter yet" in run("resumes", str(folder)).output


def people_of(number: int) -> bytes:
    """A different person for each number; every fifth file is another one's copy."""
    number -= number % 5 == 4
    first = ("Анна", "Вера", "Ольга", "Мария")[number % 4]
    last = ("Соколова", "Иванова", "Климова", "Белова", "Орлова")[number // 4 % 5]
    return resume(
        f"{last} {first} Петровна", email=f"p{number}@example.com",
        phone=f"+7 916 000-{number:02}-{number:02}",
    )  # fmt: skip


def outcome(url: str) -> dict[str, object]:
    """All that an import has left behind, without ids and times."""
    database = Database(url)
    with database.unit(writes=False) as session:
        items = session.scalars(select(ImportItem).order_by(ImportItem.place)).all()
        files = session.scalars(
            select(Resume).options(joinedload(Resume.candidate)).order_by(Resume.id)
        ).all()
        names = dict(
            session.execute(select(CandidateContact.candidate_id, CandidateContact.name)).all()
        )
        shas = {one.id: one.sha256 for one in files}
        found: dict[str, object] = {
            "items": [
                (
                    one.place, one.name, one.state, one.code, one.sha256,
                    names.get(one.candidate_id or 0), shas.get(one.resume_id or 0),
                )
                for one in items
            ],
            "people": sorted(names.values()),
            "files": [(one.sha256, names.get(one.candidate_id or 0), one.text) for one in files],
            "consents": len(session.scalars(select(Consent)).all()),
            "positions": len(session.scalars(select(Position)).all()),
            "sources": len(session.scalars(select(FieldSource)).all()),
            "states": session.scalars(select(ImportBatch.state)).all(),
        }  # fmt: skip
        found["stored"] = sorted(one.stored_name for one in files)
    database.dispose()
    return found


def started(settings: dict[str, str], folder: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "recruit", "import", "resumes", str(folder), "--consent", "да"],
        env=settings, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        start_new_session=True,
    )  # fmt: skip


def test_killed_again_and_again_it_ends_as_if_never_killed(
    settings: dict[str, str], database: Database, recruiter: str, tmp_path: Path
) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(FILES):
        (folder / f"{number:02}.txt").write_bytes(people_of(number))
    (folder / "inner.eml").write_bytes(resumes.letter("", {"x.zip": resumes.zipped({"a": b"b"})}))

    chance, url, killed_at_work = random.Random(5), settings["DATABASE_URL"], 0
    for _ in range(KILLS):
        process = started(settings, folder)
        # Killed somewhere after the first file of this run, wherever that is.
        before = done(url)
        deadline = time.monotonic() + 120
        while done(url) == before and process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.01)
        time.sleep(chance.random() * 0.15)
        if process.poll() is None:
            killed_at_work += 1
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    assert killed_at_work
    last = started(settings, folder)
    assert last.wait(120) == 0
    interrupted = outcome(url)
    stored = interrupted.pop("stored")
    files = {path.name for path in (tmp_path / "data" / "files").iterdir()}
    assert set(stored) <= files  # type: ignore[call-overload]

    calm_dir = tmp_path / "calm"
    calm = environment(calm_dir)
    subprocess.run([sys.executable, "-m", "recruit", "init"], env=calm, check=True)
    calm_database = Database(f"sqlite:///{calm_dir / 'recruit.sqlite'}")
    with calm_database.unit(writes=True) as session:
        factories.account(session, Role.RECRUITER)
    calm_database.dispose()
    assert started(calm, folder).wait(180) == 0
    uninterrupted = outcome(f"sqlite:///{calm_dir / 'recruit.sqlite'}")
    uninterrupted.pop("stored")
    assert interrupted == uninterrupted
    assert uninterrupted["states"] == ["done"]


def done(url: str) -> int:
    """How many items have their outcome."""
    database = Database(url)
    with database.unit(writes=False) as session:
        found = session.scalars(select(ImportItem.id).where(ImportItem.state != "waiting")).all()
    database.dispose()
    return len(found)

"""Sending files and getting them back."""

import io
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from recruit.candidates.consents import give_consent, withdraw_consent
from recruit.db import Database
from recruit.intake import kinds, services, storage
from recruit.models import Account, Candidate, Consent, Employer, Purpose, Resume, Role, Submission
from tests import factories
from tests.browsing import Visitor
from tests.conftest import NOON, PASSWORD
from tests.intake import files

Sent = tuple[io.BytesIO, str]


def sent(data: bytes, name: str = "cv.pdf") -> Sent:
    return io.BytesIO(data), name


@pytest.fixture
def person(database: Database) -> Account:
    with database.unit(writes=True) as session:
        account = factories.account(session, Role.CANDIDATE)
        factories.candidate(session, account_id=account.id)
        return account


@pytest.fixture
def visitor(app: Flask, person: Account) -> Visitor:
    visitor = Visitor(app)
    visitor.sign_in(person.email, PASSWORD)
    return visitor


def upload(visitor: Visitor, file: Sent) -> None:
    visitor.get("/my")
    visitor.submit({"file": file}, action="/my/files")


def fetch(visitor: Visitor, public_id: str) -> TestResponse:
    """Download a file and close it, as a browser does at the end."""
    answer = visitor.get(f"/files/{public_id}")
    answer.get_data()
    answer.close()
    return answer


def rows(database: Database) -> list[Resume]:
    with database.unit(writes=False) as session:
        return list(session.scalars(select(Resume)))


def folder(app: Flask) -> Path:
    found: Path = app.extensions["recruit.config"].files_dir
    return found


@pytest.mark.parametrize(
    "sample",
    [
        (files.pdf(), "cv.exe", "application/pdf"),
        (files.word(), "cv.pdf", kinds.DOCX),
        (files.LINE.encode("cp1251"), "cv", "text/plain"),
    ],
)
def test_a_file_is_stored_and_waits(
    app: Flask, visitor: Visitor, database: Database, sample: tuple[bytes, str, str]
) -> None:
    data, name, kind = sample
    upload(visitor, sent(data, name))
    assert visitor.response.request.path == "/my"
    assert "читаем файл" in visitor.text
    (resume,) = rows(database)
    assert (resume.state, resume.media_type, resume.size) == ("received", kind, len(data))
    assert resume.original_name == name
    stored = folder(app) / resume.stored_name
    assert stored.read_bytes() == data
    assert [path.name for path in folder(app).iterdir()] == [resume.stored_name]
    assert "." not in resume.stored_name
    assert stored.stat().st_mode & 0o077 == 0


def test_one_person_does_not_fill_the_disk(
    app: Flask, visitor: Visitor, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "MOST_FILES", 2)
    for _ in range(3):
        upload(visitor, sent(files.pdf()))
    assert visitor.response.status_code == 422
    assert visitor.errors()["file"].startswith("Файлов уже очень много")
    assert len(rows(database)) == len(list(folder(app).iterdir())) == 2


REFUSED = [
    (b"", "Файл пуст"),
    (b"\x89PNG\r\n\x1a\n" + bytes(99), "Мы читаем PDF, DOCX и TXT"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), "Это старый файл Word"),
    (b"MZ\x90\x00" + bytes(99), "Мы читаем PDF, DOCX и TXT"),
]


@pytest.mark.parametrize(("data", "sentence"), REFUSED)
def test_what_is_not_taken_says_what_to_do(
    app: Flask, visitor: Visitor, database: Database, data: bytes, sentence: str
) -> None:
    upload(visitor, sent(data))
    assert visitor.response.status_code == 422
    assert visitor.errors()["file"].startswith(sentence)
    assert rows(database) == []
    assert not folder(app).exists()
    visitor.submit({"file": sent(files.pdf())})
    assert len(rows(database)) == 1


def test_no_file_at_all_is_asked_for(visitor: Visitor) -> None:
    upload(visitor, (io.BytesIO(), ""))
    assert visitor.errors() == {"file": "Выберите файл"}


def test_a_large_file_is_refused_at_the_field(
    make_app: Callable[..., Flask], person: Account
) -> None:
    visitor = Visitor(make_app(max_upload=1000))
    visitor.sign_in(person.email, PASSWORD)
    upload(visitor, sent(b"%PDF-" + bytes(1000)))
    assert visitor.errors()["file"].startswith("Файл больше 1 МБ")


def test_the_newest_file_stands_first(visitor: Visitor, database: Database) -> None:
    for name in ("first.txt", "second.txt"):
        upload(visitor, sent(b"Resume", name))
    page = visitor.text
    assert page.index("second.txt") < page.index("first.txt")


def test_a_double_click_stores_one_file(visitor: Visitor, database: Database) -> None:
    visitor.get("/my")
    form = dict(visitor.form("/my/files").form_values())
    for _ in range(2):
        answer = visitor.client.post("/my/files", data=form | {"file": sent(files.pdf())})
        assert answer.status_code == 303
    assert len(rows(database)) == 1


def test_the_file_is_safe_before_its_row(
    visitor: Visitor, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The order that survives a power cut: written, synced, renamed, folder synced, row."""
    steps: list[str] = []
    for name in ("fsync", "rename"):
        real = getattr(os, name)

        def note(
            *args: object, _name: str = name, _real: Callable[..., object] = real, **kwargs: object
        ) -> object:
            steps.append(_name)
            assert rows(database) == []
            return _real(*args, **kwargs)

        monkeypatch.setattr(storage.os, name, note)
    upload(visitor, sent(files.pdf()))
    assert steps == ["fsync", "rename", "fsync"]
    assert len(rows(database)) == 1


def test_a_failed_write_leaves_nothing_behind(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(storage.os, "fsync", full)
    with pytest.raises(OSError, match="No space"), io.BytesIO(b"data") as data:
        storage.store(data, folder(app))
    assert list(folder(app).iterdir()) == []


def test_a_row_that_fails_leaves_no_row(
    visitor: Visitor, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_source: object, _folder: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("recruit.intake.services.store", full)
    upload(visitor, sent(files.pdf()))
    assert visitor.response.status_code == 500
    assert rows(database) == []


def test_a_file_comes_back_as_it_was_sent_and_harmless(
    visitor: Visitor, database: Database
) -> None:
    data = files.pdf()
    upload(visitor, sent(data, "резюме «2026».pdf"))
    answer = fetch(visitor, rows(database)[0].public_id)
    assert answer.data == data
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["Content-Type"] == "application/octet-stream"
    disposition = answer.headers["Content-Disposition"]
    assert disposition.startswith("attachment;")
    assert "filename*=UTF-8''%D1%80%D0%B5%D0%B7%D1%8E%D0%BC%D0%B5" in disposition


def test_a_name_cannot_break_the_header(visitor: Visitor, database: Database) -> None:
    upload(visitor, sent(files.pdf(), "x;\u202e evil.pdf"))
    answer = fetch(visitor, rows(database)[0].public_id)
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert rows(database)[0].original_name == "x; evil.pdf"


def test_a_recruiter_adds_a_file_and_reads_all(app: Flask, database: Database) -> None:
    with database.unit(writes=True) as session:
        account = factories.account(session, Role.RECRUITER)
        candidate = factories.candidate(session)
    recruiter = Visitor(app)
    recruiter.sign_in(account.email, PASSWORD)
    recruiter.get(f"/candidates/{candidate.public_id}")
    recruiter.submit({"file": sent(files.pdf())}, action="/files")
    assert recruiter.response.request.path == f"/candidates/{candidate.public_id}"
    assert fetch(recruiter, rows(database)[0].public_id).status_code == 200


def test_a_candidate_without_a_resume_has_nowhere_to_put_a_file(
    app: Flask, database: Database
) -> None:
    with database.unit(writes=True) as session:
        account = factories.account(session, Role.CANDIDATE)
    visitor = Visitor(app)
    visitor.sign_in(account.email, PASSWORD)
    visitor.get("/my/resume")
    form = {"csrf_token": dict(visitor.form().form_values())["csrf_token"], "once": "a"}
    answer = visitor.client.post("/my/files", data=form | {"file": sent(files.pdf())})
    assert answer.status_code == 404


def test_no_file_is_kept_without_consent(app: Flask, visitor: Visitor, database: Database) -> None:
    visitor.get("/my")
    form = dict(visitor.form("/my/files").form_values())
    visitor.submit(action="/withdraw")
    answer = visitor.client.post("/my/files", data=form | {"file": sent(files.pdf())})
    assert answer.status_code == 409
    assert not folder(app).exists()


@pytest.fixture
def file_id(visitor: Visitor, database: Database) -> str:
    upload(visitor, sent(files.pdf()))
    return rows(database)[0].public_id


def test_guests_and_other_candidates_get_no_file(
    app: Flask, database: Database, file_id: str
) -> None:
    guest = Visitor(app)
    assert guest.get(f"/files/{file_id}").request.path == "/sign-in"
    with database.unit(writes=True) as session:
        other = factories.account(session, Role.CANDIDATE)
        factories.candidate(session, account_id=other.id)
    visitor = Visitor(app)
    visitor.sign_in(other.email, PASSWORD)
    foreign, absent = fetch(visitor, file_id), fetch(visitor, "0123456789abcdef")
    assert foreign.status_code == absent.status_code == 404


def test_a_client_gets_a_file_only_after_release_and_with_consent(
    app: Flask, database: Database, file_id: str
) -> None:
    with database.unit(writes=True) as session:
        account = factories.employer_account(session)
        vacancy = factories.vacancy(session, employer=account.employer)
        recruiter = factories.account(session, Role.RECRUITER)
    visitor = Visitor(app)
    visitor.sign_in(account.email, PASSWORD)

    def status() -> int:
        return fetch(visitor, file_id).status_code

    def consent(employer: Employer | None) -> None:
        with database.unit(writes=True) as session:
            give_consent(
                session,
                session.scalars(select(Candidate)).one(),
                Purpose.SUBMISSION,
                recorded_by=recruiter,
                now=NOON,
                employer=employer,
            )

    assert status() == 404
    consent(account.employer)
    assert status() == 404, "a consent alone opens nothing: the candidate was not released"
    with database.unit(writes=True) as session:
        candidate = session.scalars(select(Candidate)).one()
        session.add(
            Submission(
                vacancy_id=vacancy.id,
                candidate_id=candidate.id,
                number=1,
                account_id=recruiter.id,
                at=NOON,
            )
        )
    assert status() == 200
    with database.unit(writes=True) as session:
        given = session.scalars(select(Consent).where(Consent.purpose == Purpose.SUBMISSION)).one()
        withdraw_consent(session, session.get_one(Candidate, candidate.id), given.id, now=NOON)
    assert status() == 404
    with database.unit(writes=True) as session:
        stranger = factories.employer(session)
    consent(stranger)
    assert status() == 404, "a consent to one client opens nothing to another"


def test_a_row_without_its_file_is_a_plain_404(
    app: Flask, visitor: Visitor, database: Database, file_id: str
) -> None:
    for path in folder(app).iterdir():
        path.unlink()
    assert fetch(visitor, file_id).status_code == 404
    with database.unit(writes=False) as session:
        assert session.scalar(select(func.count(Resume.id))) == 1

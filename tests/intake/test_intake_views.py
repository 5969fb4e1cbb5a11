"""Sending files and getting them back."""

import io
import os
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from recruit.candidates.consents import give_consent, withdraw_consent
from recruit.db import Database
from recruit.intake import kinds, services, storage
from recruit.intake.pool import Busy
from recruit.models import Account, Candidate, Consent, Employer, Purpose, Resume, Role, Submission
from tests import factories
from tests.browsing import Visitor
from tests.conftest import NOON
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
    visitor.let_in(person.email)
    return visitor


@pytest.fixture
def recruiter(app: Flask, database: Database) -> Visitor:
    with database.unit(writes=True) as session:
        account = factories.account(session, Role.RECRUITER)
    visitor = Visitor(app)
    visitor.let_in(account.email)
    return visitor


def upload(visitor: Visitor, file: Sent) -> None:
    visitor.get("/my/files/new")
    visitor.submit({"file": file})


def token_of(visitor: Visitor) -> str:
    visitor.get("/my/files/new")
    return str(dict(visitor.form().form_values())["csrf_token"])


def post_json(
    visitor: Visitor, *, key: str = "a key", token: str = "", **data: Sent
) -> TestResponse:
    """Send as a program does."""
    headers = {
        "Accept": "application/json",
        "Idempotency-Key": key,
        "X-CSRFToken": token or token_of(visitor),
    }
    return visitor.client.post("/my/files", data=data, headers=headers)


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
        (files.pdf(), "cv.pdf", kinds.PDF),
        (files.word(), "Резюме.DOCX", kinds.DOCX),
        (files.LINE.encode("cp1251"), "cv.php.txt", kinds.TXT),
        (b"<p>" + files.LINE.encode(), "cv.doc", kinds.HTML),
    ],
)
def test_a_file_is_stored_and_waits(
    app: Flask, visitor: Visitor, database: Database, sample: tuple[bytes, str, str]
) -> None:
    data, name, kind = sample
    upload(visitor, sent(data, name))
    (resume,) = rows(database)
    assert visitor.response.request.path == f"/files/{resume.public_id}/reading"
    assert "Файл сохранён и ждёт очереди" in visitor.text
    assert (resume.state, resume.media_type, resume.size) == ("received", kind, len(data))
    assert resume.original_name == name
    stored = folder(app) / resume.stored_name
    assert stored.read_bytes() == data
    assert [path.name for path in folder(app).iterdir()] == [resume.stored_name]
    assert "." not in resume.stored_name
    assert stored.stat().st_mode & 0o077 == 0
    visitor.get("/my")
    assert "читаем файл" in visitor.text


def test_one_person_does_not_fill_the_disk(
    app: Flask, visitor: Visitor, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "MOST_FILES", 2)
    for number in range(3):
        upload(visitor, sent(files.pdf(f"{files.LATIN} {number}")))
    assert visitor.response.status_code == 422
    assert visitor.errors()["file"].startswith("файлов уже очень много")
    assert len(rows(database)) == len(list(folder(app).iterdir())) == 2


REFUSED = [
    (b"", "cv.pdf", "empty", "файл пуст"),
    (b"\x89PNG\r\n\x1a\n" + bytes(99), "cv.pdf", "type_mismatch", "файл не того вида"),
    (b"MZ\x90\x00" + bytes(99), "cv.docx", "type_mismatch", "файл не того вида"),
    (files.pdf(password="secret"), "cv.pdf", "encrypted", "файл зашифрован"),
    (files.pdf()[:300], "cv.pdf", "corrupt", "файл повреждён"),
    (files.zip_bomb(), "cv.docx", "unpacked_too_large", "файл слишком велик внутри"),
    (files.pdf(), "cv.exe", "bad_name", "имя файла кончается"),
    (files.pdf(), "cv", "bad_name", "имя файла кончается"),
]


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case[2])
def test_what_is_not_taken_says_what_to_do(
    app: Flask, visitor: Visitor, database: Database, case: tuple[bytes, str, str, str]
) -> None:
    data, name, code, sentence = case
    upload(visitor, sent(data, name))
    assert visitor.response.status_code == 422
    assert visitor.errors()["file"].startswith(sentence)
    answer = post_json(visitor, file=sent(data, name))
    assert answer.status_code == 422
    told = answer.get_json()
    assert (told["error"], told["field"]) == (code, "file")
    assert " ".join(told["message"].split()).startswith(sentence)
    assert rows(database) == []
    assert not folder(app).exists() or not list(folder(app).iterdir())
    upload(visitor, sent(files.pdf()))
    assert len(rows(database)) == 1


def test_no_file_at_all_is_asked_for(visitor: Visitor) -> None:
    upload(visitor, (io.BytesIO(), ""))
    assert visitor.errors() == {"file": "выберите файл"}
    assert post_json(visitor).get_json()["error"] == "no_file"


def test_two_files_at_once_are_one_too_many(visitor: Visitor, database: Database) -> None:
    visitor.get("/my/files/new")
    form = dict(visitor.form().form_values())
    both = [sent(files.pdf()), sent(files.word(), "cv.docx")]
    answer = visitor.client.post("/my/files", data=form | {"file": both})
    assert answer.status_code == 422
    assert rows(database) == []


def test_a_large_file_is_refused_at_the_field(
    make_app: Callable[..., Flask], person: Account
) -> None:
    visitor = Visitor(make_app(max_upload=1000))
    visitor.let_in(person.email)
    upload(visitor, sent(b"%PDF-" + bytes(1000)))
    assert visitor.response.status_code == 413
    assert visitor.errors()["file"].startswith("файл больше 1 МБ")
    assert post_json(visitor, file=sent(b"%PDF-" + bytes(1000))).get_json()["error"] == "too_large"


def test_the_newest_file_stands_first(visitor: Visitor, database: Database) -> None:
    for name in ("first.txt", "second.txt"):
        upload(visitor, sent(f"{files.LINE} {name}".encode(), name))
    page = visitor.get("/my").get_data(as_text=True)
    assert page.index("second.txt") < page.index("first.txt")


def test_the_same_bytes_lead_to_the_file_that_is_there(
    visitor: Visitor, database: Database
) -> None:
    upload(visitor, sent(files.pdf()))
    first = visitor.response.request.path
    upload(visitor, sent(files.pdf(), "once more.pdf"))
    assert visitor.response.request.path == first
    assert len(rows(database)) == 1


def test_the_same_bytes_of_an_unreadable_file_are_tried_again(
    visitor: Visitor, database: Database
) -> None:
    upload(visitor, sent(files.pdf()))
    with database.unit(writes=True) as session:
        session.scalars(select(Resume)).one().state = "unreadable"
    upload(visitor, sent(files.pdf()))
    assert len(rows(database)) == 2


def test_a_program_gets_an_id_and_sends_once(visitor: Visitor, database: Database) -> None:
    answers = [
        post_json(visitor, key="one", file=sent(files.pdf(f"{files.LATIN} {n}"))) for n in range(2)
    ]
    (resume,) = rows(database)
    for answer in answers:
        assert answer.status_code == 201
        assert answer.get_json() == {
            "id": resume.public_id,
            "state": "received",
            "url": f"/files/{resume.public_id}/reading",
        }
        assert answer.headers["Location"] == f"/files/{resume.public_id}/reading"


@pytest.mark.parametrize("key", ["", "x" * 65])
def test_a_program_has_to_name_its_request(visitor: Visitor, database: Database, key: str) -> None:
    assert post_json(visitor, key=key, file=sent(files.pdf())).status_code == 422
    assert rows(database) == []


def test_one_request_sent_in_parallel_makes_one_row(
    app: Flask, person: Account, database: Database
) -> None:
    def send(_number: int) -> int:
        visitor = Visitor(app)
        visitor.client.set_cookie("recruit", cookie)
        return post_json(visitor, key="same", token=token, file=sent(files.pdf())).status_code

    first = Visitor(app)
    first.let_in(person.email)
    token = token_of(first)
    held = first.client.get_cookie("recruit")
    assert held
    cookie = held.value
    with ThreadPoolExecutor(10) as threads:
        assert set(threads.map(send, range(50))) == {201}
    assert len(rows(database)) == 1
    assert len(list(folder(app).iterdir())) == 1


def test_a_double_click_stores_one_file(visitor: Visitor, database: Database) -> None:
    visitor.get("/my/files/new")
    form = dict(visitor.form().form_values())
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


def test_a_full_disk_leaves_no_row_and_no_file(
    app: Flask, visitor: Visitor, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(storage.os, "fsync", full)
    upload(visitor, sent(files.pdf()))
    assert visitor.response.status_code == 500
    assert rows(database) == []
    assert list(folder(app).iterdir()) == []


def test_nobody_else_waits_while_a_file_is_examined(
    app: Flask, visitor: Visitor, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The gate may take ten seconds; on SQLite a writing transaction would stop all others."""
    real = services.examine

    def examine(*args: Any) -> Any:
        begun = time.monotonic()
        with database.unit(writes=True) as session:
            factories.employer(session)
        assert time.monotonic() - begun < 5
        return real(*args)

    monkeypatch.setattr(services, "examine", examine)
    upload(visitor, sent(files.pdf()))
    assert len(rows(database)) == 1


def test_when_all_children_are_busy_the_file_may_come_again(
    visitor: Visitor, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_args: Any) -> None:
        raise Busy

    monkeypatch.setattr(services, "examine", busy)
    upload(visitor, sent(files.pdf()))
    assert visitor.response.status_code == 429
    assert "через минуту" in visitor.text
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
    upload(visitor, sent(files.pdf(), "x;\u200b evil\u2028.pdf"))
    answer = fetch(visitor, rows(database)[0].public_id)
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert rows(database)[0].original_name == "x; evil.pdf"


def test_a_recruiter_adds_a_file_and_reads_all(recruiter: Visitor, database: Database) -> None:
    with database.unit(writes=True) as session:
        candidate = factories.candidate(session)
    recruiter.get(f"/candidates/{candidate.public_id}")
    recruiter.submit({"file": sent(files.pdf())}, action="/files")
    (resume,) = rows(database)
    assert recruiter.response.request.path == f"/files/{resume.public_id}/reading"
    assert resume.candidate_id == candidate.id
    assert fetch(recruiter, resume.public_id).status_code == 200


def test_a_recruiter_sends_the_file_of_somebody_new(
    recruiter: Visitor, visitor: Visitor, database: Database
) -> None:
    recruiter.get("/candidates")
    assert "/files/new" in recruiter.response.get_data(as_text=True)
    recruiter.get("/files/new")
    recruiter.submit({"file": sent(files.pdf())})
    (resume,) = rows(database)
    assert (resume.candidate_id, resume.state) == (None, "received")
    assert resume.account_id is not None
    assert recruiter.response.request.path == f"/files/{resume.public_id}/reading"
    assert fetch(visitor, resume.public_id).status_code == 404


def test_a_candidate_without_a_profile_sends_a_file_first(
    app: Flask, database: Database, recruiter: Visitor
) -> None:
    with database.unit(writes=True) as session:
        account = factories.account(session, Role.CANDIDATE)
    visitor = Visitor(app)
    visitor.let_in(account.email)
    visitor.get("/my")
    assert "/my/files/new" in visitor.response.get_data(as_text=True)
    upload(visitor, sent(files.pdf()))
    (resume,) = rows(database)
    assert (resume.candidate_id, resume.account_id) == (None, account.id)
    assert "cv.pdf" in visitor.get("/my").get_data(as_text=True)
    # What is not confirmed is nobody else's affair, and in no queue.
    assert fetch(recruiter, resume.public_id).status_code == 404
    assert "cv.pdf" not in recruiter.get("/files/queue").get_data(as_text=True)


def test_no_file_is_kept_without_consent(app: Flask, visitor: Visitor, database: Database) -> None:
    visitor.get("/my")
    form = dict(visitor.form("/my/files").form_values())
    visitor.submit(action="/withdraw")
    answer = visitor.client.post("/my/files", data=form | {"file": sent(files.pdf())})
    assert answer.status_code == 409
    assert list(folder(app).iterdir()) == rows(database) == []


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
    visitor.let_in(other.email)
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
    visitor.let_in(account.email)

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

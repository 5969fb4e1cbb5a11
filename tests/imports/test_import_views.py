"""The pages of an import of files: sending, watching, filtering, consents."""

import io
import threading
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.datastructures import FileStorage

from recruit.db import Database
from recruit.errors import Invalid
from recruit.imports import sending
from recruit.imports.chores import importing
from recruit.imports.codes import Reason
from recruit.imports.sending import MOST_FILES, receive
from recruit.intake.pool import Pool
from recruit.models import BatchState, Consent, ImportBatch, ImportItem, ItemState, Role
from tests import factories
from tests.browsing import Visitor
from tests.conftest import FrozenClock
from tests.imports import resumes
from tests.imports.resumes import ANNA, resume, zipped

GROUND = "Прислали резюме на ящик вакансии"


@pytest.fixture
def visitor(app: Flask, database: Database) -> Visitor:
    with database.unit(writes=True) as session:
        recruiter = factories.account(session, Role.RECRUITER)
    made = Visitor(app)
    made.let_in(recruiter.email)
    return made


@pytest.fixture
def work(
    app: Flask, database: Database, reading_child: Pool, clock: FrozenClock
) -> Callable[[], bool]:
    """The worker's chore, on the files of this application."""
    config, stop = app.extensions["recruit.config"], threading.Event()
    return importing(config, database, stop, clock, reading_child)


def finish(work: Callable[[], bool]) -> None:
    while work():
        continue


def send(visitor: Visitor, *files: tuple[str, bytes], consent: str = "") -> None:
    visitor.get("/imports")
    sent = [(io.BytesIO(data), name) for name, data in files]
    visitor.submit({"files": sent, "consent_note": consent}, action="/imports")


def test_an_archive_from_the_form_to_the_people(
    visitor: Visitor, work: Callable[[], bool], database: Database
) -> None:
    files = {
        "Анна.txt": resume(),
        "boris.txt": resumes.boris(),
        "photo.jpg": b"\xff\xd8" + bytes(9),
    }
    send(visitor, ("Резюме.zip", zipped(files)), consent=GROUND)
    assert "Резюме.zip" in visitor.text
    assert "Файлы читаются" in visitor.text
    where = visitor.response.request.path
    finish(work)
    visitor.get(where)
    assert "Готово файлов: 3 из 3" in visitor.text
    assert "Анна.txt" in visitor.text
    assert GROUND in visitor.text
    links = visitor.page.xpath("//main//a[contains(@class,'person-name')]")
    assert [link.text for link in links] == [ANNA, resumes.BORIS]
    (rejected,) = visitor.page.xpath("//main//td/a[contains(@href,'state=rejected')]/@href")
    visitor.get(rejected)
    assert "photo.jpg" in visitor.text
    assert "Анна.txt" not in visitor.text
    visitor.get("/imports")
    assert "Резюме.zip" in visitor.text
    visitor.get("/candidates")
    assert "Загрузить много" in visitor.text


def test_every_link_of_an_import_leads_somewhere(
    visitor: Visitor, work: Callable[[], bool]
) -> None:
    files = {
        "anna.txt": resume(),
        "again.txt": resume(),
        "newer.txt": resume(more="Руководила отделом."),
        "nobody.txt": "Продаю гараж, недорого. Звонить вечером.".encode(),
    }
    send(visitor, ("a.zip", zipped(files)))
    where = visitor.response.request.path
    finish(work)
    visitor.get(where)
    links = visitor.page.xpath("//main//a/@href")
    assert len([link for link in links if "/files/" in link]) == 3  # the queue, and one each
    for link in links:
        assert visitor.get(link.partition("#")[0] or where).status_code == 200, link


def test_progress_for_programs_and_without_a_script(
    visitor: Visitor, work: Callable[[], bool]
) -> None:
    send(visitor, ("a.zip", zipped({"anna.txt": resume(), "empty.txt": b""})))
    where = visitor.response.request.path
    assert 'http-equiv="refresh"' in visitor.response.get_data(as_text=True)
    first = visitor.client.get(f"{where}/progress").get_json()
    assert (first["state"], first["is_running"], first["done"]) == ("received", True, 0)
    finish(work)
    last = visitor.client.get(f"{where}/progress").get_json()
    assert (last["state"], last["is_running"]) == ("done", False)
    assert (last["done"], last["total"]) == (2, 2)
    assert last["counts"] == {
        "imported": 1, "known": 0, "attached": 0, "manual": 0, "rejected": 1, "waiting": 0,
    }  # fmt: skip
    visitor.get(where)
    assert 'http-equiv="refresh"' not in visitor.response.get_data(as_text=True)


def test_several_files_at_once_are_one_import(
    visitor: Visitor, work: Callable[[], bool], database: Database
) -> None:
    letter = resumes.letter("", {"cv.txt": resumes.vera()})
    files = [("папка/anna.txt", resume()), ("папка/anna.txt", resumes.boris())]
    send(visitor, *files, ("вера.eml", letter))
    where = visitor.response.request.path
    finish(work)
    with database.unit(writes=False) as session:
        items = session.scalars(select(ImportItem).order_by(ImportItem.place)).all()
    assert [item.state for item in items] == [ItemState.IMPORTED] * 3
    assert items[0].name == "вера.eml / cv.txt"
    send(visitor, ("вера.eml", letter), *files)
    assert visitor.response.request.path == where
    assert "уже загружали" in visitor.text


def test_one_resume_alone(visitor: Visitor, work: Callable[[], bool], database: Database) -> None:
    send(visitor, ("anna.txt", resume()))
    finish(work)
    with database.unit(writes=False) as session:
        item = session.scalars(select(ImportItem)).one()
    assert (item.name, item.state) == ("anna.txt", ItemState.IMPORTED)


def test_what_cannot_be_sent_is_a_sentence_and_leaves_nothing(
    visitor: Visitor, app: Flask, database: Database
) -> None:
    send(visitor, consent=GROUND)
    assert visitor.response.status_code == 422
    assert "Выберите файлы" in visitor.errors()["files"]
    assert GROUND in visitor.response.get_data(as_text=True)
    send(visitor, ("a.zip", zipped({"a.txt": b"x"})), consent="x" * 1001)
    assert visitor.response.status_code == 422
    with database.unit(writes=False) as session:
        assert session.scalars(select(ImportBatch)).all() == []
    folder = app.extensions["recruit.config"].files_dir
    assert list(folder.iterdir()) == []


def test_limits_of_one_sending(tmp_path: object, app: Flask) -> None:
    folder = app.extensions["recruit.config"].files_dir

    def files(count: int, size: int) -> list[FileStorage]:
        return [FileStorage(io.BytesIO(bytes(size)), f"{n}.txt") for n in range(count)]

    with app.test_request_context("/"):
        with pytest.raises(Invalid) as raised:
            receive(files(MOST_FILES + 1, 1), folder, 10**9)
        assert sending.FIELD in raised.value.errors
        with pytest.raises(Invalid) as raised:
            receive(files(3, 1000), folder, 2999)
        assert sending.FIELD in raised.value.errors


def multipart(fields: dict[str, str], content: bytes) -> bytes:
    """What a browser sends; in memory, where the client's own way leaves a file open."""
    head = "".join(
        f'--edge\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in fields.items()
    )
    file = '--edge\r\nContent-Disposition: form-data; name="files"; filename="a.zip"\r\n\r\n'
    return (head + file).encode() + content + b"\r\n--edge--\r\n"


def test_only_the_staff_may_send_megabytes(
    make_app: Callable[..., Flask], database: Database
) -> None:
    app = make_app(max_upload=10_000, max_import=4_000_000)
    with database.unit(writes=True) as session:
        recruiter = factories.account(session, Role.RECRUITER)
        candidate = factories.account(session, Role.CANDIDATE)
    noise = bytes(range(256)) * 16_000  # more than any other form takes, less than an import
    for account, expected in ((recruiter, 422), (candidate, 413), (None, 413)):
        visitor = Visitor(app)
        if account:
            visitor.let_in(account.email)
        visitor.get("/sign-in" if account is None else "/imports")
        token = visitor.page.xpath("//input[@name='csrf_token']/@value")
        answer = visitor.client.post(
            "/imports",
            data=multipart({"csrf_token": token[0] if token else "", "once": "key"}, noise),
            content_type="multipart/form-data; boundary=edge",
        )
        assert answer.status_code == expected


def test_the_consent_of_an_import_is_recorded_later(
    visitor: Visitor, work: Callable[[], bool], database: Database
) -> None:
    send(visitor, ("a.zip", zipped({"anna.txt": resume(), "boris.txt": resumes.boris()})))
    where = visitor.response.request.path
    finish(work)
    visitor.get(where)
    assert "2 человека из этой загрузки не участвуют в подборе" in visitor.text
    visitor.submit({"consent_note": ""}, action="/consent")
    assert visitor.response.status_code == 422
    visitor.submit({"consent_note": GROUND}, action="/consent")
    assert GROUND in visitor.text
    finish(work)
    with database.unit(writes=False) as session:
        consents = session.scalars(select(Consent)).all()
        batch = session.scalars(select(ImportBatch)).one()
    assert [(one.channel, one.note) for one in consents] == [("import", GROUND)] * 2
    assert batch.state == BatchState.DONE
    visitor.get(where)
    assert "не участвуют" not in visitor.text


def test_a_batch_that_cannot_be_opened_says_why(visitor: Visitor, work: Callable[[], bool]) -> None:
    data = zipped({"anna.txt": resume(), "boris.txt": resumes.boris()})
    send(visitor, ("torn.zip", data[:-30]))
    where = visitor.response.request.path
    finish(work)
    visitor.get(where)
    assert "Архив повреждён" in visitor.text
    assert "Загрузить не удалось" in visitor.text
    visitor.get("/imports")
    assert "не открылась" in visitor.text


def test_many_files_come_in_pages(visitor: Visitor, database: Database) -> None:
    with database.unit(writes=True) as session:
        batch = ImportBatch(
            kind="files", state=BatchState.DONE, name="many.zip", key="1" * 64,
            created_at=factories.NOON,
        )  # fmt: skip
        session.add(batch)
        session.flush()
        session.add_all(
            ImportItem(
                batch_id=batch.id, place=n, name=f"file-{n:03}.txt", state=ItemState.REJECTED,
                code=Reason.PARSER_FAILED,
            )
            for n in range(120)
        )  # fmt: skip
        public_id = batch.public_id
    visitor.get(f"/imports/{public_id}?page=3&state=rejected")
    assert "file-119.txt" in visitor.text
    assert "Показаны 101–120 из 120" in visitor.text
    visitor.get(f"/imports/{public_id}?state=nonsense&page=x")
    assert "file-000.txt" in visitor.text

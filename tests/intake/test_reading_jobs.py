"""Reading of files by the worker: the row is the job, and no crash loses a file."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from recruit.db import Database
from recruit.intake import reading_jobs
from recruit.intake.document_json import dump_document, load_layout
from recruit.intake.faults import Fault, Unreadable
from recruit.intake.readers import Reading
from recruit.models import Resume, ResumeState
from recruit.parsing.document import Document, Line
from tests import factories
from tests.conftest import NOON, FrozenClock
from tests.intake import files

DRAFT = {"name": "Анна", "provenance": {}}


def document(text: str, **facts: Any) -> Document:
    return Document(tuple(Line(line) for line in text.splitlines()), **facts)


class FakeChild:
    """Answers what it is told instead of reading anything."""

    def __init__(self, *answers: str | Document | BaseException, draft: Any = DRAFT) -> None:
        self.answers = list(answers)
        self.draft = draft
        self.asked: list[tuple[Path, dict[str, Any]]] = []

    def read(self, path: Path, task: str = "", seconds: float | None = None) -> str:
        self.asked.append((path, json.loads(task)))
        answer = self.answers.pop(0)
        if isinstance(answer, BaseException):
            raise answer
        found = document(answer) if isinstance(answer, str) else answer
        said: dict[str, Any] = {"document": dump_document(found)}
        return json.dumps(said | ({"draft": self.draft} if self.draft else {"failure": "E at x:1"}))


@pytest.fixture
def add(database: Database) -> Callable[..., int]:
    """Adds a received file; returns its id."""

    def make(**facts: object) -> int:
        with database.unit(writes=True) as session:
            return files.resume(session, **facts).id

    return make


def row(database: Database, resume_id: int) -> Resume:
    with database.unit(writes=False) as session:
        return session.get_one(Resume, resume_id)


def read_one(database: Database, child: FakeChild, clock: FrozenClock) -> bool:
    return reading_jobs.read_one(database, Path("files"), child, clock)


def read_all(database: Database, child: FakeChild, clock: FrozenClock) -> int:
    taken = 0
    while read_one(database, child, clock):
        taken += 1
    return taken


def test_a_received_file_is_read(
    database: Database, clock: FrozenClock, add: Callable[..., int]
) -> None:
    resume_id = add(stored_name="a" * 32, received_at=datetime(2026, 9, 30, 12, tzinfo=NOON.tzinfo))
    child = FakeChild("Анна\nБухгалтер")
    assert read_one(database, child, clock)
    resume = row(database, resume_id)
    assert (resume.state, resume.text, resume.fault) == (ResumeState.READ, "Анна\nБухгалтер", None)
    assert (resume.draft, resume.draft_state) == (DRAFT, "open")
    assert load_layout(resume.text or "", resume.layout or "") == document("Анна\nБухгалтер")
    assert (resume.attempts, resume.read_at, resume.hidden) == (1, NOON, None)
    ((path, task),) = child.asked
    assert path == Path("files").absolute() / ("a" * 32)
    assert task == {"received": "2026-09", "media": "text/plain", "ocr": False}
    assert not read_one(database, child, clock)


def test_what_is_hidden_and_strange_is_kept_beside_the_text(
    database: Database, clock: FrozenClock, add: Callable[..., int]
) -> None:
    resume_id = add(warnings=["embedded_file", "hidden_text"])
    found = document("Анна", hidden=("белым", "мелким"), warnings=("hidden_text", "mixed_script"))
    read_one(database, FakeChild(found), clock)
    resume = row(database, resume_id)
    assert resume.warnings == ["embedded_file", "hidden_text", "mixed_script"]
    assert (resume.text, resume.hidden) == ("Анна", "белым\nмелким")


def test_a_scan_is_recognised_with_patience(
    database: Database, clock: FrozenClock, add: Callable[..., int]
) -> None:
    resume_id = add(warnings=["no_text"])
    scan = document("Анна", ocr=True)

    class Child(FakeChild):
        def read(self, path: Path, task: str = "", seconds: float | None = None) -> str:
            if json.loads(task)["ocr"]:
                assert seconds is not None
                assert seconds > 60
                # Nobody else takes the file for abandoned meanwhile.
                clock.advance(seconds=seconds)
                with database.unit(writes=True) as session:
                    assert reading_jobs.claim(session, clock()) is None
            return super().read(path, task, seconds)

    assert read_one(database, Child(Unreadable(Fault.SCAN_WITHOUT_OCR), scan), clock)
    resume = row(database, resume_id)
    assert (resume.state, resume.text, resume.warnings) == ("read", "Анна", [])


@pytest.mark.parametrize(
    ("answers", "fault"),
    [
        ([Fault.SCAN_WITHOUT_OCR, Fault.SCAN_WITHOUT_OCR], "scan_without_ocr"),
        ([Fault.SCAN_WITHOUT_OCR, Fault.NO_TEXT], "no_text"),
        ([Fault.SCAN_WITHOUT_OCR, Fault.TOO_COMPLEX], "too_complex"),
        ([Fault.NO_TEXT], "no_text"),
    ],
)
def test_what_no_program_reads_waits_for_a_person(
    database: Database,
    clock: FrozenClock,
    add: Callable[..., int],
    answers: list[Fault],
    fault: str,
) -> None:
    resume_id = add(warnings=["no_text"])
    read_one(database, FakeChild(*(Unreadable(one) for one in answers)), clock)
    resume = row(database, resume_id)
    assert (resume.state, resume.fault, resume.draft) == ("manual", fault, None)


def test_a_text_that_the_parser_fails_on_waits_for_a_person(
    database: Database, clock: FrozenClock, add: Callable[..., int]
) -> None:
    resume_id = add()
    read_one(database, FakeChild("Анна", draft=None), clock)
    resume = row(database, resume_id)
    assert (resume.state, resume.text, resume.draft_state) == ("manual", "Анна", None)


def test_the_profile_is_left_alone(
    database: Database, clock: FrozenClock, add: Callable[..., int]
) -> None:
    resume_id = add()
    read_one(database, FakeChild("Мужчина, 27 лет"), clock)
    with database.unit(writes=False) as session:
        candidate = session.get_one(Resume, resume_id).candidate
        assert candidate.text == "Работаю с клиентами."


def test_what_cannot_be_read_keeps_the_reason(
    database: Database, clock: FrozenClock, add: Callable[..., int]
) -> None:
    resume_id = add()
    read_one(database, FakeChild(Unreadable(Fault.ENCRYPTED)), clock)
    resume = row(database, resume_id)
    assert (resume.state, resume.fault, resume.text) == ("unreadable", "encrypted", None)


def test_the_oldest_file_comes_first(
    database: Database, clock: FrozenClock, add: Callable[..., int]
) -> None:
    later = add(stored_name="b" * 32, received_at=NOON + timedelta(seconds=1))
    earlier = add(stored_name="a" * 32)
    pool = FakeChild("один", "два")
    assert read_all(database, pool, clock) == 2
    assert row(database, earlier).text == "один"
    assert row(database, later).text == "два"


def test_a_crashing_file_is_tried_three_times(
    database: Database, clock: FrozenClock, add: Callable[..., int]
) -> None:
    resume_id = add()
    pool = FakeChild(*(Unreadable(Fault.CRASHED) for _ in range(3)))
    read_one(database, pool, clock)
    assert row(database, resume_id).state == ResumeState.RECEIVED
    read_all(database, pool, clock)
    resume = row(database, resume_id)
    assert (resume.state, resume.fault, resume.attempts) == ("unreadable", "crashed", 3)


def test_a_file_whose_worker_died_is_taken_up_after_a_minute(
    database: Database, clock: FrozenClock, add: Callable[..., int]
) -> None:
    resume_id = add()
    with database.unit(writes=True) as session:
        assert reading_jobs.claim(session, clock()) is not None
    pool = FakeChild("Текст")
    clock.advance(seconds=59)
    assert not read_one(database, pool, clock)
    clock.advance(seconds=1)
    assert read_one(database, pool, clock)
    assert row(database, resume_id).attempts == 2


def test_a_file_that_ends_workers_is_given_up(
    database: Database, clock: FrozenClock, add: Callable[..., int]
) -> None:
    resume_id = add()
    for _ in range(3):
        with database.unit(writes=True) as session:
            assert reading_jobs.claim(session, clock()) is not None
        clock.advance(seconds=60)
    pool = FakeChild()
    assert read_one(database, pool, clock)
    assert pool.asked == []
    assert row(database, resume_id).fault == "crashed"


def test_a_crash_between_steps_loses_nothing(
    database: Database, clock: FrozenClock, add: Callable[..., int]
) -> None:
    resume_id = add()
    with pytest.raises(KeyboardInterrupt):
        read_one(database, FakeChild(KeyboardInterrupt()), clock)
    assert row(database, resume_id).state == ResumeState.READING
    clock.advance(seconds=60)
    assert read_one(database, FakeChild("Текст"), clock)
    assert row(database, resume_id).text == "Текст"


def test_a_slow_worker_does_not_overwrite_the_one_that_took_over(
    database: Database, clock: FrozenClock, add: Callable[..., int]
) -> None:
    resume_id = add()
    with database.unit(writes=True) as session:
        slow = reading_jobs.claim(session, clock())
    clock.advance(seconds=60)
    assert read_one(database, FakeChild("от второго"), clock)
    with database.unit(writes=True) as session:
        assert slow is not None
        reading_jobs.finish(session, slow, clock(), reading=Reading(document("от первого")))
    assert row(database, resume_id).text == "от второго"


def test_a_slow_worker_leaves_a_file_that_another_one_reads(
    database: Database, clock: FrozenClock, add: Callable[..., int]
) -> None:
    resume_id = add()
    with database.unit(writes=True) as session:
        slow = reading_jobs.claim(session, clock())
    clock.advance(seconds=60)
    with database.unit(writes=True) as session:
        second = reading_jobs.claim(session, clock())
    for job, text in ((slow, "от первого"), (second, "от второго")):
        assert job is not None
        with database.unit(writes=True) as session:
            reading_jobs.finish(session, job, clock(), reading=Reading(document(text)))
        expected = None if job is slow else text
        assert row(database, resume_id).text == expected


def test_a_claimed_file_is_not_claimed_twice(
    database: Database, clock: FrozenClock, add: Callable[..., int]
) -> None:
    first, second = add(stored_name="a" * 32), add(stored_name="b" * 32)
    with database.unit(writes=True) as session:
        claimed = [reading_jobs.claim(session, clock()) for _ in range(3)]
    assert [job and job.resume_id for job in claimed] == [first, second, None]


def test_workers_do_not_wait_for_each_other(
    database: Database, clock: FrozenClock, add: Callable[..., int]
) -> None:
    if database.is_sqlite:
        pytest.skip("SQLite has one writer at a time: a second claim waits for the first commit")
    first, second = add(stored_name="a" * 32), add(stored_name="b" * 32)
    with database.unit(writes=True) as one, database.unit(writes=True) as other:
        jobs = reading_jobs.claim(one, clock()), reading_jobs.claim(other, clock())
    assert [job and job.resume_id for job in jobs] == [first, second]


def test_files_wait_while_the_consent_is_withdrawn(
    database: Database, clock: FrozenClock, add: Callable[..., int]
) -> None:
    with database.unit(writes=True) as session:
        candidate = factories.candidate(session, is_matched=False)
    add(candidate_id=candidate.id)
    assert not read_one(database, FakeChild(), clock)

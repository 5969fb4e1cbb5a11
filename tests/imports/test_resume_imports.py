"""Résumés brought in by the hundred: what becomes of each file, once and for all."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from recruit.candidates.consents import withdraw_consent
from recruit.db import Database
from recruit.duplicates.finding import look_at
from recruit.imports import services
from recruit.imports.codes import Reason
from recruit.imports.people import fits
from recruit.imports.running import Importer
from recruit.intake.faults import Fault
from recruit.models import (
    Account,
    BatchState,
    Candidate,
    Consent,
    DraftState,
    DuplicatePair,
    FieldSource,
    ImportBatch,
    ItemState,
    Merge,
    Resume,
    ResumeState,
    Source,
)
from tests import factories
from tests.conftest import NOON
from tests.imports import resumes
from tests.imports.outcomes import GROUND, items_of, people, stored_files, told
from tests.imports.resumes import ANNA, resume, zipped

Bring = Callable[..., int]


def test_each_file_gets_its_outcome(bring: Bring, database: Database, files_dir: Path) -> None:
    scan = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Count 1/Kids"
    scan += b"[3 0 R]>>endobj 3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]>>endobj\n"
    scan += b"trailer<</Root 1 0 R>>\n%%EOF"
    batch = bring(
        zipped(
            {
                "anna.txt": resume(),
                "again.txt": resume(),
                "newer.txt": resume(more="Руководила отделом."),
                "nobody.txt": "Продаю гараж, недорого. Звонить вечером.".encode(),
                "empty.txt": b" \n",
                "photo.jpg": b"\xff\xd8\xff\xe0" + bytes(300),
                "inner.zip": zipped({"x.txt": b"x"}),
                "scan.pdf": scan,
                "boris.txt": resumes.boris(),
            }
        )
    )
    found = told(database, batch)
    assert found[:7] == [
        ("anna.txt", "imported", None),
        ("again.txt", "known", Reason.SAME_FILE),
        ("newer.txt", "attached", Reason.NEW_FILE),
        ("nobody.txt", "manual", Reason.NO_NAME),
        ("empty.txt", "rejected", Fault.EMPTY),
        ("photo.jpg", "rejected", Fault.TYPE_MISMATCH),
        ("inner.zip", "rejected", Reason.NESTED_ARCHIVE),
    ]
    assert found[7][1] == "manual"
    assert found[7][2] in (Fault.NO_TEXT, Fault.SCAN_WITHOUT_OCR)
    assert found[8] == ("boris.txt", "imported", None)
    assert [one.contact.name for one in people(database)] == [ANNA, resumes.BORIS]
    # anna, newer, nobody, scan, boris: the archive itself and whatever was refused are gone.
    assert stored_files(files_dir) == 5
    with database.unit(writes=False) as session:
        kept = session.scalars(select(Resume.stored_name)).all()
        ended = session.get_one(ImportBatch, batch)
    assert sorted(kept) == sorted(path.name for path in files_dir.iterdir())
    assert (ended.state, ended.stored_name) == (BatchState.DONE, None)


def test_a_profile_says_only_what_the_file_surely_says(bring: Bring, database: Database) -> None:
    batch = bring(zipped({"folder/anna.txt": resume()}))
    (item,) = items_of(database, batch)
    with database.unit(writes=False) as session:
        candidate = session.get_one(Candidate, item.candidate_id)
        kept = session.get_one(Resume, item.resume_id)
        sources = session.scalars(select(FieldSource)).all()
        position = candidate.positions[0]
        contact = session.scalars(
            select(Candidate).options(joinedload(Candidate.contact))
        ).one().contact  # fmt: skip
    assert (contact.name, contact.email, contact.phone) == (
        ANNA,
        "anna@example.com",
        "+79160001122",
    )
    assert (candidate.title, candidate.city, position.start) == ("Бухгалтер", "Казань", "2019-03")
    assert candidate.account_id is None
    assert (kept.original_name, kept.state, kept.draft_state) == (
        "anna.txt",
        ResumeState.READ,
        DraftState.OPEN,
    )
    assert kept.text
    assert kept.layout
    told_by_file = {one.field: one for one in sources}
    assert {"name", "email", "title", "city"} <= told_by_file.keys()
    for one in sources:
        assert (one.source, one.resume_id) == (Source.FILE, kept.id)
        assert one.confirmed_at is None
        assert one.start is not None
    where = told_by_file["name"]
    assert kept.text[where.start : where.end] == ANNA


def test_whoever_names_no_post_gets_the_last_one(bring: Bring, database: Database) -> None:
    text = resume().decode().replace("Желаемая должность: Бухгалтер\n", "")
    bring(zipped({"anna.txt": text.encode()}))
    (candidate,) = people(database)
    assert candidate.title == "Бухгалтер"


def test_without_a_contact_a_file_waits_for_a_person(bring: Bring, database: Database) -> None:
    text = resume().decode().replace("E-mail: anna@example.com\n", "")
    text = text.replace("Телефон: +7 916 000-11-22\n", "")
    batch = bring(zipped({"anna.txt": text.encode()}))
    assert told(database, batch) == [("anna.txt", "manual", Reason.NO_CONTACT)]
    (item,) = items_of(database, batch)
    with database.unit(writes=False) as session:
        kept = session.get_one(Resume, item.resume_id)
    assert kept.candidate_id is None
    assert kept.draft
    assert kept.account_id is not None
    assert not people(database)


def test_the_same_source_again_changes_nothing(bring: Bring, database: Database) -> None:
    data = zipped({"anna.txt": resume(), "boris.txt": resumes.boris()})
    first = bring(data)
    before = told(database, first)
    assert bring(data) == first
    assert told(database, first) == before
    assert len(people(database)) == 2


def test_the_same_files_in_another_archive_are_known(bring: Bring, database: Database) -> None:
    bring(zipped({"anna.txt": resume()}))
    batch = bring(zipped({"other-name.txt": resume(), "boris.txt": resumes.boris()}))
    assert [state for _, state, _ in told(database, batch)] == ["known", "imported"]
    known, _ = items_of(database, batch)
    assert known.candidate_id == people(database)[0].id


def test_a_person_who_was_here_before_keeps_the_profile(bring: Bring, database: Database) -> None:
    with database.unit(writes=True) as session:
        known = factories.candidate(
            session, name="Анна Иванова", email="anna@example.com", phone=None, title="Директор"
        )
        namesake = factories.candidate(
            session, name="Иванова Мария", email=None, phone="+79160001122", title="Повар"
        )
    batch = bring(zipped({"anna.txt": resume()}))
    (item,) = items_of(database, batch)
    assert (item.state, item.candidate_id) == (ItemState.ATTACHED, known.id)
    with database.unit(writes=False) as session:
        assert session.get_one(Candidate, known.id).title == "Директор"
        assert session.get_one(Resume, item.resume_id).draft_state == DraftState.OPEN
        assert session.scalar(select(func.count(Candidate.id))) == 2
        assert session.get_one(Candidate, namesake.id).title == "Повар"


def test_a_file_of_somebody_who_was_merged_goes_to_the_heir(
    bring: Bring, database: Database
) -> None:
    with database.unit(writes=True) as session:
        kept = factories.candidate(session, name="Иванова А. П.", email="other@example.com")
        gone = factories.candidate(session, name=ANNA, email="anna@example.com")
        gone.is_merged, gone.is_matched = True, False
        session.add(
            Merge(kept_id=kept.id, removed_id=gone.id, record={}, merged_at=NOON, undo_until=NOON)
        )
    batch = bring(zipped({"anna.txt": resume()}))
    (item,) = items_of(database, batch)
    assert (item.state, item.candidate_id) == (ItemState.ATTACHED, kept.id)


def test_whoever_may_be_here_twice_is_suggested_at_once(bring: Bring, database: Database) -> None:
    """Latin letters: too little to put the file to the other person, enough to ask."""
    with database.unit(writes=True) as session:
        known = factories.candidate(
            session, name="Anna Ivanova", email="anna@example.com", phone="+79160001122"
        )
        look_at(session, [known.id], NOON)
    batch = bring(zipped({"anna.txt": resume()}))
    (item,) = items_of(database, batch)
    assert item.state == ItemState.IMPORTED
    with database.unit(writes=False) as session:
        pair = session.scalars(select(DuplicatePair)).one()
    assert (pair.first_id, pair.second_id) == (known.id, item.candidate_id)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("Иванова Анна Петровна", "Анна Иванова", True),
        ("Иванова А. П.", "Иванова Анна Петровна", True),
        ("Королёв Пётр", "королев петр", True),
        ("", "Иванова Анна", True),
        ("Иванова Анна", "Иванова Мария", False),
        ("Иванов Сергей", "Иванова Анна", False),
        ("Петрова Анна Ивановна", "Иванова Анна Ивановна", False),
    ],
)
def test_names_that_may_be_one_persons(first: str, second: str, *, expected: bool) -> None:
    assert fits(first, second) is expected
    assert fits(second, first) is expected


# ---------- consents ----------


def consents(database: Database) -> Sequence[Consent]:
    with database.unit(writes=False) as session:
        return session.scalars(select(Consent).order_by(Consent.id)).all()


def test_the_ground_is_recorded_for_each_with_the_recruiter(
    bring: Bring, database: Database, recruiter: Account
) -> None:
    bring(zipped({"anna.txt": resume(), "boris.txt": resumes.boris()}))
    assert all(one.is_matched for one in people(database))
    for consent in consents(database):
        assert (consent.channel, consent.note) == ("import", GROUND)
        assert consent.recorded_by_id == recruiter.id
    assert len(consents(database)) == 2


def test_without_a_ground_nobody_is_matched_until_it_is_told(
    bring: Bring, database: Database, importer: Importer
) -> None:
    batch = bring(zipped({"anna.txt": resume(), "boris.txt": resumes.boris()}), "")
    assert not any(one.is_matched for one in people(database))
    assert consents(database) == []
    with database.unit(writes=True) as session:
        stored = session.get_one(ImportBatch, batch)
        assert services.count_silent(session, stored) == 2
        account = session.get_one(Account, stored.account_id)
        services.note_consent(session, account, stored, GROUND)
    with database.unit(writes=False) as session:
        stored = session.get_one(ImportBatch, batch)
    assert stored.state == BatchState.CONSENTING
    assert importer.run(batch, importer.origin_of(stored))
    assert all(one.is_matched for one in people(database))
    assert len(consents(database)) == 2


def test_a_batch_never_speaks_for_who_took_the_consent_back(
    bring: Bring, database: Database
) -> None:
    bring(zipped({"anna.txt": resume()}))
    with database.unit(writes=True) as session:
        candidate = session.scalars(select(Candidate)).one()
        given = session.scalars(select(Consent)).one()
        withdraw_consent(session, candidate, given.id, now=NOON)
    batch = bring(zipped({"same.txt": resume(), "newer.txt": resume(more="Ещё.")}))
    assert told(database, batch) == [
        ("same.txt", "known", Reason.SAME_FILE),
        ("newer.txt", "rejected", Reason.CONSENT_WITHDRAWN),
    ]
    assert len(consents(database)) == 1
    assert not people(database)[0].is_matched


# ---------- letters ----------


def test_a_mailbox_with_names_of_the_old_days(bring: Bring, database: Database) -> None:
    data = resumes.mailbox(
        resumes.old_letter(b"filename*=koi8-r''%D2%C5%DA%C0%CD%C5.txt", resume()),
        resumes.old_letter(b"filename*=windows-1251''%F0%E5%E7%FE%EC%E5.txt", resumes.boris()),
        resumes.letter(resumes.vera().decode(), subject="Юрист"),
        resumes.letter("Добрый день! Когда мы встретимся?", subject="Встреча"),
    )
    batch = bring(data, name="inbox.mbox")
    assert told(database, batch) == [
        ("Резюме / резюме.txt", "imported", None),
        ("Резюме / резюме.txt", "imported", None),
        ("Юрист", "imported", None),
        ("Встреча", "rejected", Reason.NO_RESUME_IN_LETTER),
    ]
    assert [one.contact.name for one in people(database)] == [
        ANNA,
        resumes.BORIS,
        resumes.VERA,
    ]

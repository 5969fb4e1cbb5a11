"""Rows of a table on their way into the base: foreseen, imported once, refused, gone on with."""

import io
import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, func, select
from sqlalchemy.orm import Session, joinedload

from recruit.candidates.consents import standing_consents
from recruit.candidates.services import form_values
from recruit.clock import local_month
from recruit.db import Database
from recruit.errors import Conflict
from recruit.imports import services, table_running, table_services
from recruit.imports.mapping import guess
from recruit.imports.table_codes import RowOutcome
from recruit.imports.table_faults import RowCode
from recruit.imports.table_files import Reading, understand_file
from recruit.imports.table_running import HANDFUL, TableImporter
from recruit.imports.table_services import NewTable
from recruit.intake.storage import store
from recruit.models import (
    Account,
    BatchState,
    Candidate,
    FieldSource,
    ImportBatch,
    ImportItem,
    ItemState,
    Role,
    Source,
)
from recruit.worker import Chore, do_one
from tests import factories
from tests.cast import all_rows
from tests.conftest import NOON, FrozenClock
from tests.imports.table_files import (
    HEADER,
    ILYA,
    PEOPLE,
    THIS_MONTH,
    Rows,
    as_csv,
    put,
    table_of,
)

MANY, KILLED = 2 * HANDFUL + 5, 5 * HANDFUL


def numbered(count: int) -> list[Sequence[str]]:
    """As many different people."""
    phone = HEADER.index("Телефон")
    rows: list[Sequence[str]] = [HEADER]
    for number in range(count):
        row = list(ILYA)
        row[0], row[phone] = f"Человек Номер{number}", f"+7900{number:07}"
        rows.append(row)
    return rows


class Desk:
    """A recruiter's desk: tables are laid on it, foreseen and begun."""

    def __init__(self, database: Database, folder: Path) -> None:
        self.database, self.files_dir, self.clock = database, folder / "files", FrozenClock()
        self.folder = folder
        with database.unit(writes=True) as session:
            self.recruiter = factories.account(session, Role.RECRUITER)

    def receive(self, rows: Rows, fields: Sequence[str] = ()) -> tuple[ImportBatch, Reading]:
        content = as_csv(rows)
        table = table_of(content, self.folder)
        chosen = tuple(fields) or tuple(one.field for one in guess(table))
        reading = understand_file(self.folder / "table", chosen, THIS_MONTH)
        digest = f"{len(content)} {hash(content)}"
        new = NewTable(digest, "люди.csv", table.format, table.columns, chosen, table.is_sheet)
        with self.database.unit(writes=True) as session:
            batch, _ = table_services.receive_table(
                session,
                self._account(session),
                new,
                NOON,
                lambda: store(io.BytesIO(content), self.files_dir),
            )
        return batch, reading

    def begin(self, rows: Rows, consent: str = "", fields: Sequence[str] = ()) -> ImportBatch:
        batch, reading = self.receive(rows, fields)
        with self.database.unit(writes=True) as session:
            stored = session.get_one(ImportBatch, batch.id)
            stored.consent_note = consent
            table_services.begin(session, self._account(session), stored, reading, NOON)
        return batch

    def importer(self) -> TableImporter:
        return TableImporter(self.database, self.files_dir, self.clock)

    def finish(self, batch: ImportBatch) -> None:
        assert self.importer().run(batch.id, lambda _: None)

    def outcomes(self, batch: ImportBatch) -> dict[str, int]:
        with self.database.unit(writes=False) as session:
            return services.counts(session, [batch.id])[batch.id]

    def _account(self, session: Session) -> Account:
        return session.get_one(Account, self.recruiter.id)


@pytest.fixture
def desk(database: Database, tmp_path: Path) -> Desk:
    return Desk(database, tmp_path)


def people(database: Database) -> list[Candidate]:
    with database.unit(writes=False) as session:
        return list(
            session.scalars(
                select(Candidate).options(joinedload(Candidate.contact)).order_by(Candidate.id)
            )
        )


# ---------- the dry run ----------


def test_looking_writes_nothing_and_tells_what_would_be(desk: Desk, database: Database) -> None:
    with database.unit(writes=True) as session:
        factories.candidate(session, name="Илья Громов", email=None, phone="+79000001426")
    rows = [*PEOPLE, PEOPLE[1], *put("Телефон", "123")[1:2]]
    _, reading = desk.receive(rows)
    before = all_rows(database)
    with database.unit(writes=False) as session:
        foreseen = table_services.foresee(session, reading.rows)
    assert [one.outcome for one in foreseen] == [
        ItemState.IMPORTED,
        ItemState.KNOWN,
        ItemState.KNOWN,
        ItemState.REJECTED,
    ]
    known, same = foreseen[1:3]
    assert known.candidate_id == people(database)[0].id
    assert (same.same_row, same.candidate_id) == (2, None)
    assert all_rows(database) == before


def test_a_family_mail_makes_nobody_known(desk: Desk, database: Database) -> None:
    with database.unit(writes=True) as session:
        factories.candidate(session, name="Рябов Пётр", email="anna@example.com", phone=None)
    _, reading = desk.receive(PEOPLE)
    with database.unit(writes=False) as session:
        foreseen = table_services.foresee(session, reading.rows)
    assert {one.outcome for one in foreseen} == {ItemState.IMPORTED}


def test_what_is_foreseen_is_what_comes(desk: Desk, database: Database) -> None:
    with database.unit(writes=True) as session:
        factories.candidate(session, name="Илья Громов", email=None, phone="+79000001426")
    rows = [*PEOPLE, PEOPLE[1], *put("Телефон", "123")[1:2], *numbered(3)[1:]]
    _, reading = desk.receive(rows)
    with database.unit(writes=False) as session:
        foreseen = Counter(one.outcome for one in table_services.foresee(session, reading.rows))
    batch = desk.begin(rows)
    desk.finish(batch)
    assert desk.outcomes(batch) == foreseen
    assert len(people(database)) == 1 + foreseen[ItemState.IMPORTED]


def test_asking_who_is_known_takes_few_questions(desk: Desk, database: Database) -> None:
    asked: list[str] = []
    _, reading = desk.receive(numbered(MANY))
    with database.unit(writes=False) as session:
        event.listen(session.get_bind(), "before_cursor_execute", lambda *a: asked.append(a[2]))
        table_services.foresee(session, reading.rows)
    assert len([statement for statement in asked if "candidate_contact" in statement]) == 1


# ---------- the import ----------


def test_a_row_becomes_a_profile_whose_fields_have_the_table_for_their_source(
    desk: Desk, database: Database
) -> None:
    batch = desk.begin(PEOPLE)
    desk.finish(batch)
    anna, ilya = people(database)
    assert (anna.contact.name, ilya.contact.name) == ("Рябова Анна Ильинична", "Громов Илья")
    assert (anna.account_id, anna.created_by_id) == (None, desk.recruiter.id)
    with database.unit(writes=False) as session:
        stored = session.get_one(Candidate, anna.id, options=[joinedload(Candidate.contact)])
        values = form_values(stored)
        sources = session.scalars(select(FieldSource).where(FieldSource.candidate_id == anna.id))
        found = {row.field: row for row in sources}
    assert (values["salary"], values["tax"], values["email"]) == (8e6, "net", "anna@example.com")
    assert (values["city"], values["relocation"]) == ("Казань", True)
    assert {row.source for row in found.values()} == {Source.TABLE}
    assert {"name", "phone", "salary", "skills-0", "positions-0-start", "languages-1-level"} <= set(
        found
    )
    assert found["phone"].account_id == desk.recruiter.id


@pytest.mark.parametrize("note", ["", "подписали на ярмарке 12 марта"])
def test_only_with_a_ground_do_people_take_part(desk: Desk, database: Database, note: str) -> None:
    desk.finish(desk.begin(PEOPLE, note))
    for person in people(database):
        assert person.is_matched == bool(note)
        with database.unit(writes=False) as session:
            given = standing_consents(session, person.id)
            assert [(one.channel, one.note) for one in given] == (
                [("import", note)] if note else []
            )


def test_a_ground_told_later_is_recorded_for_those_already_in(
    desk: Desk, database: Database
) -> None:
    batch = desk.begin(numbered(MANY))
    desk.finish(batch)
    with database.unit(writes=True) as session:
        stored = session.get_one(ImportBatch, batch.id)
        services.note_consent(session, session.get_one(Account, desk.recruiter.id), stored, "сайт")
    desk.finish(batch)
    assert all(person.is_matched for person in people(database))
    with database.unit(writes=False) as session:
        assert session.get_one(ImportBatch, batch.id).state == BatchState.DONE


def test_a_known_profile_stays_as_it_is(desk: Desk, database: Database) -> None:
    with database.unit(writes=True) as session:
        factories.candidate(session, name="Анна Рябова", email="anna@example.com", title="Повар")
    before = people(database)[0]
    batch = desk.begin(PEOPLE)
    desk.finish(batch)
    after = people(database)[0]
    assert (after.title, after.version) == ("Повар", before.version)
    with database.unit(writes=False) as session:
        item = session.scalars(
            select(ImportItem).where(ImportItem.batch_id == batch.id, ImportItem.place == 2)
        ).one()
    assert (item.state, item.code) == (ItemState.KNOWN, RowOutcome.SAME_PERSON)
    assert item.candidate_id == before.id


def test_refused_rows_keep_their_cells_and_reasons(desk: Desk, database: Database) -> None:
    rows = put("Телефон", "123")
    batch = desk.begin(rows)
    desk.finish(batch)
    with database.unit(writes=False) as session:
        (refused,) = table_services.faulty_rows(session, session.get_one(ImportBatch, batch.id))
    assert (refused.number, refused.cells) == (2, tuple(rows[1]))
    assert [(fault.code, fault.column) for fault in refused.faults] == [
        (RowCode.NOT_PHONE, "Телефон")
    ]
    assert [person.contact.name for person in people(database)] == ["Громов Илья"]


def test_the_mapping_changed_by_hand_is_that_of_the_import(desk: Desk, database: Database) -> None:
    rows = [("Кто", "Связь", "Кем был"), ("Анна Рябова", "anna@example.com", "Повар")]
    batch = desk.begin(rows, fields=("name", "contacts", "both_posts"))
    desk.finish(batch)
    (anna,) = people(database)
    assert (anna.title, [row.title for row in loaded(database, anna)]) == ("Повар", ["Повар"])


def loaded(database: Database, candidate: Candidate) -> list[Any]:
    with database.unit(writes=False) as session:
        return list(session.get_one(Candidate, candidate.id).positions)


def test_nothing_begins_by_a_mapping_that_was_not_shown(desk: Desk, database: Database) -> None:
    batch, reading = desk.receive(PEOPLE)
    with database.unit(writes=True) as session:
        stored = session.get_one(ImportBatch, batch.id)
        fields = ["" if one == "city" else one for one in reading.fields]
        table_services.set_mapping(session, stored, fields)
    with database.unit(writes=True) as session:
        stored = session.get_one(ImportBatch, batch.id)
        account = session.get_one(Account, desk.recruiter.id)
        with pytest.raises(Conflict):
            table_services.begin(session, account, stored, reading, NOON)
    assert desk.outcomes(batch) == {}


def test_a_mapping_is_not_changed_once_the_import_has_begun(desk: Desk, database: Database) -> None:
    batch = desk.begin(PEOPLE)
    for change in (
        lambda session, stored: table_services.set_mapping(session, stored, [""]),
        table_services.discard,
    ):
        with database.unit(writes=True) as session, pytest.raises(Conflict):
            change(session, session.get_one(ImportBatch, batch.id))


# ---------- once, whatever happens ----------


def test_the_same_file_again_is_the_same_import(desk: Desk, database: Database) -> None:
    first, _ = desk.receive(PEOPLE)
    again, _ = desk.receive(PEOPLE)
    assert again.id == first.id
    assert len(list(desk.files_dir.iterdir())) == 1


def test_the_file_goes_when_its_import_is_done(desk: Desk, database: Database) -> None:
    batch = desk.begin(PEOPLE)
    assert len(list(desk.files_dir.iterdir())) == 1
    desk.finish(batch)
    with database.unit(writes=False) as session:
        stored = session.get_one(ImportBatch, batch.id)
    assert (stored.state, stored.stored_name) == (BatchState.DONE, None)
    assert list(desk.files_dir.iterdir()) == []


def test_the_worker_goes_through_a_table(desk: Desk, database: Database) -> None:
    batch = desk.begin(numbered(MANY))
    chore = Chore("tables", desk.importer().work)
    turns = 0
    while do_one([chore]):
        turns += 1
    assert turns == MANY // HANDFUL + 2
    assert desk.outcomes(batch) == {ItemState.IMPORTED: MANY}
    with database.unit(writes=False) as session:
        assert session.get_one(ImportBatch, batch.id).state == BatchState.DONE


def test_whoever_comes_late_does_not_fail_a_table_that_another_has_finished(
    desk: Desk, database: Database
) -> None:
    batch = desk.begin(PEOPLE)
    late = desk.importer()
    desk.finish(batch)  # and the file is taken away
    late._fail(batch.id, "missing")
    with database.unit(writes=False) as session:
        stored = session.get_one(ImportBatch, batch.id)
    assert (stored.state, stored.fault, stored.stored_name) == (BatchState.DONE, None, None)


def test_a_table_that_had_stopped_goes_on_when_it_is_sent_again(
    desk: Desk, database: Database
) -> None:
    batch = desk.begin(PEOPLE)
    with database.unit(writes=False) as session:
        (desk.files_dir / (session.get_one(ImportBatch, batch.id).stored_name or "")).unlink()
    desk.finish(batch)
    again, _ = desk.receive(PEOPLE)
    assert (again.id, again.state, again.fault) == (batch.id, BatchState.LISTED, None)
    desk.finish(again)
    assert desk.outcomes(batch) == {ItemState.IMPORTED: len(PEOPLE) - 1}


def test_the_month_of_an_import_is_the_agencys() -> None:
    last_night = datetime(2026, 11, 30, 22, tzinfo=UTC)
    assert local_month(last_night, "Europe/Moscow") == "2026-12"
    assert local_month(last_night, "UTC") == "2026-11"


def test_a_lost_file_ends_its_import_with_a_reason(desk: Desk, database: Database) -> None:
    batch = desk.begin(PEOPLE)
    for path in desk.files_dir.iterdir():
        path.unlink()
    importer = desk.importer()
    while importer.work():
        pass
    with database.unit(writes=False) as session:
        stored = session.get_one(ImportBatch, batch.id)
    assert (stored.state, stored.fault) == (BatchState.FAILED, "missing")


def test_a_row_that_the_database_refuses_stops_no_other(
    desk: Desk, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    enter = table_running.enter_profile

    def failing(session: Session, account: Any, values: Any, **more: Any) -> Candidate:
        found = enter(session, account, values, **more)
        if values["name"].endswith("Номер3"):
            raise ValueError("a bug")
        return found

    monkeypatch.setattr(table_running, "enter_profile", failing)
    batch = desk.begin(numbered(6))
    desk.finish(batch)
    assert desk.outcomes(batch) == {ItemState.IMPORTED: 5, ItemState.REJECTED: 1}
    assert len(people(database)) == 5
    with database.unit(writes=False) as session:
        (refused,) = table_services.faulty_rows(session, session.get_one(ImportBatch, batch.id))
    assert [fault.code for fault in refused.faults] == [RowCode.REFUSED]


WORKER = """
import sys
from pathlib import Path
from recruit.clock import now
from recruit.db import Database
from recruit.imports.table_running import TableImporter
importer = TableImporter(Database(sys.argv[1]), Path(sys.argv[2]), now)
def told(count):
    print(count, flush=True)
importer.run(int(sys.argv[3]), told)
"""


def test_an_import_killed_again_and_again_brings_everybody_once(
    desk: Desk, database: Database
) -> None:
    batch = desk.begin(numbered(KILLED))
    url = database.engine.url.render_as_string(hide_password=False)
    command = [sys.executable, "-c", WORKER, url, str(desk.files_dir), str(batch.id)]
    for turn in range(2):
        with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
            assert process.stdout
            for _ in range(turn + 1):
                assert process.stdout.readline().strip() == str(HANDFUL).encode()
            os.kill(process.pid, signal.SIGKILL)
        found = desk.outcomes(batch)
        with database.unit(writes=False) as session:
            count = session.scalar(select(func.count(Candidate.id)))
        assert found.get(ItemState.IMPORTED, 0) == count
    desk.finish(batch)
    assert desk.outcomes(batch) == {ItemState.IMPORTED: KILLED}
    names = [person.contact.name for person in people(database)]
    assert len(names) == len(set(names)) == KILLED

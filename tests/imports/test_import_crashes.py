"""Imports that are stopped or killed go on: nothing twice, nothing lost."""

from collections.abc import Callable
from pathlib import Path

import pytest

from recruit.db import Database
from recruit.imports import outcomes, running, services
from recruit.imports.codes import Reason
from recruit.imports.running import Importer
from recruit.intake.faults import Fault
from recruit.models import BatchState, ImportBatch
from tests.conftest import NOON
from tests.imports import resumes
from tests.imports.outcomes import items_of, people, stored_files, told
from tests.imports.resumes import ANNA, resume, zipped

Bring = Callable[..., int]


def test_an_archive_that_cannot_be_opened_ends_the_batch(
    bring: Bring, database: Database, files_dir: Path
) -> None:
    data = zipped({"anna.txt": resume(), "boris.txt": resumes.boris()})
    batch = bring(data[:-30])
    with database.unit(writes=False) as session:
        stored = session.get_one(ImportBatch, batch)
    assert (stored.state, stored.fault) == (BatchState.FAILED, Fault.CORRUPT)
    assert stored_files(files_dir) == 0


def test_stopped_after_a_handful_it_goes_on(
    begin: Bring, database: Database, importer: Importer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "HANDFUL", 1)
    batch = begin(zipped({"anna.txt": resume(), "boris.txt": resumes.boris()}))
    with database.unit(writes=False) as session:
        origin = importer.origin_of(session.get_one(ImportBatch, batch))
    assert not importer.run(batch, origin, stop=lambda: True)
    states = [state for _, state, _ in told(database, batch)]
    assert states == ["imported", "waiting"]
    assert importer.run(batch, origin)
    assert [state for _, state, _ in told(database, batch)] == ["imported", "imported"]


def test_what_fails_with_one_file_leaves_the_others(
    bring: Bring, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    add = outcomes.add_person

    def fail_for_anna(session: object, batch: object, proposal: object, *rest: object) -> object:
        candidate = add(session, batch, proposal, *rest)  # type: ignore[arg-type]
        if proposal.values["name"] == ANNA:  # type: ignore[attr-defined]
            raise ZeroDivisionError
        return candidate

    monkeypatch.setattr(outcomes, "add_person", fail_for_anna)
    batch = bring(zipped({"anna.txt": resume(), "boris.txt": resumes.boris()}))
    assert told(database, batch) == [
        ("anna.txt", "rejected", Reason.PARSER_FAILED),
        ("boris.txt", "imported", None),
    ]
    assert [one.contact.name for one in people(database)] == [resumes.BORIS]


def test_a_file_that_kills_every_process_is_left_alone(
    begin: Bring, database: Database, importer: Importer
) -> None:
    batch = begin(zipped({"anna.txt": resume(), "boris.txt": resumes.boris()}))
    with database.unit(writes=False) as session:
        origin = importer.origin_of(session.get_one(ImportBatch, batch))
    assert importer._list(batch, origin, running.never)
    with database.unit(writes=True) as session:
        session.get_one(ImportBatch, batch).attempts = services.MOST_ATTEMPTS + 1
    assert importer.run(batch, origin)
    assert told(database, batch) == [
        ("anna.txt", "rejected", Fault.CRASHED),
        ("boris.txt", "imported", None),
    ]


def test_two_processes_on_one_batch_bring_each_file_in_once(
    begin: Bring, database: Database, importer: Importer
) -> None:
    """The second has read its handful when the first has stored it already."""
    batch = begin(zipped({"anna.txt": resume()}))
    with database.unit(writes=False) as session:
        origin = importer.origin_of(session.get_one(ImportBatch, batch))
    assert importer._list(batch, origin, running.never)
    (item,) = items_of(database, batch)
    wanted = running.Wanted(item.id, item.locator or [], item.name)
    late = importer.readers[0].arrival(origin, wanted, "2026-11", importer._is_known)
    assert importer.run(batch, origin)
    importer._store(batch, [late])
    assert len(people(database)) == 1
    assert stored_files(importer.files_dir) == 1


def test_a_claim_keeps_other_workers_off_until_it_is_stale(
    begin: Bring, database: Database
) -> None:
    batch = begin(zipped({"anna.txt": resume()}))
    with database.unit(writes=True) as session:
        claimed = services.claim(session, NOON)
        assert claimed
        assert claimed.id == batch
    with database.unit(writes=True) as session:
        assert services.claim(session, NOON) is None
        assert services.claim(session, NOON + services.STALE_AFTER) is not None

"""The base of candidates follows the database, asking sums of blocks and few rows."""

import random
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import delete, event, func, select, update

from matching.index import CandidateIndex
from recruit.db import Database
from recruit.models import (
    Candidate,
    CandidateChange,
    CandidateContact,
    Consent,
    ExchangeRate,
    Position,
)
from recruit.shortlists.base import CandidateBase
from recruit.shortlists.change_log import Forgetting
from recruit.shortlists.row_versions import BLOCK_BITS, RowVersions
from tests import factories
from tests.conftest import NOON

FAR = 5 << BLOCK_BITS


@contextmanager
def statements(database: Database) -> Iterator[list[str]]:
    """What is asked of the table of candidates."""
    asked: list[str] = []
    mine = threading.get_ident()  # an engine is kept from test to test, and so may threads be

    def note(_c: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if threading.get_ident() == mine and re.search(r"FROM candidate\b", statement):
            asked.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(database.engine, "before_cursor_execute", note)


def looked(base: CandidateBase, database: Database) -> CandidateIndex:
    with database.unit(writes=False) as session:
        return base.up_to_date(session, NOON.date())


def matched(database: Database) -> set[int]:
    with database.unit(writes=False) as session:
        return set(session.scalars(select(Candidate.id).where(Candidate.is_matched)))


def test_while_nothing_changes_no_row_is_asked(database: Database, base: CandidateBase) -> None:
    with database.unit(writes=True) as session:
        for _ in range(3):
            factories.candidate(session)
    looked(base, database)
    with statements(database) as asked:
        looked(base, database)
    assert not asked, "the log tells"
    with statements(database) as asked, database.unit(writes=False) as session:
        base.up_to_date(session, NOON.date(), thorough=True)
    assert len(asked) == 1
    assert "sum(" in asked[0]


def test_only_blocks_that_differ_are_asked_for_their_rows(database: Database) -> None:
    with database.unit(writes=True) as session:
        near, far = factories.candidate(session), factories.candidate(session, id=FAR + 7)
    seen = RowVersions()
    with database.unit(writes=False) as session:
        found = seen.look(session)
        assert set(found.wanted) == {near.id, far.id}
        assert set(seen.look(session).wanted) == {near.id, far.id}, "a look alone changes nothing"
    for key in found.wanted:
        seen.note(key, 1)
    seen.keep(found)
    with database.unit(writes=True) as session:
        session.get_one(Candidate, far.id).salary = 1
    with statements(database) as asked, database.unit(writes=False) as session:
        assert seen.look(session).wanted == (far.id,)
        assert len(asked) == 1
        assert seen.look(session, thorough=True).wanted == (far.id,)
    assert len(asked) == 3
    assert "candidate.id >=" in asked[2]


def test_what_no_log_tells_is_found_by_a_thorough_look(
    database: Database, base: CandidateBase
) -> None:
    with database.unit(writes=True) as session:
        here, there = factories.candidate(session), factories.candidate(session)
    looked(base, database)
    with database.unit(writes=True) as session:
        session.get_one(Candidate, there.id).is_matched = False
        factories.candidate(session)
        session.flush()
        session.execute(delete(CandidateChange))
    assert len(looked(base, database)) == 2
    with database.unit(writes=False) as session:
        index = base.up_to_date(session, NOON.date(), thorough=True)
    assert (len(index), here.id in index, there.id in index) == (2, True, False)


@pytest.mark.parametrize("change", ["UPDATE", "DELETE"])
def test_changes_that_no_mapper_made_are_told_too(
    database: Database, base: CandidateBase, change: str
) -> None:
    with database.unit(writes=True) as session:
        row = factories.candidate(session)
    assert row.id in looked(base, database)
    with database.unit(writes=True) as session:
        if change == "UPDATE":
            taken_back = update(Candidate).values(is_matched=False, version=Candidate.version + 1)
            session.execute(taken_back)
        else:
            for table in (CandidateContact, Consent, Position, Candidate):
                session.execute(delete(table))
    assert row.id not in looked(base, database)


@pytest.mark.parametrize("seed", range(6))
def test_after_any_commits_the_index_holds_who_is_matched(
    database: Database, base: CandidateBase, seed: int
) -> None:
    chance = random.Random(seed)
    with database.unit(writes=True) as session:
        for number in range(4):
            factories.candidate(session, id=FAR + 1000 + 16 * number)
    for _ in range(12):
        with database.unit(writes=True) as session:
            rows = session.scalars(select(Candidate).order_by(Candidate.id)).all()
            highest = session.scalar(select(func.max(Candidate.id))) or 0
            for _ in range(chance.randrange(1, 4)):
                row = chance.choice(rows)
                act = chance.randrange(3)
                if act == 0:
                    row.is_matched = not row.is_matched
                elif act == 1:
                    row.salary = chance.randrange(10**6)
                else:
                    highest += chance.randrange(1, 900)
                    factories.candidate(session, id=highest)
            # The newest row is not deleted: an id would come again.
            if chance.random() < 0.3 and rows[0].id != highest:
                session.execute(delete(Consent).where(Consent.candidate_id == rows[0].id))
                session.delete(rows[0])
        index = looked(base, database)
        assert {key for key in range(highest + 1) if key in index} == matched(database)
        assert len(index) == len(matched(database))


def test_what_a_slow_transaction_commits_late_is_not_missed(
    database: Database, base: CandidateBase
) -> None:
    if database.is_sqlite:
        pytest.skip("SQLite lets one write at a time: nobody commits late")
    with database.unit(writes=True) as session:
        early, other = factories.candidate(session), factories.candidate(session)
    looked(base, database)
    with database.unit(writes=True) as slow:
        begun = factories.candidate(slow)  # has its id now, and is committed after the next one
        slow.get_one(Candidate, other.id).is_matched = False
        slow.flush()
        with database.unit(writes=True) as quick:
            later = factories.candidate(quick)
        assert later.id > begun.id
        index = looked(base, database)
        assert (later.id in index, begun.id in index, other.id in index) == (True, False, True)
    index = looked(base, database)
    assert (later.id in index, begun.id in index, other.id in index) == (True, True, False)
    assert early.id in index


def test_other_rates_read_only_those_who_are_paid_in_other_currencies(
    database: Database, base: CandidateBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    with database.unit(writes=True) as session:
        at_home = factories.candidate(session)
        abroad = factories.candidate(session, salary=1_500 * 100, currency="USD")
        left = factories.candidate(session, currency="USD")
        factories.rate(session, "USD", kopecks=80_00)
    index = looked(base, database)
    read: list[object] = []
    update = CandidateIndex.update

    def note(self: CandidateIndex, changed: Any) -> None:
        rows = list(changed)
        read.extend(key for key, _ in rows)
        update(self, rows)

    monkeypatch.setattr(CandidateIndex, "update", note)
    with database.unit(writes=True) as session:
        tomorrow = NOON.date() + timedelta(days=1)
        session.add(ExchangeRate(currency="USD", valid_from=tomorrow, kopecks=90_00))
        session.get_one(Candidate, left.id).is_matched = False
    with database.unit(writes=False) as session:
        then = base.up_to_date(session, tomorrow)
    assert then is index
    assert read == [abroad.id]
    assert (at_home.id in then, left.id in then) == (True, False)


def test_what_all_have_read_is_forgotten(database: Database, base: CandidateBase) -> None:
    forget = Forgetting(database)
    with database.unit(writes=True) as session:
        factories.candidate(session)
    looked(base, database)
    forget()
    with database.unit(writes=True) as session:
        late = factories.candidate(session)
    forget()
    with database.unit(writes=False) as session:
        assert session.scalars(select(CandidateChange.candidate_id)).all() == [late.id]
    assert late.id in looked(base, database)
    forget()
    with database.unit(writes=True) as session:
        newest = factories.candidate(session)
    assert newest.id in looked(base, database), "a number has come again"

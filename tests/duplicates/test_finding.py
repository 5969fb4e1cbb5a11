"""Finding in the database: at entry, after an edit, by a sweep; what is decided stays decided."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from recruit.candidates.services import create_profile, form_values, save_profile
from recruit.db import Database
from recruit.duplicates.finding import look_at, look_for_duplicates, open_pairs_of
from recruit.duplicates.pairing.keys import MOST_HOLDERS
from recruit.duplicates.pairing.made_people import parts
from recruit.duplicates.services import count_open, decide_different, get_pair
from recruit.duplicates.sweeping import SLICE, DailySweep, rebuild_keys, sweep
from recruit.models import Candidate, DuplicatePair, PairState, PersonKey, Role
from tests import factories
from tests.conftest import NOON, FrozenClock

SURNAMES = parts()["surnames"]["second"].split()
JOB = {"title": "Логист", "employer": "ООО «Узел»", "start": "2013-06", "end": None}


def person(session: Session, **facts: Any) -> Candidate:
    """Somebody unlike anybody else, but for what is given."""
    number = session.scalar(select(func.count(Candidate.id))) or 0
    return factories.candidate(
        session,
        **{
            "name": f"{SURNAMES[number]} Иван",
            "phone": f"+7916{number:07d}",
            "positions": [],
            "skills": [],
            "text": "",
        }
        | facts,
    )


def pairs(session: Session) -> list[tuple[int, int]]:
    rows = session.execute(select(DuplicatePair.first_id, DuplicatePair.second_id))
    return sorted((first, second) for first, second in rows)


def test_an_entry_by_hand_finds_who_is_there_already(database: Database) -> None:
    with database.unit(writes=True) as session:
        staff = factories.account(session, Role.RECRUITER)
        there = person(session, name="Щукина Анна Петровна", phone="+79161112233")
        look_at(session, [there.id], NOON)
        data = form_values(there) | {"name": "Anna Shchukina", "email": None}
        entered = create_profile(session, staff, data, now=NOON)
        assert pairs(session) == [(there.id, entered.id)]
        found = open_pairs_of(session, entered.id)[0]
        assert found.score > 0.8
        assert {reason["code"] for reason in found.reasons} >= {"given", "surname", "phone"}


def test_an_edit_takes_a_suggestion_back_or_brings_one(database: Database) -> None:
    with database.unit(writes=True) as session:
        staff = factories.account(session, Role.RECRUITER)
        one = person(session, name="Щукина Анна", phone="+79161112233", city="Пермь")
        other = person(session, name="Щукина Анна", phone="+79165556677", city="Пермь")
        look_at(session, [one.id, other.id], NOON)
        assert pairs(session) == []

        def save(**changes: Any) -> None:
            data = form_values(other) | {"version": other.version} | changes
            save_profile(session, staff, other, data, now=NOON)
            session.flush()

        save(phone="+79161112233")
        assert pairs(session) == [(one.id, other.id)]
        save(name="Бортников Олег")
        assert pairs(session) == []


def test_what_people_decided_is_not_suggested_again(database: Database) -> None:
    with database.unit(writes=True) as session:
        staff = factories.account(session, Role.RECRUITER)
        ids = [person(session, name="Щукина Анна", phone="+79161112233").id for _ in range(2)]
        look_at(session, ids, NOON)
        pair = get_pair(session, session.scalars(select(DuplicatePair.public_id)).one())
        decide_different(session, staff, pair, NOON)
        look_at(session, ids, NOON + timedelta(days=1))
        assert count_open(session) == 0
        kept = session.scalars(select(DuplicatePair)).one()
        assert (kept.state, kept.decided_by_id, kept.found_at) == (
            PairState.DIFFERENT,
            staff.id,
            NOON,
        )


def test_two_looks_find_a_pair_once(database: Database) -> None:
    with database.unit(writes=True) as session:
        ids = [person(session, name="Щукина Анна", phone="+79161112233").id for _ in range(3)]
        for _ in range(2):
            for key in ids:
                look_for_duplicates(session, session.get_one(Candidate, key), NOON)
        assert pairs(session) == [(ids[0], ids[1]), (ids[0], ids[2]), (ids[1], ids[2])]


def test_a_phone_that_everybody_has_finds_nobody(database: Database) -> None:
    """An agency's: too many share it to compare them all, and it tells nothing of one person."""
    with database.unit(writes=True) as session:
        many = MOST_HOLDERS["phone"] + 1
        ids = [
            person(session, name=f"{surname} Олег", phone="+79161112233", city=None).id
            for surname in SURNAMES[:many]
        ]
        assert look_at(session, ids, NOON) < many
        assert pairs(session) == []


def test_a_phone_of_several_names_counts_less(database: Database) -> None:
    with database.unit(writes=True) as session:
        names = ("Щукина Анна", "Щукина Анна", "Бортников Олег", "Юрьев Пётр", "Теплов Иван")
        ids = [person(session, name=name, phone="+79161112233").id for name in names]
        look_at(session, ids, NOON)
        assert pairs(session) == []
        session.execute(delete(PersonKey).where(PersonKey.candidate_id.in_(ids[2:])))
        look_at(session, ids[:2], NOON)
        assert pairs(session) == [(ids[0], ids[1])]


def test_merged_people_are_found_by_nothing(database: Database) -> None:
    with database.unit(writes=True) as session:
        one, other = (person(session, name="Щукина Анна", phone="+79161112233") for _ in range(2))
        other.is_merged = True
        session.flush()
        look_at(session, [one.id, other.id], NOON)
        assert pairs(session) == []
        held = select(PersonKey).where(PersonKey.candidate_id == other.id)
        assert not session.scalars(held).all()


def base(database: Database, count: int) -> None:
    with database.unit(writes=True) as session:
        for number in range(count):
            person(session, name=f"{SURNAMES[number]} Олег", positions=[JOB])
        for _ in range(2):
            person(session, name="Вербина Анна", phone="+79161112233")


def keys(database: Database) -> list[tuple[int, str, str]]:
    with database.unit(writes=False) as session:
        columns = (PersonKey.candidate_id, PersonKey.kind, PersonKey.value)
        return [tuple(row) for row in session.execute(select(*columns).order_by(*columns))]


@pytest.mark.parametrize("count", [3])
def test_a_sweep_finds_what_came_in_another_way(database: Database, count: int) -> None:
    base(database, count)
    assert keys(database) == []
    assert sum(sweep(database, NOON)) == count + 2
    with database.unit(writes=False) as session:
        assert pairs(session) == [(count + 1, count + 2)]
    before = keys(database)
    assert before
    with database.unit(writes=True) as session:
        session.execute(delete(PersonKey).where(PersonKey.candidate_id == 1))
    assert sum(rebuild_keys(database)) == count + 2
    assert keys(database) == before


def test_the_worker_sweeps_once_a_day_slice_by_slice(
    database: Database, clock: FrozenClock
) -> None:
    base(database, 1)
    chore = DailySweep(database, clock)
    assert [chore() for _ in range(3)] == [True, False, False]
    with database.unit(writes=True) as session:
        assert len(pairs(session)) == 1
        session.execute(delete(DuplicatePair))
    assert not chore()
    clock.advance(days=1)
    assert chore()
    with database.unit(writes=False) as session:
        assert len(pairs(session)) == 1
    assert SLICE > 3

"""Merging and undoing: nothing is lost, nothing is widened, everything comes back."""

from datetime import timedelta
from threading import Barrier, Event, Thread

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from recruit.db import Base, Database
from recruit.duplicates.finding import look_at
from recruit.duplicates.merging import PairChanged, merge
from recruit.duplicates.moving import FREE, ONE_A_VACANCY, STAYING
from recruit.duplicates.undoing import LATER_FIRST, TOO_LATE, UNDONE, undo
from recruit.errors import Conflict, NotFound
from recruit.models import (
    Application,
    Candidate,
    Consent,
    DuplicatePair,
    Merge,
    PairState,
    PersonKey,
    Purpose,
)
from recruit.shortlists.services import get_open_candidate
from tests import factories
from tests.conftest import NOON
from tests.duplicates.worlds import World, make_world, snapshot

SEEDS = range(16)
LATER = NOON + timedelta(days=1)


def prepare(database: Database, seed: int) -> World:
    with database.unit(writes=True) as session:
        world = make_world(session, seed)
        look_at(session, [world.first.id, world.second.id], NOON)
        world.pair = pair_of(session, world.first, world.second)
    return world


def pair_of(session: Session, one: Candidate, other: Candidate) -> DuplicatePair:
    """The pair of two, suggested or not: chance makes people whom nobody would suggest."""
    first_id, second_id = sorted((one.id, other.id))
    found = session.scalar(
        select(DuplicatePair).where(
            DuplicatePair.first_id == first_id, DuplicatePair.second_id == second_id
        )
    )
    if found is None:
        found = DuplicatePair(
            first_id=first_id, second_id=second_id, score=0.5, state=PairState.OPEN, found_at=NOON
        )
        session.add(found)
        session.flush()
    return found


def merged(database: Database, world: World, **choices: object) -> int:
    with database.unit(writes=True) as session:
        data = world.choices(session) | choices
        pair = session.get_one(DuplicatePair, world.pair.id)
        made = merge(session, world.staff, pair, data, NOON)
        session.flush()
        return made.id


def undone(database: Database, world: World, merge_id: int, at: object = LATER) -> list[str]:
    with database.unit(writes=True) as session:
        return undo(session, world.staff, session.get_one(Merge, merge_id), at)


def test_every_table_that_points_at_a_candidate_is_thought_of() -> None:
    moved = {model.__tablename__ for model in (*FREE, *ONE_A_VACANCY)}
    pointing = {
        table.name
        for table in Base.metadata.sorted_tables
        for key in table.foreign_keys
        if key.column.table.name == "candidate"
    }
    assert pointing == moved | STAYING.keys(), "say in `moving` what a merge does with its rows"
    assert not moved & STAYING.keys()


def test_rows_that_are_taken_out_and_put_back_are_pointed_at_by_none() -> None:
    rewritten = {model.__tablename__ for model in ONE_A_VACANCY} | {"consent", "field_source"}
    pointed_at = {
        key.column.table.name for table in Base.metadata.sorted_tables for key in table.foreign_keys
    }
    assert not rewritten & pointed_at


def test_undoing_restores_every_row_of_every_table(database: Database) -> None:
    """Worlds made by chance, any choice a person may make in them."""
    for seed in SEEDS:
        world = prepare(database, seed)
        before = snapshot(database)
        merge_id = merged(database, world)
        assert snapshot(database) != before
        assert undone(database, world, merge_id) == [], seed
        after = snapshot(database)
        for table, rows in before.items():
            assert after[table] == rows, (seed, table)


def test_nothing_is_left_with_the_removed_one_but_what_two_of_a_kind_forbid(
    database: Database,
) -> None:
    for seed in SEEDS:
        world = prepare(database, seed)
        merge_id = merged(database, world)
        with database.unit(writes=False) as session:
            done = session.get_one(Merge, merge_id)
            kept, removed = done.kept, done.removed
            assert removed.is_merged
            assert not removed.is_matched
            for model in FREE:
                assert not session.scalars(
                    select(model).where(model.candidate_id == removed.id)  # type: ignore[attr-defined]
                ).all()
            for left in session.scalars(
                select(Application).where(Application.candidate_id == removed.id)
            ):
                front = session.scalars(
                    select(Application).where(
                        Application.candidate_id == kept.id,
                        Application.vacancy_id == left.vacancy_id,
                    )
                ).one()
                assert front.created_at <= left.created_at
            assert not session.scalars(
                select(PersonKey).where(PersonKey.candidate_id == removed.id)
            ).all()


def wills(database: Database, *candidate_ids: int) -> dict[tuple[str, int | None], bool]:
    """Whether a consent stands, by matter, by the newest word of any of these rows."""
    with database.unit(writes=False) as session:
        told: dict[tuple[str, int | None], list[tuple[object, bool]]] = {}
        for row in session.scalars(
            select(Consent).where(Consent.candidate_id.in_(candidate_ids)).order_by(Consent.id)
        ):
            events = told.setdefault((row.purpose, row.employer_id), [])
            events.append((row.given_at, True))
            if row.withdrawn_at:
                events.append((row.withdrawn_at, False))
        return {
            matter: max(events, key=lambda event: (event[0], not event[1]))[1]  # type: ignore[arg-type]
            for matter, events in told.items()
        }


def standing(database: Database, candidate_id: int) -> set[tuple[str, int | None]]:
    with database.unit(writes=False) as session:
        rows = session.execute(
            select(Consent.purpose, Consent.employer_id).where(
                Consent.candidate_id == candidate_id, Consent.withdrawn_at.is_(None)
            )
        )
        return {(purpose, employer) for purpose, employer in rows}


def test_the_newest_will_counts_and_no_consent_is_widened(database: Database) -> None:
    for seed in SEEDS:
        world = prepare(database, seed)
        ids = (world.first.id, world.second.id)
        will = wills(database, *ids)
        stood = standing(database, ids[0]) | standing(database, ids[1])
        merge_id = merged(database, world)
        with database.unit(writes=False) as session:
            done = session.get_one(Merge, merge_id)
            stands = standing(database, done.kept_id)
            assert stands <= stood, seed
            assert all(will[matter] for matter in stands), seed
            agrees = (Purpose.PROCESSING, None) in stands
            assert agrees == will.get((Purpose.PROCESSING, None), False), seed
            assert done.kept.is_matched == agrees, seed


def test_what_was_edited_since_stays_and_the_rest_goes_back(database: Database) -> None:
    world = prepare(database, 7)
    with database.unit(writes=True) as session:
        second = session.get_one(Candidate, world.second.id)
        second.title, second.city, second.experience_years = "Директор", "Омск", 20
        first = session.get_one(Candidate, world.first.id)
        first.title, first.city, first.experience_years = "Логист", "Тверь", 2
    chosen = dict.fromkeys(("title", "city", "experience_years"), "second")
    merge_id = merged(database, world, keep="first", **chosen)
    with database.unit(writes=True) as session:
        kept = session.get_one(Candidate, world.first.id)
        assert (kept.title, kept.city, kept.experience_years) == ("Директор", "Омск", 20)
        kept.city = "Уфа"
        session.add(
            Application(
                candidate_id=kept.id, vacancy_id=fresh_vacancy(session, world), created_at=LATER
            )
        )
    assert undone(database, world, merge_id) == ["city"]
    with database.unit(writes=False) as session:
        kept = session.get_one(Candidate, world.first.id)
        assert (kept.title, kept.city, kept.experience_years) == ("Логист", "Уфа", 2)
        later = session.scalars(select(Application).where(Application.created_at == LATER)).one()
        assert later.candidate_id == kept.id


def fresh_vacancy(session: Session, world: World) -> int:
    return factories.vacancy(session, employer=world.vacancies[0].employer).id


def test_a_withdrawal_made_since_holds_for_both(database: Database) -> None:
    for seed in SEEDS:
        world = prepare(database, seed)
        merge_id = merged(database, world)
        with database.unit(writes=True) as session:
            done = session.get_one(Merge, merge_id)
            for consent in session.scalars(
                select(Consent).where(
                    Consent.candidate_id == done.kept_id, Consent.withdrawn_at.is_(None)
                )
            ):
                consent.withdrawn_at = NOON + timedelta(hours=1)
            had = done.kept.is_matched
            done.kept.is_matched = False
        undone(database, world, merge_id)
        if had:
            for key in (world.first.id, world.second.id):
                assert not standing(database, key), seed
                with database.unit(writes=False) as session:
                    assert not session.get_one(Candidate, key).is_matched


def test_after_ninety_days_a_merge_stays(database: Database) -> None:
    world = prepare(database, 1)
    merge_id = merged(database, world)
    before = snapshot(database)
    with pytest.raises(Conflict) as refused:
        undone(database, world, merge_id, NOON + timedelta(days=90, seconds=1))
    assert refused.value.sentence == TOO_LATE
    assert snapshot(database) == before
    assert undone(database, world, merge_id, NOON + timedelta(days=90)) == []
    with pytest.raises(Conflict) as refused:
        undone(database, world, merge_id)
    assert refused.value.sentence == UNDONE


def test_merges_on_top_of_each_other_are_undone_in_reverse_order(database: Database) -> None:
    world, other = prepare(database, 2), prepare(database, 3)
    before = snapshot(database)
    first = merged(database, world, keep="first")
    with database.unit(writes=True) as session:
        pair = pair_of(session, world.first, other.first)
        top = World(world.random, world.staff, [], world.first, other.first, pair)
    second = merged(database, top, keep="second")
    with pytest.raises(Conflict) as refused:
        undone(database, world, first)
    assert refused.value.sentence == LATER_FIRST
    assert undone(database, top, second) == []
    assert undone(database, world, first) == []
    assert snapshot(database) == before


def test_a_changed_profile_is_compared_once_more(database: Database) -> None:
    world = prepare(database, 4)
    with database.unit(writes=True) as session:
        data = world.choices(session)
        session.get_one(Candidate, world.second.id).title = "Изменено"
    with database.unit(writes=True) as session:
        pair = session.get_one(DuplicatePair, world.pair.id)
        with pytest.raises(PairChanged):
            merge(session, world.staff, pair, data, NOON)


def test_two_recruiters_at_once_make_one_merge(database: Database) -> None:
    world = prepare(database, 5)
    with database.unit(writes=False) as session:
        data = world.choices(session)
    start, results = Barrier(2), []

    def work() -> None:
        start.wait()
        try:
            with database.unit(writes=True) as session:
                pair = session.get_one(DuplicatePair, world.pair.id)
                merge(session, world.staff, pair, data, NOON)
            results.append("merged")
        except Conflict:
            results.append("refused")

    threads = [Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results) == ["merged", "refused"]
    with database.unit(writes=False) as session:
        assert len(session.scalars(select(Merge)).all()) == 1


def test_nobody_is_judged_at_the_moment_of_their_merge(database: Database) -> None:
    world = prepare(database, 5)
    begun, told = Event(), []

    def judge(public_id: str) -> None:
        begun.set()
        with database.unit(writes=True) as session:
            try:
                get_open_candidate(session, public_id, hold=True)
            except NotFound:
                told.append("gone")
            else:
                told.append("there")

    with database.unit(writes=True) as session:
        pair = session.get_one(DuplicatePair, world.pair.id)
        made = merge(session, world.staff, pair, world.choices(session), NOON)
        session.flush()
        removed = session.get_one(Candidate, made.removed_id)
        # As it was a moment ago for everybody else.
        with database.unit(writes=False) as other:
            was_matched = other.get_one(Candidate, removed.id).is_matched
        thread = Thread(target=judge, args=(removed.public_id,))
        thread.start()
        begun.wait()
        thread.join(0.2)  # it waits for the merge to end
        assert not told
    thread.join()
    assert was_matched
    assert told == ["gone"]

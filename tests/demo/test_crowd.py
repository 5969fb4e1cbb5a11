"""More invented people: whole, marked as invented, the same for the same seed."""

from typing import Any

from sqlalchemy import func, select

from recruit.db import Database
from recruit.demo import crowd
from recruit.demo.load import noon_of
from recruit.models import Candidate, CandidateContact, Consent, Position
from tests.conftest import NOON

COUNT = 24


def add(database: Database, seed: int) -> list[int]:
    steps: list[int] = []
    crowd.add_crowd(
        database,
        count=COUNT,
        seed=seed,
        today=NOON.date(),
        instant=lambda day: noon_of(day, NOON),
        progress=steps.append,
    )
    return steps


def told(database: Database) -> list[tuple[Any, ...]]:
    with database.unit(writes=False) as session:
        rows = session.execute(
            select(Candidate.title, Candidate.city, Candidate.salary, Candidate.text).order_by(
                Candidate.id
            )
        )
        return [tuple(row) for row in rows]


def test_everybody_is_whole_and_marked(database: Database) -> None:
    assert add(database, 1) == [COUNT]
    with database.unit(writes=False) as session:
        people = session.scalars(select(Candidate)).all()
        assert len(people) == COUNT
        assert all(one.is_demo and one.is_matched and one.version == 1 for one in people)
        assert len({one.public_id for one in people}) == COUNT
        assert session.scalar(select(func.count(Consent.id))) == COUNT
        posts = select(func.count(func.distinct(Position.candidate_id)))
        assert (session.scalar(posts) or 0) > COUNT / 2
        phones = session.scalars(select(CandidateContact.phone)).all()
        assert len(set(phones)) == COUNT


def test_batches_differ_and_seeds_do(database: Database, monkeypatch: Any) -> None:
    monkeypatch.setattr(crowd, "BATCH", COUNT // 2)
    assert add(database, 1) == [COUNT // 2] * 2
    first = told(database)
    assert first[: COUNT // 2] != first[COUNT // 2 :]
    assert add(database, 2) == [COUNT // 2] * 2
    second = told(database)[COUNT:]
    assert second != first
    add(database, 1)
    assert told(database)[2 * COUNT :] == first

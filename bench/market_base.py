"""A database with many candidates, and what keeping the market of it costs."""

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path

import numpy as np
from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from bench.timing import median
from matching.cities import Cities
from matching.market import Market
from matching.months import month_of, parse_month
from matching.observing import Observation
from recruit.catalogue.services import load_packaged_profiles
from recruit.db import Database
from recruit.migrate import upgrade
from recruit.models import Candidate, CandidateContact, MarketObservation, Position
from recruit.salaries import market
from recruit.salaries.services import load_packaged_surveys

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
ROLE, CITY = "head-of-customer-relations", "Казань"
BATCH = 2_000
EMPLOYERS = 3_000
LEAST, RISING = 5, 1_000

PLAIN = """
WITH ranked AS (
  SELECT role_slug, city, band, amount,
    ROW_NUMBER() OVER (PARTITION BY role_slug, city, band ORDER BY amount) AS place,
    COUNT(*) OVER (PARTITION BY role_slug, city, band) AS people
  FROM market_observation WHERE side = 'expectation'
)
SELECT role_slug, city, band, people,
  MAX(CASE WHEN place <= 1 + (people - 1) * 10 / 100 THEN amount END),
  MAX(CASE WHEN place <= 1 + (people - 1) * 25 / 100 THEN amount END),
  MAX(CASE WHEN place <= 1 + (people - 1) * 50 / 100 THEN amount END),
  MAX(CASE WHEN place <= 1 + (people - 1) * 75 / 100 THEN amount END),
  MAX(CASE WHEN place <= 1 + (people - 1) * 90 / 100 THEN amount END)
FROM ranked WHERE people >= 5 GROUP BY role_slug, city, band
"""
"""Lower percentiles of each cell: no ladder, no conversion, no employers, no differences."""

Progress = Callable[[int], object]


def fill(database: Database, count: int, seed: int, progress: Progress) -> None:
    """Store so many candidates of 24 posts in the cities of the table, each with two positions."""
    upgrade(database)
    with database.unit(writes=True) as session:
        profiles = load_packaged_profiles(session, NOW)
        load_packaged_surveys(session, NOW)
        titles = [profile.current.title("ru") for profile in profiles]
    people = _people(count, seed, titles)
    for start in range(0, count, BATCH):
        rows = list(islice(people, BATCH))
        with database.unit(writes=True) as session:
            session.execute(insert(Candidate), [row for row, _ in rows])
            contacts = [
                {"candidate_id": row["id"], "name": "Человек выдуманный"} for row, _ in rows
            ]
            session.execute(insert(CandidateContact), contacts)
            session.execute(insert(Position), [post for _, posts in rows for post in posts])
        progress(min(BATCH, count - start))


def _people(
    count: int, seed: int, titles: list[str]
) -> Iterator[tuple[dict[str, object], list[dict[str, object]]]]:
    generator = np.random.default_rng(seed)
    cities = list(Cities.load()._cities)
    shares = 1 / np.arange(1, len(cities) + 1)
    shares /= shares.sum()
    for key in range(1, count + 1):
        title = titles[int(generator.integers(len(titles)))]
        city = Cities.load().canonical(cities[int(generator.choice(len(cities), p=shares))])
        told = NOW - timedelta(days=int(generator.integers(0, 900)))
        row: dict[str, object] = {
            "id": key,
            "public_id": f"{key:016x}",
            "title": title,
            "city": city,
            "salary": int(np.exp(generator.normal(11.3, 0.4)) // RISING) * RISING * 100,
            "skills": [],
            "is_matched": True,
            "created_at": told,
            "updated_at": told,
            "version": 1,
        }
        begun = 2026 - int(generator.integers(1, 9))
        posts: list[dict[str, object]] = [
            {
                "candidate_id": key,
                "place": place,
                "title": title,
                "employer": f"Работодатель {int(generator.integers(EMPLOYERS))}",
                "start": f"{begun - 3 * place}-01",
                "end": None if place == 0 else f"{begun - 3 * place + 3}-01",
            }
            for place in (0, 1)
        ]
        yield row, posts


def seconds(work: Callable[[], object]) -> float:
    """The time by the clock: a database waits, too."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def measure(
    folder: Path, count: int, seed: int, repetitions: int, progress: Progress
) -> dict[str, float]:
    """What a rebuild, one change and one question cost in a base of so many candidates."""
    database = Database(f"sqlite:///{folder / 'market.sqlite'}")
    try:
        fill(database, count, seed, progress)
        with database.unit(writes=True) as session:
            rebuilt = seconds(lambda: market.rebuild(session, progress))
        with database.unit(writes=False) as session:
            plain = seconds(lambda: session.connection().exec_driver_sql(PLAIN).all())
            cells = seconds(lambda: tell_all(session))
        changes = [change(database, 1 + one * (count // repetitions)) for one in range(repetitions)]
        with database.unit(writes=False) as session:
            asked = [1000 * seconds(lambda: ask(session)) for _ in range(repetitions)]
            rows = session.scalar(select(func.count(MarketObservation.id))) or 0
        return {
            "candidates": count,
            "observations": rows,
            "rebuild_s": round(rebuilt, 2),
            "change_one_ms": median(changes),
            "ask_one_ms": median(asked),
            "all_cells_s": round(cells, 2),
            "all_cells_plain_sql_s": round(plain, 2),
        }
    finally:
        database.dispose()


def ask(session: Session) -> object:
    """One question of the public page."""
    return market.market_of(
        session, role=ROLE, city=CITY, segment="company", band=None, today=NOW.date()
    )


def tell_all(session: Session) -> int:
    """Make the ladder of every post anew and ask each cell of it; returns how many are shown."""
    names = ("role_slug", "side", "candidate_id", "city", "segment", "band", "amount", "employer")
    columns = [getattr(MarketObservation, name) for name in (*names, "month")]
    posts: dict[str, list[Observation]] = {}
    for role, *facts, month in session.execute(select(*columns)):
        posts.setdefault(role, []).append(Observation(*facts, parse_month(month)))
    shown = 0
    for role, observations in posts.items():
        found = Market(
            observations, market.survey_of(session, role), Cities.load(), month_of(NOW.date())
        )
        for city, band in {(one.city, one.band) for one in observations}:
            shown += found.ask(city, None, band, "expectation").shown
    return shown


def change(database: Database, key: int) -> float:
    """Raise one candidate's wish, and keep the market: milliseconds of the second part."""
    with database.unit(writes=True) as session:
        session.execute(
            update(Candidate)
            .where(Candidate.id == key)
            .values(salary=Candidate.salary + RISING * 100, version=Candidate.version + 1)
        )
        candidate = session.get_one(Candidate, key)
        return 1000 * seconds(lambda: market.observe_candidate(session, candidate))

"""How often suggestions of one person are right, and what finding them costs.

    python -m bench.duplicates [--candidates 20000] [--quality-only]

Prints one JSON line. ``judged`` are the pairs that people wrote and labelled by hand (tests/
duplicates/pairs.yaml), ``other_people`` generated ones with surnames and a seed that nothing was
learnt from; each with its counts and the 95 % intervals of Wilson. ``base`` is a database of
invented people of whom one in twenty is there twice: how long the sweep takes, how long one entry
is looked up, how many of the doubles are found, how many suggestions are wrong.
"""

import argparse
import json
import math
import statistics
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import select

from recruit.db import Database
from recruit.duplicates.finding import look_for_duplicates
from recruit.duplicates.pairing.made_pairs import make_pairs
from recruit.duplicates.pairing.made_people import Maker
from recruit.duplicates.pairing.made_tellings import Teller
from recruit.duplicates.pairing.records import PersonRecord
from recruit.duplicates.pairing.scorer import load_weights
from recruit.duplicates.pairing.training import quality
from recruit.duplicates.sweeping import sweep
from recruit.migrate import upgrade
from recruit.models import Candidate, CandidateContact, DuplicatePair, Position
from tests.duplicates.pairs import judged_pairs

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
SEED = 4242
TWICE = 0.05
BRANCHES = 100
BATCH = 500
ENTRIES = 200


def wilson(hits: int, of: int) -> list[float]:
    """The 95 % interval of a share."""
    if not of:
        return [0.0, 1.0]
    z, share = 1.96, hits / of
    middle = share + z * z / (2 * of)
    spread = z * math.sqrt(share * (1 - share) / of + z * z / (4 * of * of))
    return [round((middle + sign * spread) / (1 + z * z / of), 4) for sign in (-1, 1)]


def with_intervals(found: dict[str, float]) -> dict[str, Any]:
    """Counts, precision and recall with their intervals."""
    right, wrong, missed = (int(found[name]) for name in ("right", "wrong", "missed"))
    return found | {
        "precision_interval": wilson(right, right + wrong),
        "recall_interval": wilson(right, right + missed),
    }


def fill(database: Database, count: int) -> set[tuple[int, int]]:
    """People, some of them twice; returns which ids are one person."""
    random = Random(SEED)  # noqa: S311
    maker, teller = Maker(random, "second"), Teller(random)
    same: set[tuple[int, int]] = set()
    number = 0
    while number < count:
        with database.unit(writes=True) as session:
            for _ in range(BATCH):
                person = maker.person()
                is_twice = random.random() < TWICE
                tellings = teller.tell_twice(person) if is_twice else (teller.tell(person),)
                branch = random.randint(1, BRANCHES)
                for telling in tellings:
                    number += 1
                    session.add(to_candidate(telling, branch))
                if is_twice:
                    same.add((number - 1, number))
    return same


def to_candidate(told: PersonRecord, branch: int) -> Candidate:
    """A record as rows; its employers are some of many, not the few that pairs are made of."""
    phone = told.phones[0] if told.phones else None
    return Candidate(
        title=told.title,
        city=told.city,
        education_text=told.education,
        skills=sorted(told.skills),
        created_at=NOW,
        updated_at=NOW,
        contact=CandidateContact(
            name=told.name, email=told.mails[0] if told.mails else None, phone=phone
        ),
        positions=[
            Position(
                place=place,
                title=job.title,
                employer=f"{job.employer} {branch}",
                start=job.start,
                end=job.end,
            )
            for place, job in enumerate(told.jobs)
        ],
    )


def measure_base(count: int) -> dict[str, Any]:
    """Fill a base, sweep it, look up single entries."""
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{Path(folder) / 'bench.sqlite'}")
        upgrade(database)
        same = fill(database, count)
        start, cpu = time.perf_counter(), time.process_time()
        for _ in sweep(database, NOW):
            pass
        seconds, cpu = time.perf_counter() - start, time.process_time() - cpu
        with database.unit(writes=False) as session:
            found = {
                (one, other)
                for one, other in session.execute(
                    select(DuplicatePair.first_id, DuplicatePair.second_id)
                )
            }
            ids = list(session.scalars(select(Candidate.id)))
        entries, entry_cpu = [], time.process_time()
        for key in Random(1).sample(ids, min(ENTRIES, len(ids))):  # noqa: S311
            with database.unit(writes=True) as session:
                candidate = session.get_one(Candidate, key)
                start = time.perf_counter()
                look_for_duplicates(session, candidate, NOW)
                entries.append(1000 * (time.perf_counter() - start))
        entry_cpu = time.process_time() - entry_cpu
        database.dispose()
    right = len(found & same)
    return {
        "candidates": len(ids),
        "twice": len(same),
        "sweep_seconds": round(seconds, 1),
        "sweep_cpu_seconds": round(cpu, 1),
        "sweep_ms_a_candidate": round(1000 * seconds / len(ids), 2),
        "entry_ms_p50": round(statistics.median(entries), 1),
        "entry_ms_p95": round(statistics.quantiles(entries, n=20)[-1], 1),
        "entry_cpu_ms": round(1000 * entry_cpu / len(entries), 1),
        "suggested": len(found),
        "right": right,
        "recall": round(right / max(1, len(same)), 4),
        "precision": round(right / max(1, len(found)), 4),
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--candidates", type=int, default=20_000)
    parser.add_argument("--quality-only", action="store_true")
    options = parser.parse_args()
    weights = load_weights()
    line: dict[str, Any] = {
        "judged": with_intervals(quality(judged_pairs(), weights)),
        "other_people": with_intervals(quality(make_pairs(6000, 99, "second"), weights)),
    }
    if not options.quality_only:
        line["base"] = measure_base(options.candidates)
    print(json.dumps(line))


if __name__ == "__main__":
    main()

"""Eight processes rank while one writes: nobody's answer is old, and none is half of a change.

Each change gives two candidates the same new wish, a step above the last, in one transaction. A
reader notes which step was committed before it asks; it must be told of the same step for both, and
of none below.
"""

import multiprocessing
import time
from dataclasses import dataclass
from multiprocessing.queues import Queue
from multiprocessing.sharedctypes import Synchronized

import pytest

from matching.profiles import Money, VacancyProfile
from recruit.clock import now
from recruit.db import Database
from recruit.models import Candidate
from recruit.shortlists.base import CandidateBase
from tests import factories

READERS, PEOPLE, CHANGES = 8, 40, 40
PAUSE = 0.1
STEP = 1_000
OVER = -1
WANTED = VacancyProfile(
    title="Руководитель отдела по работе с клиентами",
    must=("переговоры",),
    salary_to=Money(20_000_000, "RUB"),
)


@dataclass(frozen=True)
class Heard:
    """What one reader was told."""

    answers: int
    steps: int
    torn: int
    old: int


def read(
    url: str, pair: tuple[int, int], committed: "Synchronized[int]", told: "Queue[Heard]"
) -> None:
    """Rank until the writer is done."""
    database, base = Database(url), CandidateBase()
    answers = torn = old = 0
    seen: set[int] = set()
    while (before := committed.value) != OVER:
        with database.unit(writes=False) as session:
            ranking = base.up_to_date(session, now().date()).rank(WANTED)
        wishes = [ranking.explain(key).salary.expected or 0 for key in pair]
        if not answers:
            told.put(Heard(0, 0, 0, 0))  # everything is loaded: now the writer may begin
        answers += 1
        torn += wishes[0] != wishes[1]
        old += min(wishes) < before * STEP
        seen.update(wish // STEP for wish in wishes)
    told.put(Heard(answers, len(seen), torn, old))


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_eight_processes_rank_while_one_writes(database: Database, database_url: str) -> None:
    with database.unit(writes=True) as session:
        people = [factories.candidate(session, salary=STEP) for _ in range(PEOPLE)]
        pair = people[3].id, people[-1].id
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["recruit.shortlists.base", "tests.shortlists.vocabularies"])
    committed = context.Value("q", 1)
    told: Queue[Heard] = context.Queue()
    readers = [
        context.Process(target=read, args=(database_url, pair, committed, told))
        for _ in range(READERS)
    ]
    for reader in readers:
        reader.start()
    for _ in readers:
        told.get(timeout=120)
    for step in range(2, CHANGES + 2):
        with database.unit(writes=True) as session:
            for key in pair:
                session.get_one(Candidate, key).salary = step * STEP
        committed.value = step
        time.sleep(PAUSE)
    committed.value = OVER
    heard = [told.get(timeout=120) for _ in readers]
    for reader in readers:
        reader.join()
    assert [(one.torn, one.old) for one in heard] == [(0, 0)] * READERS
    assert sum(one.answers for one in heard) > READERS
    # All of them saw it change, and not only its end.
    assert sum(one.steps for one in heard) > 2 * READERS

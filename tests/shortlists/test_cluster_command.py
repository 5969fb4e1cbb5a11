"""`recruit cluster`: candidates of the database in shards, ranked by the workers of a cluster."""

import gc
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from distributed import LocalCluster

from recruit.cli import recruit
from recruit.db import Database
from recruit.models import Candidate
from recruit.shortlists import cluster_command
from tests import factories
from tests.matching.factories import vacancy

# A cluster inside this process leaves sockets to the garbage collector.
pytestmark = [
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

Run = Callable[..., Result]


@pytest.fixture
def people(database: Database) -> list[Candidate]:
    with database.unit(writes=True) as session:
        wishes = (400_000, 120_000, 200_000)
        return [factories.candidate(session, salary=one * factories.RUBLE) for one in wishes]


@pytest.fixture
def run(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))

    def invoke(*options: str) -> Result:
        return CliRunner().invoke(recruit, ["cluster", *options])

    return invoke


@pytest.fixture
def wanted(tmp_path: Path) -> str:
    path = tmp_path / "vacancy.json"
    path.write_text(json.dumps(vacancy()), encoding="utf-8")
    return str(path)


@pytest.fixture
def scheduler() -> Iterator[str]:
    with LocalCluster(
        n_workers=1, threads_per_worker=1, processes=False, dashboard_address=":0"
    ) as cluster:
        yield cluster.scheduler_address
    gc.collect()


def test_shards_are_written_and_ranked(
    database: Database, people: list[Candidate], run: Run, wanted: str, scheduler: str
) -> None:
    split = run("split", "2")
    assert split.output == "3 candidates in 2 shards.\n", split.output
    result = run("rank", "--scheduler", scheduler, "--vacancy", wanted, "--timeout", "60")
    assert result.exit_code == 0, result.output
    told = json.loads(result.stdout)
    cheapest = sorted(people, key=lambda one: one.salary or 0)
    assert [one["id"] for one in told["candidates"]] == [one.id for one in cheapest]
    assert (told["total"], told["partial"], told["missing"]) == (3, False, 0)
    with database.unit(writes=True) as session:
        session.get_one(Candidate, cheapest[0].id).is_matched = False
    run("split", "2")  # takes the place of the first, also where that is open
    result = run("rank", "--scheduler", scheduler, "--vacancy", wanted, "--timeout", "60")
    told = json.loads(result.stdout)
    assert [one["id"] for one in told["candidates"]] == [one.id for one in cheapest[1:]]


def test_without_shards_it_says_how_to_make_them(run: Run, wanted: str) -> None:
    result = run("rank", "--scheduler", "tcp://127.0.0.1:1", "--vacancy", wanted)
    assert result.exit_code == 1
    assert "recruit cluster split" in result.output


def test_without_a_scheduler_it_says_how_to_start_one(
    people: list[Candidate], run: Run, wanted: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster_command, "WAIT_SECONDS", 1)
    run("split", "1")
    result = run("rank", "--scheduler", "tcp://127.0.0.1:1", "--vacancy", wanted)
    assert result.exit_code == 1
    assert "no scheduler answers at tcp://127.0.0.1:1" in result.output

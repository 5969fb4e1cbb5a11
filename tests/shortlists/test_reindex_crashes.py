"""Killed at any moment while index files are written, the next start answers from good ones.

`REINDEX_KILLS=100 pytest tests/shortlists/test_reindex_crashes.py` kills a hundred times.
"""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from recruit.clock import now
from recruit.db import Database
from recruit.models import Candidate
from recruit.shortlists import index_folders
from recruit.shortlists.base import CandidateBase
from tests import factories

KILLS = int(os.environ.get("REINDEX_KILLS", "2"))
PEOPLE = 120
LONGEST_SECONDS = 0.3


@pytest.fixture
def index_dir(tmp_path: Path) -> Path:
    return tmp_path / "data" / "index"


def command(database_url: str, index_dir: Path, *options: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "recruit", "reindex", *options],
        env=os.environ | {"DATABASE_URL": database_url, "DATA_DIR": str(index_dir.parent)},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip


def written(index_dir: Path) -> int:
    """How many things lie there: another number tells that the writer is at work."""
    return len(list(index_dir.glob("*/*"))) if index_dir.exists() else 0


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_writer_killed_again_and_again_harms_nobody(
    database: Database, database_url: str, index_dir: Path
) -> None:
    chance = random.Random(8)
    with database.unit(writes=True) as session:
        ids = [factories.candidate(session).id for _ in range(PEOPLE)]
    assert command(database_url, index_dir).wait() == 0
    killed_at_work = 0
    for _ in range(KILLS):
        before = written(index_dir)
        process = command(database_url, index_dir, *chance.choice(([], ["--refresh"])))
        while written(index_dir) == before and process.poll() is None:
            time.sleep(0.002)
        time.sleep(chance.random() * LONGEST_SECONDS)
        killed_at_work += process.poll() is None
        process.kill()
        process.wait()
        with database.unit(writes=True) as session:
            session.get_one(Candidate, chance.choice(ids)).text += " Снова."
        path = index_folders.newest(index_dir)
        assert path is not None
        base = CandidateBase(index_dir=index_dir)
        with database.unit(writes=False) as session:
            today = now().date()
            assert base.differing(session, today) == []
            assert len(base.up_to_date(session, today)) == PEOPLE
    assert killed_at_work
    assert command(database_url, index_dir).wait() == 0
    assert command(database_url, index_dir, "--check").wait() == 0
    assert not list(index_dir.glob(f"{index_folders.DRAFT}*"))

"""A short run of `make crash-test`: killed at random moments, nothing acknowledged is lost."""

from pathlib import Path

from bench.crash import run

KILLS = 2


def test_nothing_acknowledged_is_lost(tmp_path: Path) -> None:
    found = run(tmp_path, KILLS, seed=11)
    assert found["kills"] == KILLS
    acknowledged = found["acknowledged"]
    assert isinstance(acknowledged, dict)
    assert acknowledged["uploads"] > 0, found
    assert found["ok"], found["lost"]

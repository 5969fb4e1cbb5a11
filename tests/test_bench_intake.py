"""The measurement of intake measures every format, all in and bare, in one run."""

from pathlib import Path

from bench.intake import BARE, read_all, written
from bench.layouts.cases import make_cases


def test_each_format_is_measured_beside_its_bare_text(tmp_path: Path) -> None:
    found = read_all(written(list(make_cases(seed=5, per_layout=1)), tmp_path / "files"))
    assert set(BARE) <= set(found["formats"])
    for media, told in found["formats"].items():
        assert told["files"] > 0
        assert told["p50_ms"] <= told["p95_ms"]
        assert ("ratio" in told) == (media in BARE)
    assert found["all"]["files"] == sum(told["files"] for told in found["formats"].values())
    assert found["child_peak_mb"] > 0

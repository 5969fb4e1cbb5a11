"""The bench of the index measures what it says, at a size that takes seconds."""

from pathlib import Path

import pytest

from matching import pool as pools

pytest.importorskip("bm25s", reason="the peers come with the bench extra (make bench-index)")

from bench import index, index_base

KEYS = {
    "n", "p50_ms", "p95_ms", "qps_2_processes", "build_s", "patch_1_ms", "patch_1000_ms",
    "bytes_per_candidate", "cold_open_ms", "argpartition_ms", "stream_ms", "naive_lr_ms",
    "naive_hgb_ms", "bm25_ms", "polars_ms", "vacancies_1000_s", "one_against_1000_ms", "ratios",
}  # fmt: skip


def test_a_small_base_is_measured_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index_base, "PEOPLE", 300)
    monkeypatch.setattr(index_base, "N_TERMS", 20_000)
    monkeypatch.setattr(index, "QUERIES", 6)
    monkeypatch.setattr(index, "READ_SECONDS", 1.0)
    monkeypatch.setattr(index, "PATCHES", 1)
    monkeypatch.setattr(pools, "SAMPLE", 256)
    found = index.measure(1200, 7, tmp_path)
    assert found.keys() >= KEYS
    assert all(found[name] > 0 for name in KEYS - {"ratios"})

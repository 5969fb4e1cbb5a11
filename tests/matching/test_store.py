"""Model files come back as they were, and nothing else comes in."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from matching.curves import FULL
from matching.scorer import FEATURES, AdditiveScorer
from matching.store import FORMAT, ModelFileError, load_model, save_model

RANDOM = np.random.default_rng(3)
LEVELS = RANDOM.integers(0, FULL + 1, (80, len(FEATURES)))
FACTS = {"made": "2026-11-26", "verdicts": 80, "evaluation": {"auc": 0.7}}


@pytest.fixture
def learnt() -> AdditiveScorer:
    return AdditiveScorer(prior_weight=20).fit(LEVELS, RANDOM.integers(1, 6, 80))


@pytest.fixture
def path(tmp_path: Path, learnt: AdditiveScorer) -> Path:
    file = tmp_path / "models" / "model-0001.npz"
    save_model(file, learnt, FACTS)
    return file


def rewrite(path: Path, **changes: Any) -> None:
    """Store the arrays of a file anew with some changed, as a tampering hand would."""
    with np.load(path) as stored:
        arrays = {name: stored[name] for name in stored.files}
    np.savez(path, **arrays | changes)


def about(path: Path, **changes: Any) -> np.ndarray[Any, Any]:
    with np.load(path) as stored:
        facts = json.loads(stored["about"].tobytes()) | changes
    return np.frombuffer(json.dumps(facts).encode(), dtype=np.uint8)


def test_a_model_comes_back_as_it_was(path: Path, learnt: AdditiveScorer) -> None:
    scorer, facts = load_model(path)

    assert facts == FACTS
    assert scorer.prior_weight == 20
    assert (scorer.predict(LEVELS) == learnt.predict(LEVELS)).all()
    assert [file.name for file in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize("name", ["weights", "shares", "curves"])
def test_a_changed_number_is_refused(path: Path, name: str) -> None:
    with np.load(path) as stored:
        array = stored[name].copy()
    array.flat[1] += 1
    rewrite(path, **{name: array})

    with pytest.raises(ModelFileError, match="changed since it was written"):
        load_model(path)


def test_a_changed_fact_is_refused(path: Path) -> None:
    rewrite(path, about=about(path, facts={"verdicts": 10_000}))

    with pytest.raises(ModelFileError, match="changed since it was written"):
        load_model(path)


def test_a_later_version_is_refused(path: Path) -> None:
    rewrite(path, about=about(path, format=FORMAT + 1))

    with pytest.raises(ModelFileError, match="update the program"):
        load_model(path)


def test_other_features_are_refused(path: Path) -> None:
    rewrite(path, about=about(path, features=["age", *(f.name for f in FEATURES[1:])]))

    with pytest.raises(ModelFileError, match="other features"):
        load_model(path)


@pytest.mark.parametrize("size", [0, 10, 1000])
def test_a_file_cut_short_is_refused(path: Path, size: int) -> None:
    path.write_bytes(path.read_bytes()[:size])

    with pytest.raises(ModelFileError, match="cut short"):
        load_model(path)


def test_any_damage_is_refused_or_harmless(path: Path, learnt: AdditiveScorer) -> None:
    """Whatever a bit flip makes the readers of archives and arrays raise, the service goes on."""
    random = np.random.default_rng(5)
    content = path.read_bytes()
    refused = 0
    for _ in range(300):
        damaged = bytearray(content)
        damaged[random.integers(len(damaged))] ^= 1 << int(random.integers(8))
        path.write_bytes(damaged)
        try:
            scorer, facts = load_model(path)
        except ModelFileError:
            refused += 1
        else:
            assert facts == FACTS
            assert (scorer.curves_ == learnt.curves_).all()
    assert refused > 250


def test_a_pickle_is_refused(path: Path) -> None:
    rewrite(path, curves=np.array([{"an": "object"}], dtype=object))

    with pytest.raises(ModelFileError, match="not a model file"):
        load_model(path)


def test_curves_that_fall_are_refused_even_with_a_right_digest(
    tmp_path: Path, learnt: AdditiveScorer
) -> None:
    learnt.curves_[2, 400:600] = 0
    save_model(tmp_path / "model.npz", learnt, FACTS)

    with pytest.raises(ModelFileError, match="curves fall"):
        load_model(tmp_path / "model.npz")

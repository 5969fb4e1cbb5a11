"""The scorer: exact sums, a prior that verdicts move, and scikit-learn's contract."""

import numpy as np
import pytest
from sklearn.base import clone
from sklearn.exceptions import NotFittedError
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer

from matching.curves import FULL
from matching.scorer import (
    FEATURE_NAMES,
    FEATURES,
    PARTS,
    PRIOR_WEIGHTS,
    TOTAL,
    AdditiveScorer,
    allocate,
)

RANDOM = np.random.default_rng(7)
LEVELS = RANDOM.integers(0, FULL + 1, (300, len(FEATURES))).astype(np.int16)


def test_prior_weights_and_shares_are_whole() -> None:
    assert sum(PRIOR_WEIGHTS.values()) == 100
    for part in PARTS:
        assert sum(feature.share for feature in FEATURES if feature.part == part) == 100


def test_full_levels_earn_a_hundred_and_none_nothing(prior: AdditiveScorer) -> None:
    assert prior.predict(np.full((1, len(FEATURES)), FULL)).tolist() == [100]
    assert prior.predict(np.zeros((1, len(FEATURES)))).tolist() == [0]


def test_parts_are_within_their_weights_and_monotone(prior: AdditiveScorer) -> None:
    tables = prior.compile()

    assert (tables.parts(LEVELS) <= tables.weights).all()
    assert (np.diff(tables.points, axis=1) >= 0).all()
    assert tables.points[:, 0].tolist() == [0] * len(FEATURES)


def test_what_is_not_asked_gives_its_weight_to_the_rest(prior: AdditiveScorer) -> None:
    emphasis = np.array([name in {"must", "relevant", "total"} for name in FEATURE_NAMES], float)
    tables = prior.compile(emphasis)

    assert tables.weights.sum() == TOTAL
    assert dict(zip(PARTS, tables.weights.tolist(), strict=True)) == {
        "skills": 5455, "experience": 4545, "salary": 0, "place": 0, "title": 0, "text": 0,
    }  # fmt: skip
    assert tables.points[FEATURE_NAMES.index("must"), FULL] == 5455


def test_own_weights_are_brought_to_a_hundred(prior: AdditiveScorer) -> None:
    weights = prior.compile(weights=dict.fromkeys(PARTS, 1)).weights

    assert weights.sum() == TOTAL
    assert weights.max() - weights.min() <= 1


@pytest.mark.parametrize(
    "weights",
    [{"skills": -1}, {"skills": float("nan")}, {"charm": 5}, dict.fromkeys(PARTS, 0)],
)
def test_wrong_weights_are_refused(prior: AdditiveScorer, weights: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=r"part|weights"):
        prior.compile(weights=weights)


def test_allocation_is_exact_and_fair() -> None:
    assert allocate([1, 1, 1], 100).tolist() == [34, 33, 33]
    assert allocate([0, 3, 1], 4).tolist() == [0, 3, 1]


def test_without_verdicts_it_is_the_prior(prior: AdditiveScorer) -> None:
    fitted = AdditiveScorer().fit(LEVELS)

    assert fitted.weights_.tolist() == prior.weights_.tolist()
    assert (fitted.predict(LEVELS) == prior.predict(LEVELS)).all()


def test_verdicts_that_are_all_equal_leave_the_prior(prior: AdditiveScorer) -> None:
    fitted = AdditiveScorer().fit(LEVELS, np.full(len(LEVELS), 3))

    assert fitted.weights_.tolist() == prior.weights_.tolist()


@pytest.mark.parametrize("part", ["salary", "place", "text"])
def test_verdicts_move_the_weights_towards_what_they_tell(prior: AdditiveScorer, part: str) -> None:
    number = PARTS.index(part)
    worth = prior.compile().parts(LEVELS)[:, number]
    verdicts = np.digitize(worth, np.quantile(worth, [0.2, 0.4, 0.6, 0.8]))
    moved = [AdditiveScorer().fit(LEVELS[:n], verdicts[:n]).weights_[number] for n in (10, 50, 300)]

    assert prior.weights_[number] < moved[0] < moved[1] < moved[2]
    assert AdditiveScorer().fit(LEVELS, verdicts).weights_.sum() == TOTAL


def test_a_heavier_prior_moves_less() -> None:
    verdicts = (LEVELS[:, FEATURE_NAMES.index("place")] > FULL / 2).astype(int)
    place = PARTS.index("place")
    light, heavy = (
        AdditiveScorer(prior_weight=weight).fit(LEVELS, verdicts).weights_[place]
        for weight in (10, 10_000)
    )

    assert light > heavy > PRIOR_WEIGHTS["place"] * 100


def test_it_is_a_scikit_learn_estimator(prior: AdditiveScorer) -> None:
    copy = clone(AdditiveScorer(weights=dict(PRIOR_WEIGHTS), prior_weight=7))

    assert copy.get_params() == {"weights": dict(PRIOR_WEIGHTS), "prior_weight": 7}
    with pytest.raises(NotFittedError):
        copy.predict(LEVELS)
    piped = make_pipeline(FunctionTransformer(), AdditiveScorer()).fit(LEVELS)
    assert (piped.predict(LEVELS) == prior.predict(LEVELS)).all()


def test_another_number_of_features_is_refused(prior: AdditiveScorer) -> None:
    with pytest.raises(ValueError, match="features"):
        prior.predict(LEVELS[:, :5])


def test_weights_must_name_every_part() -> None:
    with pytest.raises(ValueError, match="each of"):
        AdditiveScorer(weights={"skills": 100}).fit()

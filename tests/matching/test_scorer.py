"""The scorer: exact sums, a prior that verdicts move, and scikit-learn's contract."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.base import clone
from sklearn.exceptions import NotFittedError
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer
from sklearn.utils.estimator_checks import parametrize_with_checks

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


def same_model(one: AdditiveScorer, other: AdditiveScorer) -> bool:
    return all(
        np.array_equal(getattr(one, name), getattr(other, name))
        for name in ("weights_", "shares_", "curves_")
    )


def test_what_no_verdict_spoke_of_stays(prior: AdditiveScorer) -> None:
    """No vacancy names a salary, and the recruiter goes by the place: the salary is worth the same
    part of what is left."""
    asked = np.array([feature.part != "salary" for feature in FEATURES], dtype=float)
    levels = LEVELS * asked.astype(np.int16)
    verdicts = RANDOM.normal(0, 1, len(LEVELS)) + LEVELS[:, FEATURE_NAMES.index("place")] / FULL
    emphasis = np.tile(asked, (len(LEVELS), 1))
    learnt = AdditiveScorer().fit(levels, verdicts, emphasis=emphasis)
    salary = PARTS.index("salary")

    assert abs(int(learnt.weights_[salary]) - int(prior.weights_[salary])) < TOTAL / 50
    assert learnt.weights_[PARTS.index("place")] > prior.weights_[PARTS.index("place")]


def test_a_weight_is_learnt_as_it_serves() -> None:
    """Where nothing but languages is asked of the skills they serve with the whole part's weight,
    so the same verdicts need less of a change than where they serve with an eighth of it."""
    number, must = FEATURE_NAMES.index("languages"), FEATURE_NAMES.index("must")
    asked = np.ones(len(FEATURES))
    asked[[must, FEATURE_NAMES.index("nice"), FEATURE_NAMES.index("education")]] = 0
    levels = LEVELS * asked.astype(np.int16)
    verdicts = AdditiveScorer().fit().compile(asked).parts(levels).sum(axis=1)
    emphasis = np.tile(asked, (len(LEVELS), 1))
    told = AdditiveScorer().fit(levels, verdicts, emphasis=emphasis)
    untold = AdditiveScorer().fit(levels, verdicts)

    assert abs(told.shares_[number] - FEATURES[number].share) < 2
    assert untold.shares_[number] > 2 * FEATURES[number].share


def test_nothing_is_forgotten_wholly() -> None:
    """A vacancy that asks for a single thing still has an order, whatever verdicts said of it."""
    against = -LEVELS[:, FEATURE_NAMES.index("languages")].astype(float)
    learnt = AdditiveScorer(prior_weight=0.01).fit(LEVELS, against)
    for number in range(len(FEATURES)):
        alone = np.eye(len(FEATURES))[number]
        assert learnt.compile(alone).points[number, FULL] == TOTAL


def test_verdicts_that_are_all_equal_leave_the_prior(prior: AdditiveScorer) -> None:
    assert same_model(AdditiveScorer().fit(LEVELS, np.full(len(LEVELS), 3)), prior)


def test_verdicts_equal_within_their_groups_leave_the_prior(prior: AdditiveScorer) -> None:
    """A strict recruiter and a mild one, each of whom found all alike, tell nothing."""
    group = np.arange(len(LEVELS)) % 7

    assert same_model(AdditiveScorer().fit(LEVELS, group, groups=group), prior)


def test_a_recruiters_strictness_is_no_difference_between_candidates() -> None:
    verdicts = (LEVELS[:, FEATURE_NAMES.index("place")] > FULL / 2).astype(float)
    group = np.arange(len(LEVELS)) % 5
    plain = AdditiveScorer().fit(LEVELS, verdicts, groups=group)
    strict = AdditiveScorer().fit(LEVELS, verdicts - 3 * group, groups=group)

    assert np.abs(plain.weights_ - strict.weights_).max() <= 1


def test_a_verdict_of_no_weight_is_not_there() -> None:
    verdicts = LEVELS[:, FEATURE_NAMES.index("offer")].astype(float)
    half = np.arange(len(LEVELS)) < 150
    weighed = AdditiveScorer().fit(LEVELS, verdicts, sample_weight=half)
    alone = AdditiveScorer().fit(LEVELS[half], verdicts[half])

    assert np.abs(weighed.weights_ - alone.weights_).max() <= 1


def test_a_curve_takes_the_shape_that_verdicts_tell() -> None:
    """Only the upper half of the years matters to this recruiter."""
    number = FEATURE_NAMES.index("relevant")
    levels = np.full((400, len(FEATURES)), 500, dtype=np.int16)
    levels[:, number] = np.linspace(0, FULL, 400)
    verdicts = np.clip(levels[:, number].astype(float), 500, FULL)
    curve = AdditiveScorer(prior_weight=5).fit(levels, verdicts).curves_[number]

    assert curve[500] < 200
    assert curve[FULL] == FULL


@st.composite
def models(draw: st.DrawFn) -> AdditiveScorer:
    """A scorer that has learnt from verdicts of any kind."""
    random = np.random.default_rng(draw(st.integers(0, 10**6)))
    n = draw(st.integers(2, 60))
    levels = random.integers(0, FULL + 1, (n, len(FEATURES)))
    verdicts = random.integers(1, 6, n)
    weight = draw(st.sampled_from([0.5, 5.0, 500.0]))
    groups = random.integers(0, 4, n)
    return AdditiveScorer(prior_weight=weight).fit(levels, verdicts, groups=groups)


@settings(max_examples=40, deadline=None)
@given(
    models(),
    st.lists(st.booleans(), min_size=len(FEATURES), max_size=len(FEATURES)).filter(any),
    st.dictionaries(st.sampled_from(PARTS), st.integers(1, 50)),
)
def test_every_learnt_model_is_additive_and_monotone(
    model: AdditiveScorer, asked: list[bool], weights: dict[str, float]
) -> None:
    tables = model.compile(np.array(asked, dtype=float), weights)
    parts = tables.parts(LEVELS)

    assert (np.diff(tables.points, axis=1) >= 0).all()
    assert (tables.points[:, 0] == 0).all()
    assert tables.weights.sum() == TOTAL
    assert (parts <= tables.weights).all()
    assert tables.parts(np.full((1, len(FEATURES)), FULL, np.int16)).sum() == TOTAL
    low, high = (LEVELS * 0.8).astype(np.int16), np.minimum(LEVELS + 50, FULL).astype(np.int16)
    assert (tables.parts(low) <= parts).all()
    assert (tables.parts(high) >= parts).all()


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

    assert copy.get_params() == {
        "weights": dict(PRIOR_WEIGHTS), "prior_weight": 7, "features": FEATURES,
    }  # fmt: skip
    with pytest.raises(NotFittedError):
        copy.predict(LEVELS)
    verdicts = np.ones(len(LEVELS))
    piped = make_pipeline(FunctionTransformer(), AdditiveScorer()).fit(LEVELS, verdicts)
    assert (piped.predict(LEVELS) == prior.predict(LEVELS)).all()


@parametrize_with_checks([AdditiveScorer(features=None)])
def test_scikit_learns_own_checks(estimator: AdditiveScorer, check: Callable[..., None]) -> None:
    check(estimator)


def test_another_number_of_features_is_refused(prior: AdditiveScorer) -> None:
    with pytest.raises(ValueError, match="features"):
        prior.predict(LEVELS[:, :5])


def test_weights_must_name_every_part() -> None:
    with pytest.raises(ValueError, match="each of"):
        AdditiveScorer(weights={"skills": 100}).fit()

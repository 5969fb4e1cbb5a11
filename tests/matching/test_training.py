"""Learning from verdicts: fair to what was not shown, judged on vacancies held out."""

from dataclasses import replace

import numpy as np
import pytest

from matching.curves import FULL
from matching.scorer import FEATURE_NAMES, FEATURES, PARTS, AdditiveScorer
from matching.training import MIN_VERDICTS, Training, Verdicts, propensity_weights, train


def verdicts(n_vacancies: int, of_each: int, *, taste: str = "place", noise: float = 0) -> Verdicts:
    """Verdicts of recruiters who look at one feature alone."""
    random = np.random.default_rng(11)
    n = n_vacancies * of_each
    levels = random.integers(0, FULL + 1, (n, len(FEATURES))).astype(np.int16)
    worth = levels[:, FEATURE_NAMES.index(taste)] + random.normal(0, noise or 1e-9, n) * FULL
    return Verdicts(
        levels=levels,
        emphasis=np.ones(levels.shape),
        grades=np.digitize(worth, [200, 400, 600, 800]),
        vacancies=np.repeat(np.arange(n_vacancies), of_each),
        recruiters=np.arange(n) % 2,
        ranks=np.tile(np.arange(1, of_each + 1), n_vacancies),
    )


@pytest.fixture(scope="module")
def learnt() -> Training:
    return train(verdicts(12, 15))


def test_what_recruiters_go_by_is_learnt_and_let_in(learnt: Training) -> None:
    place = PARTS.index("place")

    assert learnt.enough
    assert learnt.admitted
    assert learnt.scorer.weights_[place] > 2 * AdditiveScorer().fit().weights_[place]
    assert learnt.gain.low > 0
    assert learnt.learnt.point > learnt.prior.point


def test_too_few_verdicts_leave_the_prior() -> None:
    few = train(verdicts(3, MIN_VERDICTS))
    none = train(verdicts(0, 0))

    for training in (few, none):
        assert not training.enough
        assert not training.admitted
        assert (training.scorer.weights_ == AdditiveScorer().fit().weights_).all()
        assert (training.scorer.curves_ == AdditiveScorer().fit().curves_).all()


def test_verdicts_at_random_are_not_let_in_on_luck() -> None:
    """On held-out vacancies a model of noise seldom seems to gain for sure."""
    admitted = []
    for seed in range(8):
        drawn = verdicts(10, 12)
        noise = np.random.default_rng(seed).integers(0, 5, len(drawn))
        admitted.append(train(replace(drawn, grades=noise)).admitted)
    assert sum(admitted) <= 2


def test_what_held_out_vacancies_contradict_is_not_let_in() -> None:
    """Half of the vacancies are for those near by, half for those far away."""
    drawn = verdicts(10, 15)
    torn = replace(drawn, grades=np.where(drawn.vacancies % 2, drawn.grades, 4 - drawn.grades))
    training = train(torn)

    assert training.enough
    assert not training.admitted


def test_the_bottom_of_a_list_counts_more_but_not_without_bound() -> None:
    weights = propensity_weights([1, 4, 9, 10_000, 0])

    assert weights.tolist() == [1, 2, 3, 3, 1]


def test_groups_are_one_recruiter_on_one_vacancy() -> None:
    drawn = verdicts(6, 10)

    assert len(np.unique(drawn.groups())) == 12
    assert drawn.telling() == 6

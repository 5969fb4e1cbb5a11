"""The measures equal trec_eval's, take ties as the mean of all orders, and know their doubt."""

import itertools
import math

import ir_measures
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import roc_auc_score

from matching.metrics import Order, bootstrap, is_metric, measure, ndcg, pairwise

NAMES = (
    "map", "mrr", "ndcg@1", "ndcg@10", "ndcg@50", "precision@5", "precision@20", "recall@5",
    "recall@50",
)  # fmt: skip
TREC = {"map": "AP", "mrr": "RR", "ndcg": "nDCG", "precision": "P", "recall": "R"}


def trec(name: str) -> ir_measures.measures.Measure:
    """The measure of the same meaning in `ir_measures`."""
    word, _, depth = name.partition("@")
    return ir_measures.parse_measure(TREC[word] + (f"@{depth}" if depth else ""))


RANKED = st.integers(1, 6).flatmap(
    lambda n: st.tuples(
        st.lists(st.integers(0, 3), min_size=n, max_size=n),
        st.lists(st.integers(0, 3), min_size=n, max_size=n),
    )
)


@pytest.mark.parametrize("seed", range(8))
def test_they_equal_ir_measures_on_random_runs(seed: int) -> None:
    random = np.random.default_rng(seed)
    qrels, run, ours = [], [], {}
    for query in range(12):
        n = int(random.integers(1, 120))
        scores = random.permutation(n) - n / 2
        grades = random.integers(0, 4, n) * (random.random(n) < random.random())
        ours[str(query)] = measure(NAMES, scores, grades)
        for number, (score, grade) in enumerate(zip(scores, grades, strict=True)):
            qrels.append(ir_measures.Qrel(str(query), str(number), int(grade)))
            run.append(ir_measures.ScoredDoc(str(query), str(number), float(score)))

    for place, name in enumerate(NAMES):
        theirs = {
            value.query_id: value.value for value in ir_measures.iter_calc([trec(name)], qrels, run)
        }
        assert theirs == pytest.approx({query: values[place] for query, values in ours.items()})


@given(RANKED)
@settings(max_examples=25, deadline=None)
def test_ties_are_the_mean_of_all_orders(ranked: tuple[list[int], list[int]]) -> None:
    scores, grades = ranked
    names = ("map", "mrr", "ndcg@3", "precision@3", "recall@3")
    orders = [
        measure(names, [score + nudge / 100 for score, nudge in zip(scores, order, strict=True)],
                grades)
        for order in itertools.permutations(range(len(scores)))
    ]  # fmt: skip

    assert measure(names, scores, grades) == pytest.approx(np.mean(orders, axis=0))


@given(RANKED, st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_the_order_of_the_file_is_nothing(
    ranked: tuple[list[int], list[int]], random: np.random.Generator
) -> None:
    rows = list(zip(*ranked, strict=True))
    before = measure((*NAMES, "auc"), *ranked)
    random.shuffle(rows)
    scores, grades = zip(*rows, strict=True)

    assert measure((*NAMES, "auc"), scores, grades) == pytest.approx(before, nan_ok=True)


@given(RANKED)
def test_pairwise_counts_each_pair(ranked: tuple[list[int], list[int]]) -> None:
    rows = list(zip(*ranked, strict=True))
    won = [
        (better[0] > worse[0]) + (better[0] == worse[0]) / 2
        for better in rows
        for worse in rows
        if better[1] > worse[1]
    ]

    assert pairwise(*ranked) == pytest.approx(np.mean(won) if won else math.nan, nan_ok=True)


def test_pairwise_of_two_grades_is_the_area_under_the_curve() -> None:
    random = np.random.default_rng(3)
    grades = random.integers(0, 2, 200)
    scores = np.round(random.random(200) + grades / 4, 1)

    assert pairwise(scores, grades) == pytest.approx(roc_auc_score(grades, scores))


@given(RANKED)
def test_the_best_order_is_one_and_every_value_is_a_share(
    ranked: tuple[list[int], list[int]],
) -> None:
    scores, grades = ranked
    best = measure(("map", "mrr", "ndcg@5", "auc"), grades, grades)

    assert best[:3] == pytest.approx([float(any(grades))] * 3)
    assert best[3] == 1 or math.isnan(best[3])
    assert all(0 <= value <= 1 + 1e-12 for value in measure(NAMES, scores, grades))


def test_small_cases_by_hand() -> None:
    scores, grades = [9, 8, 7, 6], [0, 2, 0, 1]

    values = measure(("map", "mrr", "ndcg@2", "precision@3", "recall@3", "auc"), scores, grades)
    best = 2 + 1 / math.log2(3)
    by_hand = [(1 / 2 + 2 / 4) / 2, 1 / 2, 2 / math.log2(3) / best, 1 / 3, 1 / 2, (1 + 1) / 5]
    assert values == pytest.approx(by_hand)
    assert measure(("precision@10",), [1], [1]) == [0.1]
    assert measure(("map", "mrr", "recall@5", "ndcg@5"), [1, 2], [0, 0]) == [0, 0, 0, 0]


def test_all_equal_is_chance() -> None:
    grades = [1] * 25 + [0] * 75

    assert measure(("precision@10", "recall@10", "auc"), [0] * 100, grades) == pytest.approx(
        [0.25, 0.1, 0.5]
    )


def test_nothing_ranked_is_nothing_found() -> None:
    assert measure(("map", "mrr", "ndcg@5", "recall@5"), [], []) == [0, 0, 0, 0]


@pytest.mark.parametrize("name", ["map", "mrr", "auc", "pairwise", "ndcg@5", "recall@1000"])
def test_known_names(name: str) -> None:
    assert is_metric(name)


@pytest.mark.parametrize("name", ["", "ndcg", "ndcg@0", "map@5", "ndcg@10000", "err@5", "mrr "])
def test_unknown_names(name: str) -> None:
    assert not is_metric(name)
    with pytest.raises(ValueError, match="is no metric; there are map"):
        measure((name,), [1], [1])


def test_scores_must_be_numbers_and_fit() -> None:
    with pytest.raises(ValueError, match="one score"):
        Order.of([1, 2], [1])
    with pytest.raises(ValueError, match="one score"):
        Order.of([1, math.nan], [1, 0])


def test_an_interval_is_as_wide_as_theory_says() -> None:
    values = np.random.default_rng(5).normal(0.6, 0.2, (400, 1))
    (estimate,) = bootstrap(values)
    half = 1.96 * values.std() / math.sqrt(400)

    assert estimate.point == pytest.approx(values.mean())
    assert estimate.low == pytest.approx(estimate.point - half, abs=0.002)
    assert estimate.high == pytest.approx(estimate.point + half, abs=0.002)


def test_a_paired_difference_is_surer_than_its_sides() -> None:
    random = np.random.default_rng(6)
    theirs = random.random(30)
    ours = theirs + 0.05 + random.normal(0, 0.01, 30)
    one, other, difference = bootstrap(np.column_stack([ours, theirs, ours - theirs]))

    assert one.low < other.high
    assert 0.04 < difference.low < difference.point < difference.high < 0.06


def test_the_same_seed_gives_the_same_interval() -> None:
    values = np.random.default_rng(7).random((9, 2))

    assert bootstrap(values) == bootstrap(values)
    assert bootstrap(values) != bootstrap(values, seed=1)


def test_queries_without_a_value_are_left_out() -> None:
    whole, holed, empty = bootstrap([[1.0, 1.0, math.nan], [0.0, math.nan, math.nan]])

    assert (whole.point, whole.low, whole.high) == (0.5, 0, 1)
    assert (holed.point, holed.low, holed.high) == (1, 1, 1)
    assert math.isnan(empty.point)
    assert math.isnan(empty.low)


def test_of_no_queries_nothing_is_known() -> None:
    (estimate,) = bootstrap(np.zeros((0, 1)))

    assert math.isnan(estimate.point)


def test_gain_is_linear() -> None:
    """As trec_eval's: a grade of 3 is three times a grade of 1, not seven times."""
    order = Order.of([2, 1], [1, 3])

    assert ndcg(order, 2) == pytest.approx((1 + 3 / math.log2(3)) / (3 + 1 / math.log2(3)))

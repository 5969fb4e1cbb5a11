"""Rates, ratios and what tells groups apart."""

import math

import numpy as np
import pytest

from matching.disparity import LEAST_PEOPLE, Rate, chance, impact_ratio, selection_rates, telling


def test_rates_count_by_group() -> None:
    rates = selection_rates(["f", "m", "f", "m", "m"], [True, True, False, False, False])

    assert rates == {"f": Rate(2, 1), "m": Rate(3, 1)}
    assert rates["f"].share == 0.5
    assert math.isnan(Rate(0, 0).share)


@pytest.mark.parametrize(
    ("rates", "ratio"),
    [
        ({"f": Rate(60, 30), "m": Rate(100, 60)}, 30 / 60 / (60 / 100)),
        ({"f": Rate(LEAST_PEOPLE - 1, 9), "m": Rate(100, 60)}, math.nan),
        ({"m": Rate(100, 60)}, math.nan),
        ({"f": Rate(60, 0), "m": Rate(60, 0)}, math.nan),
    ],
)
def test_ratio_of_the_lowest_to_the_highest(rates: dict[str, Rate], ratio: float) -> None:
    assert impact_ratio(rates) == pytest.approx(ratio, nan_ok=True)


def test_a_feature_tells_as_its_auc_says() -> None:
    levels = np.array([[0.0, 0.5], [0.2, 0.5], [0.4, 0.5], [1.0, 0.5]])
    clear, nothing = telling(levels, np.array([False, False, True, True]))

    assert (clear.auc, clear.gap) == (1.0, pytest.approx(0.6))
    assert (nothing.auc, nothing.gap) == (0.5, 0.0)
    assert math.isnan(telling(levels, np.zeros(4, dtype=bool))[0].auc)


def test_chance_is_likely_for_few_and_not_for_many() -> None:
    assert chance({"f": Rate(30, 3), "m": Rate(30, 5)}) > 0.5
    assert chance({"f": Rate(3000, 300), "m": Rate(3000, 500)}) < 1e-9
    assert math.isnan(chance({"f": Rate(30, 3)}))

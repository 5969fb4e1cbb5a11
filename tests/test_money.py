"""Sums between rows and forms; what is unknown stays unknown."""

import pytest

from matching.months import months_in
from recruit.money import minor_units, whole_units


@pytest.mark.parametrize(
    ("minor", "typed"),
    [
        (None, ""),
        (0, "0"),
        (5, "0,05"),
        (99_900, "999"),
        (11_000_000, "110\u202f000"),
        (123_456_750, "1\u202f234\u202f567,50"),
    ],
)
def test_a_sum_as_one_types_it(minor: int | None, typed: str) -> None:
    assert whole_units(minor) == typed


def test_whole_units_and_years_become_the_smaller_unit() -> None:
    assert (minor_units(0), minor_units(120), minor_units(None)) == (0, 12_000, None)
    assert (months_in(0), months_in(3), months_in(1.5), months_in(None)) == (0, 36, 18, None)

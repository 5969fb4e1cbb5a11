"""Levels as people write them."""

import pytest

from matching.qualifications import language_level


@pytest.mark.parametrize(
    ("told", "level"),
    [
        ("A1", 1), ("А1", 1), ("а2", 1), ("B1", 2), ("В1", 2), ("в2", 3), ("С1", 4),
        ("с1 (advanced)", 4), ("C2", 4), ("свободно", 4), ("со словарём", 2), ("высокий", 2),
    ],
)  # fmt: skip
def test_a_grade_counts_in_either_alphabet(told: str, level: int) -> None:
    assert language_level(told) == level
